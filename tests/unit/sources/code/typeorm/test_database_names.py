"""Where code names its own database before a table: what is taken off, byte for byte, and what is not certain enough."""

from __future__ import annotations

import pytest
from processor_time import moments

from woosh_split.sources.code.typeorm.database_names import database_names, stands_in_text

TABLES = frozenset({"orders", "users"})


def without(code: str) -> str:
    """Return the code without the names that were found."""
    content = code.encode()
    for each in reversed(database_names(content, "shop", TABLES, tsx=False)):
        content = content[: each.start] + content[each.end :]
    return content.decode()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("'SELECT o.id FROM shop.orders o'", "'SELECT o.id FROM orders o'"),
        ("'SELECT o.orders FROM shop.orders o'", "'SELECT o.orders FROM orders o'"),
        (
            "`SELECT \\`shop\\`.\\`orders\\`.id FROM \\`shop\\`.\\`orders\\` JOIN shop . users u ON u.id = ${id}`",
            "`SELECT \\`orders\\`.id FROM \\`orders\\` JOIN users u ON u.id = ${id}`",
        ),
        ("'UPDATE shop.orders SET userId = 1 WHERE id = ' + id", "'UPDATE orders SET userId = 1 WHERE id = ' + id"),
        (
            "\"INSERT INTO shop.orders (id) SELECT id FROM shop.users WHERE name = 'shop.orders'\"",
            "\"INSERT INTO orders (id) SELECT id FROM users WHERE name = 'shop.orders'\"",
        ),
        ("'SELECT 1 FROM SHOP.orders, shop.users'", "'SELECT 1 FROM SHOP.orders, users'"),
        ("'SELECT 1 FROM users, shop.orders'", "'SELECT 1 FROM users, orders'"),
        ("'SELECT 1 FROM (SELECT 2) x, (shop.orders, shop.users)'", "'SELECT 1 FROM (SELECT 2) x, (orders, users)'"),
        ("'SELECT (SELECT COUNT(*) FROM shop.orders) FROM x'", "'SELECT (SELECT COUNT(*) FROM orders) FROM x'"),
        ("'SELECT TRIM(LEADING 0 FROM a) FROM shop.orders'", "'SELECT TRIM(LEADING 0 FROM a) FROM orders'"),
        ("'UPDATE shop.orders, shop.users SET shop.orders.a = shop.users.b'", "'UPDATE orders, users SET orders.a = users.b'"),
        ("'DELETE FROM shop.orders USING shop.orders JOIN shop.users'", "'DELETE FROM orders USING orders JOIN users'"),
        ("'SELECT é, \"ü\" FROM shop.orders'", "'SELECT é, \"ü\" FROM orders'"),
        (
            "'SELECT a FROM\\n\\tshop.orders \\\n WHERE b = \\'shop.users\\''",
            "'SELECT a FROM\\n\\torders \\\n WHERE b = \\'shop.users\\''",
        ),
        ("'/* all */ select 1 from shop.orders -- shop.users'", "'/* all */ select 1 from orders -- shop.users'"),
        ("'WITH x AS (SELECT 1 FROM shop.orders) SELECT 1 FROM shop.users'", "'WITH x AS (SELECT 1 FROM orders) SELECT 1 FROM users'"),
        ("'UPDATE shop.orders shop SET shop.users = 1'", "'UPDATE orders shop SET shop.users = 1'"),
        ("'INSERT INTO shop.orders VALUES (1) ON DUPLICATE KEY UPDATE shop.users = 1'", "'INSERT INTO orders VALUES (1) ON DUPLICATE KEY UPDATE shop.users = 1'"),
    ],
)  # fmt: skip
def test_a_statement_loses_the_name_of_the_database_and_nothing_else(statement: str, expected: str) -> None:
    """What stands in a string or a comment of the statement may be anything, and stays; so does an alias with its column."""
    assert without(f"q({statement});\n") == f"q({expected});\n"


