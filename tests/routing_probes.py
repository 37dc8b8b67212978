"""Requests that routers disagree about, made from a routing table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from woosh_split.model.routing import LITERAL, PARAMETER, RouteEntry, RoutingTable

MALFORMED = ("/%zz", "/api/%", "/api/users/%zz", "/api/users/a%00b", "/../api/users", "/api/../../x")
"""Each engine has its own answer to these, and its report names them."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A request line, as it is sent."""

    method: str
    target: str


def path_of(entry: RouteEntry, value: str = "7") -> str:
    """Return a path that a route takes, optional segments left out."""
    parts = []
    for segment in entry.segments:
        if segment.optional:
            continue
        parts.append(segment.text if segment.kind == LITERAL else value)
    return "/" + "/".join(parts)


def probes(table: RoutingTable) -> list[Probe]:
    """Return several hundred probes, in an order that does not change."""
    found: dict[Probe, None] = {}
    for number, entry in enumerate(table.routes):
        method = "GET" if entry.methods == ("ALL",) else entry.methods[0]
        path = path_of(entry)
        found[Probe(method, path)] = None
        for target in list(_unusual(table, entry, path))[number % 2 :: 2]:
            found[Probe(method, target)] = None
        other = ("HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PURGE", "PUT", "GET")[number % 8]
        found[Probe(other, path)] = None
    for target in (
        "/",
        "//",
        "/nothing",
        "/api",
        "/api/",
        "/API",
        "/socket.io/?a=1",
        "/_Internal/x",
        "/%5finternal",
    ):
        found[Probe("GET", target)] = None
    return [probe for probe in found if not leads_above_the_root(probe.target)]


def leads_above_the_root(target: str) -> bool:
    """Whether a path has more steps up than down: nginx answers these itself, as its report says."""
    depth = 0
    for part in target.split("?")[0].replace("%2e", ".").split("/")[1:]:
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0:
            return True
    return False


def _unusual(table: RoutingTable, entry: RouteEntry, path: str) -> Iterator[str]:
    """Yield paths near a route's own."""
    yield path + "/"
    yield path.upper()
    yield path + "//"
    yield path.replace("/", "//", 2)
    yield "/" + path
    yield path + "?path=/api/users/profile"
    yield path + "/.."
    yield path + "/extra"
    yield "/./" + path[1:]
    yield path.rsplit("/", 1)[0] + "/x/../" + path.rsplit("/", 1)[1]
    for segment in entry.segments:
        if segment.kind == LITERAL and segment.text[0].isalpha():
            encoded = f"%{ord(segment.text[0]):02x}{segment.text[1:]}"
            yield path.replace(f"/{segment.text}", f"/{encoded}", 1)
            yield path.replace(f"/{segment.text}", f"/{segment.text};v=1", 1)
            yield path.replace(f"/{segment.text}", f"/{segment.text}-archive", 1)
    if any(segment.kind == PARAMETER for segment in entry.segments):
        for value in ("a%2Fb", "..", "%2e%2e", "a%20b", "a;b=c", "%C3%A9", "me@x.org"):
            yield path_of(entry, value)
        for literal in _literals_beside(table, entry)[:4]:
            yield path_of(entry, literal)
            yield path_of(entry, literal.upper())


def _literals_beside(table: RoutingTable, entry: RouteEntry) -> list[str]:
    """Return literals that other routes have where this one has a parameter."""
    index = next(i for i, segment in enumerate(entry.segments) if segment.kind == PARAMETER)
    found = {
        other.segments[index].text
        for other in table.routes
        if len(other.segments) > index
        and other.segments[:index] == entry.segments[:index]
        and other.segments[index].kind == LITERAL
    }
    return sorted(found)
