"""Who goes on asking a service whose phase is taken back: its routes leave it, the calls of other services do not."""

from __future__ import annotations

from collections.abc import Collection

from woosh_split.model.split import SplitFile


def callers_told(split: SplitFile, services: Collection[str]) -> str:
    """Return who else calls services that lose their account, and what to do about it; nothing where nobody does."""
    calls = [
        (caller, owner)
        for caller, owner in split.asked_over_the_wire()
        if owner in services and caller not in services
    ]
    if not calls:
        return ""
    callers = ", ".join(sorted({caller for caller, _ in calls}))
    called = ", ".join(sorted({owner for _, owner in calls}))
    return (
        f"{callers} call {called}, and go on doing so where they run. First start {called} again with the monolith's "
        "account and schema, then end the process that has an account of its own: otherwise that one stays at work, or its "
        "answers fail once its account is gone."
    )
