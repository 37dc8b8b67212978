"""Titled lists of rows, set as text or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import cell

MOST_ROWS = 20
"""Rows of a list that a screen gets."""

_BOLD, _OFF = "\x1b[1;36m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Listing:
    """A titled list of rows; ``note`` says how to read it, a title of ``#Runs`` that the column holds numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def as_text(listing: Listing, layout: Layout) -> Iterator[str]:
    """Yield a listing in columns as wide as its rows need; a line is cut at the page's edge, a long list too."""
    title = f"{listing.title} ({len(listing.rows):,})"
    yield f"{_BOLD}{title}{_OFF}" if layout.colour else title
    if listing.note:
        yield from folded(f"  {listing.note}", layout.width)
    shown = listing.rows[:MOST_ROWS]
    heads = tuple(name.lstrip("#") for name in listing.columns)
    widths = [max(len(row[i]) for row in (heads, *shown)) for i in range(len(heads))]
    for row in (heads, *shown):
        cells = [
            text.rjust(width) if name.startswith("#") else text.ljust(width)
            for text, width, name in zip(row, widths, listing.columns, strict=True)
        ]
        line = f"  {'  '.join(cells)}".rstrip()
        yield line if len(line) <= layout.width else f"{line[: layout.width - 1]}…"
    if len(listing.rows) > len(shown):
        yield f"  … {len(listing.rows) - len(shown):,} more: --format markdown or json shows all"


def as_markdown(listing: Listing) -> Iterator[str]:
    """Yield a listing as a section with a table, whole."""
    yield from ("", f"## {cell(listing.title)}", "")
    if listing.note:
        yield from (cell(listing.note), "")
    yield f"| {' | '.join(name.lstrip('#') for name in listing.columns)} |"
    yield "|" + "|".join("---:" if name.startswith("#") else "---" for name in listing.columns) + "|"
    yield from (f"| {' | '.join(map(cell, row))} |" for row in listing.rows)


def folded(text: str, width: int, indent: str = "    ") -> list[str]:
    """Return a paragraph in lines."""
    return wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [
        text
    ]
