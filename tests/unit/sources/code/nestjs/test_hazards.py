"""What a gateway or a second process will break."""

from __future__ import annotations

from pathlib import Path

import pytest
from nest_projects import app, backend, project, read_backend
from small_monolith import small

from woosh_split.model.code import Hazard
from woosh_split.sources.code.nestjs.hazards import read_hazards
from woosh_split.sources.code.nestjs.jobs import read_jobs
from woosh_split.sources.code.nestjs.routes import read_routes


def hazards(sources: dict[str, str]) -> list[Hazard]:
    """Return the hazards of some sources."""
    made, application, graph = read_backend(project(sources))
    routes = read_routes(application, graph).found
    jobs, _ = read_jobs(graph)
    return list(read_hazards(application, graph, made.program, made.code, routes, jobs))


IMPORTS = """import { APP_GUARD } from '@nestjs/core'; import { Ip, Global, Injectable } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule, seconds } from '@nestjs/throttler';
import { CacheModule } from '@nestjs/cache-manager'; import { TypeOrmModule } from '@nestjs/typeorm'; import { Cron } from '@nestjs/schedule';
@Controller('x') class XCtrl { @Get() run() {} }
"""


def one(module: str, code: str = "", settings: str = "", top: str = "") -> list[Hazard]:
    """Return the hazards of one root module."""
    sources = app(code, settings, IMPORTS, module)
    sources["src/main.ts"] = top + sources["src/main.ts"]
    return hazards(sources)


GUARDED = "controllers: [XCtrl], providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }]"


def test_a_limit_is_keyed_by_address_and_untrusted_proxies_make_it_one_for_all() -> None:
    """The limit is told in requests and milliseconds."""
    found = one(f"imports: [ThrottlerModule.forRoot([{{ limit: 5, ttl: seconds(60) }}])], {GUARDED}")
    assert [each.kind for each in found] == ["ip-keyed-limit", "trust-proxy"]
    assert "5 requests in 60000 ms for each client address" in found[0].detail
    assert found[1].file == "src/main.ts"


def test_code_that_reads_the_address_misses_the_trust_proxy_setting_too() -> None:
    """Without any limit; what reads the header itself would not be helped by it."""
    code = "export class Work { a(req: any) { return READ; } }"
    found = one("providers: [Work]", code.replace("READ", "req.ip"))
    assert [each.kind for each in found] == ["client-ip", "trust-proxy"]
    assert found[1].detail.startswith("not set: ")
    found = one("providers: [Work]", code.replace("READ", "req.headers['x-forwarded-for']"))
    assert [each.kind for each in found] == ["client-ip"]


@pytest.mark.parametrize(
    "settings", ["app.set('trust proxy', 1);", "app.getHttpAdapter().getInstance().set('trust proxy', 1);"]
)
def test_a_trust_proxy_setting_is_a_fact_of_its_own(settings: str) -> None:
    """On the application or on Express itself."""
    found = one(f"imports: [ThrottlerModule.forRoot([{{ limit: 5, ttl: 9 }}])], {GUARDED}", "", settings)
    assert [each.detail for each in found if each.kind == "trust-proxy"] == [
        "set to 1: it must fit the number of proxies in front, the gateway included"
    ]


def test_fastify_is_told_to_trust_proxies_when_it_is_made() -> None:
    """An option of its adapter."""
    sources = app("", "", IMPORTS, GUARDED)
    sources["src/main.ts"] = "import { FastifyAdapter } from '@nestjs/platform-fastify';\n" + sources[
        "src/main.ts"
    ].replace("AppModule);", "AppModule, new FastifyAdapter({ trustProxy: true }));")
    assert [each.kind for each in hazards(sources)] == ["trust-proxy"]


FEATURE = "@Module({ imports: [ThrottlerModule.FEATURE] }) class LoginModule {}"
STRICT, WIDE = "forRoot([{ limit: 5, ttl: 900 }])", "forRoot([{ limit: 1000, ttl: 1 }])"
STRICT_LATER = "forRootAsync({ useFactory: () => [{ limit: 5, ttl: 900 }] })"
WIDE_LATER = "forRootAsync({ useFactory: () => ({ throttlers: [{ limit: 1000, ttl: 1 }] }) })"


