"""How callers use a class is read from the checker, whatever way they reach it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from compiler_projects import packages, write_project

from woosh_split.artefacts.service.nestjs.remote_refusals import refusals
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.provider_uses import ProviderUses, provider_uses
from woosh_split.sources.code.typescript.compiler.remotes import remote_files

SERVICE = """
import { EntityManager, FindOptionsWhere, QueryRunner, FindManyOptions } from 'typeorm';
export class Row { id!: number; name!: string; }
export interface Query { text: string }
export enum Kind { A, B }
export class Base { async inherited() { return 1; } }
export class Users extends Base {
  static hash(x: string) { return x; }
  count = 0;
  get last() { return 1; }
  async one(id: number) { return id; }
  async two() {}
  async three() {}
  async four() {}
  async five() {}
  async unused() {}
  async where(where: FindOptionsWhere<Row>) { return Boolean(where); }
  async save(row: Row, manager?: EntityManager) { return manager ? row : null; }
  async list(options?: FindManyOptions<Row>) { return Boolean(options); }
  async any(value: any) { return value; }
  async run(runner?: any) { return runner; }
  async all(...values: any[]) { return values; }
}
export class Unrelated { async one() {} }
"""
TARGETS = {"src/users.ts": ["Users"]}


@pytest.fixture(scope="module")
def compiler() -> Iterator[CompilerProcess]:
    with CompilerProcess(packages()) as process:
        yield process


def read(compiler: CompilerProcess, folder: Path, body: str, head: str = "") -> ProviderUses:
    """Read the uses of one caller, in which ``users`` is an instance."""
    text = (
        "import { Users } from './users';\nimport { DataSource, EntityManager, In, Like } from 'typeorm';\n"
        f"{head}\nexport class Caller {{\n  constructor(private readonly users: Users, private source: DataSource) {{}}\n"
        f"  async go(users?: Users | null) {{ {body} }}\n}}\n"
    )
    files = {"src/users.ts": SERVICE, "src/index.ts": "export * from './users';", "src/caller.ts": text}
    write_project(folder, files, strict=True)
    return provider_uses(compiler, folder, "tsconfig.json", ["src/caller.ts"], TARGETS)


@pytest.mark.parametrize(
    ("body", "members"),
    [
        ("await this.users.one(1);", ["one"]),
        ("await users?.two(); await users!.three();", ["three", "two"]),
        ("await this.users['four']();", ["four"]),
        ("const { five, count: n } = this.users; five(); n;", ["count", "five"]),
        ("const mine = this.users; mine.count += mine.last;", ["count", "last"]),
        ("return [1].map((each) => this.users.one(each)).concat([2].map(this.users.one));", ["one"]),
        ("return this.users.inherited();", ["inherited"]),
        ("const other: { two(): Promise<void> } = this.users; return other;", ["two"]),
        ("const f = (x: { three(): Promise<void> }) => x; return f(this.users);", ["three"]),
        ("const f = (x: Users) => x.two(); return f(this.users);", ["two"]),
        ("const f = <T extends Users>(x: T) => x.three(); return f(this.users);", ["three"]),
        ("class Local { one() {} } new Local().one();", []),
        ("type T = Users['two']; return null as unknown as T;", []),
        (
            "const make = (c: new (...args: any[]) => { four(): Promise<void> }) => c; return make(Users);",
            ["four"],
        ),
    ],
)
def test_members_are_found(compiler: CompilerProcess, tmp_path: Path, body: str, members: list[str]) -> None:
    found = read(compiler, tmp_path, body)
    assert sorted({each.member for each in found.members}) == members
    assert found.findings == ()


@pytest.mark.parametrize(
    ("body", "head", "kind"),
    [
        ("return Users.hash('x');", "", "static"),
        ("return new Users();", "", "constructed"),
        ("", "class Mine extends Users {} new Mine();", "extended"),
        ("const key = 'one' as 'one' | 'two'; return (this.users[key] as any)(1);", "", "dynamic-member"),
        ("const { one, ...rest } = this.users; return [one, rest];", "", "dynamic-member"),
        ("return this.users.any(this.source);", "", "transaction"),
        ("return this.users.any({ deep: [this.source.manager] });", "", "transaction"),
        ("return this.users.any(() => 1);", "", "function"),
        ("return this.users.where({ id: In([1]) });", "", "operator"),
        ("return this.users.all(1, this.source.createQueryRunner());", "", "transaction"),
        ("const m: EntityManager = this.source.manager; return this.users.all(...[m]);", "", "transaction"),
    ],
)
def test_what_no_client_can_stand_for_is_found_at_the_caller(
    compiler: CompilerProcess, tmp_path: Path, body: str, head: str, kind: str
) -> None:
    found = read(compiler, tmp_path, body, head)
    assert [each.kind for each in found.findings] == [kind]
    assert [(each.file, each.class_name) for each in found.findings] == [("src/caller.ts", "Users")]
    assert "src/caller.ts:" in refusals([], found.findings)[0].told()


@pytest.mark.parametrize(
    "head",
    [
        "import { Query, Kind } from './users'; export const k: Query | Kind = Kind.A;",
        "import { Query as Q, Kind as K } from './index'; export const k: Q | K = K.A;",
        "import * as all from './index'; export const k: all.Query | all.Kind = all.Kind.A;",
        "import type { Query } from './users'; import { Kind } from './index'; export { Kind }; export type X = Query;",
    ],
)
def test_names_of_the_same_file_are_found_by_every_way(
    compiler: CompilerProcess, tmp_path: Path, head: str
) -> None:
    found = read(compiler, tmp_path, "", head)
    assert sorted({(each.file, each.name) for each in found.names}) == [
        ("src/users.ts", "Kind"),
        ("src/users.ts", "Query"),
    ]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("await this.users.where({ id: 1, name: 'x' });", []),
        ("await this.users.save({ id: 1, name: 'x' });", []),
        ("await this.users.list(); await this.users.run();", []),
        ("await this.users.list({ where: { id: 1 }, take: 5 });", []),
        ("await this.users.save({ id: 1, name: 'x' }, this.source.manager);", ["transaction"]),
        ("const r: any = 1; await this.users.run(r);", ["untyped-runner"]),
        ("const f = this.users.save; await f({ id: 1, name: 'x' });", ["transaction"]),
        ("const a: any[] = []; await (this.users.save as any)(...a);", ["transaction"]),
    ],
)
def test_what_no_caller_passes_stands_against_nothing(
    compiler: CompilerProcess, tmp_path: Path, body: str, kinds: list[str]
) -> None:
    found = read(compiler, tmp_path, body)
    settled = found.settle(remote_files(compiler, tmp_path, "tsconfig.json", found.requests(TARGETS)))
    findings = [each for remote in settled for each in remote.findings] + list(found.findings)
    assert [each.kind for each in findings] == kinds


def test_uses_become_requests(compiler: CompilerProcess, tmp_path: Path) -> None:
    found = read(
        compiler,
        tmp_path,
        "await this.users.two(); await this.users.one(1);",
        "import { Kind } from './users'; Kind.A;",
    )
    (request,) = found.requests(TARGETS)
    assert (request.file, request.classes, request.names) == (
        "src/users.ts",
        {"Users": ["one", "two"]},
        ["Kind"],
    )
