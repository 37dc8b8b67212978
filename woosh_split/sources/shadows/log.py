"""The file that a gateway writes where ``SHADOW_REPORT`` names one: a JSON line a comparison."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from woosh_split.errors import InputError
from woosh_split.model.shadow import (
    MOST_TIMES,
    OUTCOMES,
    SHADOW_VERSION,
    SHOWN_DIFFERENCES,
    RouteShadows,
    ShadowDifference,
    ShadowSource,
)
from woosh_split.sources.logs.stream import lines_of, opened

_MOST_PLACES = 200


@dataclass(slots=True)
class _Route:
    name: str
    service: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    milliseconds: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=MOST_TIMES))
    places: dict[str, ShadowDifference] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)


def read_shadow_log(name: str, since: str | None = None) -> tuple[ShadowSource, tuple[RouteShadows, ...]]:
    """Return what a log tells, of comparisons from ``since`` (ISO 8601, UTC) on; ``-`` is stdin, gzip is opened up.

    A line that is no comparison (the last one may be half written) is counted and left out.

    Raises:
        InputError: the file cannot be read, or was written by a gateway of another version.
    """
    if name != "-" and not Path(name).exists():
        raise InputError(
            f"There is no log {name}. SHADOW_REPORT of the gateway names the file that it writes."
        )
    routes: dict[str, _Route] = {}
    unread = 0
    first: str | None = None
    with opened(name) as file:
        for line in lines_of(file, name):
            if not line.strip():
                continue
            try:
                time = _take(json.loads(line), routes, since, name)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                unread += 1
                continue
            first = time if first is None else first
    shown = "stdin" if name == "-" else name
    return ShadowSource(shown, first, unread), tuple(_closed(key, each) for key, each in routes.items())


def _take(line: dict[str, Any], routes: dict[str, _Route], since: str | None, name: str) -> str | None:
    if line["version"] != SHADOW_VERSION:
        raise InputError(
            f"{name} has a line of version {line['version']}, and this reads version {SHADOW_VERSION}. "
            "Use the woosh-split that generated the gateway."
        )
    time, outcome = str(line["time"]), line["outcome"]
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    if since is not None and time < since:
        return None
    pair = (float(line["primary"]["ms"]), float(line["candidate"]["ms"]))
    differences = [
        ShadowDifference(str(each["at"]), str(each["primary"]), str(each["candidate"]))
        for each in line["differences"]
    ]
    found = routes.setdefault(str(line["route"]), _Route(str(line["name"]), str(line["service"])))
    found.counts[outcome] += 1
    if line["candidate"]["status"]:
        found.milliseconds.append(pair)
    seen = {each.at: each for each in reversed(differences)}  # the first of each place
    for each in differences:
        if seen.pop(each.at, None) is None:
            continue
        if each.at in found.places or len(found.places) < _MOST_PLACES:
            found.places.setdefault(each.at, each)
            found.times[each.at] = found.times.get(each.at, 0) + 1
    return time


def _closed(key: str, found: _Route) -> RouteShadows:
    differences = tuple(
        ShadowDifference(each.at, each.primary, each.candidate, found.times[each.at])
        for each in list(found.places.values())[:SHOWN_DIFFERENCES]
    )
    return RouteShadows(
        key, found.name, found.service, **found.counts, milliseconds=tuple(found.milliseconds),
        differences=differences, places=len(found.places),
    )  # fmt: skip
