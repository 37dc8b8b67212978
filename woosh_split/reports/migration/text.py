"""The status for a screen."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.migration import (
    APPLIED,
    BROKEN,
    COMPLETE,
    NOT_APPLIED,
    NOTHING,
    PARTLY,
    Entry,
    PhaseState,
    Status,
)
from woosh_split.reports.layout import Layout
from woosh_split.reports.section import clean

_COLOURS = {APPLIED: "\x1b[32m", COMPLETE: "\x1b[32m", PARTLY: "\x1b[33m", BROKEN: "\x1b[31m"}
_OFF = "\x1b[0m"


def to_text(status: Status, layout: Layout) -> str:
    """Return where each phase stands, who works, who is in the way, and the end of the journal."""
    return "\n".join(_lines(status, layout))


def _lines(status: Status, layout: Layout) -> Iterator[str]:
    done = sum(phase.state in (APPLIED, COMPLETE) for phase in status.phases)
    working = sum(phase.state != NOTHING for phase in status.phases)
    yield f"{clean(status.schema)}: {done} of {working} phases applied"
    width = max((len(phase.id) for phase in status.phases), default=0)
    for phase in status.phases:
        colour = _COLOURS.get(phase.state, "") if layout.colour else ""
        yield f"  {clean(phase.id):<{width}}  {colour}{_told(phase)}{_OFF if colour else ''}{_routes(phase)}"
    yield ""
    yield f"at work   {clean(status.running.told) if status.running is not None else 'nobody'}"
    for each in status.blocking:
        yield f"open      {clean(each.told)}"
    if status.journal:
        yield ""
        yield from (_row(entry) for entry in status.journal)


def _told(phase: PhaseState) -> str:
    if phase.state == BROKEN:
        return f"broken: {clean(phase.why)}"
    if phase.state == PARTLY:
        return f"partly applied: {phase.left} statements to go, {phase.undo} to go back"
    return {
        NOTHING: "nothing to do in the database", NOT_APPLIED: "not applied", APPLIED: "applied",
        COMPLETE: "complete",
    }[phase.state]  # fmt: skip


def _routes(phase: PhaseState) -> str:
    return f"; routes: {clean(phase.routes)}" if phase.routes else ""


def _row(entry: Entry) -> str:
    more = (
        f", {entry.reason}" if entry.reason else f", {entry.attempts} attempts" if entry.attempts > 1 else ""
    )
    what = " ".join(clean(f"{entry.kind} {entry.subject}").split())
    return f"  {entry.at[:23]}  {clean(entry.phase)} {entry.goal}  {entry.state:<6} {what} ({entry.ms} ms{clean(more)})"
