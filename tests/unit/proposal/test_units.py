"""Pins that clash are found before anything is clustered, and the chain is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_facts import access, module, shop

from woosh_split.errors import InputError
from woosh_split.graph.joint import Item
from woosh_split.model.split import Pins, Service, SplitFile
from woosh_split.proposal.propose import Options, propose
from woosh_split.proposal.units import Bond, PinClash, make_units

QUICK = Options(seeds=3)


def clash(pins: Pins, fixed: SplitFile | None = None) -> str:
    """Return the message of the clash."""
    with pytest.raises(PinClash) as caught:
        propose(shop(), QUICK, pins, fixed)
    return str(caught.value)


def test_together_and_apart_clash_with_the_whole_chain() -> None:
    told = clash(Pins(together=(("billing", "stock"), ("stock", "users")), apart=(("billing", "users"),)))
    assert "module billing and module users are to be apart (pins.apart[0])" in told
    assert "module billing stays with module stock (pins.together[0])" in told
    assert "module stock stays with module users (pins.together[1])" in told


def test_two_services_for_what_stays_together_clash() -> None:
    told = clash(Pins(together=(("billing", "stock"),), service=(("billing", "money"), ("stock", "goods"))))
    assert "module billing is pinned to money (pins.service)" in told
    assert "module stock to goods" in told


def test_a_pin_clashes_with_what_the_split_file_says() -> None:
    fixed = SplitFile(services=(Service("money", modules=("billing",)),))
    told = clash(Pins(service=(("billing", "goods"),)), fixed)
    assert "goods (pins.service)" in told
    assert "money (split file)" in told


def test_the_monolith_is_a_service_to_a_pin() -> None:
    told = clash(
        Pins(together=(("billing", "stock"),), service=(("billing", "monolith"), ("stock", "goods")))
    )
    assert "monolith" in told
    assert "goods" in told


def test_apart_in_one_service_clashes() -> None:
    told = clash(Pins(apart=(("billing", "stock"),), service=(("billing", "money"), ("stock", "money"))))
    assert "both are held in money" in told


def test_a_pin_that_names_nothing_is_told_with_what_was_meant() -> None:
    with pytest.raises(InputError, match=r"no module or table biling. Did you mean billing\?"):
        propose(shop(), QUICK, Pins(service=(("biling", "money"),)))


def test_pins_that_agree_are_no_clash() -> None:
    pins = Pins(together=(("billing", "stock"),), service=(("billing", "money"), ("stock", "money")))
    placement = propose(shop(), QUICK, pins).placement
    assert placement.modules["billing"] == placement.modules["stock"] == "money"


def test_what_the_root_module_does_itself_stays_with_the_monolith_and_is_told() -> None:
    """Found in a public backend whose only module declares every controller."""
    facts = replace(
        shop(),
        modules=(module("app", "redis"), module("redis")),
        accesses=(access("app", "orders", "write", 1, operation="insert"),),
        routes=(),
        calls=(),
        jobs=(),
        events=(),
    )
    proposal = propose(facts, QUICK)
    assert proposal.placement.services == ()
    assert {each.service for each in proposal.placed} == {"monolith", "libraries"}
    assert any("all code that touches tables" in note for note in proposal.notes)


A, B, C, D, E = (Item("module", name) for name in "abcde")


def test_what_is_held_together_or_nailed_to_one_service_is_one_unit_and_apart_holds_both_ways() -> None:
    apart = (Bond(C, A, "pins.apart[0]"), Bond(E, B, "pins.apart[1]"))
    found = make_units((E, D, C, B, A), (Bond(B, A, "pin"),), {C: ("x", "pin"), D: ("x", "file")}, apart)
    assert found.members == ((A, B), (C, D), (E,))
    assert found.label == (None, "x", None)
    assert found.apart == (frozenset({1, 2}), frozenset({0}), frozenset({0}))
    assert found.of == {A: 0, B: 0, C: 1, D: 1, E: 2}


def test_two_in_one_service_that_are_to_be_apart_are_told_with_what_nails_each() -> None:
    with pytest.raises(PinClash) as caught:
        make_units(
            (A, B, C, D),
            (Bond(D, C, "pins.together[0]"), Bond(C, B, "only one writes it")),
            {A: ("x", "pins.service"), D: ("x", "split file")},
            (Bond(A, B, "pins.apart[0]"),),
        )
    assert str(caught.value) == (
        "Pins clash: module a and module b are to be apart (pins.apart[0]), but both are held in x: "
        "module a is pinned to x (pins.service); module b stays with module c (only one writes it), "
        "module c stays with module d (pins.together[0]), which is pinned to x (split file). "
        "Take one of these pins back."
    )


def test_the_shortest_chain_is_told() -> None:
    round_about = (Bond(A, B, "1"), Bond(B, C, "2"), Bond(C, D, "3"), Bond(D, A, "4"))
    with pytest.raises(PinClash) as caught:
        make_units((A, B, C, D), round_about, {A: ("x", "p"), D: ("y", "q")}, ())
    assert "but module a stays with module d (4)." in str(caught.value)
