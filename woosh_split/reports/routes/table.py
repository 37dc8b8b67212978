"""A routing table for a screen, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.artefacts.routes.document import to_json
from woosh_split.model.routing import RouteEntry, RoutingTable
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import cell
from woosh_split.reports.plain import plain_table
from woosh_split.reports.routes.words import figures, remarks, route, target
from woosh_split.reports.section import columns

_TITLES = ("Id", "*Route", "Service", "Target", "Auth", "")


def _row(entry: RouteEntry) -> tuple[str, ...]:
    return (entry.id, route(entry), entry.service, target(entry.target), entry.auth, remarks(entry))


def to_text(table: RoutingTable, layout: Layout) -> str:
    """Return one line a route, in the order in which they are asked."""
    if not table.routes:
        return "The routing table is empty."
    rows = tuple(_row(entry) for entry in table.routes)
    return f"{plain_table(columns(*_TITLES), rows)}\n{figures(table.routes)}"


def to_markdown(table: RoutingTable, layout: Layout) -> str:
    """Return a section for each service."""
    lines = ["# Routing table", "", f"{figures(table.routes)}."]
    for service in (*table.services, "monolith"):
        found = [entry for entry in table.routes if entry.service == service]
        if found:
            lines += [
                "",
                f"## {cell(service)}",
                "",
                "| Route | Target | Auth | | Handler |",
                "|---|---|---|---|---|",
            ]
        for entry in found:
            cells = (route(entry), target(entry.target), entry.auth, remarks(entry), entry.handler)
            lines.append("| " + " | ".join(map(cell, cells)) + " |")
    return "\n".join(lines)


def _json(table: RoutingTable, layout: Layout) -> str:
    return to_json(table)


TABLE_FORMATS: dict[str, Callable[[RoutingTable, Layout], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": _json,
}
