"""Every line of three small monoliths, compared with the marks that stand beside the code."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path

import pytest

from woosh_split.model.facts import Facts
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

MARKED = Path(__file__).parents[3] / "assets" / "marked"
NAMES = ("freight", "school", "stock")
_ACCESSES = re.compile(r"//= ([^/]*)")
_ROUTES = re.compile(r"//route (.*?)(?= //[=?]|$)")
TRANSACTIONS = {
    "freight": {
        "OpenBookingHandler.execute": ((), ("bookings", "legs", "outbox")),
        "MoveLegHandler.execute": (("legs",), ("legs",)),
        "InboxController.position": (("bookings", "positions"), ("declarations", "positions")),
    },
    "school": {
        "GradesService.give": (("course", "grade", "person"), ("grade",)),
        "LibraryService.renew": (("library_cards",), ("library_cards",)),
        "PaymentsService.hook": (("payment",), ("payment",)),
    },
    "stock": {
        "Stock.take": (("items",), ("audit_log", "items", "moves")),
        "Sales.sell": (("sale_lines",), ("sale_lines", "sales")),
        "Staff.hire": ((), ("audit_log", "people")),
        "Staff.fire": ((), ("people", "sales")),
        "Imports.load": (("items", "stage"), ("audit_log", "items", "stage")),
        "Legacy.touch": ((), ("audit_log", "people")),
    },
}
JOBS = {
    "freight": {("Tracker.nightly", "0 3 * * *"), ("Tracker.poll", "5000")},
    "school": set(),
    "stock": {("Jobs.nightly", "0 01 * * *"), ("Jobs.warm", "1000"), ("Jobs.onModuleInit", "0 0 1 * *")},
}
Lines = dict[str, set[str]]


@functools.cache
def facts(name: str) -> Facts:
    return analyse(AnalyseRequest(MARKED / name, jobs=1))


def lines(name: str) -> list[tuple[str, str]]:
    """Return ``file:line`` and the text of every line."""
    root = MARKED / name
    return [
        (f"{path.relative_to(root).as_posix()}:{number}", line)
        for path in sorted(root.rglob("*.ts"))
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
    ]


def marked_accesses(name: str) -> Lines:
    found: Lines = defaultdict(set)
    for place, line in lines(name):
        for mark in _ACCESSES.findall(line):
            for part in mark.split(";"):
                module, _, uses = part.partition(":")
                found[place] |= {f"{module.strip()}: {use.strip()}" for use in uses.split(",")}
    return dict(found)


@pytest.mark.parametrize("name", NAMES)
def test_each_line_does_to_the_database_what_stands_beside_it(name: str) -> None:
    found: Lines = defaultdict(set)
    for each in facts(name).accesses:
        found[f"{each.file}:{each.line}"].add(f"{each.module}: {each.mode} {each.table}")
    assert dict(found) == marked_accesses(name)


@pytest.mark.parametrize("name", NAMES)
def test_each_line_makes_the_routes_that_stand_beside_it(name: str) -> None:
    found: Lines = defaultdict(set)
    for each in facts(name).routes:
        found[f"{each.file}:{each.line}"].add(f"{each.method} {each.path}")
    marked = {place: mark[1] for place, line in lines(name) if (mark := _ROUTES.search(line))}
    assert dict(found) == {place: set(text.split(", ")) for place, text in marked.items()}


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_marked_so_is_left_open(name: str) -> None:
    found = {f"{each.file}:{each.line}" for each in facts(name).unresolved}
    assert found == {place for place, line in lines(name) if "//?" in line}


@pytest.mark.parametrize("name", NAMES)
def test_transactions_and_jobs_are_those_that_a_reader_finds(name: str) -> None:
    found = {each.function: (each.reads, each.writes) for each in facts(name).transactions}
    assert found == TRANSACTIONS[name]
    assert {(each.function, each.schedule) for each in facts(name).jobs} == JOBS[name]
