"""Statements become digests: no value stays, what differs in values only is one digest, and schemas are kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sql.digest import ROUGH, digest_of, from_server
from woosh_split.sql.lexer import render, tokenize
from woosh_split.sql.qualified import joined_names, parts_of
from woosh_split.sql.statement import read_sql

SAME = [
    ("SELECT * FROM t WHERE a = 1", "select * from t where a=-22.5"),
    ("SELECT * FROM t WHERE a IN (1, 2, 3)", "SELECT * FROM t WHERE a IN ('x')"),
    ("INSERT INTO t (a) VALUES (1), (2)", "INSERT INTO t (a) VALUES ('it''s; -- no')"),
    ("SELECT a /* trace 1 */ FROM t -- x", "SELECT a FROM t # y"),
    ("SELECT 'a' 'b' FROM t", "SELECT x'00' FROM t"),
    ("SELECT _utf8mb4'a' FROM t", "SELECT 0xFF FROM t"),
    ("SELECT * FROM t WHERE d > DATE '2027-01-01'", "SELECT * FROM t WHERE d > '2027'"),
    ("SELECT * FROM t WHERE a = 1 AND -3 < b", "SELECT * FROM t WHERE a = 1 AND 3 < b"),
    ("SELECT a - 1 FROM t", "SELECT a - 22 FROM t"),
    ("VALUES (1), (2)", "VALUES (3)"),
    ('SELECT "a\\"b" FROM `t 2`', "SELECT 'x' FROM `t 2`"),
]
DIFFERENT = [
    ("SELECT * FROM t1", "SELECT * FROM t2"),
    ("SELECT `1` FROM t", "SELECT `2` FROM t"),
    ("SELECT a1 FROM t", "SELECT a2 FROM t"),
    ("INSERT INTO t (a) VALUES (1)", "INSERT INTO t (b) VALUES (1)"),
    ("SELECT a - 1 FROM t", "SELECT a 1 FROM t"),  # a sign behind a name is an operator
    ("SELECT a FROM t WHERE b IN (1)", "SELECT a FROM t WHERE b IN (c)"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_values_lists_comments_and_blanks_make_no_difference(one: str, other: str) -> None:
    assert digest_of(one).id == digest_of(other).id


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_make_a_difference(one: str, other: str) -> None:
    assert digest_of(one).id != digest_of(other).id
    assert ROUGH.sub(b"?", one.encode()) != ROUGH.sub(b"?", other.encode())


def test_a_digest_is_read_as_the_statement_is() -> None:
    for text in (
        "SELECT a FROM t WHERE b BETWEEN '2027-01-01' AND NOW() - INTERVAL 3 DAY LIMIT 10, 20",
        "INSERT INTO t (a, b) VALUES (1, NOW()), (2, NOW()) ON DUPLICATE KEY UPDATE b = VALUES(b)",
        "UPDATE t SET a = CASE WHEN b = 'x' THEN 1 ELSE -1 END WHERE c->'$.d' = 'e'",
        "SELECT a AS 'name' FROM t JOIN u USING (id) WHERE MATCH (b) AGAINST ('word' IN BOOLEAN MODE)",
    ):
        found, plain = read_sql(digest_of(text).sql), read_sql(text)
        assert (found.uses, found.problem) == (plain.uses, plain.problem), text


def test_what_follows_an_unclosed_string_is_not_told() -> None:
    told = digest_of("SELECT 'secret").text
    assert "secret" not in told
    assert told.endswith("…")


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200), st.integers(10**9, 10**12)
)
def test_no_literal_survives(word: str, number: int) -> None:
    quoted = "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
    digest = digest_of(f"SELECT * FROM t WHERE a = {quoted} AND b = {number} AND c IN ({quoted}, {number})")
    assert digest.text == "SELECT * FROM t WHERE a = ? AND b = ? AND c IN (?)"
    assert str(number) not in digest.sql


LITERALS = ["'a''b'", "'x\\'y'", "12", "3.5", '"q"', "0", "''", "'`'", "'/* c */'"]
NAMES = ["a1", "`b`", "t$9", "a.b", "= ", ",", "("]
PIECES = st.lists(st.one_of(st.just(None), st.sampled_from(NAMES)), min_size=1, max_size=6)


def written(pieces: list[str | None], values: list[str]) -> str:
    """Return a text with a literal in every place that is free."""
    return "SELECT " + " ".join(values[i % len(values)] if p is None else p for i, p in enumerate(pieces))


@given(PIECES, PIECES, *[st.lists(st.sampled_from(LITERALS), min_size=1, max_size=6)] * 2)
def test_one_rough_key_is_one_digest_and_values_do_not_change_it(
    one: list[str | None], other: list[str | None], values: list[str], others: list[str]
) -> None:
    """The rough key stands for a digest in the tally, so two texts with one key must not be two statements."""
    key = ROUGH.sub(b"?", written(one, values).encode())
    assert ROUGH.sub(b"?", written(one, others).encode()) == key
    if ROUGH.sub(b"?", written(other, others).encode()) == key:
        assert bare(written(other, others)) == bare(written(one, values))


def bare(text: str) -> str:
    """Return the digest with neighbouring values as one: 'a' 'b' is one string, 1 2 are two numbers, and neither a name."""
    return re.sub(r"\?(?: *\?)+", "?", digest_of(text).text)


def test_the_servers_own_digests_are_sql_again() -> None:
    text, cut = from_server("INSERT INTO `t` ( `a` , `b` ) VALUES (...) /* , ... */ ")
    assert not cut
    assert digest_of(text).text == "INSERT INTO `t` ( `a` , `b` ) VALUES (?)"
    assert from_server("SELECT `a` FROM `t` WHERE `b` IN (...) LIMIT ?, ... ")[0].endswith("LIMIT ?")
    text, cut = from_server("INSERT INTO `t` ( `a` ) VALUES (...) , ( ? , ...")
    assert cut
    assert [u.columns for u in read_sql(digest_of(text, cut=cut).sql).uses] == [("a",)]


QUALIFIED = [
    ("SELECT * FROM shop.users", {("shop", "users", "select")}),
    ("SELECT u.id, shop.users.name FROM shop.users u, b.c JOIN d ON d.x = u.id WHERE u.a IN (SELECT 1 FROM `e`.f)",
     {("shop", "users", "select"), ("b", "c", "select"), (None, "d", "select"), ("e", "f", "select")}),
    ("UPDATE shop.users SET users.a = 1 WHERE shop.users.id = 2", {("shop", "users", "update")}),
    ("INSERT INTO shop.users (a) SELECT x.a FROM other.x", {("shop", "users", "insert"), ("other", "x", "select")}),
    ("DELETE FROM shop.users WHERE id = 1", {("shop", "users", "delete")}),
    ("TRUNCATE TABLE shop.users", {("shop", "users", "truncate")}),
    ("LOCK TABLES shop.users READ, b WRITE", {("shop", "users", "select"), (None, "b", "select")}),
    ("SELECT EXTRACT(YEAR FROM u.day) FROM users u ORDER BY u.day", {(None, "users", "select")}),
    ("SELECT * FROM (SELECT a.b FROM s.a) x JOIN (s.c, d) ON x.b = c.b", {("s", "a", "select"), ("s", "c", "select"), (None, "d", "select")}),
    ("INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE t.a = 2", {(None, "t", "insert")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUALIFIED)
def test_schemas_stay_with_their_tables(text: str, expected: set[tuple[str | None, str, str]]) -> None:
    reading = read_sql(render(joined_names(tokenize(text))))
    assert {(*parts_of(use.table), use.operation) for use in reading.uses} == expected
    assert reading.problem is None


def test_of_an_insert_that_was_cut_off_the_rows_are_left_out_wherever_it_ends() -> None:
    rests = ("(1, 'x'), (2, 'secret", "(1, 'it''s", "(1", "(")
    found = {digest_of(f"INSERT INTO t (a, b) VALUES {rest}", cut=True).text for rest in rests}
    assert found == {"INSERT INTO t (a, b) VALUES (?)"}
    assert digest_of("SELECT a FROM t WHERE b = 'secret", cut=True).text.endswith("= …")
