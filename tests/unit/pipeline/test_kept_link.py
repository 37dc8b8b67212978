"""The last link stands as long as what changed says nothing new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from mini_shop import write_mini_shop

from woosh_split.model.code import Unresolved
from woosh_split.pipeline.analyse import analyse, analyse_as_json, open_tree
from woosh_split.pipeline.check import CheckRequest, observe_tree
from woosh_split.pipeline.kept_link import KeptLink, Moved
from woosh_split.pipeline.kept_result import KeptResult
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

SERVICE = "src/users/users.service.ts"
SPLIT = """version: 1
services:
  orders: {modules: [orders], tables: [orders]}
  users: {modules: [users], tables: [users]}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = write_mini_shop(tmp_path / "shop")
    (root / "package-lock.json").write_text("{}", encoding="utf-8")
    (root / "woosh-split.yaml").write_text(SPLIT, encoding="utf-8")
    return root


def warm(shop: Path) -> AnalyseRequest:
    return AnalyseRequest(shop, cache_dir=shop / ".woosh_split_cache", jobs=1)


@contextmanager
def opened(shop: Path) -> Iterator[tuple[KeptLink, KeptResult]]:
    with open_tree(warm(shop)) as tree:
        kept = KeptResult(tree, warm(shop))
        yield KeptLink(tree, warm(shop), kept), kept


def moved(shop: Path) -> Moved | None:
    with opened(shop) as (link, _):
        return link.moved()


def remark(shop: Path, name: str = SERVICE, text: str = "// a remark\n") -> None:
    path = shop / name
    path.write_text(text + path.read_text(encoding="utf-8"), encoding="utf-8")


def observed(request: AnalyseRequest) -> str:
    path = request.root / "woosh-split.yaml"
    return repr(observe_tree(CheckRequest(request, load_split(path), path, date(2026, 11, 28))))


def test_nothing_is_known_of_a_tree_that_was_never_linked(shop: Path) -> None:
    assert moved(shop) is None


def test_a_remark_moves_the_lines_of_its_file(shop: Path) -> None:
    analyse(warm(shop))
    remark(shop)
    found = moved(shop)
    assert found is not None
    assert (found.changed, found.more, list(found.lines)) == ((SERVICE,), 1, [SERVICE])
    assert all(new == old + 1 for old, new in found.lines[SERVICE].items())


def test_the_class_of_a_table_that_a_dump_declares_moves_with_its_file(shop: Path) -> None:
    analyse(warm(shop))
    observed(warm(shop))
    remark(shop, "src/users/user.entity.ts", "// one\n// two\n")
    assert moved(shop) is not None
    cold = AnalyseRequest(shop)
    assert analyse(warm(shop)).tables == analyse(cold).tables
    assert observed(warm(shop)) == observed(cold)


def test_no_rule_is_asked_anew_where_a_file_moves_that_another_service_imports(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = observed(warm(shop))
    assert "Related(path='src/users/users.service.ts', line=None" in before
    remark(shop)

    def never(*_: object) -> None:
        pytest.fail("the rules were asked")

    monkeypatch.setattr("woosh_split.check.engine.observe", never)
    assert observed(warm(shop)) == before


def test_a_file_that_nobody_reads_is_none_of_the_links(shop: Path) -> None:
    (shop / "src/users/users.spec.ts").write_text("test();\n", encoding="utf-8")
    analyse(warm(shop))
    (shop / "src/users/users.spec.ts").write_text("other();\n", encoding="utf-8")
    (shop / "package-lock.json").write_text('{"lockfileVersion": 3}', encoding="utf-8")
    found = moved(shop)
    assert found is not None
    assert (found.lines, found.more) == ({}, 0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/users/more.ts", ""),
        ("package.json", '{"name": "other"}'),
        ("tsconfig.json", '{"compilerOptions": {"paths": {"@app/*": ["src/*"]}}}'),
        ("database/more.sql", "CREATE TABLE more (id INT);"),
        (SERVICE, "export class Other {}\n"),
        ("src/users/users.spec.ts", "import '@nestjs/testing';\n"),
    ],
)
def test_whatever_says_something_new_is_linked(shop: Path, name: str, text: str) -> None:
    (shop / "src/users/users.spec.ts").write_text("test();\n", encoding="utf-8")
    analyse(warm(shop))
    (shop / name).parent.mkdir(exist_ok=True)
    (shop / name).write_text(text, encoding="utf-8")
    assert moved(shop) is None


def test_a_file_that_goes_is_something_new(shop: Path) -> None:
    analyse(warm(shop))
    (shop / SERVICE).unlink()
    assert moved(shop) is None


def test_what_cannot_be_read_is_something_new(shop: Path) -> None:
    analyse(warm(shop))
    remark(shop)
    with open_tree(warm(shop)) as tree:
        tree.unreadable.append(Unresolved("folder", "src/lost", 1, "", "the folder cannot be read"))
        assert KeptLink(tree, warm(shop), KeptResult(tree, warm(shop))).moved() is None


@pytest.mark.parametrize("kind", ["link:", "asked:", "facts:", "findings:", "check:", "text:"])
@pytest.mark.parametrize("damage", ["DELETE FROM entry", "UPDATE entry SET value = x'7b'"])
def test_an_entry_that_is_lost_or_damaged_costs_time_only(shop: Path, kind: str, damage: str) -> None:
    observed(warm(shop))
    analyse_as_json(warm(shop))
    remark(shop)
    with closing(sqlite3.connect(shop / ".woosh_split_cache" / "facts.sqlite")) as connection, connection:
        done = connection.execute(f"{damage} WHERE instr(key, ?)", (kind.encode(),))
        assert done.rowcount > 0
    cold = AnalyseRequest(shop, jobs=1)
    assert observed(warm(shop)) == observed(cold)
    assert str(analyse_as_json(warm(shop))) == str(analyse_as_json(cold))


def test_a_run_beside_this_one_that_links_something_else_does_not_mix_with_it(shop: Path) -> None:
    """What is renewed is the link that was compared, not the one that is there by now."""
    analyse(warm(shop))
    remark(shop)
    with opened(shop) as (link, kept):
        found = link.moved()
        assert found is not None
        before = kept.load(found.key)
        assert before is not None
        text = (shop / SERVICE).read_text(encoding="utf-8")
        (shop / SERVICE).write_text("export class Other {}\n", encoding="utf-8")
        analyse(warm(shop))
        (shop / SERVICE).write_text(text, encoding="utf-8")
        kept.save(*before)
        link.renew()
    (shop / SERVICE).write_text(f"{text}\nexport const UsersService2 = 1;\n", encoding="utf-8")
    assert moved(shop) is not None
    (shop / SERVICE).write_text(f"{text}\nexport type InjectRepository = string;\n", encoding="utf-8")
    assert moved(shop) is None


def test_many_remarks_are_kept_as_a_link_of_their_own(shop: Path) -> None:
    folder = shop / "src/many"
    folder.mkdir()
    for number in range(40):
        (folder / f"f{number}.ts").write_text(f"export class Some{number} {{}}\n", encoding="utf-8")
    analyse(warm(shop))
    for number in range(40):
        remark(shop, f"src/many/f{number}.ts")
    cold = AnalyseRequest(shop, jobs=1)
    assert analyse(warm(shop)) == analyse(cold)
    remark(shop)
    found = moved(shop)
    assert found is not None
    assert found.changed == (SERVICE,)
    assert analyse(warm(shop)) == analyse(cold)
