"""SQL text to table uses: hand-checked cases, and what may never change them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.model.access import TableUse
from woosh_split.sql.statement import read_sql
from woosh_split.sql.text import HOLE

from .sql_cases import describe, read_cases

FILES = ("queries.txt", "holes.txt", "statements.txt")
CASES = [(name, sql, expected) for name in FILES for sql, expected in read_cases(name)]


@pytest.mark.parametrize(("name", "sql", "expected"), CASES)
def test_case_reads_as_written(name: str, sql: str, expected: str) -> None:
    """Each case's last line is what its SQL does."""
    assert describe(read_sql(sql)) == expected


def test_tables_of_one_from_list_are_joined_with_each_other_and_no_further() -> None:
    reading = read_sql(
        "SELECT * FROM a JOIN b ON 1 = 1 WHERE a.x IN (SELECT y FROM c JOIN d) AND EXISTS (SELECT 1 FROM e)"
    )

    assert {use.table: use.joined_with for use in reading.uses} == {
        "a": ("b",),
        "b": ("a",),
        "c": ("d",),
        "d": ("c",),
        "e": (),
    }


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM a JOIN (SELECT x FROM b) d ON d.x = a.x",
        "SELECT * FROM (SELECT x FROM b UNION SELECT x FROM a) d JOIN (SELECT x FROM a) e ON d.x = e.x",
        "WITH d AS (SELECT x FROM b) SELECT * FROM a, d",
        "WITH c AS (SELECT x FROM b), d AS (SELECT x FROM c) SELECT * FROM d LEFT JOIN a ON a.x = d.x",
    ],
)
def test_the_tables_behind_a_derived_table_or_cte_are_joined_with_what_stands_beside_it(sql: str) -> None:
    assert {use.table: use.joined_with for use in read_sql(sql).uses} == {"a": ("b",), "b": ("a",)}


def test_a_cte_that_stands_alone_or_in_a_condition_joins_nothing() -> None:
    for sql in (
        "WITH d AS (SELECT x FROM b) SELECT * FROM d",
        "WITH d AS (SELECT x FROM b) SELECT * FROM a WHERE a.x IN (SELECT x FROM d)",
        "WITH RECURSIVE d AS (SELECT x FROM b UNION ALL SELECT b.x FROM b JOIN d ON b.x = d.x) SELECT * FROM d",
    ):
        assert {name for use in read_sql(sql).uses for name in use.joined_with} == set()


def test_a_table_used_twice_the_same_way_is_one_use() -> None:
    reading = read_sql("SELECT a.x FROM a UNION SELECT a.y FROM a JOIN b ON a.id = b.id")

    assert reading.uses[0] == TableUse("a", "read", "select", columns=("id", "x", "y"), joined_with=("b",))


def test_an_empty_text_is_a_problem() -> None:
    assert read_sql("  -- nothing\n").problem == "there is no statement"


def test_a_hole_alone_is_a_computed_statement() -> None:
    assert read_sql(HOLE).problem == "the statement is computed"


def test_other_statements_stand_when_one_cannot_be_read() -> None:
    reading = read_sql("DELETE FROM a; this is nothing; DELETE FROM b")

    assert [use.table for use in reading.uses] == ["a", "b"]
    assert reading.problem == "this is no SQL that we can parse"


def test_names_in_double_quotes_are_names_where_the_caller_says_postgres() -> None:
    assert describe(read_sql('SELECT o."id" FROM "Order" o', "postgres")) == "read Order(id)"


@pytest.mark.parametrize("driver", ["postgres", "cockroachdb", "aurora-postgres", "better-sqlite3", "mssql"])
def test_typeorms_names_of_the_drivers_are_known(driver: str) -> None:
    assert describe(read_sql('SELECT o."id" FROM "Order" o', driver)) == "read Order(id)"


@pytest.mark.parametrize(
    ("sql", "uses"),
    [
        ("SELECT id FROM a WHERE x = ANY($1::uuid[]) FOR UPDATE", "lock a(id,x)"),
        ('SELECT COUNT(*)::int AS n FROM "a" WHERE "x" = $1::uuid', "read a(x)"),
        ("SELECT b.y FROM unnest($1::int[], $2::text[]) AS t(k, v) JOIN b ON b.k = t.k", "read b(k,y)"),
        (
            "WITH d AS (SELECT generate_series($1::date, $2::date) AS day) SELECT y FROM d, a",
            "read a(*); function generate_series",
        ),
        ("UPDATE a SET x = $1::jsonb WHERE id = $2", "update a(x)"),
    ],
)
def test_a_placeholder_may_be_cast(sql: str, uses: str) -> None:
    """PostgreSQL asks for a cast wherever it cannot tell the type of ``$1``; nearly every report has one."""
    assert (describe(read_sql(sql)), read_sql(sql).problem) == (uses, None)


