"""An observation as Markdown, whole."""

from __future__ import annotations

from woosh_split.model.observation import Observation
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import escaped
from woosh_split.reports.observation.tables import Listing, headline, listings, source_line
from woosh_split.reports.section import clean


def to_markdown(observation: Observation, layout: Layout) -> str:
    """Return the observation as a document."""
    lines = ["# What really ran", "", f"{escaped(headline(observation))}.", ""]
    for source in observation.sources:
        lines.append(f"- {escaped(source_line(source))}")
        lines.extend(f"  - {escaped(clean(note))}" for note in source.notes)
    for listing in listings(observation):
        lines += table(listing)
    return "\n".join(lines)


def table(listing: Listing) -> list[str]:
    """Return a listing as a section with a table."""
    lines = ["", f"## {escaped(listing.title)}", ""]
    if listing.note:
        lines += [escaped(listing.note), ""]
    lines.append(f"| {' | '.join(listing.columns)} |")
    lines.append("|" + "|".join("---:" if name == "Runs" else "---" for name in listing.columns) + "|")
    lines.extend(f"| {' | '.join(map(escaped, row))} |" for row in listing.rows)
    return lines
