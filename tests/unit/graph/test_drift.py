"""The differences between entities, dump and server."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.graph.drift import find_drift
from woosh_split.model.schema import Column, ForeignKey, Table


def _table(name: str, *columns: str, keys: tuple[ForeignKey, ...] = (), kind: str = "table") -> Table:
    """Return a table from ``name type`` texts."""
    parts = tuple(Column(*text.split(" ", 1)) for text in columns)
    return Table(name, columns=parts, foreign_keys=keys, kind=kind, file="schema.sql", line=3)


def _short(drifts: tuple[object, ...]) -> list[tuple[str, str, str | None, str, str]]:
    return [(d.kind, d.table, d.column, d.declared_by, d.missing_in) for d in drifts]  # type: ignore[attr-defined]


def test_equal_declarations_do_not_drift() -> None:
    tables = [_table("a", "id int(11)"), _table("b", "id bigint")]

    assert find_drift(tables, tables, tables) == ()


def test_an_empty_declaration_is_left_out() -> None:
    assert find_drift([_table("a", "id int")], [], []) == ()


def test_tables_are_missing_either_way() -> None:
    found = find_drift([_table("a"), _table("b")], [_table("b"), _table("c")], [])

    assert _short(found) == [
        ("missing-table", "a", None, "entity", "ddl"),
        ("missing-table", "c", None, "ddl", "entity"),
    ]
    assert found[1].detail == "table c is declared by the dump and missing in the entities"
    assert (found[1].file, found[1].line) == ("schema.sql", 3)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (("src/1-a.ts", "src/2-b.js"), "the migrations"),
        (("shop.sql", "src/2-b.ts"), "the dump"),
        ((None, None), "the dump"),
    ],
)
def test_what_lacks_a_table_is_called_what_it_is(files: tuple[str | None, ...], told: str) -> None:
    """Migrations stand for the dump where there is none."""
    dump = [replace(_table(name), file=file) for name, file in zip("ab", files, strict=True)]
    (missing,) = find_drift([_table("a"), _table("b"), _table("c")], dump, [])
    assert missing.detail == f"table c is declared by the entities and missing in {told}"


def test_a_table_in_another_case_is_one_that_a_server_may_tell_apart() -> None:
    found = find_drift(
        [_table("Clients", "id int", "vip int")], [_table("clients", "ID int")], [_table("clients")]
    )

    assert _short(found) == [
        ("case-differs", "Clients", None, "entity", "database"),
        ("case-differs", "Clients", None, "entity", "ddl"),
        ("missing-column", "Clients", "vip", "entity", "ddl"),
    ]
    assert "is clients in the dump: one only where the server ignores the case" in found[1].detail


def test_a_table_in_another_case_is_missing_and_named_where_two_could_be_meant() -> None:
    found = find_drift([_table("CLIENTS")], [_table("clients"), _table("Clients")], [])

    assert _short(found) == [
        ("missing-table", "CLIENTS", None, "entity", "ddl"),
        ("missing-table", "Clients", None, "ddl", "entity"),
        ("missing-table", "clients", None, "ddl", "entity"),
    ]
    assert "another table wherever the server heeds case" in found[0].detail


def test_columns_are_missing_or_unmapped_whatever_their_case() -> None:
    found = find_drift([_table("a", "ID int", "extra int")], [_table("a", "id int", "note text")], [])

    assert _short(found) == [
        ("missing-column", "a", "extra", "entity", "ddl"),
        ("unmapped-column", "a", "note", "ddl", "entity"),
    ]


def test_an_unmapped_column_that_must_be_filled_says_so() -> None:
    found = find_drift(
        [_table("a", "id int")], [_table("a", "id int", "due date")], [], required=[("A", "due")]
    )

    assert "NOT NULL without a default" in found[0].detail


def test_dump_and_server_are_compared_too() -> None:
    found = find_drift([], [_table("a", "id int", "x int")], [_table("a", "id int", "y int"), _table("b")])

    assert _short(found) == [
        ("missing-column", "a", "x", "ddl", "database"),
        ("missing-column", "a", "y", "database", "ddl"),
        ("missing-table", "b", None, "database", "ddl"),
    ]


def test_types_differ_only_between_families() -> None:
    pairs = {
        ("int", "bigint(20) unsigned"): False,
        ("boolean", "tinyint(1)"): False,
        ("number", "decimal(10,2)"): False,
        ("varchar", "enum('a','b')"): False,
        ("uuid", "binary(16)"): False,
        ("json", "longtext"): False,
        ("date", "datetime(6)"): False,
        ("object", "int"): False,
        ("varchar(20)", "int(11)"): True,
        ("timestamp", "bigint(20)"): True,
        ("varchar", "date"): True,
        ("int", "geometry"): True,
    }
    found = {
        (one, other): bool(find_drift([_table("a", f"x {one}")], [_table("a", f"x {other}")], []))
        for one, other in pairs
    }

    assert found == pairs


def test_foreign_keys_differ_either_way_where_both_have_the_column() -> None:
    key = ForeignKey(("b_id",), "b", ("id",))
    other = ForeignKey(("c_id",), "c", ("id",))
    found = find_drift(
        [_table("a", "b_id int", "c_id int", keys=(key,))],
        [_table("a", "b_id int", "c_id int", keys=(other,))],
        [],
    )

    assert _short(found) == [
        ("foreign-key-differs", "a", "b_id", "entity", "ddl"),
        ("foreign-key-differs", "a", "c_id", "ddl", "entity"),
    ]


def test_a_view_without_known_columns_is_not_compared_column_by_column() -> None:
    assert find_drift([_table("v", "id int", kind="view")], [_table("v", kind="view")], []) == ()


NAMES = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, min_size=1)


@given(one=NAMES, other=NAMES, server=NAMES)
def test_order_of_the_input_never_matters_and_the_result_is_sorted(
    one: list[str], other: list[str], server: list[str]
) -> None:
    sides = [[_table(name, f"{name} int", "id int") for name in names] for names in (one, other, server)]
    found = find_drift(*sides)

    for shuffled in itertools.islice(itertools.permutations(sides[0]), 3):
        assert find_drift(shuffled, sides[1][::-1], sides[2]) == found
    assert [d.table for d in found] == sorted(d.table for d in found)
