"""Tables and providers that many modules share."""

from __future__ import annotations

from woosh_split.graph.hubs import provider_hubs, table_hubs
from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, names

_COLUMNS = columns("*Hub", "Kind", "#Modules", "Writers or owner", "Used by")


def hubs(facts: Facts, full: bool) -> Section:
    """Return the table hubs, then the provider hubs."""
    tables = tuple(
        (
            clean(hub.table),
            "table",
            f"{len(hub.modules):,}",
            names(hub.writers, full=full) or "nobody",
            names(hub.modules, full=full),
        )
        for hub in table_hubs(facts)
    )
    providers = tuple(
        (
            clean(hub.provider),
            "provider",
            f"{len(hub.callers):,}",
            clean(hub.module),
            names(hub.callers, full=full),
        )
        for hub in provider_hubs(facts)
    )
    note = "Shared by three modules or more: candidates for a reference table or a library."
    return Section("hubs", "Shared hubs", _COLUMNS, tables + providers, note)
