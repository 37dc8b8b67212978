"""The table for Traefik: routers with expressions over the path, each with a priority of its own, in two files.

Without priorities the longest rule would win. ``routes.yaml`` is read again whenever it changes. Traefik decodes what need not
be encoded before it compares and before it passes on, and nothing turns that off: the report says where that shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from woosh_split.artefacts.routes.core_matches import longest
from woosh_split.artefacts.routes.identity import IDENTITY, MORE, TWINS
from woosh_split.artefacts.routes.match import FASTIFY, Matcher
from woosh_split.artefacts.routes.pattern import unnamed
from woosh_split.artefacts.routes.re2 import re2_lacks
from woosh_split.artefacts.routes.rendering import (
    EXACT,
    IDLE_SECONDS,
    SUBSET,
    SUPERSET,
    UNSUPPORTED,
    Fidelity,
    Remark,
    Rendering,
    RenderOptions,
    Rule,
    after_lost,
    grade,
    held_back,
    may_overlap,
    rules_of,
)
from woosh_split.artefacts.routes.templates import rendered
from woosh_split.artefacts.routes.witness import encoded_sample, sample
from woosh_split.model.routing import (
    LITERAL,
    PARAMETER,
    TO_MONOLITH,
    TO_SHADOW,
    TO_SPLIT,
    RouteEntry,
    RoutingTable,
)
from woosh_split.model.split import MONOLITH

NAME = "traefik"
CHECK = "none of its own; start it (traefik --configfile=traefik.yaml), what it cannot read stands in its log as ERR"
INTERNAL = r"(?i)^/+_internal(?:/|%2F|$)"
_PLAIN = re.compile(r"[A-Za-z0-9._~!$&'*+,;=:@()-]*")
"""What stands in a path as it is: Traefik encodes the rest before it compares."""
_OWN = ("X-Forwarded-Port", "X-Forwarded-Server")
"""What Traefik says itself, whatever a client does."""


@dataclass(frozen=True, slots=True)
class _Backend:
    """A target with its deadline: Traefik's deadlines belong to targets, not to routes."""

    name: str
    target: str
    timeout_ms: int


def render(table: RoutingTable, options: RenderOptions) -> Rendering:
    """Return traefik.yaml, which is read once, and routes.yaml, which is read whenever it changes."""
    fidelity = _fidelity(table, options)
    unreadable = {each.entry.id for each in fidelity if each.grade == UNSUPPORTED and _unreadable(each.entry)}
    unable = {each.entry.id for each in fidelity if each.grade == UNSUPPORTED}
    rules = [
        replace(rule, percent=0) if rule.entry.id in unable else rule
        for rule in held_back(rules_of(table, shadows=True), unreadable, table)
    ]
    salt = re.sub(r"[^\w-]", "_", table.salt)
    deadline = longest(table.routes)
    routers = [
        {
            "name": _router_name(rules, number),
            "rule": _quoted(_condition(rule, table)),
            "priority": len(rules) - number + 1,
            "service": _service(rule),
        }
        for number, rule in enumerate(rules)
    ]
    dynamic = rendered(
        "traefik/routes.yaml.j2",
        stripped=(*IDENTITY, *(each for each in MORE if each not in _OWN), *TWINS),
        internal=_quoted(f"PathRegexp({_text(INTERNAL)})"),
        most=len(rules) + 2,
        routers=routers,
        rest=_backend(MONOLITH, deadline).name,
        weighted=_weighted(rules, salt),
        shadows=_shadows(rules),
        backends=[
            {"name": each.name, "address": options.addresses.of(each.target), "timeout": each.timeout_ms}
            for each in _backends(rules, salt, deadline)
        ],
        idle_seconds=IDLE_SECONDS,
        timeouts=sorted({each.timeout_ms for each in _backends(rules, salt, deadline)}),
    )
    files = (
        ("routes.yaml", dynamic),
        ("traefik.yaml", rendered("traefik/traefik.yaml.j2", listen=options.listen)),
    )
    return Rendering(NAME, files, fidelity, _remarks(table))


def _router_name(rules: Sequence[Rule], number: int) -> str:
    """Return the name of a router; a route with optional segments has several rules where Fastify asks."""
    key = rules[number].entry.id
    before = sum(1 for rule in rules[:number] if rule.entry.id == key)
    return f"route_{key}" + (f"_{before + 1}" if before else "")


