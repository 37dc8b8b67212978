"""Transactions: by default those that a split would cut."""

from __future__ import annotations

from woosh_split.graph.spanning import spanning_transactions
from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, names, place

_SPANNING = columns("*Function", "Modules", "Writes", "Contested", "Place")
_ALL = columns("*Function", "Module", "Reads", "Writes", "Place")


def transactions(facts: Facts, full: bool) -> Section:
    """Return the spanning transactions, or all of them with every table."""
    if full:
        rows = tuple(
            (
                clean(each.function),
                clean(each.module),
                names(each.reads, full=True),
                names(each.writes, full=True),
                place(each.file, each.line),
            )
            for each in facts.transactions
        )
        return Section("transactions", "Transactions", _ALL, rows)
    spanning = spanning_transactions(facts)
    rows = tuple(
        (
            clean(each.transaction.function),
            names(each.modules, full=False),
            names(each.transaction.writes, full=False),
            names(each.contested, full=False),
            place(each.transaction.file, each.transaction.line),
        )
        for each in spanning
    )
    note = "Code of several modules takes part, or a table is contested: written here and by a module outside as well."
    whole = len(facts.transactions) - len(rows)
    hidden = f"{whole:,} that can move with their module" if whole else ""
    return Section("transactions", "Cross-module transactions", _SPANNING, rows, note, hidden)
