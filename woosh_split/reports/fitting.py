"""Fits a table into the width of a page without losing a character.

Rich shrinks columns evenly and breaks words anywhere; paths and names of functions stay readable when columns
give way widest first, the one that names the row last, and cells break after a separator.
"""

from __future__ import annotations

from woosh_split.reports.section import Column

GAP = 2
"""Spaces between two columns."""

NARROWEST = 8

_BREAKS = " /._-:,"


def fitted_widths(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], page: int) -> list[int]:
    """Return each column's width, so that all of them and the gaps fit on the page if that is possible."""
    titles = tuple(column.title for column in columns)
    widths = [max(map(len, cells)) for cells in zip(titles, *rows, strict=True)]
    excess = sum(widths) + GAP * (len(widths) - 1) - page
    for floor, candidates in (
        (
            2 * NARROWEST,
            [index for index, column in enumerate(columns) if not column.number and not column.main],
        ),
        (NARROWEST, [index for index, column in enumerate(columns) if not column.number]),
    ):
        while excess > 0:
            widest = max(candidates, key=lambda index: widths[index], default=None)
            if widest is None or widths[widest] <= max(floor, len(titles[widest])):
                candidates = [index for index in candidates if index != widest]
                if not candidates:
                    break
                continue
            widths[widest] -= 1
            excess -= 1
    return widths


def wrapped(text: str, width: int) -> str:
    """Break the text into lines of at most ``width``, after a separator where there is one."""
    lines = []
    while len(text) > width:
        end = max((text.rfind(mark, 0, width) for mark in _BREAKS), default=-1) + 1
        end = end if end > width // 3 else width
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return "\n".join([*lines, text])