@pytest.mark.parametrize(
    ("sql", "uses"),
    [
        ("SELECT TOP 1 id FROM a WHERE name = @0", "read a(id,name)"),
        ("INSERT INTO a (x) OUTPUT INSERTED.* VALUES (@0)", "insert a(x)"),
        ("SELECT DISTINCT TOP 5 id FROM a WITH (NOLOCK) ORDER BY id", "read a(id)"),
    ],
)
def test_what_only_sql_server_says_is_read_as_it_means_it(sql: str, uses: str) -> None:
    assert (describe(read_sql(sql)), read_sql(sql).problem) == (uses, None)


def test_a_text_in_double_quotes_is_a_string_in_mysql() -> None:
    assert describe(read_sql('SELECT id FROM a WHERE name = "FROM b"')) == "read a(id,name)"


def test_deep_nesting_is_a_problem_and_no_crash() -> None:
    deep = "SELECT " + "(" * 3000 + "1" + ")" * 3000

    assert read_sql(deep).problem == "this is no SQL that we can parse"


PLAIN = [(sql, expected) for _, sql, expected in CASES if "${" not in sql and HOLE not in sql]
KEYWORDS = [
    "SELECT",
    "FROM",
    "WHERE",
    "JOIN",
    "LEFT",
    "ON",
    "INSERT",
    "INTO",
    "VALUES",
    "UPDATE",
    "SET",
    "DELETE",
    "ORDER",
    "BY",
    "GROUP",
    "HAVING",
    "LIMIT",
    "UNION",
    "ALL",
    "AND",
    "OR",
    "AS",
    "IN",
    "EXISTS",
    "REPLACE",
    "DUPLICATE",
    "KEY",
    "FOR",
    "LOCK",
    "SHARE",
    "MODE",
    "USING",
    "WITH",
    "RECURSIVE",
    "TABLE",
    "TRUNCATE",
    "CALL",
]
BLANKS = st.sampled_from(
    [" ", "  ", "\n", "\t", "\r\n\t", " /* FROM zz JOIN yy */ ", " -- FROM zz\n", " # JOIN yy\n"]
)


def _without_quotes(sql: str) -> bool:
    return not any(mark in sql for mark in "'\"`#-@:{/[\\")


@given(case=st.sampled_from([case for case in PLAIN if _without_quotes(case[0])]), data=st.data())
@settings(max_examples=300, deadline=None)
def test_blanks_comments_and_the_case_of_keywords_change_nothing(
    case: tuple[str, str], data: st.DataObject
) -> None:
    sql, expected = case
    words = []
    for word in sql.split():
        swap = word.upper() in KEYWORDS and data.draw(st.booleans())
        words += [word.swapcase() if swap else word, data.draw(BLANKS)]

    assert describe(read_sql("".join(words))) == expected


NAMES = st.sampled_from(["orders", "Clients", "order_items", "stock2", "täglich", "OrderItem"])


@given(one=NAMES, other=NAMES, schema=st.booleans())
def test_back_ticks_and_schemas_change_nothing(one: str, other: str, schema: bool) -> None:
    before = "shop." if schema else ""
    plain = read_sql(f"SELECT x.a, y.b FROM {one} x JOIN {other} y ON x.id = y.id")
    quoted = read_sql(
        f"SELECT `x`.`a`, y.`b` FROM {before}`{one}` AS `x` JOIN `shop`.{other} y ON x.id = `y`.`id`"
    )

    assert quoted.uses == plain.uses
    assert {use.table for use in plain.uses} == {one, other}


VALUES = st.sampled_from(
    ["1", "'a;b -- c'", "?", ":name", "@v", HOLE, "NULL", "'it''s FROM x'", "NOW()", "-1.5e3", "'\\''"]
)


@given(values=st.lists(VALUES, min_size=4, max_size=4))
def test_values_never_change_the_tables(values: list[str]) -> None:
    one, two, three, four = values
    reading = read_sql(
        f"INSERT INTO a (x, y) SELECT {one}, b.y FROM b WHERE b.y = {two} AND b.z IN ({three}, {four}) ORDER BY b.x LIMIT 3"
    )

    assert describe(reading) == f"insert a(x,y); read b({'*' if one == HOLE else 'x,y,z'})"
    assert reading.problem is None


@given(st.text(alphabet="SELECTFROMabc `'\"();,.*=?:@#-/\\\n" + HOLE, max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_crash(text: str) -> None:
    reading = read_sql(text)

    assert reading == read_sql(text)
    assert not any(HOLE in use.table for use in reading.uses)