@pytest.mark.parametrize(
    ("own", "other", "holds"),
    [
        (WIDE, STRICT, "5 requests"),
        (STRICT, WIDE, "1000 requests"),
        (WIDE_LATER, STRICT, "1000 requests"),
        (STRICT, WIDE_LATER, "1000 requests"),
        (STRICT_LATER, WIDE_LATER, "5 requests"),
    ],
)
def test_of_two_registrations_the_one_that_nest_hands_to_the_guard_holds(
    own: str, other: str, holds: str
) -> None:
    """Ready values replace each other, the last one wins; a factory ends the search."""
    found = one(
        f"imports: [ThrottlerModule.{own}, LoginModule], {GUARDED}", FEATURE.replace("FEATURE", other)
    )
    limits = [each for each in found if each.kind == "ip-keyed-limit"]
    doubled = [each for each in found if each.kind == "duplicate-global-module"]
    assert (len(limits), len(doubled)) == (1, 1)
    assert holds in limits[0].detail
    assert doubled[0].detail.index("never holds") < doubled[0].detail.index(holds)


def test_a_tracker_of_ones_own_is_not_keyed_by_address() -> None:
    """Unless it looks at the address after all; nothing is said where no guard uses the module."""
    own = "export class UserGuard extends ThrottlerGuard { async getTracker(req: any) { return KEY; } }"
    module = (
        GUARDED.replace("ThrottlerGuard", "UserGuard")
        + ", imports: [ThrottlerModule.forRoot([{ limit: 5, ttl: 9 }])]"
    )
    by_user = one(module, own.replace("KEY", "String(req.user.id)"))
    by_address = one(module, own.replace("KEY", "req.ips[0] ?? req.ip"))
    unused = one("imports: [ThrottlerModule.forRoot([{ limit: 5, ttl: 9 }])], controllers: [XCtrl]")
    assert [each.kind for each in by_user] == ["in-memory-state"]
    assert "ip-keyed-limit" in {each.kind for each in by_address}
    assert unused == []


def test_limiters_and_sessions_of_packages_are_found_in_entry_files_and_middleware() -> None:
    """A store or a key of its own makes the difference."""
    top = "import rateLimit from 'express-rate-limit'; import * as session from 'express-session';\n"
    found = one(
        "controllers: [XCtrl]",
        settings="app.use(rateLimit({ windowMs: 15 * 60 * 1000, max: 100 })); app.use(session({ secret: 's' }));"
        "app.use(rateLimit({ max: 1, keyGenerator: (req: any) => req.user.id }));"
        "app.use(session({ store: makeStore() }));",
        top=top,
    )
    assert [(each.kind, each.subject) for each in found] == [
        ("in-memory-session", "express-session"),
        ("ip-keyed-limit", "express-rate-limit"),
        ("trust-proxy", "trust proxy"),
    ]
    assert "100 requests in 900000 ms" in found[1].detail
    code = """export class AppModule_ {
      configure(consumer: any) { consumer.apply(rateLimit({ max: 7, windowMs: 1000 })).forRoutes('*'); }
    }"""
    elsewhere = one("controllers: [XCtrl]", "import rateLimit from 'express-rate-limit';\n" + code)
    assert [(each.kind, each.subject) for each in elsewhere][:1] == [("ip-keyed-limit", "express-rate-limit")]


def test_collections_that_code_changes_are_state_of_one_process() -> None:
    """A map that is only read, and one in a class that is no provider, are not."""
    code = """@Injectable() export class Work {
      private readonly cache = new Map<string, number>();
      private recent: string[] = [];
      private table: Record<string, number> = {};
      private readonly names = new Map([['a', 1]]);
      private later: Set<string>;
      constructor() { this.later = new Set(); }
      put(key: string) { this.cache.set(key, 1); this.recent.push(key); this.table[key] = 2; this.later.add(key); }
      name(key: string) { return this.names.get(key); }
    }
    const shared = new Map<string, number>();
    export function remember(key: string) { shared.set(key, 1); }
    export class Plain { private held = new Map(); put() { this.held.set(1, 2); } }"""
    found = one("providers: [Work]", code)
    assert {each.subject for each in found} == {
        "Work.cache",
        "Work.recent",
        "Work.table",
        "Work.later",
        "shared",
    }
    assert {each.kind for each in found} == {"in-memory-state"}


