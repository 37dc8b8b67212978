"""Who answers a request: the monolith's own order of routes, and the split file's home of each module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from woosh_split.model.code import Route
from woosh_split.model.split import MONOLITH

_PART = re.compile(r"(?P<name>:\w+)(?P<pattern>\([^)]*\))?(?P<mark>[?*+])?|(?P<star>\*\w*|\{\*\w+\})")


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """One route, who answers it, and the pattern of its paths."""

    method: str
    path: str
    service: str
    pattern: re.Pattern[str]

    @property
    def name(self) -> str:
        """Verb and path, as a person writes it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class RouteTable:
    """All routes in the order in which the monolith tries them."""

    entries: tuple[RouteEntry, ...]

    def find(self, method: str, target: str) -> RouteEntry | None:
        """Return the first route that takes a request, None where no route does.

        As in Express: trailing slash and case do not matter, and HEAD is answered by GET.
        """
        path = target.split("?", 1)[0]
        for entry in self.entries:
            if _takes(entry.method, method) and entry.pattern.fullmatch(path):
                return entry
        return None

    def service_of(self, method: str, target: str) -> str:
        """Return who answers a request; what no route takes is the remainder's."""
        entry = self.find(method, target)
        return entry.service if entry is not None else MONOLITH


def route_table(routes: Iterable[Route], homes: Mapping[str, str]) -> RouteTable:
    """Return the table for routes and a mapping of modules to the services that run."""
    ordered = sorted(routes, key=lambda route: route.order)
    return RouteTable(
        tuple(
            RouteEntry(route.method, route.path, homes.get(route.module, MONOLITH), pattern_of(route.path))
            for route in ordered
            if route.kind != "websocket"
        )
    )


def pattern_of(path: str) -> re.Pattern[str]:
    """Return the pattern of an Express path: ``:name``, ``:name(regex)``, ``:name?``, ``*``."""
    text, end = "", 0
    for part in _PART.finditer(path):
        before = path[end : part.start()]
        optional = part["mark"] == "?" and before.endswith("/")
        text += re.escape(before[:-1] if optional else before)
        one = part["pattern"] or "([^/]+?)"
        if part["star"]:
            text += "(.*)"
        elif optional:
            text += f"(?:/{one})?"
        elif part["mark"] in ("*", "+"):
            text += "(.+)" if part["mark"] == "+" else "(.*)"
        else:
            text += one
        end = part.end()
    return re.compile(f"{text}{re.escape(path[end:].rstrip('/'))}/?", re.IGNORECASE)


def _takes(route: str, method: str) -> bool:
    return route in (method, "ALL") or (route == "GET" and method == "HEAD")
