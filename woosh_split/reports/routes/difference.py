"""What is new between two routing tables, for a screen and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from woosh_split.artefacts.routes.difference import TableDifference
from woosh_split.artefacts.routes.document import target_document
from woosh_split.reports.layout import Layout
from woosh_split.reports.routes.words import route, target
from woosh_split.reports.section import clean, count


def to_text(found: TableDifference, layout: Layout) -> str:
    """Return one line a change."""
    return "\n".join(_lines(found)) if found else "The tables say the same."


def _lines(found: TableDifference) -> Iterator[str]:
    for name, before, after in found.whole:
        yield f"~ {name}: {clean(before)} -> {clean(after)}"
    for entry in found.added:
        yield f"+ {route(entry)}  {entry.service}, {target(entry.target)}"
    for entry in found.removed:
        yield f"- {route(entry)}  {entry.service}, {target(entry.target)}"
    for change in found.changed:
        told = [] if change.target is None else [f"{target(change.target[0])} -> {target(change.target[1])}"]
        told += [f"{name} {clean(before)} -> {clean(after)}" for name, before, after in change.keys]
        yield f"~ {route(change.after)}  {'; '.join(told)}"
    if found.moved:
        yield "~ the order in which routes are asked"
    yield (
        f"{count(len(found.added), 'route')} added, {len(found.removed)} removed, {len(found.changed)} changed, "
        f"{sum(1 for each in found.changed if each.target)} of them sent elsewhere"
    )


def to_json(found: TableDifference, layout: Layout) -> str:
    """Return the difference."""
    changed: list[dict[str, Any]] = []
    for change in found.changed:
        keys = {name: {"before": before, "after": after} for name, before, after in change.keys}
        told: dict[str, Any] = {"id": change.after.id, "route": route(change.after), "keys": keys}
        if change.target is not None:
            told["target"] = {
                "before": target_document(change.target[0]),
                "after": target_document(change.target[1]),
            }
        changed.append(told)
    document = {
        "added": [{"id": each.id, "route": route(each), "service": each.service} for each in found.added],
        "removed": [{"id": each.id, "route": route(each), "service": each.service} for each in found.removed],
        "changed": changed,
        "whole": [{"key": name, "before": before, "after": after} for name, before, after in found.whole],
        "order": found.moved,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


DIFFERENCE_FORMATS: dict[str, Callable[[TableDifference, Layout], str]] = {"text": to_text, "json": to_json}
