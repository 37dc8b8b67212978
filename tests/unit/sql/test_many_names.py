"""Statements of very many parts are read in a time that grows with them, or are told."""

from __future__ import annotations

from time import process_time

from woosh_split.sql.query import MAX_SOURCES, TOO_MANY_TABLES
from woosh_split.sql.statement import read_sql


def _chain(length: int) -> str:
    """Return a query whose WITH names so many queries, each over the one before."""
    names = "".join(f", c{number} AS (SELECT * FROM c{number - 1})" for number in range(1, length))
    return f"WITH c0 AS (SELECT * FROM orders){names} SELECT * FROM c{length - 1}"


def test_a_chain_of_common_table_expressions_is_read_to_its_table() -> None:
    reading = read_sql(_chain(60))

    assert [use.table for use in reading.uses] == ["orders"]
    assert reading.problem is None


def test_more_names_in_one_with_than_anybody_writes_are_told_at_once() -> None:
    """Each name is looked up among all others and followed to its tables: 1,500 of them took minutes."""
    began = process_time()
    reading = read_sql(_chain(3 * MAX_SOURCES))

    assert reading.problem == TOO_MANY_TABLES
    assert process_time() - began < 10
