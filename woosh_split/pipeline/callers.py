"""Who goes on asking a service whose phase is taken back: its routes leave it, the calls of other services do not."""

from __future__ import annotations

from collections.abc import Collection

from woosh_split.model.split import MONOLITH, SplitFile

_OVER_THE_WIRE = frozenset({"remote", "api"})


def callers_told(split: SplitFile, services: Collection[str]) -> str:
    """Return who else calls services that lose their account, and what to do about it; nothing where nobody does."""
    calls = {
        (each.from_service, each.to_service)
        for each in split.crossings
        if each.policy in _OVER_THE_WIRE and each.to_service in services and each.from_service not in services
    }
    callers = sorted({caller for caller, _ in calls if caller != MONOLITH})
    if not callers:
        return ""
    called = ", ".join(sorted({owner for _, owner in calls}))
    return (
        f"{', '.join(callers)} call {called}, and where they run they go on doing so. Give it the monolith's account and schema first "
        "(a second process, then end the one that has its own account): else it stays at work, or fails them once its account is gone."
    )
