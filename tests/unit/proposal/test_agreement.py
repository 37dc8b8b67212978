"""MoJo against breadth-first search over every move and join, and the adjusted Rand index against its definition."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import combinations

import pytest
from agreement import adjusted_rand_index, mojo, mojo_fm

Labels = tuple[int, ...]


def canonical(labels: tuple[int, ...]) -> Labels:
    """Number groups in the order of their first member."""
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(label, len(seen)) for label in labels)


def partitions(size: int) -> list[Labels]:
    """List every partition of so many items."""
    found = {()}
    for _ in range(size):
        found = {(*labels, new) for labels in found for new in range(len(set(labels)) + 1)}
    return sorted(found)


def steps(labels: Labels) -> Iterator[Labels]:
    """Yield what one move of an item (to a group or to a new one) or one join of two groups makes."""
    groups = sorted(set(labels))
    for at in range(len(labels)):
        for group in (*groups, len(groups)):
            yield canonical((*labels[:at], group, *labels[at + 1 :]))
    for one, other in combinations(groups, 2):
        yield canonical(tuple(one if label == other else label for label in labels))


def searched(start: Labels) -> dict[Labels, int]:
    """Return the fewest steps from a partition to every other."""
    distance, waiting = {start: 0}, deque([start])
    while waiting:
        labels = waiting.popleft()
        for each in steps(labels):
            if each not in distance:
                distance[each] = distance[labels] + 1
                waiting.append(each)
    return distance


def named(labels: Labels) -> dict[str, int]:
    """Return a partition as the functions take it."""
    return {f"item{at}": label for at, label in enumerate(labels)}


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_mojo_is_the_fewest_moves_and_joins_for_every_two_partitions(size: int) -> None:
    every = partitions(size)
    farthest = dict.fromkeys(every, 0)
    for start in every:
        for goal, distance in searched(start).items():
            assert mojo(named(start), named(goal)) == distance
            farthest[goal] = max(farthest[goal], distance)
    for goal in every:
        scores = [mojo_fm(named(start), named(goal)) for start in every]
        assert max(scores) == 100.0
        assert min(scores) == (0.0 if farthest[goal] else 100.0)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_the_adjusted_rand_index_is_what_its_pairs_say(size: int) -> None:
    pairs = list(combinations(range(size), 2))
    for one in partitions(size):
        for other in partitions(size):
            both = sum(one[a] == one[b] and other[a] == other[b] for a, b in pairs)
            first = sum(one[a] == one[b] for a, b in pairs)
            second = sum(other[a] == other[b] for a, b in pairs)
            expected = first * second / len(pairs)
            most = (first + second) / 2
            wanted = 1.0 if most == expected else (both - expected) / (most - expected)
            assert adjusted_rand_index(named(one), named(other)) == pytest.approx(wanted)


def test_only_items_of_both_sides_are_compared() -> None:
    assert mojo_fm({"a": 1, "b": 1, "x": 9}, {"a": 1, "b": 1}) == 100.0
    assert adjusted_rand_index({"a": 1, "x": 2}, {"a": 1}) == 1.0
    assert mojo_fm({}, {"a": 1}) == 100.0
