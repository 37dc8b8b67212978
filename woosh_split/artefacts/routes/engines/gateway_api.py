"""The table as HTTPRoute objects of the Kubernetes Gateway API: exact paths and prefixes, which every implementation knows.

Expressions are left to each implementation by the standard, and so is their precedence, so there are none. A route is a rule of
an HTTPRoute of its owner: a move changes one object.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from woosh_split.artefacts.routes.core_fidelity import graded
from woosh_split.artefacts.routes.core_matches import STAY, Action, Core, Match, core_of, longest
from woosh_split.artefacts.routes.identity import IDENTITY
from woosh_split.artefacts.routes.rendering import Remark, Rendering, RenderOptions
from woosh_split.artefacts.routes.templates import rendered
from woosh_split.errors import InputError
from woosh_split.model.routing import TO_SPLIT, RouteEntry, RoutingTable, address_variable
from woosh_split.model.split import MONOLITH

NAME = "gateway-api"
CHECK = "kubectl apply --dry-run=server -f httproutes.yaml"
MOST_RULES, MOST_MATCHES, MOST_IN_ALL = 16, 64, 128
"""What one HTTPRoute holds: rules, matches of one rule, and matches of all."""
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_GATEWAY = re.compile(r"(?:([a-z0-9-]+)/)?([a-z0-9.-]+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule of an HTTPRoute."""

    about: str
    matches: tuple[Match, ...]
    action: Action
    timeout_ms: int


def render(table: RoutingTable, options: RenderOptions) -> Rendering:
    """Return httproutes.yaml.

    Raises:
        InputError: a target's address is no Service of the cluster, or the Gateway's name is none.
    """
    core = core_of(table, _unable(table))
    services = {name: _service(name, *address) for name, address in options.addresses.hosts.items()}
    used = sorted({MONOLITH, *(action[0] for action in core.actions.values())})
    whole = rendered(
        "gateway-api/httproutes.yaml.j2",
        gateway=_gateway(options.gateway),
        stripped=IDENTITY,
        version_header=table.router.version_header,
        objects=[
            {"name": name, "rules": [_shown(rule, services) for rule in rules]}
            for name, rules in _objects(core, table)
        ],
        rest=_shown(_Rule("", (), STAY, longest(table.routes)), services),
        elsewhere=sorted({str(services[name]["namespace"]) for name in used} - {""}),
    )
    fidelity = graded(core, table)
    return Rendering(NAME, (("httproutes.yaml", whole),), fidelity, _remarks(core))


def _unable(table: RoutingTable) -> dict[str, str]:
    """Return the routes whose target is nothing that every implementation does."""
    return {
        entry.id: "weights are drawn for each request: nothing keeps a user on one side"
        for entry in table.routes
        if entry.target.kind == TO_SPLIT and entry.target.sticky and 0 < entry.target.percent < 100
    }


def _remarks(core: Core) -> tuple[Remark, ...]:
    found = [
        Remark(
            "Whether a path is decoded, its slashes merged or its dots resolved first is up to the implementation.",
            "GET /%61pi//x/..",
        ),
        Remark(
            "Internal paths have no backend, which is answered 500; in another spelling they reach the monolith.",
            "GET /_internal/x",
        ),
        Remark("A filter drops 16 names at most, so that the same names with underscores (x_user_id) pass."),
        Remark("What of X-Forwarded-* a client may say itself is up to the implementation."),
        Remark(
            "Deadlines are of extended support: an implementation without them has its own, or none; so are methods."
        ),
        Remark(
            "What the file no longer has goes on routing until it is deleted; each HTTPRoute has the label "
            "app.kubernetes.io/managed-by=woosh-split."
        ),
        Remark("The routes need a Gateway of yours, and a ReferenceGrant for Services of other namespaces."),
    ]
    if core.lost:
        found.append(
            Remark(
                "What cannot be told apart by exact paths and prefixes stays with the monolith, which still answers it."
            )
        )
    return tuple(found)


