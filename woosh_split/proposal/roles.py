"""Roles that are settled before anything is clustered: the root, shared code, hubs, and what only one module uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from woosh_split.graph.attribution import LAYER_USERS
from woosh_split.graph.dead_code import root_module
from woosh_split.graph.frame import around_handlers
from woosh_split.model.access import WRITE
from woosh_split.model.code import SHARED
from woosh_split.model.facts import Facts
from woosh_split.proposal.naming import words

HUB_MODULES = 4
"""Modules that a hub has at least: three share a contract, four and a fifth of all share a platform."""

HUB_SHARE = 0.2
HUB_PARTICIPATION = 0.6
SEEDING = frozenset({"seed", "seeder", "seeding", "fixture", "faker", "migration", "migrator", "demo"})
"""Words of a module that fills everybody's tables: its writes say nothing about owners."""

REFERENCE_READERS = 3
"""Other services that read a reference table at least."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What is not for the clustering to decide.

    ``root`` wires the others and stays with the monolith; ``libraries`` are shared code; ``hubs`` are tables that
    leave the objective but for their writes; ``private`` maps a table to the one module that writes it, or, where
    nobody does, to the one that reads it.
    """

    root: str | None
    libraries: frozenset[str]
    hubs: frozenset[str]
    private: Mapping[str, str]
    users: Mapping[str, frozenset[str]]
    writers: Mapping[str, frozenset[str]]
    seeders: frozenset[str] = frozenset()
    """Modules that fill tables of others (test data, migrations): they own nothing and stay with the monolith."""


def seeders(facts: Facts) -> frozenset[str]:
    """Return the modules that by their name only fill tables, and that write some that others write or read too."""
    named = {module.name for module in facts.modules if SEEDING & set(words(module.name))}
    if not named:
        return frozenset()
    others = {access.table for access in facts.accesses if access.module not in named}
    return frozenset(
        a.module for a in facts.accesses if a.module in named and a.mode == WRITE and a.table in others
    )


def roles(facts: Facts) -> Roles:
    """Return the roles of modules and tables."""
    users: dict[str, set[str]] = defaultdict(set)
    writers: dict[str, set[str]] = defaultdict(set)
    touches: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    filling = seeders(facts)
    for access in facts.accesses:
        if access.module == SHARED or access.module in filling:
            continue
        users[access.table].add(access.module)
        touches[access.table][access.module] += 1
        if access.mode == WRITE:
            writers[access.table].add(access.module)
    root = root_module(facts)
    active = {module for modules in users.values() for module in modules}
    many = max(HUB_MODULES, ceil(HUB_SHARE * len(active)))
    hubs = {
        table
        for table, modules in users.items()
        if len(modules) >= many and participation(touches[table]) > HUB_PARTICIPATION
    }
    return Roles(
        root=root.name if root is not None and len(facts.modules) > 1 else None,
        libraries=frozenset(
            _libraries(facts, (active - _around_only(facts)) | filling, root.name if root else "")
        ),
        hubs=frozenset(hubs),
        private={
            table: next(iter(writers.get(table) or users[table]))
            for table in users
            if len(writers.get(table) or users[table]) == 1
        },
        users={table: frozenset(modules) for table, modules in users.items()},
        writers={table: frozenset(modules) for table, modules in writers.items()},
        seeders=filling,
    )


def participation(weights: Mapping[str, int]) -> float:
    """Return the participation coefficient ``1 - sum_s (k_s / k)^2`` (Guimera and Amaral 2005).

    Taken over modules, since services do not exist yet: 0 for a table of one module, near 1 for one of all.
    """
    total = sum(weights.values())
    return 1.0 - sum((weight / total) ** 2 for weight in weights.values()) if total else 0.0


def _around_only(facts: Facts) -> set[str]:
    """Modules that many call or that are there for all, and that touch tables themselves only around everybody's work.

    What guards, interceptors, filters, middleware and strategies read and write says no more of the module than of any other:
    they travel with the routes. So do subscribers of TypeORM, which hear what everybody saves.
    """
    around = around_handlers(facts)
    heard = {(call.to_file, call.to_function) for call in facts.shared_calls}
    for_all = {module.name for module in facts.modules if module.is_global}
    touching = {access.module for access in facts.accesses if access.module != SHARED}
    own = {
        each.module
        for each in facts.accesses
        if (each.file, each.function.partition(".")[0]) not in around
        and (each.file, each.function) not in heard
    }
    callers: dict[str, set[str]] = defaultdict(set)
    for call in facts.calls:
        if call.from_module not in (call.to_module, SHARED):
            callers[call.to_module].add(call.from_module)
    return {name for name in touching - own if name in for_all or len(callers[name]) >= LAYER_USERS}


def _libraries(facts: Facts, active: set[str], root: str) -> set[str]:
    """Modules without tables, routes, jobs and handlers of their own that others inject, import or get as global.

    ``active`` are those with tables of their own, and those that fill tables of others.
    """
    busy = (
        active
        | {route.module for route in facts.routes}
        | {job.module for job in facts.jobs if not job.comes_along}
    )
    busy |= {event.module for event in facts.events if event.direction == "handles"}
    wanted = {call.to_module for call in facts.calls if call.from_module != call.to_module}
    wanted |= {name for module in facts.modules for name in module.imports}
    wanted |= {module.name for module in facts.modules if module.is_global}
    return {
        module.name
        for module in facts.modules
        if module.name in wanted
        and module.name not in busy
        and module.name != root
        # A module that only gathers others (a feature module of modules) provides nothing itself.
        and (module.providers or module.exports or not module.imports)
    }
