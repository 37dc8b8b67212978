"""Paths of web sockets in engines that choose by method and path: to them a handshake is a GET like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from woosh_split.artefacts.routes.rendering import (
    EXACT,
    SUPERSET,
    UNSUPPORTED,
    Fidelity,
    Rendering,
    RenderOptions,
    may_overlap,
    percent_of,
)
from woosh_split.artefacts.routes.witness import sample
from woosh_split.model.routing import RouteEntry, RoutingTable

Engine = Callable[[RoutingTable, RenderOptions], Rendering]


def rendered(engine: Engine, table: RoutingTable, options: RenderOptions) -> Rendering:
    """Return an engine's rendering of a table.

    A path that takes handshakes only is rendered as one of requests, and graded so, where no other route may take requests of
    it that are sent elsewhere; where one does, that one is rendered.
    """
    rivals = {
        entry.id: rival
        for entry in table.routes
        if not entry.meets_requests and (rival := _rival(entry, table)) is not None
    }
    seen = [
        entry if entry.meets_requests else replace(entry, kind="http")
        for entry in table.routes
        if entry.id not in rivals
    ]
    found = engine(replace(table, routes=tuple(seen)), options)
    grades = {each.entry.id: each for each in found.fidelity}
    return replace(
        found,
        fidelity=tuple(_graded(entry, grades.get(entry.id), rivals.get(entry.id)) for entry in table.routes),
    )


def _rival(entry: RouteEntry, table: RoutingTable) -> RouteEntry | None:
    """Return a route whose plain requests may have the same path and go elsewhere."""
    where = (percent_of(entry) and entry.service, entry.target)
    return next(
        (
            other
            for other in table.routes
            if other.meets_requests
            and may_overlap(entry, other)
            and (percent_of(other) and other.service, other.target) != where
        ),
        None,
    )


def _graded(entry: RouteEntry, found: Fidelity | None, rival: RouteEntry | None) -> Fidelity:
    if found is None:
        assert rival is not None
        why = f"the engine takes a handshake for a request, and those of {rival.named} are sent elsewhere"
        return Fidelity(entry, UNSUPPORTED, why, sample(entry))
    found = replace(found, entry=entry)
    if entry.meets_requests or found.grade != EXACT or not percent_of(entry):
        return found
    return Fidelity(entry, SUPERSET, "plain requests of the socket's path go there as well", found.witness)