def test_fields_that_methods_give_other_values_are_state_of_one_process_too() -> None:
    """Found in an exam: a cache of one value, and what tells those who hold a stream. A client that is made late keeps nothing."""
    code = """@Injectable() export class Work {
      private wall: { at: number; rows: any[] } | null = null;
      private readonly bell = new Subject<number>();
      private asked = 0; private last?: Date; private rows: any[]; private never = 3; private client: any; private made: any = null;
      constructor(private readonly repo: Repository<Row>) {}
      async onModuleInit() { this.made = await this.repo.find(); }
      async all() {
        if (!this.wall) { this.wall = { at: Date.now(), rows: await this.repo.find() }; }
        this.asked += 1; this.last = new Date(); this.rows = await this.repo.createQueryBuilder('r').getMany();
        this.client = new Client(); this.client ??= connect(); this.client = this.connect();
        this.bell.next(this.never);
      }
    }"""
    found = one("providers: [Work]", code)
    assert {each.subject for each in found} == {
        "Work.wall",
        "Work.bell",
        "Work.asked",
        "Work.last",
        "Work.rows",
    }
    assert [each.detail for each in found if each.subject == "Work.bell"] == [
        "what is sent through it reaches only those who listen in the same process"
    ]


def test_what_nest_makes_for_routes_and_static_fields_keep_state_of_one_process_too() -> None:
    """A middleware that writes once a minute for each user wrote once in each service: no module provides it, and it was not told."""
    code = """export class Seen implements NestMiddleware {
      private static at = new Map<number, number>(); private own = new Set<number>();
      use(req: any, res: any, next: any) { Seen.at.set(1, 2); this.own.add(1); next(); } }
    export class Box { static store = new Map(); private mine = new Map(); static readonly names = new Map([['a', 1]]);
      static put(key: string) { Box.store.set(key, 1); } hold() { this.mine.set(1, 2); } name() { return Box.names.get('a'); } }"""
    found = one("providers: []", code, top="import { NestMiddleware } from '@nestjs/common';\n")
    assert {each.subject for each in found} == {"Seen.at", "Seen.own", "Box.store"}
    assert {each.kind for each in found} == {"in-memory-state"}


def test_a_variable_of_a_file_that_functions_give_other_values_is_state_of_one_process() -> None:
    """Also a plain list or object of the file; not what a function declares under the same name, or the application."""
    code = """let cached: any = null, cachedAt = 0; const seen: Record<string, number> = {}; const log = [];
    let rows: any[]; const settings = { a: 1 }; const result = {};
    @Injectable() export class Work {
      all() { if (!cached) { cached = [1]; cachedAt = Date.now(); } return cached; }
      put(key: string) { seen[key] = 1; const result = {}; result['a'] = 2; return result; }
      list() { const rows = settings.a; return rows; }
    }
    export const note = (text: string) => { log.push(text); };"""
    found = one("providers: [Work]", code, top="let made: any; function keep(x: any) { made = x; }\n")
    assert {each.subject for each in found} == {"cached", "cachedAt", "seen", "log"}
    assert {each.kind for each in found} == {"in-memory-state"}


def test_what_is_only_counted_is_state_of_one_process() -> None:
    """An id that is handed out, a number of requests; not a counter of a loop, or of an object that came in."""
    code = """let served = 0; let n = 0;
    @Injectable() export class Work {
      private nextId = 1; private hits = 0; private fixed = 2;
      make(box: { size: number }) { this.hits++; box.size++; return { id: this.nextId++, of: this.fixed }; }
      all(rows: any[]) { let n = 0; while (n < rows.length) { rows[n].run(); n++; } served++; for (let i = 0; i < 3; i++) {} }
    }"""
    assert {each.subject for each in one("providers: [Work]", code)} == {"Work.nextId", "Work.hits", "served"}


def test_a_cache_without_a_store_is_state_of_one_process() -> None:
    """``CacheModule.register()`` and its asynchronous form."""
    assert [each.subject for each in one("imports: [CacheModule.register({ ttl: 5 })]")] == ["CacheModule"]
    assert one("imports: [CacheModule.register({ store: redisStore })]") == []
    later = "imports: [CacheModule.registerAsync({ useFactory: async () => ({ stores: [1] }) })]"
    assert one(later) == []


def test_jobs_run_in_every_process() -> None:
    """Each job is named with its schedule."""
    found = one("providers: [Work]", "export class Work { @Cron('0 1 * * *') run() {} }")
    assert [(each.kind, each.subject) for each in found] == [("per-process-job", "Work.run")]


