"""A plan as a Gantt chart of Mermaid, which GitHub and GitLab draw inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from math import ceil

from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.plan.calendar import last_day, next_day
from woosh_split.reports.layout import Layout

DAY_ONE = date(2001, 1, 1)
"""A Monday to count from where nobody gave a date: the chart then numbers days instead of naming them."""

_SYNTAX = re.compile(r"[^\w .()/&+-]+")
"""What a Gantt chart reads as syntax: it has no way to escape a colon, a comma, a semicolon or a hash."""


def to_mermaid(plan: Plan, layout: Layout) -> str:
    """Return the chart; without dates its axis shows the day of the year, beginning with 001."""
    dated = all(phase.start for phase in plan.phases)
    lines = ["gantt", "  title Migration plan", "  dateFormat YYYY-MM-DD"]
    lines.append(f"  axisFormat {'%Y-%m-%d' if dated else 'day %j'}")
    lines.append("  excludes weekends")
    lines.extend(_phases(plan.phases, dated=dated))
    return "\n".join(lines)


def _phases(phases: tuple[PlannedPhase, ...], *, dated: bool) -> Iterator[str]:
    day = DAY_ONE
    for number, phase in enumerate(phases, start=1):
        start = phase.start if dated and phase.start else day
        yield f"  section {_plain(phase.id)}"
        # Mermaid adds the excluded weekends to a duration by itself.
        yield f"  {_plain(phase.title)} :p{number}, {start.isoformat()}, {max(1, ceil(phase.days))}d"
        day = next_day(last_day(day, phase.days))


def _plain(text: str) -> str:
    return _SYNTAX.sub(" ", text).strip() or "phase"
