"""Whose reads and writes those of shared code are: a module of repositories touches every table, and owns none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import SHARED, TOP_LEVEL
from woosh_split.model.facts import Facts

LAYER_CLASSES = 4
LAYER_TABLES = 6
LAYER_USERS = 3
LAYER_SHARE = 1 / 3
"""A data-access layer has at least so many classes, tables and modules that call it, and this part of all tables."""

_Function = tuple[str, str]
"""A module, or a file of no module, and ``Class.method`` in it."""
_Charge = TypeVar("_Charge", Access, Transaction)


def data_access_layers(facts: Facts) -> frozenset[str]:
    """Return the modules that only keep the repositories of others: no route, job or handler, many tables, many callers.

    What they read and write says nothing of them: each of their classes works for the modules that call it.
    """
    answering = {route.module for route in facts.routes} | {job.module for job in facts.jobs}
    answering |= {event.module for event in facts.events if event.direction == "handles"}
    tables: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, set[str]] = defaultdict(set)
    callers: dict[str, set[str]] = defaultdict(set)
    for access in facts.accesses:
        tables[access.module].add(access.table)
        classes[access.module].add(_class_of(access.function))
    for call in facts.calls:
        if call.from_module not in (call.to_module, SHARED):
            callers[call.to_module].add(call.from_module)
    least = max(LAYER_TABLES, LAYER_SHARE * len({table for found in tables.values() for table in found}))
    return frozenset(
        module
        for module, found in tables.items()
        if module != SHARED
        and module not in answering
        and len(found) >= least
        and len(classes[module]) >= LAYER_CLASSES
        and len(callers[module]) >= LAYER_USERS
    )


def attributed(facts: Facts, libraries: Collection[str]) -> Facts:
    """Return the facts with the accesses and transactions of libraries given to the modules that call them.

    An access counts once for each module that calls its function; calls from one library into another are followed, and so
    are those of functions of no module, whose accesses count for their callers too. A method that nobody calls, of any
    class that has it, is one behind those that are called where no other of its class does the same to the same table: it
    counts for each module that calls the class. Else it is one of the dozens that a generic class brings and nobody calls
    for this table, and is left out. Where nobody is seen to call anything that does so to a table, it stays with the
    library. Places stay as they are, so that the line in the library is what a report shows.
    """
    shared = shared_callers(facts)
    if shared:
        facts = replace(
            facts,
            accesses=tuple(_charged(facts.accesses, shared)),
            transactions=tuple(_charged(facts.transactions, shared)),
        )
    layers = frozenset(access.module for access in facts.accesses) & frozenset(libraries)
    if not layers:
        return facts
    users = _Users(facts, layers, shared)
    return replace(
        facts,
        accesses=tuple(_accesses(facts.accesses, users)),
        transactions=tuple(_transactions(facts.transactions, users)),
    )


def shared_callers(facts: Facts) -> Mapping[_Function, Collection[_Function]]:
    """Return for each function of no module that touches tables, by its file and its name, who calls it in the end.

    These are modules, each with the function of it that calls. Code of no module that runs without being called (a script, a
    guard) stands among them as itself; a free function that nobody calls does not run.
    """
    called = {(call.to_file, call.to_function) for call in facts.shared_calls}
    found: dict[_Function, set[_Function]] = {callee: set() for callee in called}
    onward: dict[_Function, set[_Function]] = defaultdict(set)
    for call in facts.shared_calls:
        callee, caller = (call.to_file, call.to_function), (call.file, call.function)
        if call.from_module != SHARED:
            found[callee].add((call.from_module, call.function))
        elif caller in called:
            onward[caller].add(callee)
        elif call.function == TOP_LEVEL or "." in call.function:
            found[callee].add((SHARED, call.function))
    pending = list(called)
    while pending:
        between = pending.pop()
        for callee in onward[between]:
            if not found[callee] >= found[between]:
                found[callee] |= found[between]
                pending.append(callee)
    return found


def _charged(
    found: Iterable[_Charge], callers: Mapping[_Function, Collection[_Function]]
) -> Iterator[_Charge]:
    for each in found:
        users = callers.get((each.file, each.function), ()) if each.module == SHARED else ()
        if not users:
            yield each
        for module in sorted({module for module, _ in users}):
            yield replace(each, module=module)


def _accesses(accesses: tuple[Access, ...], users: _Users) -> Iterator[Access]:
    called = [each for each in accesses if users.calling(each.module, each.function)]
    done = {_deed(each) for each in called}
    public = {(each.file, _method_of(each.function)) for each in called}
    within = {_deed(each) for each in accesses if users.of_class(each.module, each.function)}
    known = {(module, table, mode) for module, _, table, mode in within}
    for each in accesses:
        if not users.has(each.module):
            yield each
            continue
        modules = users.calling(each.module, each.function)
        behind = _deed(each) not in done and (each.file, _method_of(each.function)) not in public
        if not modules and behind:
            modules = users.of_class(each.module, each.function)
        if not modules and (each.module, each.table, each.mode) not in known:
            modules = (each.module,)
        for module in modules:
            yield replace(each, module=module)


def _deed(access: Access) -> tuple[str, str, str, str]:
    return access.module, _class_of(access.function), access.table, access.mode


def _transactions(transactions: Iterable[Transaction], users: _Users) -> Iterator[Transaction]:
    for each in transactions:
        if not users.has(each.module):
            yield each
            continue
        modules = users.calling(each.module, each.function) or users.of_class(each.module, each.function)
        for module in modules or (each.module,):
            yield replace(each, module=module)


class _Users:
    """Which modules call a function of a library, in the end."""

    def __init__(
        self, facts: Facts, layers: Collection[str], shared: Mapping[_Function, Collection[_Function]]
    ) -> None:
        self._layers = layers
        self._callers: dict[_Function, set[_Function]] = defaultdict(set)
        self._known: dict[_Function, tuple[str, ...]] = {}
        for call in facts.calls:
            if self.has(call.to_module) and call.from_module not in (call.to_module, SHARED):
                caller = (call.from_module, call.function)
                for name in (f"{call.provider}.{call.method}", call.provider):
                    self._callers[call.to_module, name].add(caller)
        held = {(each.file, each.function): each.module for each in facts.accesses if self.has(each.module)}
        for (file, function), callers in shared.items():
            for caller in callers:
                if (file, function) in held and caller[0] != SHARED:  # a subscriber: TypeORM calls it
                    self._callers[held[file, function], function].add(caller)
                if self.has(caller[0]):
                    self._callers[caller[0], function].add(caller)
                    self._callers[caller[0], _class_of(function)].add(caller)

    def has(self, module: str) -> bool:
        """Tell a library that touches tables."""
        return module in self._layers

    def calling(self, module: str, function: str) -> tuple[str, ...]:
        """Return the modules, none of them a library, that call a function of one; sorted."""
        key = (module, function)
        if key not in self._known:
            self._known[key] = tuple(sorted(self._followed(key)))
        return self._known[key]

    def of_class(self, module: str, function: str) -> tuple[str, ...]:
        """Return the modules that call any method of the function's class."""
        return self.calling(module, _class_of(function))

    def _followed(self, start: _Function) -> set[str]:
        found: set[str] = set()
        seen = {start}
        pending = [start]
        while pending:
            for caller in self._callers.get(pending.pop(), set()) - seen:
                seen.add(caller)
                if self.has(caller[0]):
                    pending += [caller, (caller[0], _class_of(caller[1]))]
                else:
                    found.add(caller[0])
        return found


def _class_of(function: str) -> str:
    return function.partition(".")[0]


def _method_of(function: str) -> str:
    return function.partition(".")[2]
