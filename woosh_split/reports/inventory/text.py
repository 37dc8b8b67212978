"""An inventory for a screen."""

from __future__ import annotations

from itertools import groupby

from woosh_split.model.server import BLOCKS, WARNS, ServerReport
from woosh_split.reports.inventory.tables import ADVICE, headline, listings, verdict
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import as_text, folded
from woosh_split.reports.section import clean

_INDENT = " " * 10


def to_text(report: ServerReport, layout: Layout) -> str:
    """Return the inventory: obstacles in full sentences, then lists that are cut where they are long."""
    lines = folded(headline(report), layout.width)
    lines += folded(f"{verdict(report)}.", layout.width)
    for severity, mark in ((BLOCKS, "!"), (WARNS, "-")):
        of_severity = [each for each in report.obstacles if each.severity == severity]
        for kind, group in groupby(of_severity, key=lambda each: each.kind):
            lines += folded(f"  {mark} {kind}. {ADVICE.get(kind, '')}".rstrip(), layout.width)
            for each in group:
                whose = f" [{clean(each.service)}]" if each.service else ""
                lines += folded(
                    f"      {clean(each.subject)}{whose} {clean(each.text)}", layout.width, _INDENT
                )
    for listing in listings(report):
        if listing.title not in ("In the way", "Mind"):
            lines += ["", *as_text(listing, layout)]
    return "\n".join(lines)
