"""The routing table from facts and the split file: what the monolith answers, in its order, and who owns it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from woosh_split.artefacts.routes.segments import parse_path, shown
from woosh_split.model.code import Route
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.routing import LITERAL, WILDCARD, RouteEntry, Router, RoutingTable, Segment
from woosh_split.model.split import MONOLITH, SplitFile

TIMEOUT_MS = 30_000
UPLOAD_TIMEOUT_MS = 300_000
STEP = 10
"""Between the orders of two routes in a new table, so that a route between them does not renumber the others."""
NO_TIMEOUT = 0
"""Of what stays open: events and sockets."""


_CAPITALS = re.compile("[A-Z]+")


def router_of(facts: Facts) -> Router:
    """Return how the monolith's router compares, by the facts."""
    told = facts.router
    return Router(told.engine, told.case_sensitive, told.strict_slash, told.version_header)


def make_table(facts: Facts, split: SplitFile, router: Router | None = None) -> RoutingTable:
    """Return the table with every route sent to the monolith.

    ``router`` of None: as the facts tell it. Two routes with the same methods, version and pattern are as the monolith has
    them: the later one never answers and is marked so.
    """
    router = router or router_of(facts)
    entries: list[RouteEntry] = []
    seen: dict[str, int] = {}
    taken: set[str] = set()
    for route, home in _owned(facts, placement_of(split)):
        variants = parse_path(route.path)
        for segments in variants:
            versions = header_versions(route, router, facts.router.versioning)
            key = pattern_key((route.method,), versions, segments)
            if route.kind == "websocket":
                key = f"websocket {key}"  # a path of requests keeps its id beside it
            seen[key] = seen.get(key, 0) + 1
            requests = pattern_key((route.method,), versions, segments, fold=not router.case_sensitive)
            entry = RouteEntry(
                id=fingerprint(key, seen[key]),
                methods=(route.method,),
                path=route.path if len(variants) == 1 else shown(segments),
                segments=segments,
                handler=route.handler,
                source=f"{route.file}:{route.line}",
                order=len(entries) * STEP,
                service=home,
                auth=route.auth,
                body=route.body,
                kind=route.kind,
                versions=versions,
                timeout_ms=_timeout(route),
                shadowable=route.shadowable,
            )
            if entry.meets_requests:
                entry = replace(entry, shadowed=requests in taken)
                taken.add(requests)
            entries.append(entry)
    return RoutingTable(
        router=router,
        services=tuple(sorted(service.name for service in split.services)),
        salt=sha256(facts.monolith.name.encode()).hexdigest()[:16],
        routes=tuple(entries),
    )


def _owned(facts: Facts, placement: Placement) -> Iterator[tuple[Route, str]]:
    """Yield the routes in the monolith's order, each with its owner; of the classes that share a path of web sockets the first.

    One connection serves all of these, by socket.io's namespaces: where they are of several services, the path stays with the
    monolith.
    """
    sockets: dict[tuple[str, str], set[str]] = {}
    for route in facts.routes:
        if route.kind == "websocket":
            sockets.setdefault((route.method, route.path), set()).add(placement.home_of_module(route.module))
    for route in sorted(facts.routes, key=lambda each: each.order):
        if route.kind != "websocket":
            yield route, placement.home_of_module(route.module)
        elif homes := sockets.pop((route.method, route.path), None):
            yield route, homes.pop() if len(homes) == 1 else MONOLITH


def pattern_key(
    methods: Iterable[str], versions: Iterable[str], segments: Iterable[Segment], *, fold: bool = False
) -> str:
    """Return what two routes share that no request tells apart; the names of parameters are no part of it.

    ``fold``: nor are the cases of letters, where the router does not tell them apart.
    """
    keys = (_key_of(segment, fold) for segment in segments)
    return " ".join((",".join(sorted(methods)), ",".join(sorted(versions)), *keys))


def fingerprint(key: str, number: int = 1) -> str:
    """Return the id of the ``number``-th route with a key: eight hexadecimal digits."""
    return sha256((key if number == 1 else f"{key}#{number}").encode()).hexdigest()[:8]


def _key_of(segment: Segment, fold: bool) -> str:
    if segment.kind == LITERAL:
        text = _CAPITALS.sub(lambda found: found[0].lower(), segment.text) if fold else segment.text
    else:
        text = ("*" if segment.kind == WILDCARD else ":") + (segment.pattern or "")
    return f"{text}?" if segment.optional else text


def header_versions(route: Route, router: Router, versioning: str) -> tuple[str, ...]:
    """Return the versions that a header asks for: those that stand in the path are none of them."""
    if route.version is None or router.version_header is None or versioning == "uri":
        return ()
    return (route.version,)


def _timeout(route: Route) -> int:
    if route.kind in ("sse", "websocket"):
        return NO_TIMEOUT
    return UPLOAD_TIMEOUT_MS if route.body in ("upload", "stream") else TIMEOUT_MS