def test_addresses_of_clients_and_of_this_machine_are_found_where_they_are_used() -> None:
    """Logs, allowed origins and comments are no hazards."""
    code = """export class Work {
      a(req: any) { return req.ip; }
      b(request: any) { return request.headers['x-forwarded-for'] || request.socket.remoteAddress; }
      c(req: any) { return `${req.protocol}://${req.get('host')}/files/1`; }
      d() { return 'http://localhost:3000/' + name(); }
      // 'http://localhost:4000'
      e() { console.log('see http://localhost:3000'); }
      f(row: any) { return row.ip; }
    }
    @Controller('y') class YCtrl { @Get() run(@Ip() ip: string) {} }"""
    found = one(
        "providers: [Work], controllers: [YCtrl]",
        code,
        "app.enableCors({ origin: 'http://localhost:5173' }); console.log('on http://localhost:3000');",
    )
    assert [(each.kind, each.subject) for each in found] == [
        ("absolute-url", "Work.c"),
        ("absolute-url", "Work.d"),
        ("client-ip", "Work.a"),
        ("client-ip", "Work.b"),
        ("client-ip", "YCtrl.run"),
        ("trust-proxy", "trust proxy"),
    ]
    text = backend(app(code, "", IMPORTS, "providers: [Work], controllers: [YCtrl]"))[0].texts[
        "src/app.module.ts"
    ]
    lines = text.split("\n")
    assert "return req.ip" in lines[found[2].line - 1]
    assert "http://localhost:3000/" in lines[found[1].line - 1]


@pytest.mark.parametrize(
    "code",
    [
        "const allowedOrigins = ['http://localhost:3000'];",
        "export const schema = { CORS_ORIGINS: text().default('http://localhost:4200') };",
        "class Work { a() { return process.env.CORS_ORIGIN || 'http://localhost:4200'; } }",
        "class Work { a() { return process.env['ALLOWED_ORIGINS'] ?? 'http://localhost:4200'; } }",
        "class Work { a(config: any) { return config.get('CORS_ORIGIN', 'http://localhost:4200'); } }",
        "class Work { a(config: any) { return config.get('CORS_ORIGIN') || 'http://localhost:4200'; } }",
        "class Work { a() { const whitelist = ['http://localhost:1']; return whitelist; } }",
        "class Work { allowedOrigins: string[]; constructor() { this.allowedOrigins = ['http://localhost:1']; } }",
        "class Work { origins = ['http://localhost:1']; }",
        "class Work { resolveCorsOrigin() { return 'http://localhost:4200'; } }",
        "class Work { a() { return connect({ node: 'http://localhost:9200' }); } }",
    ],
)
def test_allowed_origins_and_other_servers_are_no_addresses_of_the_monolith(code: str) -> None:
    """They are not put into answers: a browser's page, or the port that a search engine is known by."""
    assert one("providers: []", code, "") == []


@pytest.mark.parametrize(
    "code",
    [
        "class Work { a() { return process.env.API_URL || 'http://localhost:3000'; } }",
        "class Work { a() { const originalUrl = 'http://localhost:3000'; return originalUrl; } }",
        "class Work { a() { return { link: 'http://localhost:3000/files' }; } }",
    ],
)
def test_what_may_reach_a_client_still_counts(code: str) -> None:
    assert [each.kind for each in one("providers: []", code, "")] == ["absolute-url"]


@pytest.mark.parametrize(
    ("registered", "told"),
    [
        ("forRoot({ type: 'mysql', synchronize: true })", 1),
        ("forRootAsync({ useFactory: () => ({ type: 'mysql', synchronize: true }) })", 1),
        ("forRoot({ type: 'mysql', synchronize: false })", 0),
        ("forRoot({ type: 'mysql', synchronize: process.env.SYNC === 'true' })", 0),
        (
            "forRoot({ type: 'mysql', synchronize: process.env.CI === 'y' ? true : process.env.SYNC === 'true' })",
            0,
        ),
        ("forRoot({ type: 'mysql' })", 0),
    ],
)
def test_a_connection_that_surely_changes_tables_at_every_start_is_told(registered: str, told: int) -> None:
    """Once a phase is applied the old names are views, and the monolith would not start on them."""
    found = [each for each in one(f"imports: [TypeOrmModule.{registered}]") if each.kind == "changes-tables"]
    assert [each.subject for each in found] == ["TypeOrmModule"] * told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("synchronize: process.env.SYNC === 'true'", ["what `synchronize` is"]),
        ("synchronize: config.get('DB_SYNC')", ["what `synchronize` is"]),
        ("synchronize: unheard ? true : false", []),
        ("synchronize: false, dropSchema: config.drop", ["what `dropSchema` is"]),
        ("migrationsRun: true", ["`migrationsRun` runs"]),
        (
            "synchronize: !production, migrationsRun: config.get('RUN')",
            ["`migrationsRun` runs", "what `synchronize` is"],
        ),
        ("synchronize: false, migrationsRun: false, dropSchema: undefined", []),
    ],
)
def test_a_connection_that_may_change_tables_at_a_start_is_told(options: str, told: list[str]) -> None:
    registered = f"forRootAsync({{ useFactory: (config: any) => ({{ type: 'mysql', {options} }}) }})"
    found = [
        each for each in one(f"imports: [TypeOrmModule.{registered}]") if each.kind == "may-change-tables"
    ]
    assert [each.detail.startswith(say) for each, say in zip(found, told, strict=True)] == [True] * len(told)


