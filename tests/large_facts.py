"""Facts of an invented monolith of any size, the same for the same numbers: what the report has to bear."""

from __future__ import annotations

from shop_facts import access, module

from woosh_split.model.code import Call
from woosh_split.model.facts import Coverage, Facts, Monolith
from woosh_split.model.schema import Table
from woosh_split.model.split import Service, SplitFile


def large(modules: int, tables: int, services: int) -> tuple[Facts, SplitFile]:
    """Return facts and a split in which every module uses eight tables, one of them of another service."""
    names = [f"module{index:04}" for index in range(modules)]
    stored = [f"table_{index:04}" for index in range(tables)]
    accesses = [
        access(
            name,
            stored[_table(index, turn, services, tables)],
            "write" if turn % 3 == 0 else "read",
            10 + turn,
        )
        for index, name in enumerate(names)
        for turn in range(8)
    ]
    calls = tuple(
        Call(
            name, names[(index * 7 + services) % modules], "Service", "run", f"{name}.go", f"src/{name}.ts", 5
        )
        for index, name in enumerate(names)
    )
    facts = Facts(
        Monolith("large", ".", "nestjs", modules, modules * 100),
        modules=tuple(module(name) for name in names),
        tables=tuple(
            Table(name, declared_by=("ddl",), file="schema.sql", line=1 + index)
            for index, name in enumerate(stored)
        ),
        accesses=tuple(accesses),
        calls=calls,
        coverage=Coverage(8 * modules, 8 * modules),
    )
    split = SplitFile(
        services=tuple(
            Service(f"service-{index:02}", tuple(names[index::services]), tuple(stored[index::services]))
            for index in range(services)
        )
    )
    return facts, split


def _table(index: int, turn: int, services: int, tables: int) -> int:
    """Return a table of the module's own service, but for every eighth access one of the next."""
    own = index % services + (1 if turn == 7 else 0)
    return (own + services * (index // services * 2 + turn % 4)) % tables
