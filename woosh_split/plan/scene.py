"""Everything that steps, risks and estimates look at, put together once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from woosh_split.model.crossing import Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Ownership
from woosh_split.model.schema import Trigger
from woosh_split.model.split import MONOLITH, Contract, Phase, Service, SplitFile
from woosh_split.plan.shared_tables import first_needed, shared_needs

SCHEMA, GRANTS = "schema", "grants"


@dataclass(frozen=True, slots=True)
class Scene:
    """Facts, decisions and what follows from both; ``cut_in`` is the phase in which each crossing begins to cross."""

    facts: Facts
    split: SplitFile
    placement: Placement
    phases: tuple[Phase, ...]
    crossings: tuple[Crossing, ...]
    ownership: tuple[Ownership, ...]
    contracts: dict[str, Contract]
    needs: dict[str, tuple[str, ...]]
    shared_in: dict[str, str]
    cut_in: dict[str, str]

    def service(self, name: str) -> Service:
        """Return a service of the split file."""
        return next(each for each in self.split.services if each.name == name)

    def isolation(self, name: str) -> str:
        """Return how a service is isolated: its own word, or the file's."""
        return self.split.isolation_of(name)

    def schema(self, name: str) -> str:
        """Return the schema of a service, which is also its user's name."""
        return self.service(name).schema or name.replace("-", "_")

    def tables(self, name: str) -> tuple[str, ...]:
        """Return the tables and views that a service holds, reference tables that live with it included."""
        return tuple(sorted(table for table, home in self.placement.tables.items() if home == name))

    def is_view(self, name: str) -> bool:
        """Whether the facts know the name as a view."""
        return any(table.name == name and table.kind == "view" for table in self.facts.tables)

    def triggers(self, name: str) -> tuple[Trigger, ...]:
        """Return the triggers that fire on a table: they keep it where it is."""
        return tuple(trigger for trigger in self.facts.triggers if trigger.table == name)

    def moves(self, service: str) -> tuple[str, ...]:
        """Return the tables that move to the service's schema."""
        if self.isolation(service) == GRANTS:
            return ()
        return tuple(t for t in self.tables(service) if not self.is_view(t) and not self.triggers(t))

    def begin(self, phase: Phase, *kinds: str) -> Iterator[Crossing]:
        """Yield the crossings of these kinds that begin to cross in a phase."""
        for crossing in self.crossings:
            if self.cut_in.get(crossing.id) == phase.id and crossing.kind in kinds:
                yield crossing


def scene(
    facts: Facts,
    split: SplitFile,
    placement: Placement,
    phases: tuple[Phase, ...],
    crossings: Iterable[Crossing],
    ownership: Iterable[Ownership],
) -> Scene:
    """Put the scene together; a crossing is cut by the first phase that takes one of its two ends out."""
    needs = shared_needs(facts, placement)
    phase_of: dict[str, str] = {}
    rank: dict[str, int] = {}
    for index, phase in enumerate(phases):
        for name in phase.services:
            phase_of.setdefault(name, phase.id)
            rank.setdefault(name, index)
    found = tuple(crossings)
    cut_in = {}
    for crossing in found:
        ends = [
            end for end in (crossing.from_service, crossing.to_service) if end in rank and end != MONOLITH
        ]
        if ends:
            cut_in[crossing.id] = phase_of[min(ends, key=rank.__getitem__)]
    return Scene(
        facts,
        split,
        placement,
        phases,
        found,
        tuple(ownership),
        {contract.id: contract for contract in split.crossings},
        needs,
        first_needed(((phase.id, phase.services) for phase in phases), needs),
        cut_in,
    )
