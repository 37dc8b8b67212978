"""Routines that are created anew in a service's schema: which ones, with which text, and what they need."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.database.routines import copied
from woosh_split.sources.schema.ddl.routine_text import routine_texts

DUMP = """DELIMITER $$
CREATE PROCEDURE close_day(d DATE) BEGIN CALL Note_It(d); UPDATE shop.orders SET day = d; END$$
CREATE PROCEDURE note_it(d DATE) BEGIN INSERT INTO `shop`.`log` VALUES (total_of(d)); CALL close_day(d); END$$
CREATE FUNCTION total_of(d DATE) RETURNS INT RETURN (SELECT COUNT(*) FROM other.orders WHERE shop = d)$$
CREATE PROCEDURE apart() SELECT 1$$
"""


def test_what_a_routine_calls_comes_along_and_calls_in_circles_end() -> None:
    found = copied(["CLOSE_DAY", "gone"], routine_texts(DUMP), "ordering", {"shop"})

    assert [(each.kind, each.name) for each in found.routines] == [
        ("procedure", "close_day"),
        ("procedure", "note_it"),
        ("function", "total_of"),
    ]
    assert {each.schema for each in found.routines} == {"ordering"}
    assert found.missing == ("gone",)


def test_the_monoliths_schema_is_taken_off_names_and_nothing_else() -> None:
    bodies = {
        each.name: each.text
        for each in copied(["close_day"], routine_texts(DUMP), "ordering", {"shop"}).routines
    }

    assert "UPDATE orders SET" in bodies["close_day"]
    assert "INSERT INTO `log` VALUES" in bodies["note_it"]
    assert "FROM other.orders WHERE shop = d" in bodies["total_of"]


@pytest.mark.parametrize(
    ("statement", "needed"),
    [
        ("CREATE TEMPORARY TABLE t (a INT)", True),
        ("create or replace temporary table t (a INT)", True),
        ("SELECT 'CREATE TEMPORARY TABLE t'", False),
        ("INSERT INTO temporary VALUES (1)", False),
    ],
)
def test_a_routine_that_makes_a_temporary_table_needs_the_right_to(statement: str, needed: bool) -> None:
    told = routine_texts(f"DELIMITER $$\nCREATE PROCEDURE p() BEGIN {statement}; END$$\n")
    assert copied(["p"], told, "ordering", ()).temporary is needed
