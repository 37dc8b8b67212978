"""Calls of functions of no module: those that lead to a table are facts, since nothing else says whose the access is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import SHARED, TOP_LEVEL, SharedCall
from woosh_split.sources.code.typescript.functions_held import Made

_Function = tuple[str, str]
"""A file, and a function in it."""


def that_touch_tables(
    calls: Iterable[SharedCall], accesses: Iterable[Access], transactions: Iterable[Transaction]
) -> tuple[SharedCall, ...]:
    """Return the calls that reach an access or a transaction of no module, through others of them too; in order."""
    into: dict[_Function, list[SharedCall]] = defaultdict(list)
    for call in calls:
        into[call.to_file, call.to_function].append(call)
    touching = [(each.file, each.function) for each in accesses if each.module == SHARED]
    touching += [(each.file, each.function) for each in transactions if each.module == SHARED]
    seen = set(touching)
    pending = list(dict.fromkeys(touching))
    found: list[SharedCall] = []
    while pending:
        for call in into.get(pending.pop(), ()):
            found.append(call)
            caller = (call.file, call.function)
            if call.from_module == SHARED and caller not in seen:
                seen.add(caller)
                pending.append(caller)
    return tuple(sorted(found, key=call_order))


def without_makers(
    accesses: Iterable[Access], made: Iterable[Made], calls: Iterable[SharedCall]
) -> tuple[Access, ...]:
    """Return the accesses without those of no module that are done by the functions that another one makes for constants.

    Such a function is read as it is made, too: the access is then its maker's or, of a table that the maker was handed, the
    constant's. Who calls it is known by its own name. A maker that others call as well keeps what it makes.
    """
    found = tuple(accesses)
    makers = {(each.decl.file, each.decl.name): each for each in made}
    others = {(each.to_file, each.to_function) for each in calls if each.function != TOP_LEVEL}
    again: set[tuple[object, ...]] = set()
    for each in found:
        maker = makers.get((each.file, each.function)) if each.module == SHARED else None
        if maker is not None:
            again.add((maker.decl.home, TOP_LEVEL, maker.line, _deed(each)))
            if (each.file, maker.maker) not in others:
                again.add((each.file, maker.maker, each.line, _deed(each)))
    return tuple(
        each
        for each in found
        if each.module != SHARED or (each.file, each.function, each.line, _deed(each)) not in again
    )


def _deed(access: Access) -> tuple[object, ...]:
    return access.table, access.mode, access.operation, access.columns


def call_order(call: SharedCall) -> tuple[object, ...]:
    """Return what such calls are sorted by."""
    return (call.from_module, call.to_file, call.to_function, call.function, call.file, call.line)
