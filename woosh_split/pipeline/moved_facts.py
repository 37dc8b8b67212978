"""The facts of a link on other lines: see ``kept_link``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from woosh_split.model.facts import Facts
from woosh_split.pipeline.kept_link import CannotMoveError, Moved, new_line

_OWN = ("modules", "routes", "accesses", "calls", "relations", "transactions", "jobs", "events", "unresolved",
        "hazards", "drift", "network_calls")  # fmt: skip
"""The facts that have a ``file`` and a ``line`` in it."""

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
        changes: dict[str, Any] = {name: _moved(getattr(facts, name), _file, lines) for name in _OWN}
        changes["imports"] = _moved(facts.imports, lambda each: each.from_file, lines)
        # A table has two places: where it is made, and where its entity's class stands.
        tables = _moved(facts.tables, lambda each: each.file or each.entity_file, lines)
        changes["tables"] = _moved(tables, lambda each: each.entity_file, lines, "entity_line")
    except CannotMoveError:
        return None
    return replace(facts, monolith=monolith, **changes)


def _file(fact: Any) -> Any:
    return fact.file


def _moved(
    found: tuple[Any, ...], file_of: Callable[[Any], str | None], lines: Lines, key: str = "line"
) -> tuple[Any, ...]:
    return tuple(
        each
        if (there := lines.get(file_of(each) or "")) is None or getattr(each, key) is None
        else replace(each, **{key: new_line(there, getattr(each, key))})
        for each in found
    )
