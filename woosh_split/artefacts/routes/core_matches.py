"""A table in exact paths and prefixes: all that every implementation of the Gateway API compares alike.

There are no expressions, so a route with a parameter can only be told by the literals that it begins with. A prefix is used
where everything that the table knows below it goes to one target; where two targets share a prefix, none of their routes can
be told, and all of them stay with the monolith. Exact paths win over prefixes, longer prefixes over shorter ones, a method
over none, more headers over fewer: with that, no two matches ever tie, and their order does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from woosh_split.artefacts.routes.match import ALL, Matcher, serves_method, serves_version
from woosh_split.artefacts.routes.rendering import percent_of, spelled_out
from woosh_split.model.routing import LITERAL, WILDCARD, RouteEntry, RoutingTable, Segment
from woosh_split.model.split import MONOLITH

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH")
OTHER = "PURGE"
"""Stands for every method that a match cannot name."""
_PATH = re.compile(r"[-A-Za-z0-9._~!$&'*+,;=:@()]+")

Action = tuple[str, int]
"""A service and how many of a hundred it gets; the monolith gets the others."""
STAY: Action = (MONOLITH, 0)
_Key = tuple[str | None, str | None]
"""A method and a version, None for any other."""


@dataclass(frozen=True, slots=True)
class Match:
    """One match: ``method`` and ``version`` of None are any."""

    exact: bool
    path: str
    method: str | None
    version: str | None

    def takes(self, method: str, path: str, version: str | None) -> bool:
        """Whether a request is one of those."""
        if self.method not in (None, method) or self.version not in (None, version):
            return False
        if self.exact:
            return path == self.path
        return self.path == "/" or path == self.path or path.startswith(f"{self.path}/")

    def rank(self) -> tuple[bool, int, bool, bool]:
        """Return what decides among matches that take a request: the greatest wins."""
        return (self.exact, len(self.path), self.method is not None, self.version is not None)


@dataclass(slots=True)
class Core:
    """What came of a table: for each match its action and the routes behind it, and why routes cannot be told, by their id."""

    lost: dict[str, str]
    actions: dict[Match, Action] = field(default_factory=dict)
    routes: dict[Match, tuple[RouteEntry, ...]] = field(default_factory=dict)
    _at: dict[tuple[bool, str], list[Match]] = field(default_factory=dict)

    def add(self, match: Match, action: Action, routes: tuple[RouteEntry, ...]) -> None:
        """Add a match."""
        self.actions[match] = action
        self.routes[match] = routes
        self._at.setdefault((match.exact, match.path), []).append(match)

    def decide(self, method: str, path: str, version: str | None = None) -> Action:
        """Return to whom a request is sent."""
        found = self.deciding(method, path, version)
        return STAY if found is None else self.actions[found]

    def deciding(self, method: str, path: str, version: str | None = None) -> Match | None:
        """Return the match that decides about a request, None where nothing but the monolith takes it."""
        places = [(True, path), *((False, each) for each in _prefixes(path))]
        taking = [each for at in places for each in self._at.get(at, ()) if each.takes(method, path, version)]
        return max(taking, key=Match.rank, default=None)

    def alike(self, match: Match | None, action: Action, routes: tuple[RouteEntry, ...]) -> bool:
        """Whether a match already does what is wanted; the monolith's deadlines are its own business."""
        if match is None or action == STAY:
            return action == (STAY if match is None else self.actions[match])
        return action == self.actions[match] and longest(routes) == longest(self.routes[match])


def _prefixes(path: str) -> Iterator[str]:
    """Yield the prefixes that take a path, the shortest, which is the root, first."""
    yield "/"
    parts = path.split("/")
    for length in range(2, len(parts) + 1):
        yield "/".join(parts[:length])


class _Prefixes:
    """The routes with a parameter or wildcard that may take a path below each prefix, but for those with a longer one."""

    def __init__(self, table: RoutingTable) -> None:
        self.table = table
        entries = sorted(table.routes, key=lambda each: each.order)
        told = [(entry, variants(entry)) for entry in entries]
        self.heads = sorted(set(_heads(told)), key=lambda head: (len(head), head))
        self._below = {
            head: [entry for entry, listed in told if any(_reaches(each, head, table) for each in listed)]
            for head in self.heads
        }

    def below(self, head: tuple[str, ...], key: _Key) -> list[RouteEntry]:
        """Return the routes that may take a request of a method and a version."""
        return [
            entry
            for entry in self._below[head]
            if serves_method(entry, key[0] or OTHER) and serves_version(entry, key[1], self.table.router)
        ]


def core_of(table: RoutingTable, unable: Mapping[str, str]) -> Core:
    """Return the matches of a table; ``unable`` says of routes why they cannot leave the monolith whatever is matched."""
    lost = {**_unspeakable(table), **unable}
    prefixes = _Prefixes(table)
    while found := _conflicts(prefixes, lost):
        lost |= found
    core = Core(lost)
    matcher = Matcher(table)
    for head in prefixes.heads:
        wanted = {}
        for key in _keys(table):
            if behind := prefixes.below(head, key):
                actions = {action_of(each, lost) for each in behind}
                wanted[key] = (actions.pop() if len(actions) == 1 else STAY, tuple(behind))
        _emit(core, table, False, _joined(head), wanted)
    for path in _exact_paths(table, prefixes.heads):
        wanted = {}
        for key in _keys(table):
            entry = matcher.find(key[0] or OTHER, path, _headers(table, key[1]))
            wanted[key] = (STAY, ()) if entry is None else (action_of(entry, lost), (entry,))
        _emit(core, table, True, path, wanted)
    return core


