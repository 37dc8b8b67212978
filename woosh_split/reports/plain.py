"""Long tables by simple alignment, for listings of thousands of rows."""

from __future__ import annotations

from woosh_split.reports.section import Column

WIDEST = 60
"""A cell that is wider pushes the rest of its line instead of widening the whole column."""


def plain_table(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the rows under their titles, one line each, whatever their length."""
    titles = tuple(column.title for column in columns)
    widths = [min(max(map(len, cells)), WIDEST) for cells in zip(titles, *rows, strict=True)]
    lines = [_line(columns, widths, row) for row in (titles, *rows)]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + "\n"


def _line(columns: tuple[Column, ...], widths: list[int], row: tuple[str, ...]) -> str:
    cells = (
        cell.rjust(width) if column.number else cell.ljust(width)
        for column, width, cell in zip(columns, widths, row, strict=True)
    )
    return "  ".join(cells).rstrip()
