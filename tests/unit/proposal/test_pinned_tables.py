"""A pinned table is where it is pinned, whatever role the evidence would give it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_facts import access, module

from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Table
from woosh_split.model.split import Pins, Service, SplitFile
from woosh_split.proposal.propose import Options, propose

NAMES = ("billing", "orders", "reports", "stock", "users")
FACTS = Facts(
    Monolith("m", ".", "nestjs", 1, 1),
    modules=tuple(module(name) for name in NAMES),
    tables=tuple(Table(name) for name in (*NAMES, "countries")),
    accesses=tuple(
        each
        for name in NAMES
        for each in (
            access(name, name, "write", 1, function=f"{name}.add", operation="insert"),
            access(name, "countries", "read", 2, function=f"{name}.look"),
        )
    ),
)


@pytest.mark.parametrize(
    "pins",
    [
        Pins(service=(("table:countries", "places"), ("module:stock", "places"))),
        Pins(service=(("module:stock", "places"),), together=(("table:countries", "module:stock"),)),
    ],
    ids=["by-name", "together"],
)
def test_a_pin_names_the_owner_of_a_table_that_all_read_alike_and_nobody_writes(pins: Pins) -> None:
    placement = propose(FACTS, Options(seeds=3, services=5), pins).placement
    assert placement.references == {"countries": "places"}


def test_without_a_pin_it_is_nobodys() -> None:
    """Each service reads it as much as the next one."""
    assert propose(FACTS, Options(seeds=3, services=5)).placement.references == {"countries": None}


LOOSE = tuple(f"{letter}side" for letter in "abcdefghij")


@pytest.mark.parametrize("count", [2, 10], ids=["one that is left", "a whole drawer"])
def test_what_nothing_ties_is_not_left_with_the_monolith_where_a_pin_keeps_it_apart_from_what_is_there(
    count: int,
) -> None:
    """The monolith is a place too: two that are to be apart met there."""
    loose = LOOSE[:count]
    facts = Facts(
        Monolith("m", ".", "nestjs", 1, 1),
        modules=tuple(module(name) for name in (*NAMES, *loose)),
        tables=tuple(Table(name) for name in (*NAMES, *loose)),
        accesses=(
            *(each for each in FACTS.accesses if each.table != "countries"),
            *(access(name, name, "read", 1, function=f"{name}.look") for name in loose[1:]),
        ),
    )
    kept = loose[1]
    pins = Pins(
        service=((f"module:{loose[0]}", "monolith"),), apart=((f"module:{loose[0]}", f"module:{kept}"),)
    )
    modules = propose(facts, Options(seeds=3), pins).placement.modules
    assert loose[0] not in modules
    assert kept in modules


def test_a_pin_that_does_not_hold_beside_named_services_is_asked_about() -> None:
    """Whoever named the services asked for no more of them, and nothing ties the two to one that is there."""
    facts = replace(FACTS, modules=(*FACTS.modules, module("aside"), module("bside")))
    fixed = SplitFile(services=(Service("money", ("billing",), ("billing",)),))
    pins = Pins(apart=(("module:aside", "module:bside"),))
    found = propose(facts, Options(seeds=3), pins, fixed)
    assert not {"aside", "bside"} & found.placement.modules.keys()
    assert [each for each in found.notes if each.startswith("A pin keeps aside and bside apart")]
    held = propose(facts, Options(seeds=3), replace(pins, service=(("module:aside", "money"),)), fixed)
    assert not [each for each in held.notes if "apart" in each]
