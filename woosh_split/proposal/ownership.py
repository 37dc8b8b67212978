"""Who owns a table: the service that writes it, and how clear that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from woosh_split.graph.real_keys import real_keys
from woosh_split.model.access import READ, WRITE, Access
from woosh_split.model.code import SHARED, Call
from woosh_split.model.facts import Facts
from woosh_split.model.proposal import Bid, Evidence, Ownership
from woosh_split.model.sign_in import signs_in
from woosh_split.model.split import MONOLITH
from woosh_split.proposal.naming import words
from woosh_split.proposal.roles import REFERENCE_READERS, seeders
from woosh_split.proposal.weights import weights

_Callers = Mapping[tuple[str, str], tuple[Call, ...]]
"""The calls of a module to a ``Class.method`` elsewhere."""

CONTESTED_BELOW = 0.2
"""The margin under which a table's owner is a question for a person: (first - second) / total."""

_NAMED_ALIKE = 3.0
"""How many reading functions a shared name is worth, where nobody writes."""


_PASSWORD = frozenset({"password", "passwd", "pwd", "passhash", "passcode"})

_NAMED_SO = 1.0
"""What it is worth besides where the module has the very name of the table: enough to decide between equals."""

_DECLARES = 1.0
"""What it is worth where nobody writes that a module's own files declare the entity, and the module reads it."""


def ownerships(
    facts: Facts,
    home: Mapping[str, str],
    nailed: Mapping[str, str],
    references: Iterable[str] = (),
) -> tuple[Ownership, ...]:
    """Return the owner of every table, by name.

    ``home`` maps modules to services, ``nailed`` tables to the service that a person named, ``references`` are
    tables that a person called so. A view is owned like a table that nobody writes.
    """
    by_table: dict[str, list[Access]] = defaultdict(list)
    for access in facts.accesses:
        by_table[access.table].append(access)
    filling = seeders(facts)
    for table, found in by_table.items():
        by_table[table] = [each for each in found if each.module not in filling] or found
    callers = _callers(facts)
    pins = _pinned_by(facts)
    gates = _gates(facts, home)
    names = sorted({table.name for table in facts.tables} | set(by_table))
    modules = sorted(home)
    declaring = _declaring(facts)
    known = frozenset(references)
    return tuple(
        _ownership(
            name,
            by_table.get(name, []),
            home,
            (modules, declaring.get(name)),
            nailed.get(name),
            name in known,
            pins.get(name, ()),
            callers,
            gates.get(name, frozenset()),
        )
        for name in names
    )


def _declaring(facts: Facts) -> dict[str, str]:
    """Return, of each table with an entity, the module among whose files that stands."""
    homes = {file: module.name for module in facts.modules for file in module.files}
    return {table.name: homes[table.entity_file] for table in facts.tables if table.entity_file in homes}


