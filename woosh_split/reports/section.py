"""A section of a report as data, before it is known whether it becomes a screen or Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from woosh_split.model.facts import Facts

_LONGEST_TEXT = 80
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and how its cells are set."""

    title: str
    number: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table; ``note`` is the sentence that says how to read it."""

    part: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    hidden: str = ""
    """What exists beside ``rows`` and is only shown when the part is asked for by name, as "3 that ..."."""


Builder = Callable[[Facts, bool], Section]
"""Builds a section: the usual selection, or (True) everything."""


def columns(*titles: str) -> tuple[Column, ...]:
    """Build columns: ``#Reads`` is a number, ``*Module`` is the one that names the row."""
    return tuple(
        Column(title.lstrip("#*"), number=title.startswith("#"), main=title.startswith("*"))
        for title in titles
    )


def place(file: str | None, line: int | None) -> str:
    """Return ``file:line``, as editors open it."""
    if file is None:
        return ""
    return clean(file) if line is None else f"{clean(file)}:{line}"


def names(values: Iterable[str], *, full: bool, limit: int = 4) -> str:
    """Join names; unless ``full``, all but the first few become a count."""
    listed = [clean(value) for value in values]
    if full or len(listed) <= limit:
        return ", ".join(listed)
    return f"{', '.join(listed[: limit - 1])}, +{len(listed) - limit + 1}"


def clean(text: str) -> str:
    """Return the text on one line, without control characters, which a source file may smuggle in."""
    return _CONTROL.sub(" ", text).strip()


def shortened(text: str, *, full: bool) -> str:
    """Return a cleaned quotation; unless ``full``, a long one is cut."""
    text = clean(text)
    return text if full or len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 table``, ``2 tables``, ``1,204 tables``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def rest_of(section: Section, shown: int) -> str:
    """Return what the section holds beside the rows that are shown, in words; empty where that is nothing."""
    more = len(section.rows) - shown
    return ", and ".join(filter(None, (f"{more:,} more" if more else "", section.hidden)))
