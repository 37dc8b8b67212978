"""Which rows each service writes by calling their owner: the split file's word, judged by facts and compiler."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from woosh_split.artefacts.service.nestjs.remote_rows import (
    RemoteRows,
    api_accesses,
    api_contracts,
    judge,
    same_names,
)
from woosh_split.model.extraction import Endpoint, RemoteMethod
from woosh_split.model.split import MONOLITH
from woosh_split.pipeline.service_closures import Closures, tsconfig_of
from woosh_split.sources.code.nestjs.codebase import Place
from woosh_split.sources.code.typescript.compiler.row_writes import row_writes


@dataclass(eq=False, slots=True)
class ApiWrites:
    """The rows of others that services write by the owner's endpoint; each service is judged once."""

    closures: Closures
    names: tuple[str, ...]
    _known: dict[str, tuple[tuple[RemoteRows, ...], tuple[str, ...]]] = field(default_factory=dict)

    def of(self, service: str) -> tuple[RemoteRows, ...]:
        """Return what the service writes by calling others.

        Raises:
            InputError: the compiler cannot be asked.
        """
        return self._judged(service)[0]

    def refusals(self, service: str) -> tuple[str, ...]:
        """Return what stands against it."""
        return self._judged(service)[1]

    def tables(self, service: str) -> frozenset[str]:
        """Return the tables of these rows."""
        entities = {each.place: each.table for each in self.closures.code.entities}
        return frozenset(entities[each.entity] for each in self.of(service))

    def calls(self, service: str) -> tuple[RemoteMethod, ...]:
        """Return the calls that are made for it."""
        return tuple(
            RemoteMethod(each.owner, f"{each.entity.name}.rows", operation, each.sites[operation])
            for each in self.of(service)
            for operation in each.operations
        )

    def owned(self, service: str) -> dict[Place, dict[str, tuple[str, ...]]]:
        """Return what others write of the service's rows: entity -> operation -> the services that do."""
        found: dict[Place, dict[str, list[str]]] = {}
        for other in self.names:
            for each in self.of(other) if other != service else ():
                if each.owner == service:
                    for operation in each.operations:
                        found.setdefault(each.entity, {}).setdefault(operation, []).append(other)
        return {
            entity: {operation: tuple(callers) for operation, callers in sorted(operations.items())}
            for entity, operations in sorted(found.items())
        }

    def endpoints(self, service: str) -> tuple[Endpoint, ...]:
        """Return the same as endpoints."""
        return tuple(
            Endpoint(f"{entity.name}.rows", operation, callers)
            for entity, operations in self.owned(service).items()
            for operation, callers in operations.items()
        )

    def travelling(self, service: str) -> frozenset[Place]:
        """Return the entities whose instances cross the wire at the service's end."""
        return frozenset({*(each.entity for each in self.of(service)), *self.owned(service)})

    def _judged(self, service: str) -> tuple[tuple[RemoteRows, ...], tuple[str, ...]]:
        if service not in self._known:
            self._known[service] = self._judge(service)
        return self._known[service]

    def _judge(self, service: str) -> tuple[tuple[RemoteRows, ...], tuple[str, ...]]:
        closures = self.closures
        contracts = api_contracts(service, closures.split)
        if not contracts or closures.compiler is None:
            return (), ()
        entities = {each.place: each for each in closures.code.entities}
        accesses = {each.id: api_accesses(each, closures.facts, closures.placement) for each in contracts}
        places = sorted({(a.file, a.line) for found in accesses.values() for a in found})
        told = row_writes(closures.compiler, closures.code.tree.root, tsconfig_of(closures.code), places)
        writes = dict(zip(places, told, strict=True))
        rows: list[RemoteRows] = []
        refused: list[str] = []
        for contract in contracts:
            found, against = judge(contract, accesses[contract.id], writes, entities)
            rows += found
            refused += against
        refused += same_names(rows)
        refused += self._homeless(rows)
        return tuple(rows), tuple(dict.fromkeys(refused))

    def _homeless(self, rows: Iterable[RemoteRows]) -> Iterable[str]:
        for each in rows:
            if not self.closures.of(each.owner).closure.has(each.entity):
                who = "what is left of the monolith" if each.owner == MONOLITH else each.owner
                yield (
                    f"{each.entity.file}: no code of {who} uses the entity {each.entity.name}, so it has no endpoint for its "
                    "rows (policy api). What fits: `debt` (a write grant)."
                )
