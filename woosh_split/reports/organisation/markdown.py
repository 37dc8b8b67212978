"""The organisation as Markdown: what ``split/database/plan.md`` holds."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.organisation import Organisation, PhasePart, ServicePart
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import cell
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


def to_markdown(organisation: Organisation, layout: Layout) -> str:
    """Return the organisation as a document."""
    lines = ["# Database plan", "", f"{cell(headline(organisation))}."]
    if organisation.notes:
        lines.append("")
        lines.extend(f"- {cell(note.subject)}: {cell(note.text)}" for note in organisation.notes)
    for phase in working(organisation):
        lines.extend(_phase(phase))
    return "\n".join(lines)


def _phase(phase: PhasePart) -> Iterator[str]:
    yield from ("", f"## {cell(phase.id)}")
    for part in phase.services:
        name = cell(who(part))
        yield from ("", f"### {cell(part.service)}", "", f"{name[0].upper()}{name[1:]}.")
        yield from _part(part)


def _part(part: ServicePart) -> Iterator[str]:
    lines = []
    if part.moves:
        names = [
            cell(m.table) if m.target == part.schema else f"{cell(m.table)} to {cell(m.target)}"
            for m in part.moves
        ]
        lines.append(f"- **Moves** {', '.join(names)}")
    if part.routines:
        lines.append(f"- **Routines created here** {', '.join(cell(each.name) for each in part.routines)}")
    if lines:
        yield from ("", *lines)
    views = {view.name: view for view in seen(part)}
    if part.grants:
        yield from ("", "| On | Of | Rights | Seen | By |", "|---|---|---|---|---|")
    for grant in part.grants:
        view = views.get(grant.name) if grant.kind == "table" else None
        how = f"view {without(view)}".strip() if view is not None else ""
        by = "; ".join(told(debt) for debt in grant.debts)
        yield f"| {' | '.join(map(cell, (subject(grant), owner(grant, part), rights(grant), how, by)))} |"
    if part.notes:
        yield ""
        yield from (f"- {note.kind}: {cell(note.subject)} {cell(note.text)}" for note in part.notes)
