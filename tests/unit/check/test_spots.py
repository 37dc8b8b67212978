"""Where the caret stands: the table in its SQL, whatever the text looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sources.code.typescript.spots import Spots
from woosh_split.sources.schema.ddl.spots import DumpSpots
from woosh_split.sources.spot import Spot


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


def test_of_constants_with_one_name_that_of_the_function_around_the_call_is_meant() -> None:
    code = """class A {
  a() {
    const sql = 'SELECT 1 FROM users';
    return db.query(sql);
  }
  b() {
    const sql = 'SELECT 2 FROM users';
    return db.query(sql);
  }
}
"""
    assert spot(code, 4) == (3, "users")
    assert spot(code, 8) == (7, "users")


def test_a_name_means_nothing_of_another_function_and_a_key_names_nothing() -> None:
    code = """const status = ['role'];
class A {
  roles = 'role';
  a() { const wanted = ['role']; return wanted; }
  b() {
    return repo.find({ relations: ['user'], select: { status: true, roles: true }, order: wanted });
  }
}
"""
    found = Spots(code.encode()).find(6, (".find",), None, ("role",))
    assert (found.line, found.column) == (6, 17)


def test_a_member_is_a_field_of_a_class() -> None:
    code = """class Texts {
  static readonly USERS = 'SELECT 1 FROM users';
}
class A {
  private late: string;
  constructor() { this.late = 'SELECT 2 FROM users'; }
  a() { return db.query(Texts.USERS); }
  b() { return db.query(this.late); }
}
"""
    assert spot(code, 7) == (2, "users")
    assert spot(code, 8) == (6, "users")


def test_what_is_added_to_a_variable_is_followed() -> None:
    code = """function f() {
  let sql = 'SELECT 1 FROM orders';
  if (all) {
    sql += ' JOIN users u';
  }
  this.late = 'FROM users';
  return db.query(sql);
}
"""
    assert spot(code, 7) == (4, "users")


@pytest.mark.parametrize(
    ("code", "line", "word"),
    [
        ("qb.leftJoinAndSelect('order.customer', 'c')", 1, "customer"),
        ("qb.leftJoin('o.customer', 'customer_x')", 1, "customer"),
        ("repo.find({\n  relations: ['items', 'customer'],\n})", 2, "customer"),
        ("repo.find({\n  relations: ['items', 'customer.address'],\n})", 2, "customer"),
        ("repo.find({ relations: ['customer.orders',\n 'items.customer'] })", 2, "customer"),
        ("repo.find({\n  relations: { items: true, customer: { address: true } },\n})", 2, "customer"),
        (
            "const wanted = ['customer'];\nfunction f() {\n  return repo.find({ relations: wanted });\n}",
            1,
            "customer",
        ),
        ("repo.find({ where: { id: 1 } })", 1, "find"),
    ],
)
def test_a_relation_stands_where_its_path_does(code: str, line: int, word: str) -> None:
    asked = next(n for n, text in enumerate(code.split("\n"), 1) if "find" in text or "oin" in text)
    spots = Spots(code.encode())
    found = spots.find(asked, (".find",), None, ("customer", "customers"))
    assert (found.line, spots.line_text(found.line)[found.column - 1 : found.end_column - 1]) == (line, word)


def test_a_method_is_one_that_is_called() -> None:
    code = "  const findAll = await this.find.repo.find<User>({ find: 1 });"
    found = Spots(code.encode()).find(1, (".find",))
    assert code[found.column - 1 :].startswith("find<User>")


def test_an_entity_that_a_call_of_several_lines_takes_stands_on_its_own_line_without_sql_too() -> None:
    code = "await manager.update(\n  User,\n  { id: 1 },\n);\n"
    found = Spots(code.encode()).find(1, ("users", "User", ".update"))
    assert (found.line, found.column) == (2, 3)
    found = Spots(code.encode()).find(1, ("orders", "Order", ".update"))
    assert (found.line, found.column) == (1, 15)


def test_a_name_in_an_import_of_several_lines_stands_on_its_own() -> None:
    code = "import {\n  Order,\n  User as Person,\n} from './entities';\nuse(User);\n"
    assert spot(code, 1, "none", "User") == (3, "User")
    assert spot(code, 1, "none", "Nobody") == (1, "import {")


DUMP = """CREATE TABLE IF NOT EXISTS `orders` (
  `id` int,
  KEY `users` (`id`),
  CONSTRAINT `a` FOREIGN KEY (`x`) REFERENCES `other` (`id`),
  CONSTRAINT `b` FOREIGN KEY (`y`) REFERENCES `shop`.`users` (`id`)
);
CREATE TABLE items (id int);
ALTER TABLE `items`
  ADD CONSTRAINT `c` FOREIGN KEY (`z`) REFERENCES users (`id`);
CREATE TABLE alone (users int);
"""


@pytest.mark.parametrize(("line", "expected"), [(1, 5), (7, 9), (10, 10)])
def test_in_a_dump_the_place_is_that_of_the_key(line: int, expected: int) -> None:
    found = DumpSpots(DUMP.encode()).find(line, ("users",), "users")
    column = DUMP.split("\n")[expected - 1].index("users") + 1
    assert (found.line, found.column, found.end_column) == (expected, column, column + len("users"))


@given(st.text(max_size=60), st.integers(1, 5), st.text(max_size=5))
def test_no_dump_breaks_it(code: str, line: int, table: str) -> None:
    found = DumpSpots(code.encode("utf-8", "surrogatepass")).find(line, (table,), table)
    assert 1 <= found.column < found.end_column


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
