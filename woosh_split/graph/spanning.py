"""Transactions that span modules: the cut that hurts most, since it trades ACID for a promise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from woosh_split.model.access import Transaction
from woosh_split.model.facts import Facts


@dataclass(frozen=True, slots=True)
class SpanningTransaction:
    """A transaction, the modules whose code takes part, and its writes that other modules write as well."""

    transaction: Transaction
    modules: tuple[str, ...]
    contested: tuple[str, ...]


def spanning_transactions(facts: Facts) -> tuple[SpanningTransaction, ...]:
    """Return every transaction that cannot stay whole when its module leaves alone, the widest first.

    That is one in which code of several modules takes part, or one that writes a table that a module outside
    it writes too. Code that several transactions run is noted with one of them; that it takes part in another is told by
    the call that hands it that one's connection.
    """
    inside: dict[str, set[str]] = defaultdict(set)
    writers: dict[str, set[str]] = defaultdict(set)
    touched: dict[str, set[str]] = defaultdict(set)
    handed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for call in facts.calls:
        if call.hands_connection:
            handed[(call.from_module, call.function)].add(call.to_module)
    for access in facts.accesses:
        touched[access.module].add(access.table)
        if access.transaction is not None:
            inside[access.transaction].add(access.module)
        if access.mode == "write":
            writers[access.table].add(access.module)
    found = []
    for transaction in facts.transactions:
        tables = {*transaction.reads, *transaction.writes}
        given = handed[(transaction.module, transaction.function)]
        taking_part = {module for module in given if touched[module] & tables}
        modules = inside[transaction.id] | {transaction.module} | taking_part
        contested = tuple(sorted(table for table in set(transaction.writes) if writers[table] - modules))
        if len(modules) > 1 or contested:
            found.append(SpanningTransaction(transaction, tuple(sorted(modules)), contested))
    return tuple(
        sorted(
            found,
            key=lambda each: (
                -len(each.modules),
                -len(each.contested),
                each.transaction.file,
                each.transaction.line,
                each.transaction.id,
            ),
        )
    )
