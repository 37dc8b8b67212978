"""A plan for a screen."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.reports.layout import Layout
from woosh_split.reports.plan.words import days, formula, risk_place, when
from woosh_split.reports.section import clean

_BOLD, _OFF = "\x1b[1;36m", "\x1b[0m"


def to_text(plan: Plan, layout: Layout) -> str:
    """Return the plan, folded to the width of the page; places are never folded, so that they can be clicked."""
    lines = [f"Plan: {len(plan.phases)} phases, {days(plan.days)} of work for one person"]
    for note in plan.notes:
        lines.extend(_folded(f"! {clean(note)}", layout.width, "  "))
    for phase in plan.phases:
        lines.append("")
        lines.extend(_phase(phase, layout))
    return "\n".join(lines)


def _phase(phase: PlannedPhase, layout: Layout) -> Iterator[str]:
    title = " · ".join(filter(None, (clean(phase.id), phase.title, days(phase.days), when(phase))))
    yield f"{_BOLD}{title}{_OFF}" if layout.colour else title
    width = layout.width
    yield from _folded(f"  why here   {clean(phase.why_here)}", width, " " * 13)
    if phase.depends_on:
        yield from _folded(f"  waits for  {', '.join(phase.depends_on)}", width, " " * 13)
    yield from _folded(f"  roll back  {clean(phase.rollback)}", width, " " * 13)
    yield from _folded(f"  effort     {formula(phase.effort, phase.days)}", width, " " * 13)
    if phase.steps:
        yield f"  steps ({len(phase.steps)})"
    for number, step in enumerate(phase.steps, start=1):
        head = f"    {number:>3}. {step.kind:<8} {clean(step.subject)}: {clean(step.text)}"
        yield from _folded(head, width, " " * 9)
        yield from _folded(f"         undo: {clean(step.undo)}", width, " " * 15)
    if phase.risks:
        yield f"  risks ({len(phase.risks)})"
    for risk in phase.risks:
        yield from _folded(f"    - {risk.kind}: {clean(risk.text)}", width, " " * 6)
        yield f"      {clean(risk_place(risk))}"


def _folded(text: str, width: int, indent: str) -> list[str]:
    lead = text[: len(text) - len(text.lstrip())]
    return wrap(
        text, width, subsequent_indent=indent or lead, break_long_words=False, break_on_hyphens=False,
        drop_whitespace=True, replace_whitespace=True,
    ) or [text]  # fmt: skip
