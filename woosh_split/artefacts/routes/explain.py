"""Why a request is answered as it is: the rule, those that would have answered later, and those that nearly did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from woosh_split.artefacts.routes.internal_paths import is_internal
from woosh_split.artefacts.routes.match import (
    ALL,
    FASTIFY,
    Matcher,
    decoded_path,
    path_of,
    serves_method,
    serves_version,
    version_of,
)
from woosh_split.artefacts.routes.pattern import compiled, pattern_of
from woosh_split.model.routing import LITERAL, PARAMETER, RouteEntry, RoutingTable, Segment

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happens to one request.

    ``answer`` of None: no route matches, the monolith answers, or nobody where it is ``internal``. ``overruled`` match, too, but come later; with ``others``
    only the path matches, each with the reason; ``nearest`` are routes that look like it, where nothing matches.
    """

    method: str
    path: str
    answer: RouteEntry | None
    why: str
    overruled: tuple[RouteEntry, ...] = ()
    others: tuple[tuple[RouteEntry, str], ...] = ()
    nearest: tuple[RouteEntry, ...] = ()
    notes: tuple[str, ...] = ()
    internal: bool = False
    """The gateway answers 404 itself, whatever the routes say."""


def explain(
    table: RoutingTable, method: str, target: str, headers: Mapping[str, str] | None = None
) -> Explanation:
    """Return what the table makes of a request."""
    path = path_of(target)
    if is_internal(path):
        why = "paths below /_internal are between services: the gateway, and every engine, keeps them in"
        return Explanation(method, path, None, why, internal=True)
    matcher = Matcher(table)
    answer = matcher.find(method, target, headers)
    version = version_of(headers or {}, table.router)
    compared = (decoded_path(path) or path) if table.router.engine == FASTIFY else path
    overruled: list[RouteEntry] = []
    others: list[tuple[RouteEntry, str]] = []
    for entry in sorted(table.routes, key=lambda each: each.order):
        pattern = compiled(pattern_of(entry.segments, table.router), table.router.case_sensitive)
        if entry == answer or not pattern.fullmatch(compared):
            continue
        if not entry.meets_requests:
            others.append((entry, "it takes handshakes of web sockets only"))
        elif not serves_method(entry, method):
            others.append((entry, f"it answers {', '.join(entry.methods)}"))
        elif not serves_version(entry, version, table.router):
            others.append((entry, f"it answers version {', '.join(entry.versions)}"))
        else:
            overruled.append(entry)
    return Explanation(
        method,
        path,
        answer,
        _why(answer, overruled, method, table),
        tuple(overruled),
        tuple(others),
        nearest(table, method, path) if answer is None and not others else (),
        tuple(_notes(path)),
    )


def _why(answer: RouteEntry | None, overruled: list[RouteEntry], method: str, table: RoutingTable) -> str:
    if answer is None:
        return "no route of the monolith takes this method and path, so the monolith says what it says"
    head = (
        ", which answers HEAD as well"
        if method == "HEAD" and "HEAD" not in answer.methods and ALL not in answer.methods
        else ""
    )
    if not overruled:
        return f"the only route that takes this method and path{head}"
    order = "the most special" if table.router.engine == FASTIFY else "the first in the monolith's order"
    return f"{order} of {len(overruled) + 1} routes that take this method and path{head}"


def _notes(path: str) -> list[str]:
    notes = []
    segments = path.split("/")
    if "//" in path:
        notes.append("two slashes in a row are not one")
    if any(segment in (".", "..") for segment in segments):
        notes.append("dots are a segment like any other; nothing is resolved")
    if "%" in path:
        notes.append(
            "what is encoded is compared as it is sent"
            if decoded_path(path) is not None
            else "an encoding in it is malformed: the monolith answers 400"
        )
    return notes


def nearest(table: RoutingTable, method: str, path: str, most: int = _NEAREST) -> tuple[RouteEntry, ...]:
    """Return the routes whose paths look most like one, the nearest first; none that are not alike at all."""
    parts = [part for part in path.lower().split("/") if part]
    scored = []
    for entry in table.routes:
        score = _likeness(parts, entry.segments) + (0.1 if serves_method(entry, method) else 0)
        scored.append((-round(score, 6), entry.order, entry))
    return tuple(
        entry for score, _, entry in sorted(scored, key=lambda each: each[:2])[:most] if -score >= 0.7
    )


def _likeness(parts: list[str], segments: tuple[Segment, ...]) -> float:
    """Return how alike a path and a pattern are, from 0 to 1; a parameter is half like anything."""
    if not parts or not segments:
        return 0.0
    score = 0.0
    for part, segment in zip(parts, segments, strict=False):
        if segment.kind == LITERAL and not part.startswith(":"):
            score += SequenceMatcher(None, part, segment.text.lower()).ratio()
        elif segment.kind == PARAMETER and part.startswith(":"):
            score += 1
        else:
            score += 0.5
    return score / max(len(parts), len(segments))
