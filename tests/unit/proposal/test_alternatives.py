"""Which other cuts are shown: what they are compared by, and which of many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_facts import shop

from woosh_split.errors import InputError
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Ownership, Placed, Price, Proposal
from woosh_split.model.split import Pins
from woosh_split.proposal import alternatives as room
from woosh_split.proposal.alternatives import alternatives, objectives
from woosh_split.proposal.domain import domain_of_names
from woosh_split.proposal.propose import Options, propose

FREE = Price("*", 0, 0, 0, 0, 0, 0, 0, 0, 0)
FIRST = propose(shop(), Options(seeds=3))


def cut(modules: dict[str, str], *, crossing: int = 0, spanning: int = 0, contested: int = 0) -> Proposal:
    """Return a proposal of these modules with so many reads across, spanning transactions and contested tables."""
    return replace(
        FIRST,
        placement=Placement(modules),
        prices=(
            replace(FREE, reads=crossing, spanning_transactions=spanning),
            replace(FREE, service="a", reads=99),
        ),
        ownership=tuple(Ownership(f"t{n}", "a", "contested", 0.0, ()) for n in range(contested)),
        placed=(),
    )


def test_they_are_compared_by_price_size_transactions_contested_tables_and_instability() -> None:
    placed = (
        Placed("x", "module", "a", 0.5, "cluster", "why"),
        Placed("y", "module", "a", 0.75, "cluster", "why"),
        Placed("z", "module", "b", 0.0, "pin", "why"),
    )
    one = replace(cut({"x": "a", "y": "a", "z": "b"}, crossing=3, contested=2), placed=placed)
    owned = Ownership("t", "a", "owned", 1.0, ())
    price, largest, spanning, contested, unstable = objectives(
        replace(one, ownership=(*one.ownership, owned))
    )
    assert price > 0
    assert (largest, spanning, contested, unstable) == (0.6667, 0, 2, 0.375)
    assert objectives(cut({"x": "a"}, spanning=4))[2] == 4
    assert objectives(cut({"x": "a"}))[1] == 1.0
    assert objectives(cut({})) == (0.0, 0.0, 0, 0, 0.0)


CUTS = {
    None: cut({"x": "a", "y": "a", "z": "b"}, crossing=2),
    0.4: cut({"x": "a", "y": "a", "z": "a"}, crossing=1),
    0.7: cut({"x": "a", "y": "b", "z": "b"}, crossing=9),  # worse in price, and nothing is better
    1.5: cut({"x": "a", "y": "b", "z": "c"}, crossing=5),
    2.2: cut({"x": "q", "y": "q", "z": "r"}, crossing=2),  # the first one under other names
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Answer each resolution with a cut of ``CUTS``; no other number of services can be made."""
    seen: list[Options] = []

    def answer(facts: object, options: Options, *rest: object) -> Proposal:
        seen.append(options)
        if options.services is not None:
            raise InputError("so many services cannot be made")
        return CUTS.get(options.resolution if len(seen) > 1 else None, CUTS[None])

    monkeypatch.setattr(room, "propose", answer)
    return seen


def test_what_is_worse_in_something_and_better_in_nothing_is_left_out_and_so_is_what_is_the_same(
    asked: list[Options],
) -> None:
    found = alternatives(shop(), Options(), Pins(), None, 9)
    assert found == (CUTS[0.4], CUTS[None], CUTS[1.5])
    assert (
        len([each for each in asked if each.resolution == Options().resolution and each.services is None])
        == 1
    )


def test_of_too_many_the_proposal_itself_and_the_extremes_are_kept(asked: list[Options]) -> None:
    assert alternatives(shop(), Options(), Pins(), None, 1) == (CUTS[None],)
    assert alternatives(shop(), Options(), Pins(), None, 2)[0] == CUTS[0.4]
    assert CUTS[None] in alternatives(shop(), Options(), Pins(), None, 2)


def test_the_proposal_itself_is_shown_even_where_another_is_better(
    asked: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CUTS, None, replace(CUTS[None], prices=(replace(FREE, reads=99),)))
    assert CUTS[None] in alternatives(shop(), Options(), Pins(), None, 9)


def test_where_services_are_named_their_number_is_swept_and_never_below_the_names(
    asked: list[Options],
) -> None:
    named = domain_of_names(["a", "b", "c"])
    alternatives(shop(), Options(domain=named), Pins(), None, 9)
    assert [each.services for each in asked] == [None, 3, 4, 5]
    for few in (Options(), Options(domain=domain_of_names(["a"]))):
        asked.clear()
        alternatives(shop(), few, Pins(), None, 9)
        assert [each.services for each in asked if each.services is not None] == [3, 4, 5]
