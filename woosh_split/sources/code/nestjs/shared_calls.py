"""Calls of functions of no module: those that lead to a table are facts, since nothing else says whose the access is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import SHARED, SharedCall

_Function = tuple[str, str]
"""A file, and a function in it."""


def that_touch_tables(
    calls: Iterable[SharedCall], accesses: Iterable[Access], transactions: Iterable[Transaction]
) -> tuple[SharedCall, ...]:
    """Return the calls that reach an access or a transaction of no module, through others of them too; in order."""
    into: dict[_Function, list[SharedCall]] = defaultdict(list)
    for call in calls:
        into[call.to_file, call.to_function].append(call)
    pending = [(each.file, each.function) for each in accesses if each.module == SHARED]
    pending += [(each.file, each.function) for each in transactions if each.module == SHARED]
    seen = set(pending)
    found: list[SharedCall] = []
    while pending:
        for call in into.get(pending.pop(), ()):
            found.append(call)
            caller = (call.file, call.function)
            if call.from_module == SHARED and caller not in seen:
                seen.add(caller)
                pending.append(caller)
    return tuple(sorted(found, key=_order))


def _order(call: SharedCall) -> tuple[object, ...]:
    return (call.from_module, call.to_file, call.to_function, call.function, call.file, call.line)
