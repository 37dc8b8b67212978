"""Reference tables in the shared schema: each moves in the phase that first needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement


def shared_needs(facts: Facts, placement: Placement) -> dict[str, tuple[str, ...]]:
    """Return the shared reference tables that each service touches or may write, by service."""
    shared = {table for table in placement.references if table not in placement.tables}
    needs: dict[str, set[str]] = defaultdict(set)
    for access in facts.accesses:
        if access.table in shared:
            needs[placement.home_of_module(access.module)].add(access.table)
    for table in shared:
        needs[placement.owner_of_table(table)].add(table)
    return {service: tuple(sorted(tables)) for service, tables in sorted(needs.items())}


def first_needed(
    order: Iterable[tuple[str, tuple[str, ...]]], needs: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return the phase in which each shared table moves; ``order`` holds phases with their services."""
    found: dict[str, str] = {}
    for phase, services in order:
        for service in services:
            for table in needs.get(service, ()):
                found.setdefault(table, phase)
    return found
