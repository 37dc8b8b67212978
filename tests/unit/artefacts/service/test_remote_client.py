"""Remote clients: what is generated compiles with the callers as they stand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from compiler_projects import CALLER, RUNTIME, packages, write_project

from woosh_split.artefacts.service.nestjs.layout import quoted
from woosh_split.artefacts.service.nestjs.remote_client import RemoteHome, render_remote_file
from woosh_split.artefacts.service.nestjs.remote_refusals import refusals
from woosh_split.sources.code.typescript.compiler.checking import VirtualProject, diagnose, diagnose_folder
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.provider_uses import provider_uses
from woosh_split.sources.code.typescript.compiler.remotes import (
    RemoteFile,
    RemoteRequest,
    RemoteShape,
    remote_files,
)

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "assets" / "remote"
GOLDEN = ROOT / "golden" / "remote"
CALLED = (
    "failing", "find", "findOne", "graded", "handler", "hidden", "inferred", "json", "list", "maps", "nothing",
    "odd-name", "remote", "remove", "save", "search", "update",
)  # fmt: skip
NAMES = (
    "CODES", "Code", "Found", "Query", "Rank", "SIZES", "Size", "SortOrder", "Summary", "Totals", "defaults",
)  # fmt: skip
HOME = RemoteHome(
    "user-management",
    lambda file: f"../../{file.removeprefix('src/').removesuffix('.ts')}",
    "../runtime/remote-caller",
    {"UsersService.findOne"},
)


@pytest.fixture(scope="module")
def compiler() -> Iterator[CompilerProcess]:
    with CompilerProcess(packages()) as process:
        yield process


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {path.relative_to(ASSETS).as_posix(): path.read_text("utf-8") for path in ASSETS.rglob("*.ts")}
    return write_project(tmp_path_factory.mktemp("remote"), files)


@pytest.fixture(scope="module")
def users(compiler: CompilerProcess, project: Path) -> RemoteFile:
    request = RemoteRequest("src/users.service.ts", {"UsersService": (*CALLED, "patch")}, NAMES)
    (found,) = remote_files(compiler, project, "tsconfig.json", [request])
    return found


def test_the_monolith_of_these_tests_compiles(compiler: CompilerProcess, project: Path) -> None:
    assert diagnose_folder(compiler, project, "tsconfig.json") == ()


def test_the_generated_file_is_what_it_was(users: RemoteFile) -> None:
    """``UPDATE_GOLDEN=1`` writes it anew, to be reviewed as a diff."""
    text = render_remote_file(users, HOME)
    golden = GOLDEN / "users.service.ts"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("strict", [True, False])
def test_the_callers_compile_with_the_generated_file(
    users: RemoteFile, compiler: CompilerProcess, project: Path, strict: bool
) -> None:
    assert refusals([users]) == ()
    files = {
        path.relative_to(project).as_posix(): path.read_text("utf-8")
        for path in (project / "src").rglob("*.ts")
    }
    for gone in ("src/users.service.ts", "src/crud.service.ts"):
        del files[gone]
    files["tsconfig.json"] = (
        (project / "tsconfig.json")
        .read_text("utf-8")
        .replace('"strict": true', f'"strict": {str(strict).lower()}')
    )
    files["src/generated/remote/users.service.ts"] = render_remote_file(users, HOME)
    files[RUNTIME] = CALLER
    files["src/caller.ts"] = files["src/caller.ts"].replace(
        "'./users.service'", "'./generated/remote/users.service'"
    )
    assert diagnose(compiler, [VirtualProject("callers", files)]) == ((),)


def test_what_the_callers_use_is_what_was_asked_for(compiler: CompilerProcess, project: Path) -> None:
    targets = {"src/users.service.ts": ["UsersService"]}
    found = provider_uses(compiler, project, "tsconfig.json", ["src/caller.ts"], targets)
    (request,) = found.requests(targets)
    assert request.classes == {"UsersService": list(CALLED)}
    assert request.names == list(NAMES)
    assert found.findings == ()


def test_classes_on_the_wire_are_named_with_what_their_prototypes_hold(users: RemoteFile) -> None:
    assert [(each.file, each.imported, each.methods, each.accessors) for each in users.travelling] == [
        ("src/order.entity.ts", "Order", (), ()),
        ("src/user.entity.ts", "default", (), ()),
        ("src/user.entity.ts", "User", ("isActive",), ("label",)),
        ("src/users.service.ts", "Summary", (), ("empty",)),
    ]


def test_the_order_of_what_is_asked_changes_nothing(
    users: RemoteFile, compiler: CompilerProcess, project: Path
) -> None:
    request = RemoteRequest("src/users.service.ts", {"UsersService": ("patch", *CALLED[::-1])}, NAMES[::-1])
    assert remote_files(compiler, project, "tsconfig.json", [request]) == (users,)


def test_a_class_of_which_nothing_is_called_needs_no_caller() -> None:
    remote = RemoteFile("src/a.ts", (RemoteShape("A", "export default", ()),), exports=(("A", "B"),))
    assert render_remote_file(remote, HOME) == (
        "// Generated by woosh-split: stands in for src/a.ts, which user-management owns.\n"
        "import { Injectable } from '@nestjs/common';\n\n"
        "@Injectable()\nexport default class A {}\n\n"
        "export { A as B };\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a-b", "'a-b'"), ("it's", r"'it\'s'"), ('say "x"', "'say \"x\"'"), ("a\\b\n", r"'a\\b\n'")],
)
def test_text_becomes_a_literal_in_single_quotes(text: str, expected: str) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("source", "caller"),
    [
        ("@Injectable() export default class A { async go() {} }", "import A from './a';"),
        ("@Injectable() class A { async go() {} }\nexport default A;", "import A from './a';"),
        ("@Injectable() class B { async go() {} }\nexport { B as A };", "import { A } from './a';"),
        ("@Injectable() export class A { async go() {} }\nexport default A;", "import A, { A as B } from './a'; export { B };"),
        ("interface Q { x: 1 }\nexport default Q;\n@Injectable() export class A { async go() {} }", "import Q, { A } from './a'; export type R = Q;"),
        ("export default interface Q { x: 1 }\n@Injectable() export class A { async go(): Promise<Q> { return { x: 1 }; } }", "import Q, { A } from './a'; export type R = Q;"),
    ],
)  # fmt: skip
def test_a_file_exports_what_it_exported(
    compiler: CompilerProcess, tmp_path: Path, source: str, caller: str
) -> None:
    files = {
        "src/a.ts": f"import {{ Injectable }} from '@nestjs/common';\n{source}",
        "src/caller.ts": f"{caller}\nexport const go = (a: A) => a.go();",
    }
    write_project(tmp_path, files)
    name = "B" if "class B" in source else "A"
    targets = {"src/a.ts": [name]}
    found = provider_uses(compiler, tmp_path, "tsconfig.json", ["src/caller.ts"], targets)
    (remote,) = remote_files(compiler, tmp_path, "tsconfig.json", found.requests(targets))
    assert refusals([remote], found.findings) == ()
    text = render_remote_file(remote, RemoteHome("owner", str, "./generated/runtime/remote-caller"))
    tree = {
        "tsconfig.json": (tmp_path / "tsconfig.json").read_text("utf-8"),
        "src/a.ts": text,
        "src/caller.ts": files["src/caller.ts"],
        RUNTIME: CALLER,
    }
    assert "  go()" in text
    assert diagnose(compiler, [VirtualProject("exports", tree)]) == ((),)


def test_partial_entities_of_typeorm_are_imported_by_their_public_name(
    compiler: CompilerProcess, tmp_path: Path
) -> None:
    files = {
        "src/a.ts": "import { Injectable } from '@nestjs/common';\n"
        "import { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';\n"
        "export class Row { id!: number; name!: string; }\n"
        "export class Crud<T> { async patch(id: number, dto: QueryDeepPartialEntity<T>) { return Boolean(dto) && id > 0; } }\n"
        "@Injectable() export class Rows extends Crud<Row> {}\n",
        "src/caller.ts": "import { Row, Rows } from './a';\n"
        "export const go = (rows: Rows, row: Row) => rows.patch(row.id, { name: 'x' });\n",
    }
    write_project(tmp_path, files)
    targets = {"src/a.ts": ["Rows"]}
    found = provider_uses(compiler, tmp_path, "tsconfig.json", ["src/caller.ts"], targets)
    (remote,) = found.settle(remote_files(compiler, tmp_path, "tsconfig.json", found.requests(targets)))
    assert refusals([remote], found.findings) == ()
    text = render_remote_file(remote, RemoteHome("owner", str, "./generated/runtime/remote-caller"))
    assert "dto: QueryDeepPartialEntity<Row>" in text
    tree = {
        "tsconfig.json": (tmp_path / "tsconfig.json").read_text("utf-8"),
        "src/a.ts": text,
        "src/caller.ts": files["src/caller.ts"],
        RUNTIME: CALLER,
    }
    assert diagnose(compiler, [VirtualProject("partial", tree)]) == ((),)
