"""How independent a service is: the figures that decide which one goes first."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.crossing import IMPORT, TRANSACTION, Crossing
from woosh_split.model.placement import Placement
from woosh_split.model.plan import Factor
from woosh_split.model.proposal import Ownership

INBOUND, CONTESTED, SPANNING = 1.0, 10.0, 10.0
"""What one place of a crossing, one contested table and one spanning transaction count.

A contested table or a transaction outweighs ten places: the first is a question that is still open, the second
the work that costs most; a place is one line of code that reaches in.
"""


def rank_of(
    service: str, placement: Placement, crossings: Iterable[Crossing], ownership: Iterable[Ownership] = ()
) -> tuple[Factor, ...]:
    """Return the three factors of a service's rank; the smaller their sum, the earlier it goes.

    Imports do not count: imported code travels with whoever uses it.
    """
    inbound = 0
    spanning: set[tuple[str, int, str]] = set()
    for crossing in crossings:
        if crossing.to_service == service and crossing.kind not in (TRANSACTION, IMPORT):
            inbound += len({(site.file, site.line) for site in crossing.sites})
        if crossing.kind == TRANSACTION and service in (crossing.from_service, crossing.to_service):
            spanning.update((site.file, site.line, site.function) for site in crossing.sites)
    contested = contested_of(service, placement, ownership)
    return (
        Factor("inbound crossing places", inbound, INBOUND),
        Factor("contested tables", len(contested), CONTESTED),
        Factor("spanning transactions", len(spanning), SPANNING),
    )


def contested_of(service: str, placement: Placement, ownership: Iterable[Ownership]) -> tuple[Ownership, ...]:
    """Return the tables of a service whose owner the writes do not settle."""
    return tuple(
        each
        for each in ownership
        if each.role == "contested" and placement.owner_of_table(each.table) == service
    )


def total(factors: Iterable[Factor]) -> float:
    """Return the sum of the factors."""
    return sum(factor.total for factor in factors)
