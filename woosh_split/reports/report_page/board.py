"""The map: every service a card, modules at its left, tables at its right; cards that are tied stand near each other.

A force-directed drawing of a monolith is a hairball that looks different each time. This one is computed: within a
card modules and tables are ordered by the barycentres of their partners (Sugiyama, Tagawa, Toda 1981), cards fill
shelves, and their order is improved by exchanging two at a time while that shortens the ties between them. There
is no chance in it, so the same data always gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, sqrt

from woosh_split.reports.report_page.data import Item, Tie
from woosh_split.reports.report_page.shelves import Box, arranged, below

ROW = 38
MODULE_WIDTH, TABLE_WIDTH = 176, 216
GAP, GUTTER = 14, 64
PADDING, TITLE = 22, 46
LETTER = 12
"""Width of a letter of a title."""
_ASPECT = 1.5
_FEWEST_ROWS = 4
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Board:
    """Boxes of cards by name, and the items with their places (of the centre) and widths."""

    boxes: Mapping[str, Box]
    items: tuple[Item, ...]


def board(items: tuple[Item, ...], ties: tuple[Tie, ...], cards: Mapping[str, str], last: str = "") -> Board:
    """Place every item.

    ``cards`` are the titles of the cards by name; the card ``last``, where there is one, stands below
    all others, so that the map may be shown without it.
    """
    members: dict[str, list[Item]] = {card: [] for card in cards}
    for item in items:
        members[item.card].append(item)
    partners = _partners(ties)
    inner = {card: _inside(found, partners, len(cards[card])) for card, found in members.items()}
    sizes = {card: size for card, (size, _) in inner.items()}
    card_of = {item.key: item.card for item in items}
    upper = {card: size for card, size in sizes.items() if card != last}
    links = {pair: weight for pair, weight in _card_ties(ties, card_of).items() if last not in pair}
    boxes = arranged(upper, links)
    if last in sizes:
        boxes[last] = below(boxes, sizes[last])
    places = {
        key: (boxes[card].x + x, boxes[card].y + y, width)
        for card, (_, found) in inner.items()
        for key, (x, y, width) in found.items()
    }
    return Board(
        boxes,
        tuple(
            replace(item, x=places[item.key][0], y=places[item.key][1], width=places[item.key][2])
            for item in items
        ),
    )


def _partners(ties: tuple[Tie, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if tie.kind in ("write", "read"):
            found[tie.source].append(tie.target)
            found[tie.target].append(tie.source)
    return found


def _card_ties(ties: tuple[Tie, ...], card_of: Mapping[str, str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for tie in ties:
        first, second = sorted((card_of[tie.source], card_of[tie.target]))
        if first != second and tie.kind != "import":
            found[first, second] += 1
    return dict(sorted(found.items()))


Inside = dict[str, tuple[int, int, int]]


def _inside(
    members: list[Item], partners: Mapping[str, list[str]], letters: int
) -> tuple[tuple[int, int], Inside]:
    """Return the size of a card whose title has so many letters, and where its items are within it."""
    modules, tables = _ordered(members, partners)
    rows = _rows(len(modules), len(tables))
    places: Inside = {}
    x = PADDING
    deepest = 1
    for block, width in ((modules, MODULE_WIDTH), (tables, TABLE_WIDTH)):
        columns = ceil(len(block) / rows)
        height = ceil(len(block) / columns) if columns else 0
        deepest = max(deepest, height)
        for index, key in enumerate(block):
            column, row = divmod(index, height)
            left = x + column * (width + GAP)
            places[key] = (left + width // 2, TITLE + row * ROW + ROW // 2, width)
        if columns:
            x += columns * (width + GAP) - GAP + GUTTER
    width = max(x - GUTTER + PADDING, 2 * PADDING + letters * LETTER)
    return (width, TITLE + deepest * ROW + PADDING - (ROW - 30) // 2), places


def _rows(modules: int, tables: int) -> int:
    wide = modules * (MODULE_WIDTH + GAP) + tables * (TABLE_WIDTH + GAP)
    return max(_FEWEST_ROWS, ceil(sqrt(wide / (ROW * _ASPECT))))


def _ordered(members: list[Item], partners: Mapping[str, list[str]]) -> tuple[list[str], list[str]]:
    """Order both sides by the mean rank of their partners on the other, a few times to and fro."""
    modules = [item.key for item in members if item.kind == "module"]
    tables = [item.key for item in members if item.kind != "module"]
    for _ in range(_SWEEPS):
        tables = _by_partners(tables, modules, partners)
        modules = _by_partners(modules, tables, partners)
    return modules, tables


def _by_partners(keys: list[str], others: list[str], partners: Mapping[str, list[str]]) -> list[str]:
    rank = {key: index for index, key in enumerate(others)}

    def centre(key: str) -> tuple[int, float, str]:
        found = [rank[other] for other in partners.get(key, ()) if other in rank]
        return (0, sum(found) / len(found), key) if found else (1, 0.0, key)

    return sorted(keys, key=centre)
