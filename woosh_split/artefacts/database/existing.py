"""What the database really holds: entities may name tables and columns that it never had."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.model.facts import Facts
from woosh_split.model.schema import Column, Table

_DECLARES = ("database", "ddl")


@dataclass(frozen=True, slots=True)
class Existing:
    """The tables and views that are there, with the columns that are there, by name."""

    tables: dict[str, Table]
    columns: dict[str, tuple[Column, ...]]

    def __contains__(self, table: str) -> bool:
        return table in self.tables


def existing(facts: Facts) -> Existing:
    """Return what a server or a dump declares; where neither does, the word of the entities."""
    declarer = next((d for d in _DECLARES if any(d in table.declared_by for table in facts.tables)), None)
    tables = {
        table.name: table for table in facts.tables if declarer is None or declarer in table.declared_by
    }
    missing = {
        (drift.table, (drift.column or "").lower())
        for drift in facts.drift
        if drift.kind == "missing-column" and drift.missing_in == declarer
    }
    columns = {
        name: tuple(column for column in table.columns if (name, column.name.lower()) not in missing)
        for name, table in tables.items()
    }
    return Existing(tables, columns)
