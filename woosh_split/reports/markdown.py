"""The report as Markdown, for a wiki or the summary of a CI run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.model.facts import Facts
from woosh_split.reports.layout import Layout
from woosh_split.reports.parts import sections
from woosh_split.reports.section import Section, clean, rest_of

SHOWN = 50
"""Rows of a section, unless the section is asked for by name."""

_SPECIAL = re.compile(r"([\\`*\[\]<>|]|(?<!\w)_|_(?!\w))")


def to_markdown(facts: Facts, layout: Layout) -> str:
    """Return the report; with ``layout.parts`` only those parts, in full."""
    title = f"Monolith {clean(facts.monolith.name)}"
    return sheet_markdown(title, sections(facts, layout.parts), full=bool(layout.parts))


def sheet_markdown(title: str, parts: Iterable[Section], *, full: bool = True) -> str:
    """Return a title and sections as Markdown; ``full``: all rows of each."""
    lines = [f"# {escaped(title)}"]
    for section in parts:
        lines.extend(_section(section, full=full))
    return "\n".join(lines)


def _section(section: Section, *, full: bool) -> Iterator[str]:
    yield from ("", f"## {section.title}", "")
    if section.note:
        yield from (cell(section.note), "")
    shown = section.rows if full else section.rows[:SHOWN]
    if not shown:
        yield "None."
        return
    yield f"| {' | '.join(column.title for column in section.columns)} |"
    yield f"| {' | '.join('---:' if column.number else '---' for column in section.columns)} |"
    for row in shown:
        yield f"| {' | '.join(map(cell, row))} |"
    rest = rest_of(section, len(shown))
    if rest:
        yield from ("", f"And {rest} (`--only {section.part}`).")


def escaped(text: str) -> str:
    """Return the text with everything escaped that Markdown would read as markup."""
    return _SPECIAL.sub(r"\\\1", text)


def cell(text: str) -> str:
    """Return the text as it may stand in a cell of a table or an item of a list: on one line, and no markup."""
    return escaped(clean(text))
