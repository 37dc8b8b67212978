"""What every engine's rendering is made of: the rules that it is given, and how faithful it is to the table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from woosh_split.artefacts.routes.match import ALL, FASTIFY
from woosh_split.artefacts.routes.pattern import pattern_of
from woosh_split.artefacts.routes.witness import encoded_sample, sample
from woosh_split.model.routing import (
    LITERAL,
    TO_MONOLITH,
    TO_SHADOW,
    TO_SPLIT,
    WILDCARD,
    RouteEntry,
    RoutingTable,
    Segment,
)
from woosh_split.model.split import MONOLITH

EXACT, SUPERSET, SUBSET, UNSUPPORTED = "exact", "superset", "subset", "unsupported"
IDLE_SECONDS = 3
"""How long a proxy keeps an idle connection to a target. Node ends its own after 5 seconds, and what is sent at that moment is
answered with 502: nobody may send it again."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How one route fares in an engine.

    exact: the engine sends the same requests to the same target. superset: also others. subset: not all of them; the rest
    goes to the monolith. unsupported: the engine cannot do it, all goes to the monolith. ``witness`` is a request that the
    table and the engine answer differently, or, for exact, one that the route answers in both.
    """

    entry: RouteEntry
    grade: str
    why: str
    witness: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the engine that holds for every route, with a request that shows it."""

    text: str
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the targets are: host and port of each, the monolith among them."""

    hosts: Mapping[str, tuple[str, int]]

    def of(self, target: str) -> str:
        """Return ``host:port``; an IPv6 address is in brackets."""
        host, port = self.hosts[target]
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What an engine listens on, and by what a user is told for sticky splits: ``ip``, or a header's name.

    ``gateway`` is the Gateway that routes of Kubernetes are attached to, with or without its namespace.
    """

    addresses: Addresses
    listen: int = 8080
    subject: str = "ip"
    gateway: str = "gateway"


