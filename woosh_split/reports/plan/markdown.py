"""A plan as Markdown: the chart, then each phase with its steps and risks. What ``split/plan.md`` holds."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import escaped
from woosh_split.reports.plan.gantt import to_mermaid
from woosh_split.reports.plan.words import days, formula, risk_place, when
from woosh_split.reports.section import clean


def to_markdown(plan: Plan, layout: Layout) -> str:
    """Return the plan as a document."""
    lines = ["# Migration plan", "", f"{len(plan.phases)} phases, {days(plan.days)} of work for one person."]
    if plan.notes:
        lines.append("")
        lines.extend(f"- {_cell(note)}" for note in plan.notes)
    lines.extend(("", "```mermaid", to_mermaid(plan, layout), "```"))
    for phase in plan.phases:
        lines.extend(_phase(phase))
    return "\n".join(lines)


def _phase(phase: PlannedPhase) -> Iterator[str]:
    yield from ("", f"## {_cell(phase.id)}: {_cell(phase.title)}", "")
    dates = when(phase)
    yield f"- **Takes** {days(phase.days)}{f', {dates}' if dates else ''}"
    yield f"- **Why here** {_cell(phase.why_here)}"
    if phase.depends_on:
        yield f"- **Waits for** {', '.join(_cell(name) for name in phase.depends_on)}"
    yield f"- **Roll back** {_cell(phase.rollback)}"
    yield f"- **Effort** {_cell(formula(phase.effort, phase.days))}"
    if phase.steps:
        yield from ("", "| | Step | Subject | What | Undo |", "|---:|---|---|---|---|")
        for number, step in enumerate(phase.steps, start=1):
            cells = (str(number), step.kind, *map(_cell, (step.subject, step.text, step.undo)))
            yield f"| {' | '.join(cells)} |"
    if phase.risks:
        yield from ("", "| Risk | What | Place |", "|---|---|---|")
        for risk in phase.risks:
            yield f"| {risk.kind} | {_cell(risk.text)} | {_cell(risk_place(risk))} |"


def _cell(text: str) -> str:
    return escaped(clean(text))
