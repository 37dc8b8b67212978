"""An observation as Markdown, whole."""

from __future__ import annotations

from woosh_split.model.observation import Observation
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import as_markdown
from woosh_split.reports.markdown import escaped
from woosh_split.reports.observation.tables import headline, listings, source_line
from woosh_split.reports.section import clean


def to_markdown(observation: Observation, layout: Layout) -> str:
    """Return the observation as a document."""
    lines = ["# What really ran", "", f"{escaped(headline(observation))}.", ""]
    for source in observation.sources:
        lines.append(f"- {escaped(source_line(source))}")
        lines.extend(f"  - {escaped(clean(note))}" for note in source.notes)
    for listing in listings(observation):
        lines += as_markdown(listing)
    return "\n".join(lines)
