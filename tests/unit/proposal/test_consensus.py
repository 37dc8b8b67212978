"""One answer out of many seeds: what most of them say, even where the agreed graph says something else."""

from __future__ import annotations

import pytest

from woosh_split.proposal.consensus import _adopted, _agreed, _connected, backed, stabilities
from woosh_split.proposal.louvain import Graph


def graph(
    size: int,
    *ties: tuple[int, int],
    apart: tuple[tuple[int, int], ...] = (),
    label: tuple[str | None, ...] = (None,) * 5,
) -> Graph:
    """Return a graph of equal ties."""
    neighbours: list[dict[int, float]] = [{} for _ in range(size)]
    forbidden: list[set[int]] = [set() for _ in range(size)]
    for one, other in ties:
        neighbours[one][other] = neighbours[other][one] = 1.0
    for one, other in apart:
        forbidden[one].add(other)
        forbidden[other].add(one)
    return Graph(tuple(neighbours), (0.0,) * size, label[:size], tuple(map(frozenset, forbidden)))


ALONE = [0, 0, 1, 2, 2]
"""Node 2 between two pairs, left by itself."""

HERE, THERE = (0, 0, 0, 1, 1), (0, 0, 1, 1, 1)
TIES = ((0, 1), (1, 2), (2, 3), (3, 4))


def test_what_no_seed_leaves_alone_joins_where_most_put_it() -> None:
    runs = (HERE, HERE, HERE, THERE, THERE)
    assert stabilities(ALONE, runs)[2] == 0.0
    assert _adopted(graph(5, *TIES), ALONE, runs) == [0, 0, 0, 1, 1]
    assert _adopted(graph(5, *TIES), ALONE, tuple(reversed((THERE, THERE, *runs)))) == [0, 0, 1, 1, 1]


def test_what_most_seeds_leave_alone_stays_alone() -> None:
    assert _adopted(graph(5, *TIES), ALONE, (tuple(ALONE), tuple(ALONE), HERE)) == ALONE


def test_no_seed_joins_what_a_pin_keeps_apart_or_nothing_ties() -> None:
    held = graph(5, *TIES, apart=((1, 2), (2, 3)))
    assert _adopted(held, ALONE, (HERE, HERE)) == ALONE
    assert _adopted(graph(5, (0, 1), (3, 4)), ALONE, (HERE, HERE)) == ALONE


def test_no_seed_joins_two_named_services_and_one_of_the_two_may_be_named() -> None:
    both = graph(5, *TIES, label=("a", None, "b", None, None))
    assert _adopted(both, ALONE, (HERE, HERE)) == ALONE
    for one in (("a", *(None,) * 4), (None, None, "b", None, None)):
        assert _adopted(graph(5, *TIES, label=one), ALONE, (HERE, HERE)) == list(HERE)


def test_a_tie_counts_for_the_share_of_the_seeds_that_left_it_whole() -> None:
    made = _agreed(graph(3, (0, 1), (1, 2)), [(0, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)])
    assert made.neighbours[0] == {1: 1.0}
    assert made.neighbours[1] == pytest.approx({0: 1.0, 2: 0.05 + 0.95 / 4})
    assert made.neighbours[2] == pytest.approx({1: 0.05 + 0.95 / 4})


def test_a_tie_that_no_seed_left_whole_keeps_a_twentieth() -> None:
    assert _agreed(graph(2, (0, 1)), [(0, 1)]).neighbours == ({1: 0.05}, {0: 0.05})


def test_what_hangs_together_only_through_another_community_is_two() -> None:
    assert _connected(graph(5, *TIES), [0, 0, 1, 0, 0]) == [0, 0, 1, 2, 2]
    assert _connected(graph(5, *TIES), [0, 0, 0, 1, 1]) == [0, 0, 0, 1, 1]


def test_a_cut_that_most_seeds_do_not_make_is_taken_back() -> None:
    whole, parted = (0, 0, 0, 0, 1), (0, 0, 1, 1, 2)
    assert backed(whole, parted, (whole, whole, parted)) == list(whole)
    assert backed(whole, parted, (parted, whole, parted)) == list(parted)
