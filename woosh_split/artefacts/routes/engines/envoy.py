"""The table for Envoy: routes with expressions over the raw path, in order; written as JSON, which is YAML.

Nothing is normalised, so that Envoy compares what was sent. A split hashes the user over weighted clusters, and a shadow is a
mirror that nobody waits for.
"""

from __future__ import annotations

import json
import re
from typing import Any

from woosh_split.artefacts.routes.identity import IDENTITY, MORE, TWINS
from woosh_split.artefacts.routes.pattern import spelled, unnamed
from woosh_split.artefacts.routes.re2 import re2_lacks
from woosh_split.artefacts.routes.rendering import (
    EXACT,
    IDLE_SECONDS,
    UNSUPPORTED,
    Fidelity,
    Remark,
    Rendering,
    RenderOptions,
    Rule,
    after_lost,
    every_rule,
    grade,
    held_back,
)
from woosh_split.model.routing import TO_SHADOW, RouteEntry, RoutingTable
from woosh_split.model.split import MONOLITH

NAME = "envoy"
CHECK = "envoy --mode validate -c envoy.json"
_UPSTREAM = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
_HTTP = (
    "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
)
_ROUTER = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"


def render(table: RoutingTable, options: RenderOptions) -> Rendering:
    """Return envoy.json, a static bootstrap."""
    fidelity = after_lost((_fidelity(entry, table) for entry in table.routes), table)
    lost = {each.entry.id for each in fidelity if each.grade == UNSUPPORTED}
    rules = held_back(every_rule(table), lost, table)
    names = (MONOLITH, *sorted({rule.service for rule in rules} - {MONOLITH}))
    routes = [
        {
            "match": {"safe_regex": {"regex": _internal()}},
            "direct_response": {
                "status": 404,
                "body": {"inline_string": '{"statusCode":404,"message":"Not Found"}'},
            },
        },
        *(_route(rule, table, options) for rule in rules),
        {"match": {"prefix": ""}, "route": {"cluster": MONOLITH, "timeout": "0s"}},
    ]
    whole = {
        "static_resources": {
            "listeners": [_listener(options.listen, routes)],
            "clusters": [_cluster(name, options) for name in names],
        }
    }
    return Rendering(NAME, (("envoy.json", json.dumps(whole, indent=2) + "\n"),), fidelity, _REMARKS)


_REMARKS = (
    Remark(
        "An encoding is compared as it is sent; a path with a fragment is answered 400 by Envoy itself.",
        "GET /a#b",
    ),
    Remark(
        "A user is hashed without the table's salt, so that one user is on the same side for every service."
    ),
    Remark("The name of the host of a mirrored request ends in -shadow."),
)


def _fidelity(entry: RouteEntry, table: RoutingTable) -> Fidelity:
    lacking = re2_lacks(entry)
    found = grade(entry, table, lacking)
    shadowed = entry.target.kind == TO_SHADOW and not lacking
    return Fidelity(entry, EXACT, "", found.witness) if shadowed else found


def _internal() -> str:
    """Return the expression of the internal paths, each letter of them encoded or not."""
    return f"(?i)/+{spelled('_internal')}(?:(?:/|%2f).*)?"


def _route(rule: Rule, table: RoutingTable, options: RenderOptions) -> dict[str, Any]:
    flag = "" if table.router.case_sensitive else "(?i)"
    match: dict[str, Any] = {"safe_regex": {"regex": f"{flag}{unnamed(rule.pattern)}"}}
    headers = []
    if rule.methods is not None:
        headers.append({"name": ":method", "string_match": _one_of(rule.methods)})
    if table.router.version_header is not None and rule.entry.versions:
        name = table.router.version_header.lower()
        headers.append({"name": name, "string_match": _one_of(rule.entry.versions)})
    if headers:
        match["headers"] = headers
    return {"name": rule.entry.id, "match": match, "route": _action(rule, options)}


def _one_of(texts: tuple[str, ...]) -> dict[str, Any]:
    if len(texts) == 1:
        return {"exact": texts[0]}
    return {"safe_regex": {"regex": "|".join(re.escape(text) for text in texts)}}


def _action(rule: Rule, options: RenderOptions) -> dict[str, Any]:
    found: dict[str, Any] = {"timeout": f"{rule.entry.timeout_ms / 1000:g}s", "idle_timeout": "0s"}
    if rule.percent in (0, 100):
        found["cluster"] = rule.service if rule.percent else MONOLITH
    else:
        weights = [(rule.service, rule.percent), (MONOLITH, 100 - rule.percent)]
        found["weighted_clusters"] = {
            "clusters": [{"name": name, "weight": weight} for name, weight in weights]
        }
        if rule.sticky:
            found["weighted_clusters"]["use_hash_policy"] = True
            found["hash_policy"] = [_subject(options.subject)]
    if rule.entry.target.kind == TO_SHADOW and rule.entry.target.percent:
        percent = {"default_value": {"numerator": rule.entry.target.percent, "denominator": "HUNDRED"}}
        found["request_mirror_policies"] = [{"cluster": rule.service, "runtime_fraction": percent}]
    return found


def _subject(given: str) -> dict[str, Any]:
    if given == "ip":
        return {"connection_properties": {"source_ip": True}}
    return {"header": {"header_name": given.lower()}}


def _listener(port: int, routes: list[dict[str, Any]]) -> dict[str, Any]:
    manager = {
        "@type": _HTTP,
        "stat_prefix": "gateway",
        "use_remote_address": True,
        "normalize_path": False,
        "merge_slashes": False,
        "path_with_escaped_slashes_action": "KEEP_UNCHANGED",
        "stream_idle_timeout": "0s",
        "request_headers_timeout": "60s",
        "upgrade_configs": [{"upgrade_type": "websocket"}],
        "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {"@type": _ROUTER}}],
        "route_config": {
            "name": "routes",
            "request_headers_to_remove": [name.lower() for name in (*IDENTITY, *MORE, *TWINS)],
            "request_headers_to_add": [
                _set("x-forwarded-for", "%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%"),
                _set("x-forwarded-host", "%REQ(:AUTHORITY)%"),
            ],
            "virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}],
        },
    }
    return {
        "name": "gateway",
        "address": {"socket_address": {"address": "0.0.0.0", "port_value": port}},  # noqa: S104 - a gateway listens
        "filter_chains": [
            {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}
        ],
    }


def _set(name: str, value: str) -> dict[str, Any]:
    """Return a header that is ours alone: Envoy adds to what a client says of its way here, others forget that."""
    return {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}


def _cluster(name: str, options: RenderOptions) -> dict[str, Any]:
    host, port = options.addresses.hosts[name]
    address = {"socket_address": {"address": host, "port_value": port}}
    return {
        "name": name,
        "type": "STRICT_DNS",
        "connect_timeout": "2s",
        "load_assignment": {
            "cluster_name": name,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address}}]}],
        },
        "typed_extension_protocol_options": {
            _UPSTREAM: {
                "@type": f"type.googleapis.com/{_UPSTREAM}",
                "explicit_http_config": {"http_protocol_options": {}},
                "common_http_protocol_options": {"idle_timeout": f"{IDLE_SECONDS}s"},
            }
        },
    }
