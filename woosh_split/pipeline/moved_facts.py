"""The facts of a link on other lines: see ``kept_link``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from woosh_split.pipeline.kept_link import CannotMoveError, Moved, new_line

if TYPE_CHECKING:  # the text of the facts is moved without their vocabulary, which takes a while to build
    from woosh_split.model.facts import Facts
    from woosh_split.reports.packed_text import EncodedText, LongText

_OWN = ("modules", "routes", "accesses", "calls", "relations", "transactions", "jobs", "events", "unresolved",
        "hazards", "drift", "network_calls", "frame_calls", "shared_calls")  # fmt: skip

_Place = tuple[tuple[str, ...], str]
"""The names of a file, the first of them that is given counts, and the name of the line in it."""

_PLACES: Mapping[str, tuple[_Place, ...]] = {
    **dict.fromkeys(_OWN, ((("file",), "line"),)),
    "imports": ((("from_file",), "line"),),
    # A table has two places: where it is made, and where its entity's class stands.
    "tables": ((("file", "entity_file"), "line"), (("entity_file",), "entity_line")),
}
"""The lists of facts that stand somewhere. Fields and keys of the facts file have the same names here."""

Lines = Mapping[str, Mapping[int, int]]


def move_facts(facts: Facts, moved: Moved) -> Facts | None:
    """Return the facts as they stand in the changed files, None where that cannot be told."""
    monolith = replace(facts.monolith, lines=facts.monolith.lines + moved.more)
    lines = moved.lines
    if not lines:
        return replace(facts, monolith=monolith)
    if any(f"{path}:" in each.detail for each in facts.hazards for path in lines):
        return None  # a line inside of a text
    try:
        changes: dict[str, Any] = {
            name: _moved(getattr(facts, name), places, lines) for name, places in _PLACES.items()
        }
    except CannotMoveError:
        return None
    return replace(facts, monolith=monolith, **changes)


def move_text(text: LongText, moved: Moved) -> EncodedText | None:
    """Return a facts file as :func:`move_facts` returns facts; only what stands in the changed files is read."""
    from woosh_split.reports.fact_lines import as_written, listed, with_changed, with_more_lines
    from woosh_split.reports.packed_text import EncodedText

    first, *others = text.encoded()
    pieces = (with_more_lines(first, moved.more), *others)
    if not moved.lines:
        return EncodedText(pieces)
    hazards = listed(pieces, "hazards")
    if any(as_written(path)[1:-1] + b":" in hazards for path in moved.lines):
        return None  # a line inside of a text

    def move(name: str, fact: dict[str, Any]) -> None:
        fact.update(_changes(fact.get, _PLACES.get(name, ()), moved.lines))

    try:
        return EncodedText(tuple(with_changed(pieces, list(moved.lines), move)))
    except CannotMoveError:
        return None


def _moved(found: tuple[Any, ...], places: tuple[_Place, ...], lines: Lines) -> tuple[Any, ...]:
    files = {name for names, _ in places for name in names}
    return tuple(
        replace(fact, **_changes(partial(getattr, fact), places, lines))
        if any(getattr(fact, name) in lines for name in files)
        else fact
        for fact in found
    )


def _changes(value_of: Callable[[str], Any], places: tuple[_Place, ...], lines: Lines) -> dict[str, int]:
    """Return the lines of a fact that stand elsewhere now.

    Raises:
        CannotMoveError: one is not among those that moved.
    """
    found: dict[str, int] = {}
    for files, key in places:
        there = lines.get(next(filter(None, map(value_of, files)), ""))
        line = value_of(key)
        if there is not None and line is not None:
            found[key] = new_line(there, line)
    return found
