"""The same in other words: what refactored monoliths showed that was read in one idiom and not in another."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.model.facts import Facts

ENTITIES = """
import { Entity } from 'typeorm';
@Entity('users') export class User {}
@Entity('logs') export class Log {}
"""
NEST = "import { Body, CanActivate, Controller, ExecutionContext, Get, Inject, Injectable, Module, UseGuards } from '@nestjs/common';"
TYPEORM = "import { DataSource, EntityManager, Repository } from 'typeorm';"


def reading(
    tmp_path: Path, work: str, more: str = "", fields: str = "", files: dict[str, str] | None = None
) -> Facts:
    """Return the facts of a monolith in which ``UsersService.run`` does some work; ``more`` stands above the service."""
    return small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES,
            "src/users/users.module.ts": f"""
{NEST}
{TYPEORM}
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ Log, User }} from '../entities';
{more}
@Injectable() export class UsersService {{
  constructor(private readonly source: DataSource, @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(Log) private readonly logs: Repository<Log>) {{}}
  {fields}
  async run(given?: EntityManager) {{ {work} }}
}}
@Controller('users') export class UsersController {{
  constructor(private readonly service: UsersService) {{}}
  @Get() run() {{ return this.service.run(); }}
}}
@Module({{ providers: [UsersService], controllers: [UsersController], exports: [UsersService] }}) export class UsersModule {{}}
""",
            "src/app.module.ts": f"""
{NEST}
import {{ UsersModule }} from './users/users.module';
@Module({{ imports: [UsersModule] }}) export class AppModule {{}}
""",
            **(files or {}),
        },
    ).facts


def tables(facts: Facts) -> set[tuple[str, str]]:
    return {(each.table, each.operation) for each in facts.accesses}


@pytest.mark.parametrize(
    "work",
    [
        "const manager = given ?? this.source!.manager; await manager.insert(Log, {});",
        "const manager = given || this.source!.manager!; await manager!.insert(Log, {});",
        "if (given && this.logs!.insert({})) return;",
        "if (0 < this.logs!.insert({}).length) return;",
        "if (!this.logs!.insert({})) return;",
    ],
)
def test_a_mark_behind_the_right_side_of_an_operator_belongs_to_that_side(tmp_path: Path, work: str) -> None:
    """The grammar has it behind the whole operation: nothing was known of ``(given ?? this.source)!.manager``."""
    assert tables(reading(tmp_path, work)) == {("logs", "insert")}


@pytest.mark.parametrize(
    "work",
    [
        "const all = [this.users, this.logs]; for (let i = 0; i < all.length; i++) { await all[i].clear(); }",
        "const all = [this.users, this.logs]; let i = 0; while (i < all.length) { await all[i].clear(); i += 1; }",
        "let at = 2; while (--at >= 0) { await [this.users, this.logs][at].clear(); }",
    ],
)
def test_a_counter_means_any_item_of_a_list(tmp_path: Path, work: str) -> None:
    """It was taken for the number that it begins with: all but the first item were lost."""
    assert tables(reading(tmp_path, work)) == {("users", "truncate"), ("logs", "truncate")}


def test_a_number_that_stays_what_it_is_means_one_item(tmp_path: Path) -> None:
    work = "let first = 0; const all = [this.users, this.logs]; await all[first].clear();"
    assert tables(reading(tmp_path, work)) == {("users", "truncate")}


@pytest.mark.parametrize("type_", ["DataSource", "{ query: Function }", "any"])
def test_what_a_helper_cannot_read_of_its_statements_is_told_at_its_callers(
    tmp_path: Path, type_: str
) -> None:
    """That one of the statements could be read made good for all others: DDL, and what is no SQL, went without a word."""
    work = "".join(
        f"await ask(this.source, {sql});"
        for sql in ("'SELECT * FROM read_rows'", "'ALTER TABLE t ADD COLUMN c int'", "'this is no statement'")
    )
    helper = f"function ask(source: {type_}, sql: string) {{ return source.query(sql); }}"
    facts = reading(tmp_path, work, helper)
    assert tables(facts) == {("read_rows", "select")}
    assert {(each.text, each.reason) for each in facts.unresolved} == {
        ("ALTER TABLE t ADD COLUMN c int", "DDL at run time"),
        ("this is no statement", "this is no SQL that we can parse"),
    }
    lines = Path(tmp_path, "src/users/users.module.ts").read_text(encoding="utf-8").splitlines()
    assert all("async run" in lines[each.line - 1] for each in facts.unresolved)


def test_a_function_that_is_handed_a_provider_works_for_its_caller(tmp_path: Path) -> None:
    """Its calls and accesses were those of the module in whose folder the function lies."""
    files = {
        "src/tools/tools.module.ts": f"{NEST}\n@Module({{}}) export class ToolsModule {{}}\n",
        "src/tools/tools.ts": "export function wipe(service: any) { return service.wipe(); }\n",
        "src/people/people.module.ts": f"""
{NEST}
import {{ UsersModule, UsersService }} from '../users/users.module';
import {{ wipe }} from '../tools/tools';
@Injectable() export class PeopleService {{
  constructor(private readonly users: UsersService) {{}}
  run() {{ return wipe(this.users); }}
}}
@Module({{ imports: [UsersModule], providers: [PeopleService] }}) export class PeopleModule {{}}
""",
        "src/app.module.ts": f"""
{NEST}
import {{ PeopleModule }} from './people/people.module';
import {{ ToolsModule }} from './tools/tools.module';
@Module({{ imports: [PeopleModule, ToolsModule] }}) export class AppModule {{}}
""",
    }
    facts = reading(tmp_path, "", fields="wipe() { return this.users.clear(); }", files=files)
    assert {(each.from_module, each.to_module, each.method) for each in facts.calls} == {
        ("people", "users", "wipe")
    }


@pytest.mark.parametrize(
    "form", ["@Inject() private readonly port: Port;", "constructor(private readonly port: Port) {}"]
)
def test_a_port_is_its_adapter_in_a_field_as_in_a_constructor(tmp_path: Path, form: str) -> None:
    files = {
        "src/pay/pay.module.ts": f"""
{NEST}
{TYPEORM}
export abstract class Port {{ abstract pay(): unknown; }}
@Injectable() export class Adapter extends Port {{
  constructor(private readonly source: DataSource) {{ super(); }}
  pay() {{ return this.source.query('INSERT INTO payments (a) VALUES (1)'); }}
}}
@Module({{ providers: [{{ provide: Port, useClass: Adapter }}], exports: [Port] }}) export class PayModule {{}}
""",
        "src/shop/shop.module.ts": f"""
{NEST}
import {{ PayModule, Port }} from '../pay/pay.module';
@Injectable() export class ShopService {{ {form} run() {{ return this.port.pay(); }} }}
@Module({{ imports: [PayModule], providers: [ShopService] }}) export class ShopModule {{}}
""",
        "src/app.module.ts": f"""
{NEST}
import {{ ShopModule }} from './shop/shop.module';
@Module({{ imports: [ShopModule] }}) export class AppModule {{}}
""",
    }
    facts = reading(tmp_path, "", files=files)
    assert {(each.from_module, each.provider, each.method) for each in facts.calls} == {
        ("shop", "Adapter", "pay")
    }


def test_an_entity_schema_is_found_behind_a_namespace_import(tmp_path: Path) -> None:
    files = {
        "src/rows.ts": """
