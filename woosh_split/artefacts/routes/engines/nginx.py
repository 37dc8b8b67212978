"""The table for nginx: maps of regular expressions over the raw path, one map for each beginning of a path.

A map of a thousand expressions costs 200 microseconds a request, so the first two literals choose the map, by a hash. A
map's value may be another map's variable, and nginx computes those only when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from woosh_split.artefacts.routes.identity import IDENTITY, MORE, TWINS
from woosh_split.artefacts.routes.pattern import unnamed
from woosh_split.artefacts.routes.rendering import (
    IDLE_SECONDS,
    Remark,
    Rendering,
    RenderOptions,
    Rule,
    grade,
    rules_of,
)
from woosh_split.artefacts.routes.templates import rendered
from woosh_split.model.routing import RoutingTable
from woosh_split.model.split import MONOLITH

NAME = "nginx"
CHECK = "nginx -t -p . -c nginx.conf"
_FIELD = re.compile(r"[^a-z0-9]+")


def render(table: RoutingTable, options: RenderOptions) -> Rendering:
    """Return nginx.conf, to be used as it is or to take the parts from."""
    rules = rules_of(table)
    used = sorted({rule.service for rule in rules if rule.percent})
    whole = rendered(
        "nginx/nginx.conf.j2",
        listen=options.listen,
        stripped=(*IDENTITY, *MORE, *TWINS),
        version=_header(table.router.version_header),
        upstreams=[(_word(each), options.addresses.of(each)) for each in (MONOLITH, *used)],
        idle_seconds=IDLE_SECONDS,
        groups=_groups(rules, table),
        splits=_splits(rules, re.sub(r"[^\w-]", "_", table.salt), _subject(options.subject)),
        longest=max((entry.timeout_ms for entry in table.routes), default=30_000) // 1000 or 30,
        endless=any(entry.timeout_ms == 0 for entry in table.routes),
    )
    return Rendering(
        NAME, (("nginx.conf", whole),), tuple(grade(entry, table) for entry in table.routes), _remarks(table)
    )


def _remarks(table: RoutingTable) -> tuple[Remark, ...]:
    found = [
        Remark(
            "A malformed percent-encoding, and an encoded zero byte, are answered 400 by nginx itself.",
            "GET /%zz",
        ),
        Remark("A path that leads above the root is answered 400 by nginx itself.", "GET /../api"),
        Remark(
            "Methods that nginx does not know, in small letters, are answered 400 by nginx itself.", "get /"
        ),
        Remark(
            "A path is never asked about /_internal: nginx answers 404, also where dots lead there.",
            "GET /_internal",
        ),
    ]
    timeouts = {entry.timeout_ms for entry in table.routes}
    if len(timeouts) > 1:
        found.append(Remark("nginx has one read timeout for all routes: the longest of the table."))
    return tuple(found)


def _groups(rules: Sequence[Rule], table: RoutingTable) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (prefix, variable, lines) of each map; the last one, without a prefix, is for all other paths.

    A rule whose path begins otherwise than with two literals stands in every map that its path may lead to.
    """
    prefixes = sorted({rule.prefix for rule in rules if rule.prefix})
    found = []
    for number, prefix in enumerate([*prefixes, ()]):
        lines = [(_expression(rule, table), _value(rule)) for rule in rules if _may_begin(rule, prefix)]
        found.append((_quoted("/" + "/".join(prefix)) if prefix else "", f"woosh_routes_{number}", lines))
    return found


def _may_begin(rule: Rule, prefix: tuple[str, ...]) -> bool:
    """Whether a rule may take a path of a map: the map of ``/a`` has the paths ``/a`` and ``/a/x`` without a map of its own."""
    if len(rule.prefix) == 2:
        return rule.prefix == prefix
    if not prefix:
        return True
    return rule.prefix[: len(prefix)] == prefix[: len(rule.prefix)]


def _expression(rule: Rule, table: RoutingTable) -> str:
    methods = "[^ ]+" if rule.methods is None else f"(?:{'|'.join(rule.methods)})"
    path = unnamed(rule.pattern)
    mark = "~" if table.router.case_sensitive else "~*"
    version = ".*"
    if table.router.version_header is not None and rule.entry.versions:
        version = "(?:" + "|".join(re.escape(each) for each in rule.entry.versions) + ")"
    return _quoted(f"{mark}^{methods} {path} {version}$")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(rule: Rule) -> str:
    if rule.percent in (0, 100):
        return _word(rule.service) if rule.percent else MONOLITH
    return f"${_split_name(rule)}"


def _split_name(rule: Rule) -> str:
    kind = "sticky" if rule.sticky else "each"
    return f"woosh_split_{_word(rule.service)}_{rule.percent}_{kind}"


def _splits(rules: Sequence[Rule], salt: str, subject: str) -> list[tuple[str, str, int, str]]:
    """Return (variable, what is hashed, percent, service) of each split; one service has one hash for all its routes."""
    found = {
        _split_name(rule): (
            f"{salt}|{rule.service}|{subject}" if rule.sticky else "$request_id",
            rule.percent,
            _word(rule.service),
        )
        for rule in rules
        if 0 < rule.percent < 100
    }
    return [(name, *values) for name, values in sorted(found.items())]


def _subject(given: str) -> str:
    return "$remote_addr" if given == "ip" else _header(given)


def _header(name: str | None) -> str:
    return "" if name is None else f"$http_{name.lower().replace('-', '_')}"


def _word(name: str) -> str:
    return _FIELD.sub("_", name)
