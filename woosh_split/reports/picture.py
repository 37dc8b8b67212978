"""What a picture shows, before it is known in which language: boxes, and lines between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from woosh_split.graph.coupling import module_ties
from woosh_split.model.facts import Facts
from woosh_split.reports.section import clean, count

MOST_LINES = 60
"""More lines than this cannot be followed by eye; the strongest are kept, and the picture says so."""


@dataclass(frozen=True, slots=True)
class Box:
    """A module or a table; ``key`` is an identifier that every graph language takes."""

    key: str
    label: str
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes, by their keys; without ``arrow`` it has no direction."""

    start: str
    end: str
    label: str
    weight: int
    arrow: bool = True
    solid: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines, and what was left out."""

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int

    @property
    def caption(self) -> str:
        """The sentence that says what is not shown; empty where all is."""
        if not self.left_out:
            return ""
        return (
            f"The {len(self.lines):,} strongest ties are shown, {self.left_out:,} weaker ones are left out."
        )


def picture(facts: Facts, parts: tuple[str, ...]) -> Picture:
    """Return modules and their ties; with the part ``tables`` the tables that they read and write."""
    if "tables" in parts:
        return _module_table_picture(facts)
    found = [
        (tie.first, tie.second, _tie_label(tie.calls, tie.tables), tie.weight, bool(tie.calls))
        for tie in module_ties(facts)
    ]
    kept = found[:MOST_LINES]
    linked = {name for first, second, *_ in found for name in (first, second)}
    shown = {name for first, second, *_ in kept for name in (first, second)}
    modules = [
        module.name
        for module in facts.modules
        if module.name in shown or (module.name not in linked and len(facts.modules) <= MOST_LINES)
    ]
    keys = {name: f"m{index}" for index, name in enumerate(sorted({*modules, *shown}))}
    boxes = tuple(Box(key, clean(name)) for name, key in keys.items())
    lines = tuple(
        Line(keys[first], keys[second], label, weight, arrow=calls, solid=calls)
        for first, second, label, weight, calls in kept
    )
    return Picture(clean(facts.monolith.name), boxes, lines, len(found) - len(kept))


def _tie_label(calls: int, tables: tuple[str, ...]) -> str:
    parts = [count(calls, "call")] if calls else []
    if tables:
        parts.append(count(len(tables), "table"))
    return ", ".join(parts)


def _module_table_picture(facts: Facts) -> Picture:
    uses = Counter((access.module, access.table, access.mode) for access in facts.accesses)
    found = sorted(uses.items(), key=lambda use: (-use[1], use[0]))
    kept = found[:MOST_LINES]
    modules = {name: f"m{index}" for index, name in enumerate(sorted({use[0] for use, _ in kept}))}
    tables = {name: f"t{index}" for index, name in enumerate(sorted({use[1] for use, _ in kept}))}
    boxes = (
        *(Box(key, clean(name)) for name, key in modules.items()),
        *(Box(key, clean(name), is_table=True) for name, key in tables.items()),
    )
    lines = tuple(
        Line(modules[module], tables[table], f"{mode}s {number}", number, solid=mode == "write")
        for (module, table, mode), number in kept
    )
    return Picture(clean(facts.monolith.name), boxes, lines, len(found) - len(kept))
