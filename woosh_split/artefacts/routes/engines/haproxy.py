"""The table for HAProxy: a rule for each route finds its id, map files say where it is sent.

Expressions are costly (0.3 microseconds each), so a comparison of the path's first two parts stands before each. A move
changes no rule: two lines of map files, or two words to HAProxy's socket while it runs.
"""

from __future__ import annotations

import re

from woosh_split.artefacts.routes.identity import IDENTITY, MORE, TWINS
from woosh_split.artefacts.routes.pattern import spelled, unnamed
from woosh_split.artefacts.routes.rendering import (
    Remark,
    Rendering,
    RenderOptions,
    Rule,
    every_rule,
    grade,
)
from woosh_split.artefacts.routes.templates import rendered
from woosh_split.model.routing import RoutingTable
from woosh_split.model.split import MONOLITH

NAME = "haproxy"
CHECK = "haproxy -c -f haproxy.cfg"
_ENDLESS_MS = 86_400_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def render(table: RoutingTable, options: RenderOptions) -> Rendering:
    """Return haproxy.cfg and its map files."""
    rules = every_rule(table)
    subject = "src" if options.subject == "ip" else f"req.hdr({options.subject.lower()})"
    names = (MONOLITH, *sorted({rule.service for rule in rules} - {MONOLITH}))
    whole = rendered(
        "haproxy/haproxy.cfg.j2",
        listen=options.listen,
        internal=_quoted(f"^/+{spelled('_internal')}(?:/|%2f|$)"),
        stripped=(*IDENTITY, *MORE, *TWINS),
        salt=re.sub(r"[^\w-]", "_", table.salt),
        subject=subject,
        rules=[{"id": rule.entry.id, "conditions": _conditions(rule, table)} for rule in rules],
        each=sorted({rule.entry.id for rule in rules if 0 < rule.percent < 100 and not rule.sticky}),
        backends=[(name, options.addresses.of(name)) for name in names],
    )
    routes = {rule.entry.id: rule for rule in rules}
    files = (
        ("haproxy.cfg", whole),
        ("percents.map", _map((key, str(rule.percent)) for key, rule in routes.items())),
        ("services.map", _map((key, rule.service) for key, rule in routes.items())),
        (
            "timeouts.map",
            _map((key, str(rule.entry.timeout_ms or _ENDLESS_MS)) for key, rule in routes.items()),
        ),
    )
    return Rendering(NAME, files, tuple(grade(entry, table) for entry in table.routes), _REMARKS)


_REMARKS = (
    Remark("HAProxy answers 400 where a path has bytes that have to be encoded, as Node does.", "GET /a b"),
    Remark(
        "What the path /_internal leads to is answered 404 by HAProxy itself, encoded or not.",
        "GET /%5Finternal/x",
    ),
)


def _map(pairs: object) -> str:
    return "".join(f"{key} {value}\n" for key, value in pairs)  # type: ignore[attr-defined]


def _conditions(rule: Rule, table: RoutingTable) -> str:
    """Return the conditions of a rule, the cheapest first."""
    found = ""
    if len(rule.prefix) == 2:
        found += f" {{ var(txn.prefix) -m str {_quoted('/' + '/'.join(rule.prefix))} }}"
    if rule.methods is not None:
        found += f" {{ method {' '.join(rule.methods)} }}"
    if table.router.version_header is not None and rule.entry.versions:
        versions = " ".join(_quoted(each) for each in rule.entry.versions)
        found += f" {{ req.fhdr({table.router.version_header.lower()}) -m str {versions} }}"
    flag = "" if table.router.case_sensitive else "-i "
    path = unnamed(rule.pattern)
    return f"{found} {{ path -m reg {flag}{_quoted(f'^{path}$')} }}"


def _quoted(text: str) -> str:
    """Return one word of a line. A line has an end even in quotes: no path with a control character reaches a rule."""
    return "'" + _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text).replace("'", "'\\''") + "'"
