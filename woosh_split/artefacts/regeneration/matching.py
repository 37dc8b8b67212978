"""Which lines of two texts are the same ones.

Lines that occur once on either side are matched first, in the longest row that keeps their order (patience diff, by
Bram Cohen), and what lies between them by longest common runs: braces and blank lines then never tie strange parts
together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]
_TOO_MUCH = 4_000_000
"""Pairs of lines, none of them unique, that are not searched any more: the whole part counts as changed."""


def matches(first: Sequence[bytes], second: Sequence[bytes]) -> list[Pair]:
    """Return the indexes of equal lines, rising on both sides."""
    found: list[Pair] = []
    parts = [(0, len(first), 0, len(second))]
    while parts:
        low, high, other_low, other_high = parts.pop()
        while low < high and other_low < other_high and first[low] == second[other_low]:
            found.append((low, other_low))
            low, other_low = low + 1, other_low + 1
        while low < high and other_low < other_high and first[high - 1] == second[other_high - 1]:
            high, other_high = high - 1, other_high - 1
            found.append((high, other_high))
        if low == high or other_low == other_high:
            continue
        anchors = _anchors(first, low, high, second, other_low, other_high)
        if not anchors:
            found.extend(_runs(first[low:high], second[other_low:other_high], low, other_low))
            continue
        found.extend(anchors)
        for (at, other), (to, other_to) in zip(
            [(low - 1, other_low - 1), *anchors], [*anchors, (high, other_high)], strict=True
        ):
            parts.append((at + 1, to, other + 1, other_to))
    return sorted(found)


def _anchors(
    first: Sequence[bytes], low: int, high: int, second: Sequence[bytes], other_low: int, other_high: int
) -> list[Pair]:
    """Return the longest rising row of lines that occur once in either part."""
    once = _once(first, low, high)
    once_there = _once(second, other_low, other_high)
    pairs = [(at, once_there[line]) for line, at in once.items() if line in once_there]
    ends: list[int] = []  # the smallest end of a row of each length
    last: list[int] = []  # which pair that end is
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        ends[length : length + 1] = [other]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    row: list[Pair] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _once(lines: Sequence[bytes], low: int, high: int) -> dict[bytes, int]:
    """Return the lines that occur once in a part, with their indexes, in order."""
    seen: dict[bytes, int] = {}
    for at in range(low, high):
        seen[lines[at]] = -1 if lines[at] in seen else at
    return {line: at for line, at in seen.items() if at >= 0}


def _runs(first: Sequence[bytes], second: Sequence[bytes], low: int, other_low: int) -> Iterator[Pair]:
    if len(first) * len(second) > _TOO_MUCH:
        return
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    for at, other, length in blocks:
        for step in range(length):
            yield low + at + step, other_low + other + step
