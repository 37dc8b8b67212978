"""What is said before a service is taken out: state, timers, disks, tables that change by themselves, circles, GETs that write."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import PROJECT, ROOT_MODULE, SERVICE, USER, Apart, changed, shop_apart

from woosh_split.pipeline.extraction_notes import circles

CONTROLLER = "src/orders/orders.controller.ts"
MAIN = """import { NestFactory } from '@nestjs/core';
import { diskStorage } from './storage';
import { AppModule } from './app.module';

async function bootstrap() {
  const app: any = await NestFactory.create(AppModule);
  // diskStorage is set up here
  app.use(diskStorage({}));
  app.useStaticAssets('public');
  await app.listen(3000);
}
bootstrap();
"""
FILES = {
    "src/main.ts": MAIN,
    "src/storage.ts": "export const diskStorage: any = (options: object) => options;\n",
    **changed(ROOT_MODULE, ("autoLoadEntities: true", "autoLoadEntities: true, synchronize: !process.env.CI,\n    migrationsRun: false")),
    **changed(USER, ("@Column() name: string;", "@Column() name: string;\n\n  @Column() password: string;")),
    **changed(
        SERVICE,
        (
            "  constructor(",
            "  private readonly seen = new Map<number, number>();\n\n"
            "  onModuleInit() { setInterval(() => this.seen.clear(), 1000); }\n\n"
            "  all() { return this.orders.find({ relations: { user: true } }); }\n\n"
            "  count() { return this.orders.count({ select: { id: true } }); }\n\n  constructor(",
        ),
        ("    return this.orders.save", "    this.seen.set(userId, 1);\n    return this.orders.save"),
    ),
    **changed(
        CONTROLLER,
        (
            "@Post() place() {",
            "@Get() all() { return this.orders.all(); }\n\n  @Get('count') count() { return this.orders.count(); }\n\n"
            "  @Get('quick') quick() { return this.orders.place(2); }\n\n  @Post() place() {",
        ),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Apart:
    return shop_apart(tmp_path_factory.mktemp("notes"), FILES)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (f"{SERVICE}:9 OrdersService.seen", "memory of one process"),
        (f"{SERVICE}:11 OrdersService.onModuleInit", "a timer that no decorator starts"),
        ("src/main.ts:8 diskStorage", "uploads are written to this service's own disk"),
        ("src/main.ts:9 useStaticAssets", "files are served from this service's own disk"),
        (f"{ROOT_MODULE}:7 synchronize", "`!process.env.CI` lets TypeORM change tables"),
        (f"{CONTROLLER}:12 GET /orders/quick", f"it writes orders ({SERVICE}:25)"),
    ],
)
def test_the_place_is_told_and_what_to_do(apart: Apart, place: str, words: str) -> None:
    (note,) = [each for each in apart.of("sales").notes if each.startswith(f"{place}: ")]
    assert words in note


def test_a_connection_that_always_changes_tables_never_does_in_a_service(tmp_path: Path) -> None:
    """Its entities are a part of the whole: what it took for a difference would be altered, or refused at the start."""
    options = "autoLoadEntities: true, synchronize: true, migrationsRun: false"
    found = shop_apart(
        tmp_path, changed(ROOT_MODULE, ("autoLoadEntities: true", options), ("type: 'mysql'", "type: 'mysql' as const"))
        | changed("src/orders/order.entity.ts", ("@Entity('orders')", "@Entity('orders', { synchronize: true })")),
    )  # fmt: skip
    assert "synchronize: false, migrationsRun: false" in found.texts("sales")[ROOT_MODULE]
    assert "synchronize: true" in found.texts("sales")["src/orders/order.entity.ts"]
    (note,) = [each for each in found.of("sales").notes if each.startswith(f"{ROOT_MODULE}:7 synchronize: ")]
    assert "In the service it is false" in note


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        ("", "process.env.NODE_ENV !== 'production'", "synchronize: false,"),
        ("", "JSON.parse(process.env.SYNC ?? 'true')", "synchronize: false,"),
        ("const isDev = !process.env.CI;\n", "isDev", "synchronize: false && (isDev),"),
        ("const isDev = !process.env.CI;\nconsole.log(isDev);\n", "isDev", "synchronize: false,"),
        ("", "undefined", "synchronize: undefined,"),
    ],
)
def test_a_connection_that_changes_tables_by_its_environment_never_does_in_a_service(
    tmp_path: Path, before: str, value: str, expected: str
) -> None:
    """In development it would drop the columns that a read model leaves out; a name that is used nowhere else stays used."""
    found = shop_apart(
        tmp_path,
        changed(
            ROOT_MODULE,
            ("autoLoadEntities: true", f"autoLoadEntities: true, synchronize: {value}, logging: false"),
            ("@Module(", f"{before}@Module("),
        ),
        "sales",
        compile=False,
    )
    assert expected in found.texts("sales")[ROOT_MODULE]


def test_options_beside_what_is_spread_are_those_of_the_connection(tmp_path: Path) -> None:
    local = "const base = { retryDelay: 1 };\nconst local = { ...base, synchronize: true };\n"
    found = shop_apart(
        tmp_path,
        changed(
            ROOT_MODULE,
            ("autoLoadEntities: true", "autoLoadEntities: true, ...local"),
            ("@Module(", f"{local}@Module("),
        ),
        "sales",
        compile=False,
    )
    assert "{ ...base, synchronize: false }" in found.texts("sales")[ROOT_MODULE]


def test_a_table_of_results_that_no_code_names_is_told(tmp_path: Path) -> None:
    found = shop_apart(
        tmp_path, changed(ROOT_MODULE, ("autoLoadEntities: true", "autoLoadEntities: true, cache: true"))
    )
    (note,) = [each for each in found.of("sales").notes if "query-result-cache" in each]
    assert note.startswith(f"{ROOT_MODULE}:7 TypeOrmModule: results of queries are kept in the table")
    assert "grant rights on it by hand" in note


def test_nothing_else_is_told(apart: Apart) -> None:
    """What is switched off, a comment, a POST, and what only others have."""
    told = {
        name: [each for each in apart.of(name).notes if each.startswith("src/")]
        for name in ("sales", "people")
    }
    assert len(told["sales"]) == 6
    assert [each.partition(":")[0] for each in told["people"]] == [
        "src/main.ts",
        "src/main.ts",
        ROOT_MODULE,
        "src/main.ts",  # ends in the middle of what it does
    ]


def test_routes_that_read_a_table_whole_are_those_whose_answers_lack_its_secret(apart: Apart) -> None:
    (hidden,) = apart.of("sales").hidden
    assert (hidden.table, hidden.column) == ("users", "password")
    assert hidden.routes == ("GET /orders",)


def test_a_statement_whose_tables_nobody_knows_is_told_to_the_service_that_runs_it(tmp_path: Path) -> None:
    query = "  raw(table: string) { return this.orders.query(`SELECT * FROM ${table}`); }\n\n  constructor("
    found = shop_apart(tmp_path, changed(SERVICE, ("  constructor(", query)))
    (note,) = [each for each in found.of("sales").notes if each.startswith(f"{SERVICE}:9 ")]
    assert "table name is computed. The service has no rights on unknown tables" in note
    assert not any("computed" in each for each in found.of("people").notes)


def test_ddl_at_run_time_is_refused_on_tables_of_the_services_own_too(tmp_path: Path) -> None:
    """``ALTER TABLE`` names its table well enough: it is the right that no service has."""
    query = "  again() { return this.orders.query('ALTER TABLE orders ADD x INT'); }\n\n  constructor("
    found = shop_apart(tmp_path, changed(SERVICE, ("  constructor(", query)))
    (note,) = [each for each in found.of("sales").notes if each.startswith(f"{SERVICE}:9 ")]
    assert "No service may change tables, not even its own: the database will refuse it." in note
    assert "nobody knows of" not in note


def test_a_subscriber_that_another_service_provides_hears_nothing(tmp_path: Path) -> None:
    """It adds itself to the data source of the process that makes it."""
    ears = (
        "import { Injectable } from '@nestjs/common';\nimport { DataSource, EntitySubscriberInterface } from 'typeorm';\n"
        "import { Order } from '../orders/order.entity';\n\n@Injectable()\n"
        "export class Ears implements EntitySubscriberInterface<Order> {\n"
        "  constructor(source: DataSource) { source.subscribers.push(this); }\n\n  listenTo() { return Order; }\n}\n"
    )
    module = changed(
        "src/users/users.module.ts",
        ("providers: [UsersService]", "providers: [UsersService, Ears]"),
        ("import { User }", "import { Ears } from './ears';\nimport { User }"),
    )
    found = shop_apart(tmp_path, {"src/users/ears.ts": ears, **module})
    (note,) = [each for each in found.of("sales").notes if each.startswith("src/users/ears.ts:6 Ears: ")]
    assert "people provides it: what sales writes of orders is saved without it" in note
    assert not any("Ears" in each for each in found.of("people").notes)


def test_a_subscriber_that_comes_along_beside_what_its_module_sets_for_all_hears(tmp_path: Path) -> None:
    """Entity, subscriber and interceptor in the module's own file, of which a service has what runs in it."""
    audit = (
        "import { CallHandler, ExecutionContext, Injectable, Module, NestInterceptor } from '@nestjs/common';\n"
        "import { APP_INTERCEPTOR } from '@nestjs/core';\n"
        "import { Column, DataSource, Entity, EntitySubscriberInterface, EventSubscriber, PrimaryGeneratedColumn } from 'typeorm';\n"
        "import { Order } from '../orders/order.entity';\n"
        "@Entity('audit') export class Audit { @PrimaryGeneratedColumn() id: number; @Column() what: string; }\n"
        "@EventSubscriber() export class Ears implements EntitySubscriberInterface<Order> {\n"
        "  constructor(source: DataSource) { source.subscribers.push(this); }\n  listenTo() { return Order; }\n}\n"
        "@Injectable() export class AuditInterceptor implements NestInterceptor {\n"
        "  intercept(_: ExecutionContext, next: CallHandler) { return next.handle(); }\n}\n"
        "@Module({ providers: [Ears, { provide: APP_INTERCEPTOR, useClass: AuditInterceptor }] }) export class AuditModule {}\n"
    )
    root = changed(
        "src/app.module.ts",
        ("import { Module }", "import { AuditModule } from './audit/audit.module';\nimport { Module }"),
        ("imports: [", "imports: [AuditModule, "),
    )
    found = shop_apart(tmp_path, {"src/audit/audit.module.ts": audit, **root})
    assert any("providers: [Ears, " in text for text in found.texts("sales").values())
    assert not any("Ears" in each for each in found.of("sales").notes)


