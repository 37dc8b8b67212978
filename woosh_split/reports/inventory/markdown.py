"""An inventory as Markdown, whole."""

from __future__ import annotations

from woosh_split.model.server import ServerReport
from woosh_split.reports.inventory.tables import headline, listings, verdict
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import as_markdown
from woosh_split.reports.markdown import escaped


def to_markdown(report: ServerReport, layout: Layout) -> str:
    """Return the inventory as a document."""
    lines = [
        "# Inventory of the database",
        "",
        f"{escaped(headline(report))}.",
        "",
        f"{escaped(verdict(report))}.",
    ]
    for listing in listings(report):
        lines += as_markdown(listing)
    return "\n".join(lines)
