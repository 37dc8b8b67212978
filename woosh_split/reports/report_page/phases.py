"""Phases on a time line: from the plan with its estimates, else from the split file in the order of its names."""

from __future__ import annotations

from datetime import date

from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.model.split import SplitFile
from woosh_split.reports.report_page.data import PhaseRow


def phase_rows(split: SplitFile | None, plan: Plan | None) -> tuple[PhaseRow, ...]:
    """Return the phases in their order. Without a plan each begins after the deepest that it depends on."""
    if plan is not None:
        return _planned(plan.phases)
    begin: dict[str, float] = {}
    for phase in split.phases if split else ():
        begin[phase.id] = max((begin.get(name, 0.0) + 1 for name in phase.depends_on), default=0.0)
    return tuple(
        PhaseRow(phase.id, phase.id, phase.services, phase.depends_on, begin[phase.id], 0.0)
        for phase in (split.phases if split else ())
    )


def _planned(phases: tuple[PlannedPhase, ...]) -> tuple[PhaseRow, ...]:
    rows: list[PhaseRow] = []
    begin = 0.0
    for phase in phases:
        rows.append(
            PhaseRow(
                phase.id,
                phase.title,
                phase.services,
                phase.depends_on,
                round(begin, 2),
                round(phase.days, 2),
                _iso(phase.start),
                _iso(phase.end),
                phase.why_here,
                phase.rollback,
                phase.steps,
                phase.risks,
                phase.effort,
            )
        )
        begin += phase.days
    return tuple(rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