def test_code_that_names_the_database_is_told(tmp_path: Path) -> None:
    query = "  old() { return this.orders.query('SELECT id FROM `shop`.`orders`'); }\n\n  constructor("
    files = changed(SERVICE, ("  constructor(", query)) | changed(
        "src/orders/order.entity.ts", ("@Entity('orders')", "@Entity('shop.orders')")
    )
    told = [
        each for each in shop_apart(tmp_path, files).of("sales").notes if "it names the database shop" in each
    ]
    assert [each.partition(": ")[0] for each in told] == [
        "src/orders/order.entity.ts:5 Order",
        f"{SERVICE}:9 shop.orders",
    ]


def test_a_copy_of_state_in_several_services_is_another_thing(tmp_path: Path) -> None:
    """A helper of nobody's that keeps what it is given comes along with whoever uses it."""
    memo = "export const known = new Map<string, number>();\nexport function note(key: string) { known.set(key, 1); }\n"
    use = ("@Injectable()", "note('loaded');\n\n@Injectable()")
    line = ("import { Injectable }", "import { note } from '../memo';\nimport { Injectable }")
    found = shop_apart(
        tmp_path, {"src/memo.ts": memo, **changed(SERVICE, use, line), **changed("src/users/users.service.ts", use, line)}
    )  # fmt: skip
    (note,) = [each for each in found.of("sales").notes if each.startswith("src/memo.ts:1 known: ")]
    assert "people will have a copy with a memory of its own" in note


