"""What holds of every proposal, whatever the monolith and the pins."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_facts import MODULES, facts, pins

from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.proposal import Proposal
from woosh_split.model.split import Pins
from woosh_split.proposal.propose import Options, propose
from woosh_split.proposal.units import PinClash

QUICK = Options(seeds=3)


def home(proposal: Proposal, name: str) -> str:
    """Return where a pinned name ended up."""
    kind, _, rest = name.partition(":")
    placement = proposal.placement
    return placement.home_of_module(rest) if kind == "module" else placement.owner_of_table(rest)


@given(facts(), pins(), st.sampled_from([None, 2, 3]))
@settings(max_examples=150, deadline=None)
def test_pins_always_hold(monolith: Facts, wanted: Pins, services: int | None) -> None:
    try:
        proposal = propose(monolith, Options(seeds=3, services=services), wanted)
    except (PinClash, InputError):
        return
    for name, service in wanted.service:
        assert home(proposal, name) == service
    for group in wanted.together:
        assert len({home(proposal, name) for name in group}) == 1
    for group in wanted.apart:
        for one, other in combinations(group, 2):
            assert home(proposal, one) != home(proposal, other)


@given(facts(), st.integers(2, 5))
@settings(max_examples=60, deadline=None)
def test_the_number_of_services_is_the_one_asked_for(monolith: Facts, services: int) -> None:
    try:
        proposal = propose(monolith, Options(seeds=3, services=services))
    except InputError:
        return
    assert len(proposal.placement.services) == services


@given(facts(), st.integers(0, 1_000))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_facts_does_not_matter(monolith: Facts, seed: int) -> None:
    random = Random(seed)
    shuffled = replace(
        monolith,
        **{
            name: tuple(random.sample(getattr(monolith, name), len(getattr(monolith, name))))
            for name in ("modules", "tables", "accesses", "calls", "relations")
        },
    )
    assert propose(monolith, QUICK).placed == propose(shuffled, QUICK).placed


@given(facts())
@settings(max_examples=60, deadline=None)
def test_everything_is_in_exactly_one_place(monolith: Facts) -> None:
    proposal = propose(monolith, QUICK)
    placed = [(each.kind, each.item) for each in proposal.placed]
    assert len(placed) == len(set(placed))
    assert {name for kind, name in placed if kind == "module"} == {*MODULES, "app"}
    assert {name for kind, name in placed if kind == "table"} == {table.name for table in monolith.tables}
    active = {each.module for each in monolith.accesses}
    assert active <= proposal.placement.modules.keys()
    assert not set(proposal.placement.tables) & set(proposal.placement.references)


@given(facts())
@settings(max_examples=60, deadline=None)
def test_margins_are_shares_and_owners_are_the_strongest(monolith: Facts) -> None:
    for each in propose(monolith, QUICK).ownership:
        scores = [bid.score for bid in each.bids]
        assert 0.0 <= each.margin <= 1.0
        if len(scores) > 1:
            assert each.margin == (scores[0] - scores[1]) / sum(scores)
            assert scores == sorted(scores, reverse=True)
        if each.bids and each.role != "unused":
            assert each.owner == each.bids[0].service
