"""What a service writes of others, and which of its transactions span owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.access import WRITE
from woosh_split.model.crossing import Crossing
from woosh_split.model.extraction import Cluster, ForeignWrite
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import SplitFile


def foreign_writes(name: str, crossings: Iterable[Crossing], split: SplitFile) -> Iterator[ForeignWrite]:
    """Yield the tables of others that a service's own code writes, each with the split file's policy."""
    policies = {each.id: each.policy for each in split.crossings}
    for crossing in crossings:
        if crossing.from_service == name and crossing.kind == "write":
            yield ForeignWrite(
                crossing.what, crossing.to_service, policies.get(crossing.id, "undecided"),
                tuple(f"{site.file}:{site.line}" for site in crossing.sites),
            )  # fmt: skip


def clusters(name: str, facts: Facts, placement: Placement) -> Iterator[Cluster]:
    """Yield the transactions of a service that write tables of several owners."""
    writers: dict[str, set[str]] = {}
    for access in facts.accesses:
        if access.mode == WRITE:
            writers.setdefault(access.table, set()).add(access.module)
    for each in facts.transactions:
        if placement.home_of_module(each.module) != name:
            continue
        owners = {placement.owner_of_table(table) for table in each.writes}
        if owners - {name}:
            foreign = [t for t in each.writes if placement.owner_of_table(t) != name]
            modules = {each.module, *(m for t in foreign for m in writers.get(t, ()))}
            yield Cluster(each.function, each.file, each.line, tuple(sorted(owners)), tuple(sorted(modules)))