def _remarks(table: RoutingTable) -> tuple[Remark, ...]:
    found = [
        Remark(
            "Traefik's rules see a path decoded, but for reserved characters; letters, digits and -._~ reach the target so.",
            "GET /%61pi",
        ),
        Remark("A malformed percent-encoding is answered 400 by Traefik itself.", "GET /%zz"),
        Remark(
            "Characters that have to be encoded reach the target encoded, and so do semicolons of a query.",
            "GET /a?b;c",
        ),
        Remark(
            "A client may take as long as it likes for a head, too: Traefik has one deadline for all that it reads, and uploads "
            "need it to be none."
        ),
        Remark("Traefik answers OPTIONS * itself, with 200.", "OPTIONS *"),
        Remark("Until it has read routes.yaml, within a second of its start, Traefik answers 404."),
        Remark(
            "A deadline is that of the first byte of the answer; routes without a rule share the table's longest."
        ),
    ]
    if table.router.engine == FASTIFY:
        found[0] = Remark(found[0].text + " Fastify does the same.", found[0].witness)
    return tuple(found)


def _fidelity(table: RoutingTable, options: RenderOptions) -> tuple[Fidelity, ...]:
    found = after_lost((grade(entry, table, _unreadable(entry)) for entry in table.routes), table)
    matcher = Matcher(table)
    return tuple(_graded(each, table, options, matcher) for each in found)


def _unreadable(entry: RouteEntry) -> str:
    for segment in entry.segments:
        if segment.kind == LITERAL and not _PLAIN.fullmatch(segment.text):
            return f"Traefik encodes {segment.text} before it compares"
    return re2_lacks(entry)


def _graded(found: Fidelity, table: RoutingTable, options: RenderOptions, matcher: Matcher) -> Fidelity:
    """Return the grade with what Traefik does otherwise than engines that compare raw paths."""
    entry = found.entry
    target = entry.target
    if found.grade == UNSUPPORTED or entry.service == MONOLITH:
        return found
    if target.kind == TO_SHADOW:
        return Fidelity(entry, EXACT, "", found.witness)
    if target.kind == TO_SPLIT and target.sticky and 0 < target.percent < 100 and options.subject != "ip":
        why = "Traefik keeps a user on one side by the address, or by a cookie that an app has not; not by a header"
        witness = f"{sample(entry, table.router.version_header)} twice with {options.subject}: 7"
        return Fidelity(entry, UNSUPPORTED, why, witness)
    return _encodings(found, table, matcher)


def _encodings(found: Fidelity, table: RoutingTable, matcher: Matcher) -> Fidelity:
    """Return the grade with what decoding changes: nothing where the router decodes, too."""
    entry = found.entry
    if table.router.engine == FASTIFY:
        return Fidelity(entry, EXACT, "", sample(entry)) if found.why.startswith("Fastify decodes") else found
    if found.grade != EXACT or entry.target.kind == TO_MONOLITH:
        return found
    method = sample(entry).split()[0]
    for other in table.routes:
        path = _as_ours(entry, other)
        answering = matcher.find(method, path) if path else None
        if answering is not None and answering.id == entry.id:
            why = f"Traefik decodes a path before it compares it: then it may be that of {other.path}"
            return Fidelity(entry, SUBSET, why, _versioned(f"{method} {path}", entry, table))
    path = encoded_sample(entry)
    if not path:
        return found
    why = "Traefik decodes a path before it compares it, Express does not"
    return Fidelity(entry, SUPERSET, why, _versioned(f"{method} {path}", entry, table))


def _versioned(request: str, entry: RouteEntry, table: RoutingTable) -> str:
    header = table.router.version_header
    return f"{request} with {header}: {entry.versions[0]}" if header and entry.versions else request


def _as_ours(entry: RouteEntry, other: RouteEntry) -> str:
    """Return a path that is a route's as it is sent and another's, sent elsewhere, when decoded; empty where there is none."""
    elsewhere = (other.service, other.target) != (entry.service, entry.target)
    if not elsewhere or other.order > entry.order or not may_overlap(entry, other):
        return ""
    for ours, theirs in zip(entry.segments, other.segments, strict=False):
        if ours.kind == PARAMETER and theirs.kind == LITERAL and theirs.text[:1].isalpha():
            path = sample(other).split(" ", 1)[1]
            return path.replace(f"/{theirs.text}", f"/%{ord(theirs.text[0]):02X}{theirs.text[1:]}", 1)
    return ""


