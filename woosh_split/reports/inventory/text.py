"""An inventory for a screen."""

from __future__ import annotations

from woosh_split.model.server import BLOCKS, WARNS, ServerReport
from woosh_split.reports.inventory.tables import headline, listings, verdict
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import as_text, folded
from woosh_split.reports.section import clean

_INDENT = " " * 6


def to_text(report: ServerReport, layout: Layout) -> str:
    """Return the inventory: obstacles in full sentences, then lists that are cut where they are long."""
    lines = folded(headline(report), layout.width)
    lines += folded(f"{verdict(report)}.", layout.width)
    for severity, mark in ((BLOCKS, "!"), (WARNS, "-")):
        for each in report.obstacles:
            if each.severity == severity:
                whose = f" [{clean(each.service)}]" if each.service else ""
                told = f"  {mark} {each.kind}: {clean(each.subject)}{whose} {clean(each.text)}"
                lines += folded(told, layout.width, _INDENT)
    for listing in listings(report):
        if listing.title not in ("In the way", "Mind"):
            lines += ["", *as_text(listing, layout)]
    return "\n".join(lines)
