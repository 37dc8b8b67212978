"""Code that names the monolith's own database: in a service with a schema of its own the name is taken off, or it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import ORDER, READ_MODEL, SERVICE, SHOP_SPLIT, USER, Apart, changed, shop_apart

QUERIES = (
    "'SELECT o.id FROM shop.orders o'",
    "`SELECT \\`shop\\`.\\`orders\\`.id FROM \\`shop\\`.\\`orders\\` WHERE id = ${id}`",
    "((shop: { orders: string }) => shop.orders)({ orders: `${id}` })",
)
STAYS = "    const left = ['SELECT id FROM', 'shop.users'].join(' ');\n"
NAMED = {
    **changed(
        ORDER,
        ("@Entity('orders')", "@Entity('orders', {\n  database: 'shop',\n})"),
        ("  @Column() userId", "  static all = ['SELECT 1 FROM', 'shop.orders'].join(' ');\n\n  @Column() userId"),
    ),
    **changed(USER, ("@Entity('users')", "@Entity({ name: 'users', database: 'shop' })")),
    **changed(
        SERVICE,
        (
            "  constructor(",
            f"  asked(id: number) {{\n{STAYS}    return [left, {', '.join(QUERIES)}, 'CALL shop.close_day()'];\n  }}\n\n  constructor(",
        ),
    ),
    "shop.sql": """USE `shop`;
CREATE TABLE `users` (`id` int NOT NULL, `name` varchar(90) NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `orders` (`id` int NOT NULL, `userId` int NOT NULL, PRIMARY KEY (`id`));
CREATE PROCEDURE `close_day`() SELECT 1;
""",
}  # fmt: skip


def told(apart: Apart) -> list[str]:
    return [each.partition(": ")[0] for each in apart.of("sales").notes if "it names the database" in each]


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Apart:
    """Take the shop apart once, under `schema`: its services compile."""
    return shop_apart(tmp_path_factory.mktemp("named"), NAMED, "sales")


def test_statements_entities_and_read_models_lose_the_name_of_the_database(apart: Apart) -> None:
    texts = apart.texts("sales")
    assert "'SELECT o.id FROM orders o', `SELECT \\`orders\\`.id FROM \\`orders\\` WHERE" in texts[SERVICE]
    assert "shop.orders)({ orders" in texts[SERVICE]
    assert "@Entity('orders', {\n})" in texts[ORDER]
    assert "@Entity({ name: 'users' })" in texts[READ_MODEL]


def test_what_stays_is_told_with_its_line_also_beside_an_entity_that_lost_it(apart: Apart) -> None:
    texts = apart.texts("sales")
    lines = [
        NAMED[file].count("\n", 0, NAMED[file].index(text)) + 1
        for file, text in ((ORDER, "'shop.orders'].join"), (SERVICE, "'shop.users'"))
    ]
    assert told(apart) == [f"{ORDER}:{lines[0]} shop.orders", f"{SERVICE}:{lines[1]} shop.users"]
    assert STAYS in texts[SERVICE]


def test_a_routine_that_is_called_by_the_name_of_the_database_is_told_also_where_no_entity_names_it(
    tmp_path: Path,
) -> None:
    text = NAMED[SERVICE].replace(STAYS, "    const left = 1;\n")
    line = text.count("\n", 0, text.index("shop.close_day")) + 1
    files = {**NAMED, SERVICE: text, **changed(ORDER), **changed(USER)}
    apart = shop_apart(tmp_path, files, "sales", compile=False)
    assert told(apart) == [f"{SERVICE}:{line} shop.close_day"]


def test_an_entity_that_names_it_by_a_constant_is_told_though_a_statement_beside_it_lost_it(
    tmp_path: Path,
) -> None:
    entity = "const DATABASE = 'shop';\nexport const all = 'SELECT 1 FROM shop.orders';\n\n@Entity('orders', { database: DATABASE })"
    files = {**NAMED, **changed(ORDER, ("@Entity('orders')", entity)), **changed(SERVICE)}
    apart = shop_apart(tmp_path, files, "sales", compile=False)
    assert "'SELECT 1 FROM orders'" in apart.texts("sales")[ORDER]
    assert told(apart) == [f"{ORDER}:8 Order"]


@pytest.mark.parametrize(
    ("isolation", "dump"), [("grants", NAMED["shop.sql"]), ("schema", NAMED["shop.sql"].replace("USE `shop`;\n", ""))]
)  # fmt: skip
def test_under_grants_or_where_nothing_tells_the_name_it_stays(
    isolation: str, dump: str, tmp_path: Path
) -> None:
    """Under `grants` the tables stay, too; of two entities one names a database, which may be another one."""
    files = {**NAMED, "shop.sql": dump, **changed(USER)}
    split = f"isolation: {isolation}\n{SHOP_SPLIT}"
    apart = shop_apart(tmp_path, files, "sales", split=split, compile=False)
    assert QUERIES[0] in apart.texts("sales")[SERVICE]
    assert "database: 'shop'" in apart.texts("sales")[ORDER]
    assert [each.partition(":")[0] for each in told(apart)] == [ORDER, SERVICE]
