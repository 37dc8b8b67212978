"""The scorer is itself judged: it must see every kind of difference, and no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from scoring import Score, printed, score  # noqa: E402


def access(table: str = "orders", **changed: object) -> dict[str, object]:
    return {
        "module": "orders",
        "table": table,
        "mode": "read",
        "via": "repository",
        "function": "OrdersService.find",
        "file": "src/orders/orders.service.ts",
        "line": 3,
        **changed,
    }


def only(name: str, scores: tuple[Score, ...]) -> Score:
    return next(one for one in scores if one.name == name)


def test_a_document_agrees_with_itself() -> None:
    document = {
        "modules": [{"name": "orders", "class": "OrdersModule", "imports": ["users"]}],
        "accesses": [access(), access("items")],
    }
    assert all(one.clean and one.precision == one.recall == 1 for one in score(document, document))


def test_a_lost_access_lowers_recall_and_an_invented_one_lowers_precision() -> None:
    truth = {"accesses": [access(), access("items")]}
    found = only("accesses", score({"accesses": [access(), access("ghosts")]}, truth))
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert "table=items" in found.missing[0]
    assert "table=ghosts" in found.spurious[0]


@pytest.mark.parametrize("field", ["module", "table", "mode", "via", "function"])
def test_every_part_of_an_access_is_compared(field: str) -> None:
    found = only("accesses", score({"accesses": [access(**{field: "other"})]}, {"accesses": [access()]}))
    assert (found.precision, found.recall) == (0, 0)


def test_the_line_of_an_access_is_not_compared_but_its_file_is() -> None:
    truth = {"accesses": [access()]}
    assert all(one.clean for one in score({"accesses": [access(line=99)]}, truth))
    assert not only("accesses.file", score({"accesses": [access(file="src/x.ts")]}, truth)).clean


def test_the_same_access_twice_counts_once() -> None:
    found = only("accesses", score({"accesses": [access(line=3), access(line=9)]}, {"accesses": [access()]}))
    assert (found.found, found.clean) == (1, True)


def test_a_key_that_the_truth_does_not_state_is_not_scored() -> None:
    assert score({"jobs": [{"module": "a", "function": "b", "schedule": "5"}]}, {}) == ()


def test_an_empty_key_in_the_truth_says_that_there_is_none() -> None:
    found = only("jobs", score({"jobs": [{"module": "a", "function": "b", "schedule": "5"}]}, {"jobs": []}))
    assert (found.precision, found.recall) == (0, 1)


def test_a_field_that_the_truth_leaves_out_of_a_module_is_not_scored_for_that_module() -> None:
    truth = {"modules": [{"name": "a", "class": "A"}, {"name": "b", "class": "B", "exports": ["S"]}]}
    facts = {
        "modules": [
            {"name": "a", "class": "A", "exports": ["Anything"]},
            {"name": "b", "class": "B", "exports": []},
        ]
    }
    found = only("modules.exports", score(facts, truth))
    assert (found.expected, found.found) == (1, 0)


def test_primary_and_foreign_keys_are_compared() -> None:
    key = {"columns": ["a_id"], "table": "a", "referenced_columns": ["id"]}
    truth = {
        "tables": [{"name": "t", "columns": [{"name": "id", "primary_key": True}], "foreign_keys": [key]}]
    }
    facts = {"tables": [{"name": "t", "columns": [{"name": "id", "primary_key": False}], "foreign_keys": []}]}
    scores = score(facts, truth)
    assert only("tables.columns", scores).clean
    assert not only("tables.primary_keys", scores).clean
    assert not only("tables.foreign_keys", scores).clean


def test_the_order_of_guards_and_of_tables_in_a_transaction_does_not_matter() -> None:
    truth = {
        "routes": [{"method": "GET", "path": "/", "guards": ["A", "B"]}],
        "transactions": [{"module": "m", "function": "f", "reads": ["x", "y"], "writes": []}],
    }
    facts = {
        "routes": [{"method": "GET", "path": "/", "guards": ["B", "A"]}],
        "transactions": [{"module": "m", "function": "f", "reads": ["y", "x"], "writes": []}],
    }
    assert all(one.clean for one in score(facts, truth))


def test_another_right_spelling_satisfies_the_truth_and_is_not_spurious() -> None:
    truth = {"accesses": [{**access(), "or": [{"function": "findAll"}]}]}
    for function in ("OrdersService.find", "findAll"):
        assert all(one.clean for one in score({"accesses": [access(function=function)]}, truth))
    assert not only("accesses", score({"accesses": [access(function="third")]}, truth)).clean
    assert only("accesses", score({"accesses": []}, truth)).expected == 1


def test_a_star_fits_any_value() -> None:
    truth = {"accesses": [access(function="*")]}
    assert all(one.clean for one in score({"accesses": [access(function="whatever")]}, truth))
    assert not only("accesses", score({"accesses": [access("ghosts")]}, truth)).clean


def test_an_optional_item_is_neither_missing_nor_spurious() -> None:
    truth = {"accesses": [{**access(), "optional": True}]}
    for accesses in ([], [access()]):
        assert all(one.clean for one in score({"accesses": accesses}, truth))


def test_facts_that_the_truth_leaves_open_are_not_scored() -> None:
    truth = {"events": [], "unscored": {"events": [{"module": "queue"}]}}
    event = {"module": "queue", "event": "x", "direction": "emits", "function": "f"}
    assert only("events", score({"events": [event]}, truth)).clean
    assert not only("events", score({"events": [{**event, "module": "other"}]}, truth)).clean


def test_ignored_guards_may_be_listed_or_not() -> None:
    truth = {"routes": [{"method": "GET", "path": "/", "guards": ["A"]}], "ignored_guards": ["Global"]}
    for guards in (["A"], ["A", "Global"]):
        facts = {"routes": [{"method": "GET", "path": "/", "guards": guards}]}
        assert all(one.clean for one in score(facts, truth))


def test_unresolved_is_compared_by_place_whatever_its_kind() -> None:
    truth = {"unresolved": [{"kind": "sql", "file": "a.ts", "line": 4}]}
    assert all(one.clean for one in score({"unresolved": [{"kind": "x", "file": "a.ts", "line": 4}]}, truth))
    assert not only("unresolved", score({"unresolved": [{"file": "a.ts", "line": 5}]}, truth)).clean


def test_the_printed_report_names_what_differs() -> None:
    out = printed(score({"accesses": []}, {"accesses": [access()]}))
    assert "missing   module=orders  table=orders" in out


@pytest.mark.parametrize(("facts", "status"), [([access()], 0), ([], 1)])
def test_the_exit_status_says_whether_anything_differs(
    tmp_path: Path, facts: list[dict[str, object]], status: int
) -> None:
    (tmp_path / "facts.json").write_text(json.dumps({"accesses": facts}), encoding="utf-8")
    (tmp_path / "truth.json").write_text(json.dumps({"accesses": [access()]}), encoding="utf-8")
    command = [sys.executable, str(TESTS / "scoring.py"), "facts.json", "truth.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "accesses" in done.stdout


def test_a_file_that_cannot_be_read_is_status_two(tmp_path: Path) -> None:
    command = [sys.executable, str(TESTS / "scoring.py"), "no.json", "no.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot read" in done.stderr
