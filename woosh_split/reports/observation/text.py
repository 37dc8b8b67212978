"""An observation for a screen."""

from __future__ import annotations

from woosh_split.model.observation import Observation
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import as_text, folded
from woosh_split.reports.observation.tables import headline, listings, source_line
from woosh_split.reports.section import clean


def to_text(observation: Observation, layout: Layout) -> str:
    """Return the observation; long lists are cut, which they say."""
    lines = folded(f"What really ran: {headline(observation)}", layout.width)
    for source in observation.sources:
        lines += folded(f"  {source_line(source)}", layout.width)
        for note in source.notes:
            lines += folded(f"  ! {clean(note)}", layout.width)
    for listing in listings(observation):
        lines += ["", *as_text(listing, layout)]
    return "\n".join(lines)
