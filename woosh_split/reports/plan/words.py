"""Sentences and figures that the text and the Markdown of a plan share."""

from __future__ import annotations

from woosh_split.model.plan import Factor, PlannedPhase, Risk
from woosh_split.reports.section import place


def days(number: float) -> str:
    """Return ``1 day``, ``2.5 days``."""
    return f"{number:g} {'day' if number == 1 else 'days'}"


def when(phase: PlannedPhase) -> str:
    """Return the first and the last day, empty without dates."""
    return f"{phase.start} to {phase.end}" if phase.start and phase.end else ""


def formula(factors: tuple[Factor, ...], total: float) -> str:
    """Return the estimate as it was counted: ``1 service x 2 + 4 routes x 0.05 = 2.2, so 2.5 days``."""
    if not factors:
        return days(total)
    terms = " + ".join(f"{factor.told} x {factor.each:g}" for factor in factors)
    exact = round(sum(factor.total for factor in factors), 2)
    rounded = "" if exact == total else f", so {days(total)}"
    return f"{terms} = {exact:g}{rounded or ' ' + days(total).split()[1]}"


def risk_place(risk: Risk) -> str:
    """Return where to look; what only the server knows has no place."""
    return place(risk.file, risk.line) if risk.file else "no place in the code"
