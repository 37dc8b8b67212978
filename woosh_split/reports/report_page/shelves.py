"""Boxes on shelves: in rows of about equal width, ordered so that what is tied stands near."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import hypot, sqrt

GAP_X, GAP_Y = 76, 62
_SHAPE = 1.42
"""Width by height of the whole: that of a screen with a panel beside the map."""
_MOST_ROUNDS = 12
_FEW = 40
"""Up to so many boxes every pair is tried; beyond, only neighbours, so that the work stays small."""

_FACTORS = (0.8, 0.9, 1.0, 1.1, 1.2, 1.35)
_FEW_WIDTHS = 16
"""Up to so many boxes several widths of the page are tried."""

Ties = Mapping[tuple[str, str], int]
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2


def arranged(sizes: Mapping[str, Size], ties: Ties) -> dict[str, Box]:
    """Return where each box stands: the cheapest of several page widths, each improved by exchanging boxes."""
    if not sizes:
        return {}
    found = [
        _improved(sizes, ties, round(_width_limit(sizes) * factor))
        for factor in (_FACTORS if len(sizes) <= _FEW_WIDTHS else (1.0,))
    ]
    return min(found, key=lambda boxes: _cost(boxes, ties))


def _improved(sizes: Mapping[str, Size], ties: Ties, limit: int) -> dict[str, Box]:
    """Exchange two boxes at a time while that makes the cost smaller."""
    order = sorted(sizes, key=lambda name: (-sizes[name][0] * sizes[name][1], name))
    best = _cost(_shelved(order, sizes, limit), ties)
    for _ in range(_MOST_ROUNDS):
        improved = False
        for first, second in _pairs(len(order)):
            trial = order.copy()
            trial[first], trial[second] = trial[second], trial[first]
            cost = _cost(_shelved(trial, sizes, limit), ties)
            if cost < best - 1e-9:
                order, best, improved = trial, cost, True
        if not improved:
            break
    return _shelved(order, sizes, limit)


def below(boxes: Mapping[str, Box], size: Size) -> Box:
    """Return a box in the middle below all others."""
    wide = max((box.x + box.width for box in boxes.values()), default=size[0])
    high = max((box.y + box.height for box in boxes.values()), default=-GAP_Y)
    return Box((wide - size[0]) // 2, high + GAP_Y, *size)


def _pairs(number: int) -> list[tuple[int, int]]:
    if number <= _FEW:
        return list(combinations(range(number), 2))
    return [(index, index + 1) for index in range(number - 1)]


def _width_limit(sizes: Mapping[str, Size]) -> int:
    area = sum((width + GAP_X) * (height + GAP_Y) for width, height in sizes.values())
    widest = max((width for width, _ in sizes.values()), default=0)
    return max(widest, round(sqrt(area * _SHAPE)))


def _shelved(order: list[str], sizes: Mapping[str, Size], limit: int) -> dict[str, Box]:
    """Fill rows from left to right; rows are centred, and boxes stand in the middle of their row's height."""
    rows: list[list[str]] = [[]]
    used = 0
    for name in order:
        width = sizes[name][0]
        if rows[-1] and used + GAP_X + width > limit:
            rows.append([])
        used = width if not rows[-1] else used + GAP_X + width
        rows[-1].append(name)
    boxes: dict[str, Box] = {}
    whole = max(_row_width(row, sizes) for row in rows)
    y = 0
    for row in rows:
        x = (whole - _row_width(row, sizes)) // 2
        height = max((sizes[name][1] for name in row), default=0)
        for name in row:
            boxes[name] = Box(x, y + (height - sizes[name][1]) // 2, *sizes[name])
            x += sizes[name][0] + GAP_X
        y += height + GAP_Y
    return boxes


def _row_width(row: list[str], sizes: Mapping[str, Size]) -> int:
    return sum(sizes[name][0] for name in row) + GAP_X * (len(row) - 1)


def _cost(boxes: Mapping[str, Box], ties: Ties) -> float:
    """The mean length of a tie, and the size of the page: what is larger is seen smaller."""
    length = 0.0
    for (first, second), weight in ties.items():
        (x1, y1), (x2, y2) = boxes[first].centre, boxes[second].centre
        length += weight * hypot(x1 - x2, y1 - y2)
    wide = max((box.x + box.width for box in boxes.values()), default=0)
    high = max((box.y + box.height for box in boxes.values()), default=0)
    return length / (sum(ties.values()) or 1) + max(wide / _SHAPE, high)
