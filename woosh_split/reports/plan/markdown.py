"""A plan as Markdown: the chart, then each phase with its steps and risks. What ``split/plan.md`` holds."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import cell
from woosh_split.reports.plan.gantt import to_mermaid
from woosh_split.reports.plan.words import days, formula, risk_place, when


def to_markdown(plan: Plan, layout: Layout) -> str:
    """Return the plan as a document."""
    lines = ["# Migration plan", "", f"{len(plan.phases)} phases, {days(plan.days)} of work for one person."]
    if plan.notes:
        lines.append("")
        lines.extend(f"- {cell(note)}" for note in plan.notes)
    lines.extend(("", "```mermaid", to_mermaid(plan, layout), "```"))
    for phase in plan.phases:
        lines.extend(_phase(phase))
    return "\n".join(lines)


def _phase(phase: PlannedPhase) -> Iterator[str]:
    yield from ("", f"## {cell(phase.id)}: {cell(phase.title)}", "")
    dates = when(phase)
    yield f"- **Takes** {days(phase.days)}{f', {dates}' if dates else ''}"
    yield f"- **Why here** {cell(phase.why_here)}"
    if phase.depends_on:
        yield f"- **Waits for** {', '.join(cell(name) for name in phase.depends_on)}"
    yield f"- **Roll back** {cell(phase.rollback)}"
    yield f"- **Effort** {cell(formula(phase.effort, phase.days))}"
    if phase.steps:
        yield from ("", "| | Step | Subject | What | Undo |", "|---:|---|---|---|---|")
        for number, step in enumerate(phase.steps, start=1):
            cells = (str(number), step.kind, *map(cell, (step.subject, step.text, step.undo)))
            yield f"| {' | '.join(cells)} |"
    if phase.risks:
        yield from ("", "| Risk | What | Place |", "|---|---|---|")
        for risk in phase.risks:
            yield f"| {risk.kind} | {cell(risk.text)} | {cell(risk_place(risk))} |"
