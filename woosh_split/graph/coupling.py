"""How strongly modules hang together: through calls, and through tables that both touch."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from woosh_split.model.access import WRITE
from woosh_split.model.code import SHARED
from woosh_split.model.facts import Facts


@dataclass(frozen=True, slots=True)
class TableUsers:
    """A table, how many places read and write it, and the modules that they belong to."""

    table: str
    reads: int
    writes: int
    readers: tuple[str, ...]
    writers: tuple[str, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """Every module that touches the table."""
        return tuple(sorted({*self.readers, *self.writers}))


@dataclass(frozen=True, slots=True)
class ModuleCoupling:
    """A module's size and its ties to the others."""

    module: str
    files: int
    routes: int
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    shared: tuple[str, ...]
    """Tables that it shares with another module, where one of the two writes."""
    calls: tuple[str, ...]
    """Modules whose providers it calls."""
    called_by: tuple[str, ...]

    @property
    def weight(self) -> int:
        """The number of ties that an extraction of this module would have to cut."""
        return len(self.shared) + len(self.calls) + len(self.called_by)


@dataclass(frozen=True, slots=True)
class ModuleTie:
    """What holds two modules together; calls go from the first to the second, tables have no direction."""

    first: str
    second: str
    calls: int
    tables: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """Calls and shared tables, counted alike: each is one contract to be written at an extraction."""
        return self.calls + len(self.tables)


def table_users(facts: Facts) -> tuple[TableUsers, ...]:
    """Return who uses each table that anything uses, the most used first."""
    sites: dict[str, Counter[str]] = defaultdict(Counter)
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for access in facts.accesses:
        sites[access.table][access.mode] += 1
        users[access.table, access.mode].add(access.module)
    found = (
        TableUsers(
            table,
            count["read"],
            count["write"],
            tuple(sorted(users[table, "read"])),
            tuple(sorted(users[table, "write"])),
        )
        for table, count in sites.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.reads - each.writes, each.table)))


def module_couplings(facts: Facts) -> tuple[ModuleCoupling, ...]:
    """Return every module with its ties, the most tied first; ``~shared`` is one where its code touches tables."""
    routes = Counter(route.module for route in facts.routes)
    touched: dict[tuple[str, str], set[str]] = defaultdict(set)
    for access in facts.accesses:
        touched[access.module, access.mode].add(access.table)
    shared: dict[str, set[str]] = defaultdict(set)
    calls: dict[str, set[str]] = defaultdict(set)
    called_by: dict[str, set[str]] = defaultdict(set)
    for tie in module_ties(facts):
        shared[tie.first].update(tie.tables)
        shared[tie.second].update(tie.tables)
        if tie.calls:
            calls[tie.first].add(tie.second)
            called_by[tie.second].add(tie.first)
    files = {module.name: len(module.files) for module in facts.modules}
    if any(name == SHARED for name, _ in touched):
        files[SHARED] = len(facts.shared_files)
    found = (
        ModuleCoupling(
            name,
            size,
            routes[name],
            tuple(sorted(touched[name, "read"])),
            tuple(sorted(touched[name, "write"])),
            tuple(sorted(shared[name])),
            tuple(sorted(calls[name])),
            tuple(sorted(called_by[name])),
        )
        for name, size in files.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.weight, each.module)))


def module_ties(facts: Facts) -> tuple[ModuleTie, ...]:
    """Return what holds each two modules together, the strongest tie first.

    Shared tables stand on the tie from the first to the second in alphabetical order, so that a pair that calls
    both ways counts them once.
    """
    calls = Counter((call.from_module, call.to_module) for call in facts.calls)
    tables = _shared_tables(facts)
    pairs = {pair for pair in (*calls, *tables) if pair[0] != pair[1]}
    ties = (ModuleTie(*pair, calls[pair], tuple(sorted(tables.get(pair, ())))) for pair in pairs)
    return tuple(sorted(ties, key=lambda tie: (-tie.weight, tie.first, tie.second)))


def _shared_tables(facts: Facts) -> dict[tuple[str, str], set[str]]:
    users: dict[str, dict[str, bool]] = defaultdict(dict)
    for access in facts.accesses:
        writes = users[access.table].get(access.module, False)
        users[access.table][access.module] = writes or access.mode == WRITE
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table, modules in users.items():
        for first, second in combinations(sorted(modules), 2):
            if modules[first] or modules[second]:
                shared[first, second].add(table)
    return shared
