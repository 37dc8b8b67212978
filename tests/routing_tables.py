"""Routing tables in few words: what the tests of the table, the matcher and the engines share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from woosh_split.artefacts.routes.segments import parse_path
from woosh_split.artefacts.routes.table import fingerprint, pattern_key
from woosh_split.model.routing import RouteEntry, Router, RoutingTable, Target


def entry(spelled: str, order: int = 0, service: str = "monolith", **more: object) -> RouteEntry:
    """Return the route of ``GET /api/orders/:id``."""
    methods, path = spelled.split(" ", 1)
    (segments,) = parse_path(path)
    verbs = tuple(methods.split(","))
    versions: tuple[str, ...] = more.get("versions", ())  # type: ignore[assignment]
    made = RouteEntry(
        id=fingerprint(pattern_key(verbs, versions, segments)),
        methods=verbs,
        path=path,
        segments=segments,
        handler="Some.handler",
        source="src/some.controller.ts:1",
        order=order,
        service=service,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def table(*routes: str | RouteEntry, router: Router | None = None) -> RoutingTable:
    """Return a table; ``GET /a > stock`` belongs to a service and is sent there."""
    entries = []
    for order, each in enumerate(routes):
        if isinstance(each, RouteEntry):
            entries.append(replace(each, order=order * 10))
            continue
        spelled, _, service = each.partition(" > ")
        target = Target("service") if service else Target()
        entries.append(entry(spelled, order * 10, service or "monolith", target=target))
    return RoutingTable(
        router=router or Router(), services=services_of(entries), salt="salt", routes=tuple(entries)
    )


def services_of(entries: Iterable[RouteEntry]) -> tuple[str, ...]:
    """Return the services that own something."""
    return tuple(sorted({each.service for each in entries} - {"monolith"}))
