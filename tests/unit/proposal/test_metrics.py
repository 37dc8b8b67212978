"""Metrics of a cut, worked out by hand from the formulas of docs/reference/metrics.md."""

from __future__ import annotations

from math import log

import pytest
from shop_facts import access, module

from woosh_split.model.code import SHARED, Call
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Metrics
from woosh_split.proposal.metrics import metrics


def call(one: str, other: str, line: int) -> Call:
    return Call(one, other, "Other", "do", f"{one}.run", f"src/{one}.ts", line)


FACTS = Facts(
    Monolith("m", ".", "nestjs", 1, 1),
    modules=tuple(module(name) for name in ("a0", "a1", "a2", "b1", "lib", "rest")),
    calls=(
        *(call("a1", "a2", line) for line in (1, 2)),
        call("b1", "a1", 3),
        call("a1", "a1", 4),  # of itself
        call(SHARED, "a1", 5),
        call("a1", SHARED, 6),
        call("a1", "rest", 7),  # which is in no service
        call("a1", "a0", 8),  # nor is this one
    ),
    accesses=(
        access("a1", "ta", "write", 1, function="one"),
        access("a1", "ta", "write", 2, function="two"),
        access("a1", "ta", "write", 10, function="two"),
        access("b1", "ta", "read", 3, function="three"),
        *(access("b1", "tb", "write", line, function="four") for line in (4, 5, 6)),
        access("rest", "tm", "write", 7, function="five"),
        access(SHARED, "tb", "write", 8, function="six"),
        access(SHARED, "ta", "write", 9, function="seven"),
    ),
)
CUT = Placement(
    {"a1": "a", "a2": "a", "b1": "b"}, {"ta": "a", "tb": "b", "unused": "b"}, {}, frozenset({"lib"})
)


def test_each_is_what_its_formula_gives() -> None:
    found = metrics(FACTS, CUT)
    # Items: a1 a2 ta (a), b1 tb (b), a0 rest tm (nowhere). Volumes: a1-a2 2, a1-ta 3, b1-tb 3; across a1-b1 1, b1-ta 1.
    assert found.coverage == pytest.approx(5 / 8)
    assert found.sm == pytest.approx((2 / 9 + 1 / 4) / 2 - 2 / (2 * 3 * 2))
    assert found.icp == pytest.approx(2 / 10)
    assert found.ifn == pytest.approx(2 / 2)
    assert found.ned == pytest.approx(1.0)
    assert found.turbo_mq == pytest.approx(4 / (4 + 2) + 2 / (2 + 2))
    shares = -(
        2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3)
    )  # three functions touch ta, those of one service tb and tm
    assert found.entity_purity == pytest.approx(shares / 3)
    assert found.modularity == pytest.approx(8 / 10 - (12 / 20) ** 2 - (8 / 20) ** 2)


def test_one_service_for_all_couples_with_nobody() -> None:
    everything = Placement(
        dict.fromkeys(("a1", "a2", "b1", "rest"), "a"), dict.fromkeys(("ta", "tb", "tm"), "a")
    )
    found = metrics(FACTS, everything)
    assert (found.coverage, found.icp, found.ifn, found.entity_purity) == (7 / 9, 0.0, 0.0, 0.0)
    assert found.sm == pytest.approx(7 / 49)
    assert found.turbo_mq == 1.0
    assert found.modularity == pytest.approx(0.0)


def test_pairs_of_services_that_nothing_couples_count_as_pairs_too() -> None:
    facts = Facts(
        FACTS.monolith,
        modules=tuple(module(name) for name in "xyz"),
        calls=(call("x", "y", 1), call("y", "z", 2)),
    )
    found = metrics(facts, Placement({name: f"of-{name}" for name in "xyz"}))
    assert found.sm == pytest.approx(-(1 / 2 + 1 / 2) / 3)
    assert (found.icp, found.ifn, found.turbo_mq) == (1.0, pytest.approx(2 / 3), 0)


def test_where_nothing_is_placed_there_is_nothing_to_measure() -> None:
    found = metrics(FACTS, Placement())
    assert found == Metrics(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert metrics(Facts(FACTS.monolith), Placement()) == found


@pytest.mark.parametrize(
    ("sizes", "extreme"), [((5,), 0), ((20,), 0), ((4,), 4), ((21,), 21), ((5, 20, 4, 21), 25)]
)
def test_services_of_five_to_twenty_items_are_neither_too_small_nor_too_large(
    sizes: tuple[int, ...], extreme: int
) -> None:
    homes = {f"m{at}-{item}": f"s{at}" for at, size in enumerate(sizes) for item in range(size)}
    facts = Facts(FACTS.monolith, modules=tuple(module(name) for name in homes))
    assert metrics(facts, Placement(homes)).ned == pytest.approx(extreme / sum(sizes))
