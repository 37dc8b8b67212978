"""The report for a screen or a plain text file, set by Rich."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

from woosh_split.model.facts import Facts
from woosh_split.reports.fitting import fitted_widths, wrapped
from woosh_split.reports.layout import Layout
from woosh_split.reports.parts import sections
from woosh_split.reports.plain import plain_table
from woosh_split.reports.section import Section, clean, rest_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SHOWN = 12
"""Rows of a section, unless the section is asked for by name."""

LARGE = 400
"""Rows from which a table is set by plain alignment: Rich measures every cell twice."""


def to_text(facts: Facts, layout: Layout) -> str:
    """Return the report; with ``layout.parts`` only those parts, in full."""
    rows = None if layout.parts else SHOWN
    return sheet_text(
        f"Monolith {clean(facts.monolith.name)}", sections(facts, layout.parts), layout, rows=rows
    )


def sheet_text(title: str, parts: Iterable[Section], layout: Layout, *, rows: int | None = None) -> str:
    """Return a title and sections as text; ``rows`` of None: all rows of each."""
    from rich.console import Console

    buffer = StringIO()
    console = Console(
        file=buffer,
        width=layout.width,
        force_terminal=layout.colour,
        color_system="standard" if layout.colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    console.print(title, style="bold")
    for section in parts:
        draw(section, console, rows=rows)
    text = buffer.getvalue()
    return text if layout.colour else "\n".join(line.rstrip() for line in text.split("\n"))


def draw(section: Section, console: Console, *, rows: int | None) -> None:
    """Write a section on a Rich console, which may be one that records a picture; ``rows`` of None: all."""
    shown = tuple(tuple(map(clean, row)) for row in section.rows[:rows])
    console.print()
    count = "" if section.part in {"summary", "coverage"} else f" ({len(section.rows):,})"
    console.print(f"{section.title}{count}", style="bold cyan")
    if section.note:
        console.print(clean(section.note), style="dim")
    if not shown:
        console.print("none", style="dim")
    elif len(shown) > LARGE:
        console.file.write(plain_table(section.columns, shown))
    else:
        console.print(_table(section, shown, console.width))
    rest = rest_of(section, len(shown))
    if rest:
        console.print(f"and {rest} (--only {section.part})", style="dim")


def _table(section: Section, rows: tuple[tuple[str, ...], ...], page: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    widths = fitted_widths(section.columns, rows, page)
    named = section.part not in {"summary", "coverage"}
    table = Table(
        box=box.SIMPLE_HEAD if named else None,
        show_header=named,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    for column, width in zip(section.columns, widths, strict=True):
        table.add_column(
            column.title,
            justify="right" if column.number else "left",
            style="bold" if column.main else "dim" if column.title == "Place" else None,
            width=width,
            overflow="fold",
        )
    for row in rows:
        cells = (wrapped(cell, width) for cell, width in zip(row, widths, strict=True))
        table.add_row(*(Text(cell) for cell in cells))
    return table
