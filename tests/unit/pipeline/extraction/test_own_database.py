"""Code that names the monolith's own database: in a service with a schema of its own the name is taken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import ORDER, READ_MODEL, SERVICE, SHOP_SPLIT, USER, Apart, changed, shop_apart

DUMP = """USE `shop`;
CREATE TABLE `users` (`id` int NOT NULL, `name` varchar(90) NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `orders` (`id` int NOT NULL, `userId` int NOT NULL, PRIMARY KEY (`id`));
"""
NAMED = {
    **changed(ORDER, ("@Entity('orders')", "@Entity('orders', { database: 'shop' })")),
    **changed(USER, ("@Entity('users')", "@Entity({ name: 'users', database: 'shop' })")),
    "shop.sql": DUMP,
}


def _with(query: str) -> dict[str, str]:
    method = f"  asked(id: number, kind: string) {{ return this.orders.query({query}); }}\n\n  constructor("
    return {**NAMED, **changed(SERVICE, ("  constructor(", method))}


def _asked(apart: Apart) -> str:
    text = apart.texts("sales")[SERVICE]
    start = text.index("this.orders.query(") + len("this.orders.query(")
    return text[start : text.index("); }\n", start)]


def _told(apart: Apart) -> list[str]:
    return [each.partition(": ")[0] for each in apart.of("sales").notes if "it names the database" in each]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("'SELECT o.id FROM shop.orders o'", "'SELECT o.id FROM orders o'"),
        (
            "`SELECT \\`shop\\`.\\`orders\\`.id FROM \\`shop\\`.\\`orders\\` JOIN shop . users u ON u.id = ${id}`",
            "`SELECT \\`orders\\`.id FROM \\`orders\\` JOIN users u ON u.id = ${id}`",
        ),
        ("'UPDATE shop.orders SET userId = 1 WHERE id = ' + id", "'UPDATE orders SET userId = 1 WHERE id = ' + id"),
        (
            "\"INSERT INTO shop.orders (id) SELECT id FROM shop.users WHERE name = 'shop.orders'\"",
            "\"INSERT INTO orders (id) SELECT id FROM users WHERE name = 'shop.orders'\"",
        ),
    ],
)  # fmt: skip
def test_a_statement_loses_the_name_of_the_database_and_nothing_else(
    query: str, expected: str, tmp_path: Path
) -> None:
    """What stands in a string of the statement may be anything: it stays, and is told."""
    apart = shop_apart(tmp_path, _with(query), "sales")
    assert _asked(apart) == expected
    assert _told(apart) == ([f"{SERVICE}:9 shop.orders"] if "shop" in expected else [])


def test_entities_and_read_models_lose_the_name_of_the_database(tmp_path: Path) -> None:
    apart = shop_apart(tmp_path, NAMED, "sales")
    texts = apart.texts("sales")
    assert "@Entity('orders', {  })" in texts[ORDER] or "@Entity('orders', {})" in texts[ORDER]
    assert "@Entity({ name: 'users' })" in texts[READ_MODEL]
    assert _told(apart) == []


@pytest.mark.parametrize(
    "query",
    [
        "'SELECT id FROM archive.orders'",  # another database
        "`SELECT id FROM shop.orders_${kind}`",  # a name that is computed
        "'SELECT shop.orders FROM users shop WHERE shop.id = 1'",  # an alias, and its column
        "['SELECT id FROM', 'shop.orders'].join(' ')",  # no statement in one text
    ],
)
def test_a_name_that_is_not_certain_stays_byte_for_byte(query: str, tmp_path: Path) -> None:
    assert _asked(shop_apart(tmp_path, _with(query), "sales")) == query


def test_a_name_that_is_not_certain_is_told_with_its_line(tmp_path: Path) -> None:
    """Beside one that is: only of what stays something is said."""
    query = "kind ? 'SELECT id FROM shop.orders' : ['SELECT id FROM',\n    'shop.users'].join(' ')"
    apart = shop_apart(tmp_path, _with(query), "sales")
    assert "kind ? 'SELECT id FROM orders' :" in _asked(apart)
    line = (
        apart.texts("sales")[SERVICE].count("\n", 0, apart.texts("sales")[SERVICE].index("'shop.users'")) + 1
    )
    assert _told(apart) == [f"{SERVICE}:{line} shop.users"]


def test_a_member_of_a_variable_that_is_called_as_the_database_is_no_table(tmp_path: Path) -> None:
    apart = shop_apart(
        tmp_path, _with("((shop: { orders: string }) => shop.orders)({ orders: `${id}` })"), "sales"
    )
    assert _told(apart) == []


def test_under_grants_the_tables_stay_and_so_does_the_name(tmp_path: Path) -> None:
    query = "'SELECT o.id FROM shop.orders o'"
    apart = shop_apart(tmp_path, _with(query), "sales", split=f"isolation: grants\n{SHOP_SPLIT}")
    assert _asked(apart) == query
    assert "database: 'shop'" in apart.texts("sales")[ORDER]


def test_what_is_left_of_the_monolith_stays_in_its_database(tmp_path: Path) -> None:
    files = _with("'SELECT o.id FROM shop.orders o'")
    apart = shop_apart(tmp_path, files, split="services:\n  people: {modules: [users], tables: [users]}\n")
    assert "'SELECT o.id FROM shop.orders o'" in apart.texts("monolith")[SERVICE]


def test_where_nothing_says_which_database_is_the_monoliths_the_names_stay(tmp_path: Path) -> None:
    """One entity names a database, the other none: it may be another one."""
    files = {
        **_with("'SELECT o.id FROM shop.orders o'"),
        **changed(USER, ("@Entity('users')", "@Entity('users')")),
        "shop.sql": DUMP.removeprefix("USE `shop`;\n"),
    }
    apart = shop_apart(tmp_path, files, "sales")
    assert _asked(apart) == "'SELECT o.id FROM shop.orders o'"
    assert len(_told(apart)) == 2
