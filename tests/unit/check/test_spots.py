"""Where the caret stands: the table in its SQL, whatever the text looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sources.code.typescript.spots import Spot, Spots


def spot(code: str, line: int, table: str = "users", *words: str) -> tuple[int, str]:
    """Return the line that was found, and the word on it."""
    spots = Spots(code.encode())
    found = spots.find(line, words, table)
    return found.line, spots.line_text(found.line)[found.column - 1 : found.end_column - 1]


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("SELECT 1\nFROM orders o\nJOIN users u ON u.id = o.id", 3),
        ("SELECT 1\nFROM orders o\nJOIN `users` u ON u.id = o.id", 3),
        ("SELECT 1\nFROM orders o\nJOIN\n  shop.users u ON u.id = o.id", 4),
        ("SELECT 1\nFROM orders o, -- users\n  Users u", 3),
        ("SELECT 'from users', 'it''s'\n# from users\n/* join users\n*/ FROM orders\nLEFT JOIN users u", 5),
        ("SELECT users.id, u.users\nFROM users_old\nJOIN users", 3),
        ("INSERT\nINTO users (id) VALUES (1)", 2),
        ("UPDATE orders\nJOIN users SET users.a = 1", 2),
        ("SELECT ${users}\nFROM ${from} o\nJOIN users u", 3),
    ],
)
def test_in_a_template_the_line_is_that_of_the_table(sql: str, line: int) -> None:
    escaped = sql.replace("`", "\\`")
    found, word = spot(f"a();\nthis.db.query(`{escaped}`);", 2)
    assert (found, word.lower()) == (line + 1, "users")


@pytest.mark.parametrize("quote", ["'", '"', "`"])
def test_every_kind_of_quote_is_a_text(quote: str) -> None:
    assert spot(f"users; db.query({quote}SELECT 1 FROM users{quote})", 1) == (1, "users")
    found = Spots(f"users; db.query({quote}SELECT 1 FROM users{quote})".encode()).find(1, (), "users")
    assert found.column == len("users; db.query('SELECT 1 FROM ") + 1


def test_a_constant_of_the_file_is_followed() -> None:
    code = "const SQL = `\n  SELECT 1\n  FROM users`;\nfunction f() {\n  db.query(SQL);\n}\n"
    assert spot(code, 5) == (3, "users")


@pytest.mark.parametrize("argument", ["'users'", "`users`", "User"])
def test_a_table_that_a_call_of_several_lines_takes_stands_on_its_own_line(argument: str) -> None:
    code = f"qb\n  .innerJoin(\n    {argument},\n    'u',\n  )\n  .getMany();\n"
    assert spot(code, 2, "users", "User", "getMany") == (3, argument.strip("'`"))
    assert spot(code, 2, "orders", "Order") == (2, ".innerJoin(")


def test_only_the_call_of_the_line_counts() -> None:
    code = "db.query('SELECT 1 FROM users');\ndb.query(sql);\n"
    assert spot(code, 2) == (2, "db.query(sql);")


def test_letters_of_several_bytes_are_one_column_each() -> None:
    code = "/* äöü€ */ db.query('SELECT \"é\" FROM users');"
    assert spot(code, 1) == (1, "users")
    assert spot("db.query(`ä\n€ FROM users`)", 1) == (2, "users")


def test_else_the_first_word_that_is_there_else_the_line() -> None:
    assert spot("  return this.users.find();", 1, "users", "User") == (1, "users")
    assert spot("  return this.people.find();  ", 1, "users", "User", "find") == (1, "find")
    assert spot("  return this.people.find();  ", 1) == (1, "return this.people.find();")
    assert spot("a", 7) == (7, "")


@given(st.text(max_size=60), st.integers(1, 5), st.text(max_size=5))
def test_no_text_breaks_it(code: str, line: int, table: str) -> None:
    found = Spots(code.encode("utf-8", "surrogatepass")).find(line, (table,), table)
    assert isinstance(found, Spot)
    assert 1 <= found.column < found.end_column
