"""What the monolith's own schema is called: what server, tables and dumps say of it, and where that is certain."""

from __future__ import annotations

import pytest

from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Routine, Table
from woosh_split.model.split import Service, SplitFile
from woosh_split.pipeline.monolith_schema import dump_files, names_of_schema, own_database

PLAIN = Table("orders", file="shop.sql")
OTHER = Table("old_orders", file="shop.sql", schema="archive")
NAMED = Table("users", file="shop.sql", schema="shop")
LIVE = Table("orders", file="database:shop_live")


def facts(*tables: Table, routines: tuple[Routine, ...] = ()) -> Facts:
    return Facts(Monolith("shop", ".", "nestjs", 1, 1), tables=tables, routines=routines)


@pytest.mark.parametrize(
    ("tables", "dumps", "found"),
    [
        ((PLAIN,), ("USE `shop`;",), {"shop"}),
        ((PLAIN,), ("USE `shop`;", "USE `other`;"), {"shop", "other"}),
        ((PLAIN,), ("SELECT 1;",), set()),
        ((LIVE, NAMED), ("USE `shop`;",), {"shop_live"}),
        ((NAMED,), ("USE `shop_dev`;",), {"shop"}),
        ((NAMED, OTHER), (), {"shop", "archive"}),
        ((PLAIN, OTHER), ("USE `shop`; \nUSE `archive`;",), {"shop"}),
        ((PLAIN, NAMED), ("USE `shop`;",), {"shop"}),
        ((PLAIN, NAMED), (), set()),
        ((PLAIN, NAMED), ("CREATE DATABASE `shop`;",), set()),
        ((NAMED, Table("totals", kind="view")), (), {"shop"}),
    ],
)
def test_server_then_tables_that_all_say_it_then_dumps(
    tables: tuple[Table, ...], dumps: tuple[str, ...], found: set[str]
) -> None:
    """Among tables that name none, the schema that one names is another one, unless the dumps use no other."""
    assert names_of_schema(facts(*tables), dumps) == found
    certain = own_database(facts(*tables), lambda _: "\n".join(dumps))
    assert certain == (next(iter(found)) if len(found) == 1 else None)


def test_dumps_are_those_of_tables_and_routines_and_one_that_is_not_there_says_nothing() -> None:
    routine = Routine("close_day", "procedure", (), (), "routines.SQL", 1)
    found = facts(PLAIN, LIVE, Table("users", file="src/user.entity.ts"), routines=(routine,))
    assert dump_files(found) == ["routines.SQL", "shop.sql"]
    assert own_database(facts(PLAIN, routines=(routine,)), {"routines.SQL": "USE shop;"}.get) == "shop"


def test_the_isolation_of_a_service_is_its_own_word_or_the_files() -> None:
    split = SplitFile(isolation="grants", services=(Service("sales"), Service("people", isolation="schema")))
    assert [split.isolation_of(name) for name in ("sales", "people", "monolith")] == ["grants", "schema", ""]