def action_of(entry: RouteEntry, lost: Collection[str]) -> Action:
    """Return where a route's requests go; those that cannot be told stay."""
    percent = 0 if entry.id in lost else percent_of(entry)
    return (entry.service, percent) if percent else STAY


def _unspeakable(table: RoutingTable) -> dict[str, str]:
    """Return the routes that leave the monolith and that no match can be made for."""
    found = {}
    for entry in table.routes:
        literals = [each.text for each in entry.segments if each.kind == LITERAL]
        odd = [each for each in literals if not _PATH.fullmatch(each) or each in (".", "..")]
        unknown = [each for each in entry.methods if each not in METHODS and each != ALL]
        if odd:
            found[entry.id] = f"a match has no {odd[0]} in its path"
        elif unknown:
            found[entry.id] = f"a match knows no method {unknown[0]}"
        elif any(not head_of(each) and each for each in variants(entry)):
            found[entry.id] = (
                "nothing literal stands before its parameter, so that only a prefix of / would take it"
            )
    return {each.id: found[each.id] for each in table.routes if each.id in found and percent_of(each)}


def _conflicts(prefixes: _Prefixes, lost: Collection[str]) -> dict[str, str]:
    """Return the routes that share a prefix with another target's."""
    found: dict[str, str] = {}
    for head in prefixes.heads:
        for key in _keys(prefixes.table):
            behind = prefixes.below(head, key)
            for entry in behind:
                mine = action_of(entry, lost)
                other = next((each for each in behind if action_of(each, lost) != mine), None)
                if mine != STAY and other is not None:
                    found[entry.id] = (
                        f"the prefix {_joined(head)} would take {other.path} as well, which goes elsewhere"
                    )
    return found


def _reaches(segments: tuple[Segment, ...], head: tuple[str, ...], table: RoutingTable) -> bool:
    own = head_of(segments)
    if len(own) == len(segments) or len(own) > len(head):
        return False
    for segment, text in zip(segments, head, strict=False):
        if segment.kind == WILDCARD:
            return True
        if segment.kind == LITERAL and not _same(segment.text, text, table):
            return False
    return len(segments) > len(head) or segments[-1].kind == WILDCARD


def _same(one: str, other: str, table: RoutingTable) -> bool:
    return one == other if table.router.case_sensitive else one.lower() == other.lower()


def variants(entry: RouteEntry) -> list[tuple[Segment, ...]]:
    """Return a route's segments with each optional one there and missing."""
    return [each.segments for each in spelled_out(entry)]


def head_of(segments: Iterable[Segment]) -> tuple[str, ...]:
    """Return the literals before the first parameter or wildcard."""
    found: list[str] = []
    for segment in segments:
        if segment.kind != LITERAL:
            break
        found.append(segment.text)
    return tuple(found)


def _heads(told: Iterable[tuple[RouteEntry, list[tuple[Segment, ...]]]]) -> Iterator[tuple[str, ...]]:
    for _, listed in told:
        for segments in listed:
            head = head_of(segments)
            if head and len(head) < len(segments) and all(_PATH.fullmatch(each) for each in head):
                yield head


def _exact_paths(table: RoutingTable, heads: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the paths without parameters, and those at which a prefix begins, with and without a last slash."""
    found = set(heads)
    for entry in table.routes:
        for segments in variants(entry):
            head = head_of(segments)
            if len(head) == len(segments) and all(_PATH.fullmatch(each) for each in head):
                found.add(head)
    for head in sorted(found):
        yield _joined(head)
        if head:
            yield f"{_joined(head)}/"


def _joined(head: Iterable[str]) -> str:
    return "/" + "/".join(head)


def _keys(table: RoutingTable) -> list[_Key]:
    versions = sorted({version for entry in table.routes for version in entry.versions})
    told = [None, *versions] if table.router.version_header is not None else [None]
    return [(method, version) for version in told for method in (None, *METHODS)]


def _headers(table: RoutingTable, version: str | None) -> dict[str, str]:
    header = table.router.version_header
    return {header: version} if header is not None and version is not None else {}


def _emit(
    core: Core,
    table: RoutingTable,
    exact: bool,
    path: str,
    wanted: Mapping[_Key, tuple[Action, tuple[RouteEntry, ...]]],
) -> None:
    """Add the matches of a path: not those that a match with less in it decides alike, nor what no service has to do with.

    What a service owns, or a prefix of its would take, has its match also where it stays with the monolith. So a move and its
    way back change rules, and hardly ever does one come or go: what is no longer in a file goes on routing in the cluster.
    """
    before = {key: core.deciding(key[0] or OTHER, path, key[1]) for key in _keys(table)}
    made: dict[_Key, Match] = {}
    for key in sorted(wanted, key=lambda each: (each[0] is not None, each[1] is not None, str(each))):
        method, version = key
        action, entries = wanted[key]
        weaker = next(
            (made[each] for each in ((method, None), (None, version), (None, None)) if each in made), None
        )
        shorter = before[key]
        behind = entries if shorter is None else (*entries, *core.routes[shorter])
        owned = weaker is None and any(entry.service != MONOLITH for entry in behind)
        if owned or not core.alike(weaker or before[key], action, entries):
            made[key] = Match(exact, path, method, version)
            core.add(made[key], action, entries)


def longest(entries: Iterable[RouteEntry]) -> int:
    """Return the longest deadline; none, which is 0, is longer than any."""
    found = [each.timeout_ms for each in entries]
    return 0 if 0 in found else max(found, default=30_000)