@pytest.mark.parametrize(
    "statement",
    [
        "'SELECT id FROM archive.orders'",
        "'SELECT id FROM SHOP.orders'",
        "`SELECT id FROM shop.orders_${kind}`",
        "`SELECT id FROM shop.${table}`",
        "`SELECT id FROM ${prefix}shop.orders`",
        "'SELECT id FROM shop.invoices'",
        "'SELECT shop.orders FROM users shop WHERE shop.id = 1'",
        "'SELECT shop.orders, a FROM ' + rest",
        "'SELECT EXTRACT(YEAR FROM shop.orders) FROM users shop'",
        "['SELECT id FROM', 'shop.orders'].join(' ')",
        "'Select shop.orders of the day'",
        "'Update shop.orders before noon'",
        "'SELECT 1 FROM other.shop.orders'",
        "'SELECT id FROM shop.orders WHERE a = \"'",
        "'SELECT \\u0061 FROM shop.orders'",
        "'SELECT shop.orders.id, archive.orders.id FROM shop.orders JOIN archive.orders ON 1'",
        "'WITH orders AS (SELECT 1 FROM shop.orders) SELECT 1 FROM shop.orders, orders'",
        "'WITH a AS (SELECT 1), orders (id) AS (SELECT 2) SELECT 1 FROM shop.orders'",
    ],
)
def test_a_name_that_is_not_certain_stays_byte_for_byte(statement: str) -> None:
    """Among them: a bare name that would be the table of another database, or what a WITH calls so."""
    assert without(f"q({statement});\n") == f"q({statement});\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("{ database: 'shop', name: 'orders' }", "{ name: 'orders' }"),
        ("{ name: 'orders', database: \"shop\" }", "{ name: 'orders' }"),
        ("{ name: 'orders', database: 'shop', }", "{ name: 'orders', }"),
        ("{ name: 'orders', database: 'shop',\n}", "{ name: 'orders', \n}"),
        ("'orders', { 'database': 'shop' }", "'orders', {  }"),
        ("'orders', { database: 'shop', }", "'orders', { }"),
        ("'orders', {\n  database: 'shop',\n}", "'orders', {\n}"),
        ("{\r\n  database: 'shop',\r\n  name: 'orders',\r\n}", "{\r\n  name: 'orders',\r\n}"),
        ("{\n  name: 'orders',\n  database: 'shop'\n}", "{\n  name: 'orders'\n}"),
        ("{ database: 'shop' /* ours */, name: 'orders' }", "{  /* ours */ name: 'orders' }"),
        ("{ name: 'orders', // all\n  database: 'shop' }", "{ name: 'orders' // all\n   }"),
        ("'shop.orders'", "'orders'"),
        ("{ name: 'shop.orders' }", "{ name: 'orders' }"),
        ("{ name: 'orders', database: 'archive' }", None),
        ("{ name: 'orders', database: DATABASE }", None),
        ("'shop.old.orders'", None),
        ("{ comment: 'shop.orders' }", None),
    ],
)
def test_an_option_goes_with_its_comma_and_the_rest_is_valid_code(options: str, expected: str | None) -> None:
    for decorator in ("Entity", "ViewEntity"):
        code = f"@{decorator}(%s)\nexport class Order {{}}\n"
        assert without(code % options) == code % (options if expected is None else expected)
    assert without(f"@Table({options}) class Order {{}}") == f"@Table({options}) class Order {{}}"


def test_the_entity_whose_decorator_it_is_is_told_and_a_join_tables_is_no_entitys() -> None:
    joined = "@JoinTable({ name: 'user_roles', database: 'shop' }) roles: Role[];"
    code = f"@Entity({{ database: 'shop' }})\nexport default class Order {{ {joined} }}\n@Entity('shop.x') class User {{}}\n"
    assert [each.entity for each in database_names(code.encode(), "shop", TABLES, tsx=False)] == [
        "Order",
        "",
        "User",
    ]
    assert "@JoinTable({ name: 'user_roles' })" in without(code)


def test_a_statement_of_thousands_of_names_takes_no_time() -> None:
    content = f"q('SELECT 1 FROM users{', shop.orders' * 10_000}');".encode()
    with moments():
        assert len(database_names(content, "shop", TABLES, tsx=False)) == 10_000


def test_only_what_stands_in_a_text_may_be_a_table() -> None:
    code = "const a = shop.orders + `shop.users ${shop.orders}` + 'é shop.orders';".encode()
    stands = stands_in_text(code, tsx=False)
    places = [at for at in range(len(code)) if code.startswith(b"shop.", at)]
    assert [stands(at) for at in places] == [False, True, False, True]
