"""The map for graph languages: services as groups, and the ties that leave them before those that do not."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.reports.report_page.data import Card, Item, ReportData, Tie

MOST_LINES = 80
"""More lines than this cannot be followed by eye; ties inside services are left out first, and the picture says so."""

_DRAWN = ("write", "read", "call")


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: cards with their items, ties, an identifier for each item and card, and what is left out."""

    groups: tuple[tuple[Card, tuple[Item, ...]], ...]
    ties: tuple[Tie, ...]
    keys: dict[str, str]
    left_out: int

    @property
    def caption(self) -> str:
        """The sentence that says what is not shown; empty where all is."""
        return f"{len(self.ties):,} ties are shown, {self.left_out:,} are left out." if self.left_out else ""


def picture(data: ReportData) -> Picture:
    """Return writes, reads and calls with their ends; modules without any stay, tables without any go."""
    rank = {kind: index for index, kind in enumerate(_DRAWN)}
    found = sorted(
        (tie for tie in data.ties if tie.kind in rank),
        key=lambda tie: (not tie.crosses, rank[tie.kind], -len(tie.spots), tie.key),
    )
    kept = tuple(found[:MOST_LINES])
    ends = {key for tie in kept for key in (tie.source, tie.target)}
    shown = [
        item
        for item in data.items
        if item.key in ends or (item.kind == "module" and len(data.items) <= MOST_LINES)
    ]
    groups = tuple(
        (card, tuple(item for item in shown if item.card == card.name))
        for card in data.cards
        if any(item.card == card.name for item in shown)
    )
    keys = {item.key: f"i{index}" for index, item in enumerate(shown)}
    keys |= {f"c:{card.name}": f"s{index}" for index, (card, _) in enumerate(groups)}
    return Picture(groups, kept, keys, len(found) - len(kept))


def label_of(tie: Tie) -> str:
    """Return ``writes 3``."""
    return f"{tie.kind}s {len(tie.spots)}"
