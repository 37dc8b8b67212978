"""Invented monoliths with a planted split, to see how much noise a proposal stands.

A monolith of ``modules`` modules is planted with services of 4 to 12 modules. Each module writes one to three tables of
its own, reads tables and calls providers of its own service, and now and then writes a neighbour's table. ``noise`` is the
share of all reads and calls that go to a service picked by chance instead. Hub tables are read by a third of
all modules, helper modules without tables are called by everybody. Names say nothing: they are numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import Call, Module, Route
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Relation, Table

HELPERS_EACH = 50
"""Modules for each shared helper, and for each hub table."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Facts, and the service that each module was planted in (helpers and the root are in none)."""

    facts: Facts
    planted: dict[str, str]


def invent(modules: int, noise: float, seed: int = 0, tables_each: float = 1.5) -> Invented:
    """Return a monolith of ``modules`` modules; the same for the same arguments.

    ``noise`` is the share of reads and calls that leave their service (0 to 1), ``tables_each`` the mean number of
    tables that a module writes.
    """
    random = Random(f"{modules} {noise} {seed}")
    names = [f"m{number:04d}" for number in range(modules)]
    random.shuffle(names)
    planted: dict[str, str] = {}
    groups: list[list[str]] = []
    rest = list(names)
    while rest:
        size = min(random.randint(4, 12), len(rest))
        group, rest = rest[:size], rest[size:]
        if size < 4 and groups:
            groups[-1].extend(group)
        else:
            groups.append(group)
    for number, group in enumerate(groups):
        planted.update(dict.fromkeys(group, f"s{number:03d}"))
    tables = {name: _own_tables(name, tables_each, random) for name in names}
    hubs = [f"hub{number:03d}" for number in range(max(1, modules // HELPERS_EACH))]
    helpers = [f"helper{number:03d}" for number in range(len(hubs))]
    accesses: list[Access] = []
    calls: list[Call] = []
    relations: list[Relation] = []
    transactions: list[Transaction] = []
    for group in groups:
        for name in group:
            writer = _Writer(name, accesses, calls)
            for table in tables[name]:
                writer.access(table, "write", "insert")
                writer.access(table, "write", "update")
                writer.access(table, "read", "select")
            siblings = [other for other in group if other != name]
            for _ in range(random.randint(2, 5)):
                target = random.choice(names) if random.random() < noise else random.choice(siblings)
                if target == name:
                    continue
                if random.random() < 0.6:
                    writer.access(random.choice(tables[target]), "read", "select")
                else:
                    writer.call(target)
            if random.random() < 0.3:
                target = random.choice(siblings)
                writer.access(random.choice(tables[target]), "write", "update")
            if random.random() < 0.5:
                target = random.choice(names) if random.random() < noise else random.choice(siblings)
                to_table = random.choice(tables[target])
                if to_table != tables[name][0]:
                    relations.append(Relation(tables[name][0], to_table, "many-to-one", None, writer.file, 2))
            if len(tables[name]) > 1:
                transactions.append(
                    Transaction(f"{name}-1", name, f"{name}.save", writer.file, 9, (), tuple(tables[name]))
                )
            for hub in hubs:
                if random.random() < 1 / 3 / len(hubs) ** 0.5:
                    writer.access(hub, "read", "select")
            writer.call(random.choice(helpers))
    for number, hub in enumerate(hubs):
        _Writer(names[number], accesses, calls).access(hub, "write", "insert")
    return Invented(_facts(names, helpers, tables, hubs, accesses, calls, relations, transactions), planted)


def _own_tables(name: str, mean: float, random: Random) -> list[str]:
    count = max(1, min(3, round(random.gauss(mean, 0.6))))
    return [f"t_{name}_{number}" for number in range(count)]


class _Writer:
    """Adds what one module does, each in a function and on a line of its own."""

    def __init__(self, name: str, accesses: list[Access], calls: list[Call]) -> None:
        self.name, self.file = name, f"src/{name}/{name}.service.ts"
        self._accesses, self._calls, self._line = accesses, calls, 10

    def access(self, table: str, mode: str, operation: str) -> None:
        """Add an access."""
        self._line += 5
        function = f"{self.name}.do{self._line}"
        self._accesses.append(
            Access(self.name, table, mode, "repository", function, self.file, self._line, operation=operation)
        )

    def call(self, target: str) -> None:
        """Add a call of a provider of another module."""
        self._line += 5
        function = f"{self.name}.do{self._line}"
        self._calls.append(
            Call(self.name, target, f"{target}Service", "run", function, self.file, self._line)
        )


def _facts(
    names: list[str],
    helpers: list[str],
    tables: dict[str, list[str]],
    hubs: list[str],
    accesses: list[Access],
    calls: list[Call],
    relations: list[Relation],
    transactions: list[Transaction],
) -> Facts:
    def module(name: str) -> Module:
        file = f"src/{name}/{name}.service.ts"
        return Module(name, f"{name}Module", file, 1, providers=(f"{name}Service",), files=(file,))

    everything = sorted([*names, *helpers])
    root = Module(
        "app", "AppModule", "src/app.module.ts", 1, imports=tuple(everything), files=("src/app.module.ts",)
    )
    all_tables = sorted([*hubs, *(table for own in tables.values() for table in own)])
    return Facts(
        monolith=Monolith("invented", ".", "nestjs", len(everything), 0),
        modules=(root, *(module(name) for name in everything)),
        tables=tuple(Table(name, declared_by=("entity",)) for name in all_tables),
        routes=tuple(
            Route(
                "GET", f"/api/{name}", name, f"{name}Controller.list", f"src/{name}/{name}.controller.ts", 5
            )
            for name in sorted(names)
        ),
        accesses=tuple(sorted(accesses, key=lambda a: (a.file, a.line))),
        calls=tuple(sorted(calls, key=lambda c: (c.file, c.line))),
        relations=tuple(sorted(relations, key=lambda r: (r.from_table, r.to_table))),
        transactions=tuple(sorted(transactions, key=lambda t: t.id)),
    )
