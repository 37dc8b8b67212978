"""The hand-written truths are checked for slips of the pen: places, names, and agreement with themselves."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from scoring import score, variants  # noqa: E402

TRUTHS = sorted((TESTS / "assets" / "monoliths").glob("*/truth.json"))
PLACED = (
    "modules",
    "routes",
    "accesses",
    "calls",
    "transactions",
    "jobs",
    "events",
    "client_calls",
    "unresolved",
    "routines",
    "triggers",
    "db_events",
)


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def places(truth: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for key in PLACED:
        for item in truth.get(key, ()):
            for spelling in variants(item):
                if spelling.get("file") is not None:
                    yield spelling["file"], spelling.get("line", 1)


def test_there_are_truths_to_check() -> None:
    assert len(TRUTHS) >= 3


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.parent.name)
def test_a_truth_agrees_with_itself(path: Path) -> None:
    truth = read(path)
    assert [one.name for one in score(truth, truth) if not one.clean] == []


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.parent.name)
def test_every_place_of_a_truth_is_a_line_with_something_on_it(path: Path) -> None:
    wrong = []
    for file, line in places(read(path)):
        lines = (path.parent / file).read_text(encoding="utf-8").split("\n")
        if line > len(lines) or not lines[line - 1].strip():
            wrong.append(f"{file}:{line}")
    assert wrong == []


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.parent.name)
def test_a_truth_names_only_stated_modules_and_tables_but_for_raw_sql(path: Path) -> None:
    truth = read(path)
    modules = {item["name"] for item in truth["modules"]} | {"~shared"}
    tables = {item["name"] for item in truth["tables"]}
    tables |= {item["table"] for item in truth.get("accesses", ()) if item["via"] == "raw-sql"}
    named_modules = {
        item[part]
        for key, parts in (
            ("routes", ("module",)),
            ("accesses", ("module",)),
            ("calls", ("from", "to")),
            ("transactions", ("module",)),
            ("jobs", ("module",)),
            ("events", ("module",)),
        )
        for item in truth.get(key, ())
        for part in parts
        if part in item
    }
    # An optional access may be of a temporary table: one reading of the contract has it, the other does not.
    named_tables = {item["table"] for item in truth.get("accesses", ()) if not item.get("optional")}
    for item in truth.get("relations", ()):
        named_tables |= {item["from_table"], item["to_table"], item["join_table"]} - {None}
    for key in ("transactions", "routines", "triggers", "db_events"):
        for item in truth.get(key, ()):
            named_tables |= {*item["reads"], *item["writes"]}
    assert named_modules - modules == set()
    assert named_tables - tables == set()


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.parent.name)
def test_what_a_transaction_touches_is_touched_by_some_access(path: Path) -> None:
    truth = read(path)
    touched = {(item["mode"], item["table"]) for item in truth.get("accesses", ())}
    claimed = {
        (mode, table)
        for item in truth.get("transactions", ())
        for mode, key in (("read", "reads"), ("write", "writes"))
        for table in item[key]
    }
    assert claimed - touched == set()
