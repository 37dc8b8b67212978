"""The table as plain values, which JSON and YAML hold alike; what says nothing is left out."""

from __future__ import annotations

import json
from typing import Any

from woosh_split.model.routing import (
    LITERAL,
    TO_SHADOW,
    TO_SPLIT,
    RouteEntry,
    Router,
    RoutingTable,
    Segment,
    Target,
)


def to_document(table: RoutingTable) -> dict[str, Any]:
    """Return the whole table."""
    return {
        "version": table.version,
        "router": router_document(table.router),
        "services": list(table.services),
        "salt": table.salt,
        "routes": [route_document(entry) for entry in table.routes],
    }


def to_json(table: RoutingTable) -> str:
    """Return the table as JSON, which is YAML, too."""
    return json.dumps(to_document(table), ensure_ascii=False, indent=2) + "\n"


def router_document(router: Router) -> dict[str, Any]:
    """Return how the monolith's router compares."""
    found: dict[str, Any] = {
        "engine": router.engine,
        "case_sensitive": router.case_sensitive,
        "strict_slash": router.strict_slash,
    }
    return found if router.version_header is None else found | {"version_header": router.version_header}


def route_document(entry: RouteEntry) -> dict[str, Any]:
    """Return one route, in the order of its keys in the file."""
    found: dict[str, Any] = {
        "id": entry.id,
        "methods": list(entry.methods),
        "path": entry.path,
        "segments": [segment_document(segment) for segment in entry.segments],
        "handler": entry.handler,
        "source": entry.source,
        "order": entry.order,
        "service": entry.service,
        "auth": entry.auth,
        "body": entry.body,
        "kind": entry.kind,
    }
    if entry.versions:
        found["versions"] = list(entry.versions)
    found |= {"timeout_ms": entry.timeout_ms, "shadowable": entry.shadowable}
    if entry.shadowed:
        found["shadowed"] = True
    return found | {"target": target_document(entry.target)}


def segment_document(segment: Segment) -> dict[str, Any]:
    """Return one segment: its kind is the key of its text."""
    found: dict[str, Any] = {segment.kind: segment.text}
    if segment.pattern is not None and segment.kind != LITERAL:
        found["pattern"] = segment.pattern
    return found | {"optional": True} if segment.optional else found


def target_document(target: Target) -> dict[str, Any]:
    """Return a target; a percentage stands only where it means something."""
    found: dict[str, Any] = {"kind": target.kind}
    if target.kind in (TO_SPLIT, TO_SHADOW):
        found["percent"] = target.percent
    if target.kind == TO_SPLIT:
        found["sticky"] = target.sticky
    return found
