"""The table as YAML text: one key a line, so that a change of one route is a change of few lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from woosh_split.artefacts.routes.document import route_document, router_document
from woosh_split.model.routing import RouteEntry, RoutingTable
from woosh_split.split.writing import scalar

HEADER = """\
# The routing table of woosh-split: every route of the monolith, who owns it, and to whom it is sent today.
# `woosh-split routes set` moves a route, `woosh-split routes write` brings the rest up to date and keeps what is
# yours: targets, timeouts, the router, the salt and comments. `woosh-split schema routes` prints what may stand here.
"""


def to_yaml(table: RoutingTable) -> str:
    """Return the whole table as a new file."""
    lines = [
        f"version: {table.version}",
        "router:",
        *(f"  {key}: {value(each)}" for key, each in router_document(table.router).items()),
        f"services: {value(list(table.services))}",
        "# What sticky splits hash with the user; while a split runs, a change moves users.",
        f"salt: {value(table.salt)}",
        "routes:" if table.routes else "routes: []",
    ]
    return HEADER + "\n".join(lines) + "\n" + route_lines(table.routes)


def route_lines(entries: Iterable[RouteEntry], margin: str = "  ") -> str:
    """Return routes as the items of a block list."""
    return "".join(f"{line}\n" for entry in entries for line in _item(entry, margin))


def _item(entry: RouteEntry, margin: str) -> Iterable[str]:
    lead = f"{margin}- "
    for key, each in route_document(entry).items():
        yield f"{lead}{key}: {value(each)}"
        lead = f"{margin}  "


def value(given: Any) -> str:
    """Return a value on one line."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int):
        return str(given)
    if isinstance(given, dict):
        return "{" + ", ".join(f"{key}: {value(each)}" for key, each in given.items()) + "}"
    if isinstance(given, (list, tuple)):
        return "[" + ", ".join(value(each) for each in given) + "]"
    return scalar(given)