import * as orm from 'typeorm';
export class Row {}
export const RowSchema = new orm.EntitySchema<Row>({ name: 'Row', target: Row, tableName: 'rows', columns: {} });
"""
    }
    facts = reading(
        tmp_path,
        "await this.source.getRepository(Row).clear();",
        "import { Row } from '../rows';",
        files=files,
    )
    assert tables(facts) == {("rows", "truncate")}


PASSPORT = "import { AuthGuard } from '@nestjs/passport';"
COMMON = "import * as common from '@nestjs/common'; import { UnauthorizedException as Stranger } from '@nestjs/common';"


@pytest.mark.parametrize(
    ("guard", "auth"),
    [
        ("extends AuthGuard('jwt') { handleRequest(e: any, user: any) { return this.known(user); } "
         "known(user: any) { if (!user) throw new Stranger(); return user; } }", "required"),
        ("extends AuthGuard('jwt') { handleRequest(e: any, user: any) { return known(user); } }", "required"),
        ("extends AuthGuard('jwt') { handleRequest(e: any, user: any) { return this.shown(user); } "
         "shown(user: any) { return user ?? null; } }", "optional"),
        ("{ canActivate(context: any) { throw new Stranger(); } }", "required"),
        ("{ canActivate(context: any) { throw new common.UnauthorizedException(); } }", "required"),
    ],
    ids=["its own method", "a function", "lets everybody in", "another name", "a namespace"],
)  # fmt: skip
def test_a_guard_asks_for_a_token_however_it_says_so(tmp_path: Path, guard: str, auth: str) -> None:
    helper = "function known(user: any) { if (!user) throw new Stranger(); return user; }"
    files = {
        "src/door.ts": f"{NEST}\n{PASSPORT}\n{COMMON}\n{helper}\n@Injectable() export class Door {guard}\n",
        "src/open/open.module.ts": f"""
{NEST}
import {{ Door }} from '../door';
@UseGuards(Door) @Controller('open') export class OpenController {{ @Get() get() {{ return 1; }} }}
@Module({{ controllers: [OpenController] }}) export class OpenModule {{}}
""",
        "src/app.module.ts": f"""
{NEST}
import {{ OpenModule }} from './open/open.module';
@Module({{ imports: [OpenModule] }}) export class AppModule {{}}
""",
    }
    facts = reading(tmp_path, "", files=files)
    assert [each.auth for each in facts.routes] == [auth]


def test_a_guard_is_judged_by_its_base_class_too(tmp_path: Path) -> None:
    """What it calls stood in no ``frame_calls``, and that it looks into a table in no hazard, as the work is done in its base."""
    files = {
        "src/auth/token.ts": "export const tokenOf = (request: any) => request.headers.authorization.slice(7);\n",
        "src/auth/base.guard.ts": f"""
{NEST}
import {{ tokenOf }} from './token';
import {{ SessionsService }} from './sessions.service';
export abstract class BaseAuthGuard implements CanActivate {{
  constructor(protected readonly sessions: SessionsService) {{}}
  async canActivate(context: ExecutionContext) {{
    const {{ sessions }} = this;
    return sessions.stands(tokenOf(context.switchToHttp().getRequest()));
  }}
}}
""",
        "src/auth/sessions.service.ts": f"""
{NEST}
{TYPEORM}
@Injectable() export class SessionsService {{
  private readonly seen = new Map<string, boolean>();
  constructor(private readonly source: DataSource) {{}}
  async stands(token: string) {{
    const self = this;
    self.seen.set(token, true);
    return self.source.query('SELECT * FROM sessions WHERE token = ?', [token]);
  }}
}}
""",
        "src/auth/auth.module.ts": f"""
{NEST}
import {{ BaseAuthGuard }} from './base.guard';
import {{ SessionsService }} from './sessions.service';
@Injectable() export class AuthGuard extends BaseAuthGuard {{}}
@UseGuards(AuthGuard) @Controller('me') export class MeController {{ @Get() get() {{ return 1; }} }}
@Module({{ controllers: [MeController], providers: [AuthGuard, SessionsService] }}) export class AuthModule {{}}
""",
        "src/app.module.ts": f"""
{NEST}
import {{ AuthModule }} from './auth/auth.module';
@Module({{ imports: [AuthModule] }}) export class AppModule {{}}
""",
    }
    facts = reading(tmp_path, "", files=files)
    assert {(each.provider, each.method) for each in facts.frame_calls} == {("SessionsService", "stands")}
    assert {(each.kind, each.subject) for each in facts.hazards} >= {
        ("session-table", "AuthGuard.canActivate"),
        ("in-memory-state", "SessionsService.seen"),
    }