def _objects(core: Core, table: RoutingTable) -> Iterator[tuple[str, list[_Rule]]]:
    """Yield the name and the rules of each HTTPRoute: those of one owner, as many as fit."""
    behind: dict[str, list[Match]] = {}
    by_id = {entry.id: entry for entry in table.routes}
    for match, routes in core.routes.items():
        behind.setdefault(routes[0].id if routes else "", []).append(match)
    orphans = behind.pop("", [])
    entries = sorted((by_id[key] for key in behind), key=lambda each: (each.service, each.order))
    for owner, listed in groupby(entries, key=lambda each: each.service):
        rules = [rule for entry in listed for rule in _rules(entry, behind[entry.id], core)]
        if owner == MONOLITH:
            rules += _chunked("no route", orphans, core, longest(table.routes))
            orphans = []
        for number, chunk in enumerate(_fitting(rules), 1):
            yield f"{owner}-{number}", chunk
    if orphans:
        rules = list(_chunked("no route", orphans, core, longest(table.routes)))
        for number, chunk in enumerate(_fitting(rules), 1):
            yield f"{MONOLITH}-{number}", chunk


def _rules(entry: RouteEntry, matches: Sequence[Match], core: Core) -> Iterator[_Rule]:
    about = _one_line(entry.named)
    yield from _chunked(
        about, matches, core, longest(route for match in matches for route in core.routes[match])
    )


def _one_line(text: str) -> str:
    """Return what may stand in a comment: a line that ends in it would be read as YAML."""
    return "".join(char if char.isprintable() else " " for char in text)


def _chunked(about: str, matches: Iterable[Match], core: Core, timeout_ms: int) -> Iterator[_Rule]:
    """Yield rules of at most as many matches as one may have, each of one action."""
    ordered = sorted(matches, key=lambda each: (core.actions[each], *_sorted(each)))
    for action, listed in groupby(ordered, key=lambda each: core.actions[each]):
        same = tuple(listed)
        for start in range(0, len(same), MOST_MATCHES):
            yield _Rule(about, same[start : start + MOST_MATCHES], action, timeout_ms)


def _sorted(match: Match) -> tuple[bool, str, str, str]:
    return (match.exact, match.path, match.method or "", match.version or "")


def _fitting(rules: Iterable[_Rule]) -> Iterator[list[_Rule]]:
    chunk: list[_Rule] = []
    for rule in rules:
        matches = sum(len(each.matches) for each in chunk) + len(rule.matches)
        if chunk and (len(chunk) == MOST_RULES or matches > MOST_IN_ALL):
            yield chunk
            chunk = []
        chunk.append(rule)
    if chunk:
        yield chunk


def _shown(rule: _Rule, services: dict[str, dict[str, object]]) -> dict[str, object]:
    service, percent = rule.action
    if rule.action == STAY or percent == 100:
        backends = [(services[service], 1)]
    else:
        backends = [(services[service], percent), (services[MONOLITH], 100 - percent)]
    return {
        "about": rule.about,
        "matches": [
            {
                "type": "Exact" if each.exact else "PathPrefix",
                "path": json.dumps(each.path),
                "method": each.method,
                "version": None if each.version is None else json.dumps(each.version),
            }
            for each in rule.matches
        ],
        "timeout": _duration(rule.timeout_ms),
        "backends": backends,
    }


def _duration(timeout_ms: int) -> str:
    """Return a deadline; a number of one has at most five digits."""
    if timeout_ms % 1000 == 0:
        seconds = timeout_ms // 1000
        return f"{seconds}s" if seconds <= 99_999 else f"{seconds // 3600 + 1}h"
    return f"{timeout_ms // 1000}s{timeout_ms % 1000}ms"


def _service(target: str, host: str, port: int) -> dict[str, object]:
    """Return the Service that an address names: ``users``, ``users.shop`` or ``users.shop.svc.cluster.local``."""
    name, *more = host.split(".")
    try:
        ipaddress.ip_address(host)
        known = False
    except ValueError:
        known = all(_LABEL.fullmatch(each) for each in (name, *more[:1])) and more[1:2] in ([], ["svc"])
    if not known:
        variable = address_variable(target)
        raise InputError(
            f"{variable} names the host {host}, which is no Service of a cluster. With --engine gateway-api it has to, for "
            f"example {variable}=http://{target}:{port} or http://{target}.shop.svc.cluster.local:{port}."
        )
    return {"name": name, "namespace": more[0] if more else "", "port": port}


def _gateway(name: str) -> dict[str, str]:
    found = _GATEWAY.fullmatch(name)
    if found is None:
        raise InputError(
            f"--gateway {name}: expected the name of a Gateway, or NAMESPACE/NAME, in small letters."
        )
    return {"namespace": found[1] or "", "name": found[2]}
