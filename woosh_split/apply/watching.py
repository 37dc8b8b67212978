"""What the replicas of the gateway counted between two moments, for the routes of one service."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.apply.exposition import Series, grown
from woosh_split.apply.replicas import Replica, Unreachable, metrics_of
from woosh_split.model.routing import RoutingTable
from woosh_split.model.split import MONOLITH
from woosh_split.model.traffic import Counts, Window

REQUESTS, BUCKETS = "gateway_requests_total", "gateway_request_seconds_bucket"
SHADOW, FALLBACKS = "gateway_shadow_total", "gateway_fallbacks_total"
BREAKER, TABLE = "gateway_breaker_state", "gateway_table_info"
GATEWAY = "gateway"
_COUNTS = frozenset({REQUESTS, BUCKETS, SHADOW, FALLBACKS})
_MOST = 1 << 53
_STATUS = re.compile(r"[0-9]{3}")
_BOUND = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]{1,2})?|\+Inf")
_OPEN = 2
_CLIENT_GONE = 499


@dataclass(frozen=True, slots=True)
class Watched:
    """A service whose traffic moves, and the names of its routes as the gateway counts them."""

    service: str
    routes: frozenset[str]
    shadowable: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What every replica has counted since it began, by address."""

    series: Mapping[str, Series]

    @property
    def tables(self) -> dict[str, str]:
        """The hash of the table that each replica uses, empty where it names none."""
        return {
            url: next((dict(labels).get("hash", "") for name, labels in series if name == TABLE), "")
            for url, series in self.series.items()
        }


def watched_of(table: RoutingTable, services: Iterable[str]) -> tuple[Watched, ...]:
    """Return the services that have routes. What stays open (events, sockets) has no time that could be compared."""
    found = []
    for service in services:
        routes = [
            each for each in table.routes if each.service == service and each.kind not in ("sse", "websocket")
        ]
        if routes:
            names = frozenset(each.named for each in routes)
            found.append(Watched(service, names, any(each.shadowable for each in routes)))
    return tuple(found)


def read(replicas: Sequence[Replica]) -> Reading:
    """Ask every replica.

    Raises:
        Unreachable: one does not answer, or with what nobody can have counted.
    """
    return Reading({each.url: _believable(each.url, metrics_of(each)) for each in replicas})


def _believable(url: str, series: Series) -> Series:
    for (name, pairs), value in series.items():
        labels = dict(pairs)
        if name not in _COUNTS:
            continue
        if not 0 <= value <= _MOST:
            raise Unreachable(f"{url}/metrics says that {name} is {value:g}, which is no count")
        if name == REQUESTS and not _STATUS.fullmatch(labels.get("status", "")):
            raise Unreachable(f"{url}/metrics has a {name} without a status")
        if name == BUCKETS and not _BOUND.fullmatch(labels.get("le", "")):
            raise Unreachable(f"{url}/metrics has a {name} without a bound")
    return series


def window_of(watched: Watched, before: Reading, now: Reading) -> Window:
    """Return what was counted in between, of all replicas together.

    What the gateway answers itself on these routes counts as the service's: it lets nobody in whom the service would
    not, and while the monolith answers it judges nobody.
    """
    tallies = {MONOLITH: _Tally(), watched.service: _Tally()}
    shadow: dict[str, int] = defaultdict(int)
    breaker_open = False
    for url, series in now.series.items():
        for (name, pairs), value in grown(before.series.get(url, {}), series).items():
            labels = dict(pairs)
            if name in (REQUESTS, BUCKETS) and labels.get("route") in watched.routes:
                target = labels.get("target", "")
                side = watched.service if target == GATEWAY else target
                if side in tallies and (target != GATEWAY or name == REQUESTS):
                    tallies[side].take(name, labels, int(value))
            elif name == SHADOW and labels.get("service", watched.service) == watched.service:
                shadow[labels.get("outcome", "")] += int(value)
            elif name == FALLBACKS and labels.get("service", watched.service) == watched.service:
                tallies[watched.service].fell_back(int(value))
        breaker_open = breaker_open or series.get((BREAKER, _target(watched.service)), 0) == _OPEN
    return Window(
        watched.service, tallies[watched.service].counts(), tallies[MONOLITH].counts(), dict(shadow), breaker_open
    )  # fmt: skip


def _target(service: str) -> frozenset[tuple[str, str]]:
    return frozenset({("target", service)})


class _Tally:
    def __init__(self) -> None:
        self.requests = self.errors = self.refused = 0
        self.below: dict[float, int] = defaultdict(int)

    def take(self, name: str, labels: Mapping[str, str], value: int) -> None:
        if name == BUCKETS:
            self.below[float(labels["le"])] += value
            return
        status = int(labels["status"])
        if status == _CLIENT_GONE:
            return
        self.requests += value
        self.errors += value if status >= 500 else 0
        self.refused += value if 400 <= status < 500 else 0

    def fell_back(self, value: int) -> None:
        """The monolith stood in: the client saw nothing of it, and the service failed all the same."""
        self.requests += value
        self.errors += value

    def counts(self) -> Counts:
        return Counts(self.requests, self.errors, self.refused, dict(self.below))
