"""Tables with their readers and writers, the heaviest first."""

from __future__ import annotations

from woosh_split.graph.coupling import table_users
from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, names

_COLUMNS = columns("*Table", "#Reads", "#Writes", "Readers", "Writers")


def tables(facts: Facts, full: bool) -> Section:
    """Return the tables that code touches; in full also those that it does not."""
    users = table_users(facts)
    rows = [
        (
            clean(each.table),
            f"{each.reads:,}",
            f"{each.writes:,}",
            names(each.readers, full=full),
            names(each.writers, full=full),
        )
        for each in users
    ]
    touched = {each.table for each in users}
    idle = sorted({table.name for table in facts.tables} - touched)
    note = "Places that read and write each table, and the modules that they belong to."
    if full:
        rows.extend((clean(name), "0", "0", "", "") for name in idle)
    hidden = f"{len(idle):,} that no code touches" if idle and not full else ""
    return Section("tables", "Heaviest tables", _COLUMNS, tuple(rows), note, hidden)
