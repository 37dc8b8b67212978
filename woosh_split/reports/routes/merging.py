"""What was done to a routing table, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.artefacts.routes.merging import MergedTable
from woosh_split.model.routing import RouteEntry
from woosh_split.reports.routes.words import figures, route, target
from woosh_split.reports.section import count

_MOST = 20


def to_lines(found: MergedTable, name: str, *, new: bool, current: bool) -> Iterator[str]:
    """Yield what a merge did; gone routes and targets that fell back are always told."""
    if new:
        yield f"{name}: {figures(found.table.routes)}."
        return
    if current:
        yield f"{name} is current: {figures(found.table.routes)}."
        return
    yield (
        f"{name}: {count(len(found.added), 'route')} added, {len(found.gone)} gone, {len(found.changed)} changed; "
        f"{figures(found.table.routes)}."
    )
    yield from (f"  + {route(entry)}  {entry.service}" for entry in found.added[:_MOST])
    if len(found.added) > _MOST:
        yield f"  and {len(found.added) - _MOST} more"
    yield from (
        f"  - {route(entry)}  {entry.service}, was sent to {target(entry.target)}" for entry in found.gone
    )
    yield from (f"  ! {route(entry)} goes to the monolith: {why}" for entry, why in found.sent_back)


def retargeted_lines(
    changes: tuple[tuple[RouteEntry, RouteEntry], ...], skipped: tuple[RouteEntry, ...]
) -> Iterator[str]:
    """Yield what is sent elsewhere, and what could not be."""
    for before, after in changes:
        yield f"{route(after)}  {target(before.target)} -> {target(after.target)}"
    yield f"{count(len(changes), 'route')} changed." if changes else "Nothing to change."
    if skipped:
        yield (
            f"{count(len(skipped), 'route')} cannot be shadowed, since the code behind may write: "
            + ", ".join(route(entry) for entry in skipped[:3])
            + (f" and {len(skipped) - 3} more." if len(skipped) > 3 else ".")
        )
