"""Which service reads and writes which table, in how many places."""

from __future__ import annotations

from collections import Counter

from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH
from woosh_split.reports.report_page.data import Cell, Item, Matrix, MatrixRow


def matrix(facts: Facts, placement: Placement, items: tuple[Item, ...]) -> Matrix:
    """Return a row for each table that code uses, by owner and name; a column for each service that reaches one.

    The monolith's column comes last.
    """
    sites: Counter[tuple[str, str, str]] = Counter(
        (access.table, placement.home_of_module(access.module), access.mode) for access in facts.accesses
    )
    named = {service for _, service, _ in sites} | set(placement.services)
    services = (*sorted(named - {MONOLITH}), *([MONOLITH] if MONOLITH in named else []))
    used = {table for table, _, _ in sites}
    tables = sorted(
        (item for item in items if item.kind != "module" and item.name in used),
        key=lambda item: (item.owner == MONOLITH, item.owner, item.name),
    )
    return Matrix(
        services,
        tuple(
            MatrixRow(
                item.name,
                item.key,
                item.owner,
                item.role,
                tuple(
                    Cell(sites[item.name, service, "read"], sites[item.name, service, "write"])
                    for service in services
                ),
            )
            for item in tables
        ),
    )