def test_state_that_comes_along_in_what_stands_in_for_a_file_is_a_copy_too(tmp_path: Path) -> None:
    """A function beside a provider that is called over the wire has its code here, and with it an empty list of its own."""
    users = "src/users/users.service.ts"
    state = "const seen = new Set<number>();\nexport const whoIsThere = () => [...seen];\n\n@Injectable()"
    provider = changed(
        users, ("@Injectable()", state), ("    return this.users", "    seen.add(id);\n    return this.users")
    )
    service = changed(
        SERVICE,
        ("{ UsersService }", "{ UsersService, whoIsThere }"),
        ("  async place", "  there() { return whoIsThere(); }\n\n  async place"),
    )
    found = shop_apart(tmp_path, provider | service)
    for name, other in (("sales", "people"), ("people", "sales")):
        (note,) = [each for each in found.of(name).notes if each.startswith(f"{users}:6 seen: ")]
        assert f"{other} will have a copy with a memory of its own" in note


def test_a_service_that_others_call_is_to_answer_what_it_has_begun_before_it_ends(tmp_path: Path) -> None:
    """Under load two replacements of the service of the sessions cut 26 requests, each of another service."""
    main = "src/main.ts"
    found = shop_apart(tmp_path / "without", {})
    (note,) = [
        each for each in found.of("people").notes if each.startswith(main) and " NestFactory: " in each
    ]
    assert "calls of sales fail with it" in note
    assert not [each for each in found.of("sales").notes if " NestFactory: " in each]
    hooks = {
        main: PROJECT[main].replace("await app.listen", "app.enableShutdownHooks();\n  await app.listen")
    }
    assert not [
        each for each in shop_apart(tmp_path / "with", hooks).of("people").notes if " NestFactory: " in each
    ]


