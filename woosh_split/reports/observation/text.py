"""An observation for a screen."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from woosh_split.model.observation import Observation
from woosh_split.reports.layout import Layout
from woosh_split.reports.observation.tables import Listing, headline, listings, source_line
from woosh_split.reports.section import clean

MOST_ROWS = 20
_BOLD, _OFF = "\x1b[1;36m", "\x1b[0m"


def to_text(observation: Observation, layout: Layout) -> str:
    """Return the observation; long tables are cut, which they say."""
    lines = _folded(f"What really ran: {headline(observation)}", layout.width, "  ")
    for source in observation.sources:
        lines += _folded(f"  {source_line(source)}", layout.width, "    ")
        for note in source.notes:
            lines += _folded(f"  ! {clean(note)}", layout.width, "    ")
    for listing in listings(observation):
        lines.append("")
        lines += table(listing, layout)
    return "\n".join(lines)


def table(listing: Listing, layout: Layout) -> Iterator[str]:
    """Yield a listing in columns as wide as its rows need; the last one is cut at the page's edge."""
    title = f"{listing.title} ({len(listing.rows):,})"
    yield f"{_BOLD}{title}{_OFF}" if layout.colour else title
    if listing.note:
        yield from _folded(f"  {listing.note}", layout.width, "  ")
    shown = listing.rows[:MOST_ROWS]
    widths = [max(len(row[i]) for row in (listing.columns, *shown)) for i in range(len(listing.columns))]
    for row in (listing.columns, *shown):
        cells = [
            cell.rjust(width) if name == "Runs" else cell.ljust(width)
            for cell, width, name in zip(row, widths, listing.columns, strict=True)
        ]
        line = f"  {'  '.join(cells)}".rstrip()
        yield line if len(line) <= layout.width else f"{line[: layout.width - 1]}…"
    if len(listing.rows) > len(shown):
        yield f"  … {len(listing.rows) - len(shown):,} more: --format markdown or json shows all"


def _folded(text: str, width: int, indent: str) -> list[str]:
    return wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [
        text
    ]
