"""The parts of a report in the order of reading: the names that ``--only`` takes."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.section import Builder, Section
from woosh_split.reports.sections import listings
from woosh_split.reports.sections.client_calls import client_calls
from woosh_split.reports.sections.dead_code import dead
from woosh_split.reports.sections.drift import drift
from woosh_split.reports.sections.hazards import hazards
from woosh_split.reports.sections.hubs import hubs
from woosh_split.reports.sections.modules import modules
from woosh_split.reports.sections.summary import coverage, summary
from woosh_split.reports.sections.tables import tables
from woosh_split.reports.sections.transactions import transactions
from woosh_split.reports.sections.unresolved import unresolved

SECTIONS: dict[str, Builder] = {
    "summary": summary,
    "modules": modules,
    "tables": tables,
    "transactions": transactions,
    "hubs": hubs,
    "routes": listings.routes,
    "router": listings.router,
    "accesses": listings.accesses,
    "calls": listings.calls,
    "relations": listings.relations,
    "imports": listings.imports,
    "shared-files": listings.shared_files,
    "jobs": listings.jobs,
    "events": listings.events,
    "network-calls": listings.network_calls,
    "frame-calls": listings.frame_calls,
    "shared-calls": listings.shared_calls,
    "routines": listings.routines,
    "triggers": listings.triggers,
    "db-events": listings.db_events,
    "drift": drift,
    "dead-code": dead,
    "hazards": hazards,
    "client-calls": client_calls,
    "unresolved": unresolved,
    "coverage": coverage,
}

USUAL = (
    "summary", "modules", "tables", "transactions", "hubs", "jobs", "drift", "dead-code", "hazards",
    "client-calls", "unresolved",
)  # fmt: skip
"""What a report shows when nothing is asked for; the summary holds the coverage."""

CONCLUSIONS = ("summary", "hubs", "dead-code")
"""Parts that are drawn from the facts and stand in no facts file."""

GRAPHS = ("modules", "tables")
"""What a picture can show: modules and their ties, or modules and their tables."""


def sections(facts: Facts, parts: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the asked parts in full, or the usual ones that have something to say."""
    if parts:
        return tuple(SECTIONS[part](facts, True) for part in parts)
    usual = (SECTIONS[part](facts, False) for part in USUAL)
    return tuple(section for section in usual if section.rows)