@dataclass(frozen=True, slots=True)
class Rendering:
    """The files of an engine, how faithful each route is, and what holds for all."""

    engine: str
    files: tuple[tuple[str, str], ...]
    fidelity: tuple[Fidelity, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in the order in which engines ask: ``methods`` of None are all, ``pattern`` is a whole path's.

    ``prefix`` are the literals that the path begins with, at most two, in small letters.
    """

    entry: RouteEntry
    methods: tuple[str, ...] | None
    pattern: str
    prefix: tuple[str, ...]
    service: str
    percent: int
    sticky: bool


def rules_of(table: RoutingTable, *, shadows: bool = False) -> tuple[Rule, ...]:
    """Return the rules that are needed: those that leave the monolith, and those before them that may take their requests.

    What Fastify takes by being the most special comes in that order; everything else in that of the table. ``shadows``:
    routes whose service is asked beside the monolith leave it, too.
    """

    def leaves(entry: RouteEntry) -> bool:
        beside = shadows and entry.target.kind == TO_SHADOW and entry.target.percent > 0
        return percent_of(entry) > 0 or beside

    kept: list[RouteEntry] = []
    for entry in reversed(asked_order(table)):
        if leaves(entry) or any(leaves(later) and may_overlap(entry, later) for later in kept):
            kept.append(entry)
    return tuple(_rule(entry, table) for entry in reversed(kept))


def every_rule(table: RoutingTable) -> tuple[Rule, ...]:
    """Return a rule for each route, in the order in which engines ask."""
    return tuple(_rule(entry, table) for entry in asked_order(table))


def asked_order(table: RoutingTable) -> tuple[RouteEntry, ...]:
    """Return the routes such that the first that matches is the one that answers."""
    ordered = sorted(table.routes, key=lambda each: each.order)
    if table.router.engine != FASTIFY:
        return tuple(ordered)
    expanded = [each for entry in ordered for each in spelled_out(entry)]
    return tuple(sorted(expanded, key=lambda each: [_speciality(s) for s in each.segments] + [9]))


def spelled_out(entry: RouteEntry) -> Iterable[RouteEntry]:
    """Yield a route with each optional segment there and missing: they differ in how special they are."""
    for index, segment in enumerate(entry.segments):
        if segment.optional:
            head, tail = entry.segments[:index], entry.segments[index + 1 :]
            yield from spelled_out(replace(entry, segments=head + tail))
            yield from spelled_out(replace(entry, segments=(*head, replace(segment, optional=False), *tail)))
            return
    yield entry


def _speciality(segment: Segment) -> int:
    if segment.kind == WILDCARD:
        return 4
    if segment.kind == LITERAL:
        return 0
    return 2 if segment.pattern is None else 1


def _rule(entry: RouteEntry, table: RoutingTable) -> Rule:
    methods: tuple[str, ...] | None = entry.methods
    if ALL in entry.methods:
        methods = None
    elif "GET" in entry.methods and "HEAD" not in entry.methods:
        methods = (*entry.methods, "HEAD")
    return Rule(
        entry,
        methods,
        pattern_of(entry.segments, table.router),
        prefix_of(entry.segments),
        entry.service,
        percent_of(entry),
        entry.target.sticky,
    )


def percent_of(entry: RouteEntry) -> int:
    """Return how many of a hundred go to the service; a shadow is answered by the monolith."""
    if entry.service == MONOLITH or entry.target.kind in (TO_MONOLITH, TO_SHADOW):
        return 0
    return entry.target.percent if entry.target.kind == TO_SPLIT else 100


def prefix_of(segments: tuple[Segment, ...]) -> tuple[str, ...]:
    """Return the literals that a path begins with, two at the most, in small letters."""
    found: list[str] = []
    for segment in segments[:2]:
        if segment.kind != LITERAL or segment.optional:
            break
        found.append(segment.text.lower())
    return tuple(found)


def may_overlap(one: RouteEntry, other: RouteEntry) -> bool:
    """Whether one request may be taken by two routes; yes where that is not certain."""
    if not _share_methods(one, other):
        return False
    for a, b in zip(one.segments, other.segments, strict=False):
        if a.optional or b.optional or WILDCARD in (a.kind, b.kind):
            return True
        if a.kind == b.kind == LITERAL and a.text.lower() != b.text.lower():
            return False
    longer = one if len(one.segments) > len(other.segments) else other
    rest = longer.segments[min(len(one.segments), len(other.segments)) :]
    return all(each.optional or each.kind == WILDCARD for each in rest)


def _share_methods(one: RouteEntry, other: RouteEntry) -> bool:
    if ALL in one.methods or ALL in other.methods:
        return True
    return bool({*one.methods} & {*other.methods}) or (
        "HEAD" in one.methods + other.methods and "GET" in one.methods + other.methods
    )


def grade(entry: RouteEntry, table: RoutingTable, unreadable: str = "") -> Fidelity:
    """Return how faithful an engine is that compares raw paths with regular expressions in order.

    ``unreadable``: why the engine cannot read the route's pattern, empty where it can.
    """
    header = table.router.version_header
    taken = sample(entry, header)
    if unreadable:
        return Fidelity(entry, UNSUPPORTED, unreadable, taken)
    if entry.target.kind == TO_SHADOW:
        return Fidelity(entry, SUBSET, "the monolith answers; the service is not asked beside it", taken)
    if table.router.engine == FASTIFY and entry.target.kind != TO_MONOLITH:
        encoded = encoded_sample(entry)
        if encoded:
            return Fidelity(
                entry,
                SUBSET,
                "Fastify decodes a path before it compares it, the engine does not",
                f"{taken.split()[0]} {encoded}",
            )
    return Fidelity(entry, EXACT, "", taken)


def held_back(rules: Iterable[Rule], lost: Collection[str], table: RoutingTable) -> tuple[Rule, ...]:
    """Return the rules with those of lost routes, whose patterns the engine cannot read, made wider and sent to the monolith.

    Left out, they would let their requests through to whatever comes later.
    """
    return tuple(
        replace(rule, pattern=pattern_of(_wider(rule.entry).segments, table.router), percent=0)
        if rule.entry.id in lost
        else rule
        for rule in rules
    )


def after_lost(found: Iterable[Fidelity], table: RoutingTable) -> tuple[Fidelity, ...]:
    """Return the grades such that a route is a subset where a lost one before it may take its requests."""
    grades = {each.entry.id: each for each in found}
    lost: list[RouteEntry] = []
    for entry in asked_order(table):
        each = grades[entry.id]
        before = next((one for one in lost if may_overlap(_wider(one), entry)), None)
        if each.grade == UNSUPPORTED:
            lost.append(entry)
        elif before is not None and percent_of(entry):
            why = f"what may be {before.path}, whose pattern the engine cannot read, goes to the monolith"
            grades[entry.id] = Fidelity(entry, SUBSET, why, sample(_wider(before)))
    return tuple(grades.values())


def _wider(entry: RouteEntry) -> RouteEntry:
    return replace(entry, segments=tuple(replace(segment, pattern=None) for segment in entry.segments))
