"""Files that are nested so deep, or so made, that reading them would end or hold up the program: they are told, the rest is read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from mini_shop import write_mini_shop
from processor_time import moments

from woosh_split.__main__ import main
from woosh_split.artefacts.database.passwords import from_text as passwords_in
from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.parity.program import start_in
from woosh_split.parity.settings import read_settings
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.proposal.domain import load_domain
from woosh_split.sources.code.typescript.read import read_source
from woosh_split.sources.files import walk
from woosh_split.sources.logs.observed import read_observation
from woosh_split.sources.nested_yaml import DEEPEST
from woosh_split.sources.nesting import json_of
from woosh_split.split.nodes import compose
from woosh_split.sql.query import MAX_SOURCES, TOO_MANY_TABLES
from woosh_split.sql.statement import read_sql


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_mini_shop(tmp_path / "shop")


def read(shop: Path, path: str, text: str) -> Facts:
    (shop / path).parent.mkdir(parents=True, exist_ok=True)
    (shop / path).write_text(text)
    return analyse(AnalyseRequest(shop, jobs=1, cache_dir=shop / ".woosh_split_cache"))


@pytest.mark.parametrize("path", ["package.json", "tsconfig.json", "nest-cli.json"])
@pytest.mark.parametrize("text", ['{"a": ' + "[" * 50_000, '/**/{"a": ' + "[" * 50_000 + "]" * 50_000 + "}"])
def test_json_that_is_nested_too_deep_is_told(shop: Path, path: str, text: str) -> None:
    facts = read(shop, path, text)
    assert [each.reason for each in facts.unresolved if each.file == path] == [
        "not valid JSON: it is nested too deep"
    ]


@pytest.mark.parametrize("text", ["- " * 50_000, "[" * 50_000 + "]" * 50_000, "? " * 50_000])
def test_yaml_that_is_nested_too_deep_is_no_yaml(text: str) -> None:
    """Its composer would crash, and nobody could catch that."""
    with pytest.raises(ValueError, match="nested deeper"):
        compose(text)
    compose("[" * DEEPEST + "]" * DEEPEST)


def test_a_split_file_that_is_nested_too_deep_is_told(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (shop / "woosh-split.yaml").write_text("- " * 50_000)
    monkeypatch.chdir(shop)
    assert main(["check"]) == 2
    assert "nested deeper" in capfd.readouterr().err


@pytest.mark.parametrize(
    "value", ["a." * 15_000 + "b", "b" + "+a" * 15_000, "(" * 15_000, "a" + "()" * 15_000]
)
def test_an_app_that_is_nested_too_deep_is_told(shop: Path, value: str) -> None:
    (shop / "app" / "lib").mkdir(parents=True)
    (shop / "app" / "pubspec.yaml").write_text("name: app\n")
    (shop / "app" / "lib" / "good.dart").write_text(
        "import 'package:http/http.dart' as http;\nclass Api { a() => http.get(Uri.parse('http://x/api/users/1')); }\n"
    )
    with moments():
        facts = read(shop, "app/lib/deep.dart", f"var x = {value};\n")
    assert [call.path for call in facts.client_calls] == ["/api/users/1"]


@pytest.mark.parametrize("unit", ["case 1:", "/[", "/* ", "/*!"])
def test_a_file_that_keeps_the_parser_busy_is_given_up(unit: str) -> None:
    with moments():
        summary = read_source((unit * (300_000 // len(unit))).encode(), "a.ts")
    assert [problem[3] for problem in summary.problems] == [
        "it takes far too long to parse; the file is left out"
    ]


@pytest.mark.parametrize("name", ["a." * 15_000 + "b", "A<" * 5_000 + "b" + ">" * 5_000])
def test_a_type_that_is_nested_too_deep_is_none(shop: Path, name: str) -> None:
    code = (shop / "src/users/users.service.ts").read_text()
    facts = read(shop, "src/users/users.service.ts", code.replace("Repository<User>", f"Repository<{name}>"))
    assert "orders" in {access.table for access in facts.accesses}


@pytest.mark.parametrize(
    ("one", "hops", "found"),
    [
        ("export * from './n{next}';\n", 60, True),
        ("import {{ User }} from './n{next}';\nexport {{ User }};\n", 60, True),
        ("export * from './n{next}';\n", 3_000, False),
        ("import {{ User }} from './n{next}';\nexport {{ User }};\n", 3_000, False),
        ("import {{ C{next} }} from './n{next}';\nexport class C{own} extends C{next} {{}}\n", 1_500, False),
    ],
)
def test_a_name_that_comes_through_very_many_files(shop: Path, one: str, hops: int, found: bool) -> None:
    users = shop / "src" / "users"
    for own in range(hops):
        (users / f"n{own}.ts").write_text(one.format(own=own, next=own + 1))
    (users / f"n{hops}.ts").write_text(f"export * from './user.entity';\nexport class C{hops} {{}}\n")
    code = (users / "users.service.ts").read_text().replace("'./user.entity'", "'./n0'")
    if "extends" in one:
        code = code.replace("class UsersService", "class UsersService extends C0")
        code = f"import {{ C0 }} from './n0';\n{code}"
    with moments():
        facts = read(shop, "src/users/users.service.ts", code)
    assert ("users" in {access.table for access in facts.accesses}) is found


def test_the_next_file_is_read_as_ever() -> None:
    read_source(b"case 1:" * 20_000, "a.ts")
    assert read_source(b"export class A {}", "b.ts").classes.keys() == {"A"}


@pytest.mark.parametrize(
    "text",
    [
        "a," * 30_000,
        "".join(f"t{n}," for n in range(10_000)),
        " and a = 1" * 10_000,
        "a().b" * 10_000,
        " union select 1 from b" * 1_000,
    ],
)
def test_sql_of_very_many_tables_and_columns(text: str) -> None:
    with moments():
        read_sql("select * from t where x in (select 1 from z) " + text)
        read_sql("select * from t, " + text.strip(" ,"))


def test_more_tables_than_any_server_joins_are_told() -> None:
    some = ", ".join(f"t{n}" for n in range(MAX_SOURCES))
    assert len(read_sql(f"select 1 from {some}").uses) == MAX_SOURCES
    assert read_sql(f"select 1 from {some}, one_more").problem == TOO_MANY_TABLES


def test_a_thousand_folders_one_in_the_other_are_walked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "root").mkdir()
    monkeypatch.chdir(tmp_path / "root")
    for _ in range(1_200):
        Path("a").mkdir()
        os.chdir("a")
    Path("x.ts").touch()
    monkeypatch.chdir(tmp_path)
    assert [file.path for file in walk(tmp_path / "root")] == ["a/" * 1_200 + "x.ts"]
    subprocess.run(
        ["rm", "-r", "root"], check=True
    )  # shutil, which pytest cleans up with, goes down by calling itself


def test_a_comparison_as_long_as_generators_write_it_is_no_nesting_without_end(shop: Path) -> None:
    """Generated classes compare all of their fields in one expression: the calls of such a file were all left out."""
    (shop / "app" / "lib").mkdir(parents=True)
    (shop / "app" / "pubspec.yaml").write_text("name: app\n")
    compared = " && ".join(f"other.field{number} == field{number}" for number in range(1_500))
    facts = read(
        shop,
        "app/lib/generated.dart",
        "import 'package:http/http.dart' as http;\n"
        f"class Dto {{ bool operator ==(Object other) => {compared}; }}\n"
        "class Api { a() => http.get(Uri.parse('http://x/api/users/2')); }\n",
    )
    assert [call.path for call in facts.client_calls if call.file.endswith("generated.dart")] == [
        "/api/users/2"
    ]


DEEP_JSON, DEEP_YAML = "[" * 50_000, "{a: " * 50_000


def start_of_a_package(folder: Path) -> None:
    (folder / "package.json").write_text(DEEP_JSON)
    assert start_in(folder) is None
    raise InputError("it starts nothing")


def of_an_observation(folder: Path) -> None:
    (folder / "observed.json").write_text(DEEP_JSON)
    read_observation(folder / "observed.json")


def of_a_verification(folder: Path) -> None:
    (folder / "verify.yaml").write_text(DEEP_YAML)
    read_settings(folder)


def of_a_domain(folder: Path) -> None:
    (folder / "domain.yml").write_text(DEEP_YAML)
    load_domain(str(folder / "domain.yml"))


@pytest.mark.parametrize(
    "read_file",
    [
        start_of_a_package,
        of_an_observation,
        of_a_verification,
        of_a_domain,
        lambda folder: passwords_in(DEEP_JSON, "passwords.json"),
    ],
)
def test_every_file_that_a_command_reads_may_be_nested_too_deep(
    tmp_path: Path, read_file: Callable[[Path], None]
) -> None:
    with pytest.raises(InputError):
        read_file(tmp_path)


def test_json_that_is_broken_is_told_with_its_line_and_no_name_of_the_reader() -> None:
    with pytest.raises(ValueError, match=r"^in line 2 ") as told:
        json_of('{"a": 1,\n "b": }', relaxed=True)
    assert "<string>" not in str(told.value)


@pytest.mark.parametrize("relaxed", [False, True])
@pytest.mark.parametrize("text", ['\ufeff{"a": 1}', '\ufeff{"a": 1}'.encode()])
def test_a_byte_order_mark_before_json_is_no_part_of_it(text: str | bytes, relaxed: bool) -> None:
    assert json_of(text, relaxed=relaxed) == {"a": 1}
