"""Hubs are what three modules or more share."""

from __future__ import annotations

from dataclasses import replace

from shop_facts import access, shop

from woosh_split.graph.hubs import provider_hubs, table_hubs
from woosh_split.model.code import Call


def test_a_table_of_two_modules_is_no_hub() -> None:
    assert [hub.table for hub in table_hubs(shop())] == ["users"]


def test_the_most_shared_table_comes_first() -> None:
    facts = shop()
    more = tuple(access(name, "stock") for name in ("billing", "orders", "users"))
    found = table_hubs(replace(facts, accesses=facts.accesses + more))
    assert [hub.table for hub in found] == ["stock", "users"]


def test_a_provider_that_three_modules_call_is_a_hub() -> None:
    (hub,) = provider_hubs(shop())
    assert (hub.provider, hub.module, hub.callers, hub.calls) == (
        "UsersService",
        "users",
        ("billing", "orders", "stock"),
        3,
    )


def test_providers_of_the_same_name_in_two_modules_are_not_added_up() -> None:
    calls = tuple(
        Call(f"m{index}", owner, "HealthService", "run", "X.run", "src/x.ts", 1)
        for index, owner in enumerate(("a", "a", "b", "b"))
    )
    assert provider_hubs(replace(shop(), calls=calls)) == ()