def _condition(rule: Rule, table: RoutingTable) -> str:
    """Return a router's rule, the cheapest comparison first."""
    parts = []
    if rule.methods is not None:
        parts.append(_any(f"Method({_text(each)})" for each in rule.methods))
    header = table.router.version_header
    if header is not None and rule.entry.versions:
        parts.append(_any(f"Header({_text(header)}, {_text(each)})" for each in rule.entry.versions))
    flags = "(?s)" if table.router.case_sensitive else "(?is)"
    path = unnamed(rule.pattern)
    return " && ".join([*parts, f"PathRegexp({_text(f'{flags}^(?:{path})$')})"])


def _any(parts: Iterable[str]) -> str:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else f"({' || '.join(listed)})"


def _text(text: str) -> str:
    """Return a string of Traefik's rules, which are read as Go is."""
    return f"`{text}`" if "`" not in text else _escaped(text)


def _quoted(text: str) -> str:
    """Return a YAML string; the file is a template of Go's as well, where two braces would begin an action."""
    return _escaped(text).replace("{{", "{\\u007b").replace("}}", "}\\u007d")


def _escaped(text: str) -> str:
    """Return a string as Go and YAML read it alike; JSON's halves of a character beyond the first 65,536 are none to them."""
    return "".join(
        char
        if char.isprintable()
        else f"\\u{ord(char):04x}"
        if ord(char) < 1 << 16
        else f"\\U{ord(char):08x}"
        for char in json.dumps(text, ensure_ascii=False)
    )


def _backend(target: str, timeout_ms: int) -> _Backend:
    return _Backend(f"{target}_{timeout_ms}", target, timeout_ms)


def _sticky(target: str, salt: str, timeout_ms: int) -> _Backend:
    """Return the target of a sticky split. Traefik hashes its name with the address, so nothing else may be in it."""
    return _Backend(f"sticky_{target}_{salt}", target, timeout_ms)


def _service(rule: Rule) -> str:
    if rule.entry.target.kind == TO_SHADOW and rule.entry.target.percent and rule.service != MONOLITH:
        return _shadow_name(rule)
    if rule.percent in (0, 100):
        return _backend(rule.service if rule.percent else MONOLITH, rule.entry.timeout_ms).name
    return _split_name(rule)


def _split_name(rule: Rule) -> str:
    kind = "sticky" if rule.sticky else f"each_{rule.entry.timeout_ms}"
    return f"split_{rule.service}_{rule.percent}_{kind}"


def _shadow_name(rule: Rule) -> str:
    return f"shadow_{rule.service}_{rule.entry.target.percent}_{rule.entry.timeout_ms}"


def _weighted(rules: Sequence[Rule], salt: str) -> list[tuple[str, bool, list[tuple[str, int]]]]:
    """Return (name, whether sticky, names and weights) of each split."""
    found = {}
    for rule in rules:
        if not 0 < rule.percent < 100:
            continue
        names = [
            _sticky(each, salt, 0).name if rule.sticky else _backend(each, rule.entry.timeout_ms).name
            for each in (rule.service, MONOLITH)
        ]
        weights = (rule.percent, 100 - rule.percent)
        found[_split_name(rule)] = (rule.sticky, list(zip(names, weights, strict=True)))
    return [(name, *values) for name, values in sorted(found.items())]


def _shadows(rules: Sequence[Rule]) -> list[tuple[str, str, str, int]]:
    """Return (name, who answers, who is asked beside it, percent) of each shadow."""
    found = {
        _shadow_name(rule): (
            _backend(MONOLITH, rule.entry.timeout_ms).name,
            _backend(rule.service, rule.entry.timeout_ms).name,
            rule.entry.target.percent,
        )
        for rule in rules
        if _service(rule) == _shadow_name(rule)
    }
    return [(name, *values) for name, values in sorted(found.items())]


def _backends(rules: Sequence[Rule], salt: str, deadline: int) -> list[_Backend]:
    return sorted(
        {_backend(MONOLITH, deadline), *_backends_of(rules, salt)},
        key=lambda each: (each.name, each.timeout_ms),
    )


def _backends_of(rules: Sequence[Rule], salt: str) -> Iterator[_Backend]:
    split = [rule for rule in rules if rule.sticky and 0 < rule.percent < 100]
    for name in sorted({rule.service for rule in split}):
        yield _sticky(name, salt, longest(rule.entry for rule in split if rule.service == name))
    if split:
        yield _sticky(MONOLITH, salt, longest(rule.entry for rule in split))
    for rule in rules:
        if 0 < rule.percent < 100 and rule.sticky:
            continue
        if rule.percent < 100:
            yield _backend(MONOLITH, rule.entry.timeout_ms)
        if rule.percent or _service(rule) == _shadow_name(rule):
            yield _backend(rule.service, rule.entry.timeout_ms)
