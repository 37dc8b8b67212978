"""Texts of a few hundred kilobytes that somebody wrote to hold the reading up: it takes moments, where it took hours."""

from __future__ import annotations

import pytest
from processor_time import moments

from woosh_split.sources.client.flutter.forms import function_type
from woosh_split.sources.code.typescript.instances import _fits
from woosh_split.sources.code.typescript.spots import Spots
from woosh_split.sources.schema.ddl.dump import read_dump
from woosh_split.sources.schema.ddl.routine_text import routine_texts
from woosh_split.sources.schema.ddl.spots import DumpSpots
from woosh_split.sources.spot import Spot


@pytest.mark.parametrize("unit", ["\\'", "'\\'", "/*", "${a", "--'", "'${a}\\"])
def test_a_dump_of_quotes_that_are_never_closed(unit: str) -> None:
    text = "CREATE TABLE a (b int) COMMENT " + unit * (300_000 // len(unit)) + "${"
    with moments():
        read_dump(text, "dump.sql")


def test_a_placeholder_in_a_comment_or_a_text_is_none() -> None:
    found = read_dump("CREATE TABLE a (b int COMMENT '${x}' /* don't ${y} */); -- isn't ${z}\n", "dump.sql")
    assert [table.name for table in found.tables] == ["a"]
    made = read_dump("-- don't\nCREATE TABLE ${prefix}a (b int);\n", "dump.sql")
    assert made.tables == ()


@pytest.mark.parametrize("unit", ["\\'", "/* ", "from ,", "from ", "'\\'", "--'", "update x, "])
def test_sql_in_code_of_many_words_that_lead_nowhere(unit: str) -> None:
    words = unit * (300_000 // len(unit))
    code = f"class A {{ a() {{ return this.db.query(`{words}; orders`); }} }}".encode()
    with moments():
        Spots(code).find(1, (), "orders")


def test_a_table_after_a_word_and_many_blanks() -> None:
    code = f"class A {{ a() {{ return this.db.query(`from{' ' * 100_000}; orders`); }} }}".encode()
    with moments():
        Spots(code).find(1, (), "orders")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM users u, orders o",
        "DELETE FROM (orders)",
        "SELECT /* FROM orders */ 1 FROM orders",
        "UPDATE x; SELECT 1, orders FROM y, orders",
    ],
)
def test_the_place_of_a_table_in_sql(sql: str) -> None:
    code = f"class A {{ a() {{ return this.db.query(`{sql}`); }} }}"
    spot = Spots(code.encode()).find(1, (), "orders")
    assert (spot.line, spot.column) == (1, code.rindex("orders") + 1)


def test_a_dump_of_many_tables_is_read_once_for_all_places() -> None:
    tables = "".join(f"CREATE TABLE t{n} (\n  a int REFERENCES t{n + 1} (a)\n);\n" for n in range(6_000))
    spots = DumpSpots(tables.encode())
    with moments():
        found = [spots.find(1 + 3 * n, (), f"t{n + 1}") for n in range(6_000)]
    assert [(each.line, each.column) for each in found[:2]] == [(2, 20), (5, 20)]


def test_tables_without_an_end_are_told_apart_by_the_next_one() -> None:
    spots = DumpSpots(b"create table a (b int references c\ncreate table d (e int references f)\n")
    assert spots.find(1, (), "f") == spots.find(1, (), None)
    assert spots.find(2, (), "f") == Spot(2, 34, 35)


@pytest.mark.parametrize(
    "unit", ["Function<", "Function(", "Function)", "Function", " Function<>", ",", "a,"]
)
def test_a_type_in_dart_of_many_functions(unit: str) -> None:
    with moments():
        function_type(unit * (300_000 // len(unit)))
        function_type(unit * (300_000 // len(unit)) + ")")
        function_type("A Function(" + unit * (300_000 // len(unit)) + ")")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("void Function(int a,{String b})", ("void", (("", "int"), ("b", "String")))),
        ("A Function<T>(Map<K, V> m)", ("A", (("", "Map<K, V>"),))),
        ("(int) Function()", ("(int)", ())),
        ("Functional(int)", None),
        ("A Function(int) b", None),
    ],
)
def test_a_type_of_a_function_is_split(written: str, parts: object) -> None:
    assert function_type(written) == parts


@pytest.mark.parametrize(
    ("name", "parts", "fits"),
    [
        ("ordersRepository", (None, "Repository"), True),
        ("ordersRepository", ("orders", None), True),
        ("ordersRepository", ("orders", None, "sRepository"), False),
        ("ordersRepository", ("o", None, "rs", None, "tory"), True),
        ("ordersRepository", ("o", None, "rs", None, "rs", None), False),
        ("ordersRepository", (None,), True),
        ("ordersRepository", ("orders",), False),
    ],
)
def test_a_name_of_parts(name: str, parts: tuple[str | None, ...], fits: bool) -> None:
    assert _fits(name, parts) is fits


def test_a_name_of_very_many_parts() -> None:
    with moments():
        assert not _fits("a" * 20_000 + "c", ("a", None) * 10_000 + ("b",))


def test_the_modes_of_a_large_dump_with_very_many_routines() -> None:
    """A dump by mysqldump sets ``sql_mode`` around each routine: the lines before were counted anew for each of them."""
    rows = "INSERT INTO t VALUES " + ",".join(f"({number},'{'x' * 100}')" for number in range(8000)) + ";\n"
    routine = "SET sql_mode = 'ANSI' ;\nDELIMITER ;;\nCREATE PROCEDURE p{}() SELECT 1;;\nDELIMITER ;\n"
    dump = "CREATE TABLE `t` (id int);\n" + rows * 40 + "".join(map(routine.format, range(2500)))
    with moments():
        found = routine_texts(dump)
    assert len(found) == 2500
    assert {text.sql_mode for text in found.values()} == {"ANSI"}