def test_a_circle_of_services_is_named_with_its_methods() -> None:
    edges = {
        ("a", "b"): "B.one",
        ("b", "c"): "C.two",
        ("c", "a"): "A.three, A.four",
        ("b", "d"): "D.x",
        ("d", "b"): "B.y",
    }
    (told,) = circles("a", edges)
    assert "a calls b (B.one), b calls c (C.two), c calls a (A.three, A.four)" in told
    (shorter,) = circles("b", edges)
    assert "b calls d (D.x), d calls b (B.y)" in shorter
    assert list(circles("e", edges)) == []
    assert list(circles("a", {("a", "b"): "B.one", ("b", "c"): "C.two"})) == []


@pytest.mark.parametrize(
    ("options", "beside", "told"),
    [
        ("", False, "it answers web sockets, and its routes in the table send their connections here. Those"),
        ("", True, "it answers web sockets on /socket.io/*, and so does News of monolith. One connection"),
        ("{ path: '/orders' }", True, "it answers web sockets, and its routes in the table send their"),
        ("81", False, "it answers web sockets (web sockets on the port 81 of their own, past whatever"),
    ],
)
def test_a_gateway_of_web_sockets_is_told_with_who_gets_its_connections(
    tmp_path: Path, options: str, beside: bool, told: str
) -> None:
    head = "import { WebSocketGateway } from '@nestjs/websockets';\n"
    files = {
        "src/orders/live.ts": f"{head}@WebSocketGateway({options})\nexport class Live {{}}\n",
        **changed(
            "src/orders/orders.module.ts",
            ("providers: [OrdersService]", "providers: [OrdersService, Live]"),
            ("import { OrdersService }", "import { Live } from './live';\nimport { OrdersService }"),
        ),
    }
    if beside:
        files |= {
            "src/news.ts": f"{head}@WebSocketGateway({{ namespace: 'news' }})\nexport class News {{}}\n",
            **changed(
                "src/app.module.ts",
                ("@Module({", "@Module({ providers: [News],"),
                ("import {", "import { News } from './news';\nimport {"),
            ),
        }
    notes = shop_apart(tmp_path, files, "sales", compile=False).of("sales").notes
    (found,) = (note for note in notes if "web sockets" in note)
    assert found.startswith(f"src/orders/live.ts:2 Live: {told}")


def test_a_document_of_swagger_is_told_to_list_one_service_only(tmp_path: Path) -> None:
    start = (
        "import { NestFactory } from '@nestjs/core';\nimport { SwaggerModule } from '@nestjs/swagger';\n"
        "import { AppModule } from './app.module';\nNestFactory.create(AppModule).then((app) => {\n"
        "  SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, {} as any));\n  return app.listen(3000);\n});\n"
    )
    notes = shop_apart(tmp_path, {"src/main.ts": start}, "sales", compile=False).of("sales").notes
    (found,) = (note for note in notes if "SwaggerModule" in note)
    assert found.startswith("src/main.ts:5 SwaggerModule: the document lists the routes of this service")


def test_a_resolver_of_graphql_is_told_to_be_reached_by_no_rule(tmp_path: Path) -> None:
    """Its queries go to what is left of the monolith, which has it no more."""
    files = {
        "src/orders/orders.resolver.ts": "import { Query, Resolver } from '@nestjs/graphql';\n"
        "@Resolver()\nexport class OrdersResolver {\n  @Query(() => Number)\n  one() {\n    return 1;\n  }\n}\n",
        **changed(
            "src/orders/orders.module.ts",
            ("providers: [OrdersService]", "providers: [OrdersService, OrdersResolver]"),
            (
                "import { OrdersService }",
                "import { OrdersResolver } from './orders.resolver';\nimport { OrdersService }",
            ),
        ),
    }
    apart = shop_apart(tmp_path, files, "sales", compile=False)
    assert [note for note in apart.of("sales").notes if "GraphQL" in note] == [
        "src/orders/orders.resolver.ts:3 OrdersResolver: it answers GraphQL. No rule of the routing table sends its queries here: "
        "they go on to the monolith, and are unknown there once this class has left it. Send the path of GraphQL to one process "
        "that has all resolvers, or leave the module with the monolith."
    ]


@pytest.mark.parametrize(
    ("main", "told"),
    [("app.listen(3000)", [7]), ("app.listen(process.env.PORT || 3000)", [])],
)
def test_code_that_asks_for_port_for_something_else_is_told(
    tmp_path: Path, main: str, told: list[int]
) -> None:
    """A service listens where PORT says: one that finds its database there would take the one for the other."""
    files = {
        "src/main.ts": PROJECT["src/main.ts"].replace("app.listen(3000)", main),
        **changed(ROOT_MODULE, ("{ type: 'mysql',", "{ type: 'mysql', port: Number(process.env.PORT),")),
    }
    notes = shop_apart(tmp_path, files, "sales", compile=False).of("sales").notes
    assert [each.partition(" ")[0] for each in notes if "asks for PORT" in each] == [
        f"{ROOT_MODULE}:{line}" for line in told
    ]
