"""What shadow requests have shown: for each route how often the service answered as the monolith did."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

SHADOW_VERSION = 1

SAME, DIFFERS, FAILED = "same", "differs", "failed"
OUTCOMES = (SAME, DIFFERS, FAILED)

MOST_TIMES = 1_000
"""Comparisons of a route, the last ones, whose times are kept; the gateway keeps as many."""

SHOWN_DIFFERENCES = 3


@dataclass(frozen=True, slots=True)
class ShadowDifference:
    """A place where answers differ, as it differed first, and in how many requests it did."""

    at: str  # $.items[*].price | status | header content-type | body
    primary: str
    candidate: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class RouteShadows:
    """The shadow requests of one route.

    ``milliseconds`` are pairs of monolith and service, of the last comparisons that had two answers. ``differences`` are the
    first places that differed, ``places`` how many there are at least. ``percent`` is that of the table that the gateway
    serves, None where a log tells nothing of it.
    """

    id: str
    route: str
    service: str
    same: int = 0
    differs: int = 0
    failed: int = 0
    dropped: int = 0
    percent: int | None = None
    milliseconds: tuple[tuple[float, float], ...] = ()
    differences: tuple[ShadowDifference, ...] = ()
    places: int = 0

    @property
    def compared(self) -> int:
        """How many requests were asked twice, with whatever outcome."""
        return self.same + self.differs + self.failed

    @property
    def p50(self) -> tuple[float, float] | None:
        """The medians of monolith and service in milliseconds, None where the service never answered."""
        if not self.milliseconds:
            return None
        monolith, service = zip(*self.milliseconds, strict=True)
        return median(monolith), median(service)


@dataclass(frozen=True, slots=True)
class ShadowSource:
    """A gateway or a log: what it is called, since when it counts, and lines of it that are no comparison."""

    name: str
    since: str | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class ShadowReport:
    """All routes, by name, from all sources."""

    routes: tuple[RouteShadows, ...]
    sources: tuple[ShadowSource, ...]

    @property
    def compared(self) -> int:
        """How many requests were compared in all."""
        return sum(each.compared for each in self.routes)