def _gates(facts: Facts, home: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return, of each table with passwords, the services that read it to sign people in.

    Such a service needs the password itself, which no published view shows: of equals it is the owner.
    """
    doors = {route.module for route in facts.routes if signs_in(route)}
    accounts = {
        table.name
        for table in facts.tables
        if any(_PASSWORD & set(words(column.name)) for column in table.columns)
    }
    found: dict[str, set[str]] = defaultdict(set)
    for access in facts.accesses:
        if access.table in accounts and access.module in doors:
            found[access.table].add(home.get(access.module, MONOLITH))
    return {table: frozenset(services) for table, services in found.items()}


def _ownership(
    table: str,
    accesses: list[Access],
    home: Mapping[str, str],
    named: tuple[list[str], str | None],
    nailed: str | None,
    known_reference: bool,
    pinned_by: tuple[str, ...],
    callers: _Callers,
    gates: frozenset[str],
) -> Ownership:
    if not accesses:
        return Ownership(table, nailed or MONOLITH, "unused", 1.0, (), pinned_by)
    writes = [access for access in accesses if access.mode == WRITE]
    bids = _bids(writes, home, callers) if writes else _readers_bids(table, accesses, home, *named)
    bids = tuple(
        sorted(bids, key=lambda bid: (bid.service == MONOLITH, -bid.score, bid.service not in gates))
    )
    owner = nailed or (bids[0].service if bids else MONOLITH)
    margin = _margin(bids)
    readers = {home.get(access.module, MONOLITH) for access in accesses if access.mode == READ}
    writers = {home.get(access.module, MONOLITH) for access in writes}
    others = readers - {owner, MONOLITH}
    role = "owned" if writes else "read-only"
    if known_reference or (len(writers - {MONOLITH}) <= 1 and len(others) >= REFERENCE_READERS):
        role = "reference"
    elif writes and nailed is None and margin < CONTESTED_BELOW:
        role = "contested"
    return Ownership(table, owner, role, margin, bids)


def _bids(writes: list[Access], home: Mapping[str, str], callers: _Callers) -> tuple[Bid, ...]:
    """One bid a service: distinct (function, operation) pairs, each with the operation's weight.

    What a shared repository writes for a module is written by the module's functions that call it: those count, and
    their places are the evidence, since the line in the repository is the same for everybody.
    """
    table = weights().ownership
    score: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    seen: set[tuple[str, str, str]] = set()
    for access in sorted(writes, key=lambda a: (a.file, a.line, a.function, a.operation)):
        if access.module == SHARED:
            continue
        service = home.get(access.module, MONOLITH)
        found: list[tuple[str, str, Access | Call]] = [
            (call.function, f"{call.function} calls {access.function}, which {access.operation}s", call)
            for call in callers.get((access.module, access.function), ())
        ]
        for function, text, place in found or [
            (access.function, f"{access.function} {access.operation}s", access)
        ]:
            if (service, function, access.operation) not in seen:
                seen.add((service, function, access.operation))
                score[service] += table.get(access.operation, 1.0)
                evidence[service].append(Evidence(text, place.file, place.line))
    return _sorted(score, evidence)


def _callers(facts: Facts) -> _Callers:
    """Return who of a module calls a function of another one."""
    found: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for call in facts.calls:
        if SHARED not in (call.from_module, call.to_module) and call.from_module != call.to_module:
            found[call.from_module, f"{call.provider}.{call.method}"].append(call)
    return {key: tuple(sorted(each, key=lambda c: (c.file, c.line))) for key, each in found.items()}


def _readers_bids(
    table: str, accesses: list[Access], home: Mapping[str, str], modules: list[str], declaring: str | None
) -> tuple[Bid, ...]:
    """Where nobody writes, readers bid with one a function.

    A module named like the table bids more, and so does the one that declares its entity.
    """
    score: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for access in sorted(accesses, key=lambda a: (a.file, a.line, a.function)):
        service = home.get(access.module, MONOLITH)
        if access.module == SHARED or (service, access.function) in seen:
            continue
        seen.add((service, access.function))
        score[service] += 1.0
        evidence[service].append(Evidence(f"{access.function} reads", access.file, access.line))
    mine = set(words(table))
    alike = {home[module] for module in modules if mine & set(words(module)) and home[module] in score}
    for service in alike:
        score[service] += _NAMED_ALIKE
    for service in {home[m] for m in modules if words(m) == words(table) and home[m] in score}:
        score[service] += _NAMED_SO
    if any(access.module == declaring for access in accesses):
        score[home.get(declaring or "", MONOLITH)] += _DECLARES
    return _sorted(score, evidence)


def _sorted(score: Mapping[str, float], evidence: Mapping[str, list[Evidence]]) -> tuple[Bid, ...]:
    order = sorted(score, key=lambda service: (service == MONOLITH, -score[service], service))
    return tuple(Bid(service, score[service], tuple(evidence[service])) for service in order)


def _margin(bids: tuple[Bid, ...]) -> float:
    total = sum(bid.score for bid in bids)
    if len(bids) < 2 or not total:
        return 1.0
    return max(0.0, (bids[0].score - bids[1].score) / total)


def _pinned_by(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return what holds each table in the database: keys, views, routines, triggers and events that name it."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, keys in real_keys(facts).items():
        for key in keys:
            found[key.table].add(f"foreign key of {table}")
            found[table].add(f"foreign key to {key.table}")
    for routine in facts.routines:
        for name in (*routine.reads, *routine.writes):
            found[name].add(f"{routine.kind} {routine.name}")
    for trigger in facts.triggers:
        for name in (trigger.table, *trigger.reads, *trigger.writes):
            found[name].add(f"trigger {trigger.name}")
    for event in facts.db_events:
        for name in (*event.reads, *event.writes):
            found[name].add(f"event {event.name}")
    return {table: tuple(sorted(each)) for table, each in found.items()}
