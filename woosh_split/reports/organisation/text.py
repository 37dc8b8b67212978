"""The organisation for a screen."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from woosh_split.model.organisation import Organisation, ServicePart
from woosh_split.reports.layout import Layout
from woosh_split.reports.organisation.words import (
    headline,
    owner,
    rights,
    seen,
    subject,
    told,
    who,
    without,
    working,
)
from woosh_split.reports.section import clean

_BOLD, _OFF = "\x1b[1;36m", "\x1b[0m"
_INDENT = 13


def to_text(organisation: Organisation, layout: Layout) -> str:
    """Return the organisation, folded to the width of the page."""
    lines = _folded(f"Database: {headline(organisation)}", layout.width, 2)
    for note in organisation.notes:
        lines.extend(_folded(f"! {clean(note.subject)}: {clean(note.text)}", layout.width, 2))
    for phase in working(organisation):
        for part in phase.services:
            title = f"{clean(phase.id)} · {clean(part.service)} · {who(part)}"
            lines += ["", f"{_BOLD}{title}{_OFF}" if layout.colour else title]
            for label, text in _lines(part):
                lines.extend(_folded(f"  {label:<{_INDENT - 3}} {text}", layout.width, _INDENT))
    return "\n".join(lines)


def _lines(part: ServicePart) -> Iterator[tuple[str, str]]:
    moves = [
        f"{clean(m.table)}{'' if m.target == part.schema else f' to {clean(m.target)}'}" for m in part.moves
    ]
    if moves:
        yield "moves", ", ".join(moves)
    views = [f"{clean(view.name)}{f' {without(view)}' if view.hidden else ''}" for view in seen(part)]
    if views:
        yield "views", ", ".join(views)
    if part.routines:
        yield "routines", ", ".join(clean(routine.name) for routine in part.routines)
    by_rights: dict[str, list[str]] = {}
    for grant in part.grants:
        by_rights.setdefault(rights(grant), []).append(subject(grant))
    for verbs, names in by_rights.items():
        yield "may", f"{verbs}: {', '.join(names)}"
    for grant in part.grants:
        for debt in grant.debts:
            yield "writes", f"{subject(grant)} of {owner(grant, part)}: {told(debt)}"
    for note in part.notes:
        yield "!", f"{clean(note.subject)}: {clean(note.text)}"


def _folded(text: str, width: int, indent: int) -> list[str]:
    return wrap(
        text, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False,
    ) or [text]  # fmt: skip
