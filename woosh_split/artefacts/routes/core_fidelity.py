"""How faithful exact paths and prefixes are to a table: each route's requests and those near them, decided both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from woosh_split.artefacts.routes.core_matches import STAY, Core, action_of, head_of, variants
from woosh_split.artefacts.routes.match import ALL, Matcher
from woosh_split.artefacts.routes.rendering import (
    SUBSET,
    SUPERSET,
    UNSUPPORTED,
    Fidelity,
    grade,
    percent_of,
)
from woosh_split.artefacts.routes.witness import sample
from woosh_split.model.routing import LITERAL, TO_SPLIT, RouteEntry, RoutingTable


def graded(core: Core, table: RoutingTable) -> tuple[Fidelity, ...]:
    """Return how faithful each route is."""
    matcher = Matcher(table)
    return tuple(_graded(entry, core, table, matcher) for entry in table.routes)


def _graded(entry: RouteEntry, core: Core, table: RoutingTable, matcher: Matcher) -> Fidelity:
    found = grade(entry, table, core.lost.get(entry.id, "") if percent_of(entry) else "")
    if entry.id in core.lost and entry.target.kind == TO_SPLIT and entry.target.sticky:
        return replace(found, witness=f"{found.witness} twice")
    if found.grade == UNSUPPORTED or not percent_of(entry):
        return found
    more, less = _witnesses(entry, core, table, matcher)
    if more:
        why = f"a prefix takes what lies below {_prefix(entry)}, also what no route takes"
        if not min(more)[0]:
            why = f"a prefix takes what lies below {_prefix(entry)}, also another route's paths in other letters' case"
        return Fidelity(entry, SUPERSET, f"{why}{_CASE if less else ''}", min(more)[1])
    if less:
        why = "a path is compared as it is written, letters' case and all" if not found.why else found.why
        return Fidelity(entry, SUBSET, why, less[0])
    return found


_CASE = "; in other letters' case its own go to the monolith"


def _witnesses(
    entry: RouteEntry, core: Core, table: RoutingTable, matcher: Matcher
) -> tuple[list[tuple[bool, str]], list[str]]:
    """Return requests that the rules take for a route and should not, and requests of the route that they miss.

    The first come with whether no route takes them at all.
    """
    header = table.router.version_header
    version = entry.versions[0] if header and entry.versions else None
    headers = {header: version} if header and version else {}
    ours = action_of(entry, core.lost)
    more: list[tuple[bool, str]] = []
    less: list[str] = []
    for method, path in _nearby(entry, table):
        truth = matcher.find(method, path, headers)
        decided = core.decide(method, path, version)
        shown = f"{method} {path}" + (f" with {header}: {version}" if version else "")
        if truth is not None and truth.id == entry.id and decided != ours:
            less.append(shown)
        elif decided == ours != STAY and (truth is None or action_of(truth, ()) != ours):
            more.append((truth is None, shown))
    return more, less


def _prefix(entry: RouteEntry) -> str:
    return "/" + "/".join(head_of(entry.segments))


def _nearby(entry: RouteEntry, table: RoutingTable) -> Iterator[tuple[str, str]]:
    """Yield requests of a route and near it."""
    method = "GET" if ALL in entry.methods else entry.methods[0]
    for segments in variants(entry):
        path = sample(replace(entry, segments=segments)).split(" ", 1)[1]
        yield method, path
        yield method, path.rstrip("/") + "/"
        yield method, path.upper()
        head = head_of(segments)
        if len(head) == len(segments):
            continue
        below = "/" + "/".join(head)
        yield method, f"{path.rstrip('/')}/none/none"
        yield method, f"{below}/~"
        for other in table.routes:
            texts = tuple(each.text for each in other.segments)
            if texts[: len(head)] == head and all(each.kind == LITERAL for each in other.segments):
                yield method, f"{below}/{'/'.join(texts[len(head) :]).upper()}"