@pytest.mark.parametrize("given", ["useClass", "useExisting"])
@pytest.mark.parametrize(
    ("value", "told"),
    [("true", "changes-tables"), ("this.config.get('NODE_ENV') === 'development'", "may-change-tables")],
)
def test_a_connection_whose_options_a_class_makes_is_judged_as_any_other(
    given: str, value: str, told: str
) -> None:
    """Found in a field trial: `apply` moved the tables of a monolith that changes them whenever it starts."""
    code = f"""@Injectable() export class Db {{
  constructor(private readonly config: any) {{}}
  createTypeOrmOptions() {{ return {{ type: 'mysql', synchronize: {value} }}; }}
}}"""
    found = one(f"imports: [TypeOrmModule.forRootAsync({{ {given}: Db }})], providers: [Db]", code)
    assert [each.kind for each in found] == [told]


@pytest.mark.parametrize(
    ("cache", "tables"),
    [
        ("true", ["query-result-cache"]),
        ("{ duration: 60000 }", ["query-result-cache"]),
        ("{ type: 'database', tableName: 'cached_results' }", ["cached_results"]),
        ("{ type: 'redis', options: { url: process.env.REDIS } }", []),
        ("{ type: process.env.CACHE }", []),
        ("{ provider: () => made() }", []),
        ("false", []),
        ("process.env.CACHE === '1'", []),
    ],
)
def test_a_table_in_which_typeorm_keeps_results_is_told(cache: str, tables: list[str]) -> None:
    """No code names it, so nobody would grant it."""
    source = f"imports: [TypeOrmModule.forRoot({{ type: 'mysql', cache: {cache} }})]"
    found = [each for each in one(source) if each.kind == "result-table"]
    assert [each.detail.split()[8] for each in found] == tables


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("", "web sockets on /socket.io/: "),
        ("{ namespace: 'chat', cors: true }", "web sockets of the namespace chat on /socket.io/: "),
        (
            "81, { namespace: 'chat', path: '/live' }",
            "web sockets of the namespace chat on the port 81 of their own, past whatever stands in front: ",
        ),
        ("{ path: process.env.LIVE }", "web sockets; the path is computed and could not be followed: "),
    ],
)
def test_a_gateway_of_web_sockets_is_told_with_where_clients_reach_it(options: str, told: str) -> None:
    """Found in an exam: the module went to a service, and its sockets stayed with the monolith, untold."""
    code = f"@WebSocketGateway({options})\nexport class Live {{}}"
    top = "import { WebSocketGateway } from '@nestjs/websockets';\n"
    (found,) = hazards(app(code, "", top, "providers: [Live]"))
    assert (found.kind, found.subject) == ("socket-gateway", "Live")
    assert found.detail.startswith(told)


def test_a_connection_in_a_variable_of_a_file_is_no_state(tmp_path: Path) -> None:
    """Each process opens its own, as it has to: nobody keeps a data source in Redis."""
    db = """
import { DataSource } from 'typeorm';
import { createPool, Pool } from 'mysql2/promise';
let source: DataSource | undefined;
let raw: Pool | null = null;
let latest: string | null = null;
export function bind(given: DataSource) { source = given; }
export const pool = () => (raw ??= createPool({}));
export function note(text: string) { latest = text; }
"""
    app = "import { Module } from '@nestjs/common';\nimport './db';\n@Module({}) export class AppModule {}\n"
    found = small(tmp_path, {"src/app.module.ts": app, "src/db.ts": db}).facts.hazards
    assert [each.subject for each in found if each.kind == "in-memory-state"] == ["latest"]
