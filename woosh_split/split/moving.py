"""A split file as it would be after some of its items had moved: what is accepted one by one, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, Reference, Service, SplitFile
from woosh_split.split.merge import MODULE, TABLE, Difference

LIBRARIES, REFERENCE = "libraries", "reference"


def moved(split: SplitFile, moves: Iterable[Difference], writers: Mapping[str, str | None]) -> SplitFile:
    """Return the split file with each item in its proposed place; ``writers`` are those of reference tables."""
    for move in moves:
        split = _placed(_without(split, move), move, writers)
    return split


def _without(split: SplitFile, move: Difference) -> SplitFile:
    def left(names: tuple[str, ...], kind: str) -> tuple[str, ...]:
        return tuple(name for name in names if (kind, name) != (move.kind, move.item))

    return replace(
        split,
        services=tuple(
            replace(each, modules=left(each.modules, MODULE), tables=left(each.tables, TABLE))
            for each in split.services
        ),
        libraries=left(split.libraries, MODULE),
        reference=tuple(each for each in split.reference if (TABLE, each.table) != (move.kind, move.item)),
    )


def _placed(split: SplitFile, move: Difference, writers: Mapping[str, str | None]) -> SplitFile:
    if move.proposed == MONOLITH:
        return split
    if move.proposed == LIBRARIES:
        return replace(split, libraries=(*split.libraries, move.item))
    known = {each.name for each in split.services}
    if move.proposed == REFERENCE:
        writer = writers.get(move.item)
        place = writer if writer is not None and writer in known else SHARED_SCHEMA
        return replace(split, reference=(*split.reference, Reference(move.item, writer, place)))
    services = split.services if move.proposed in known else (*split.services, Service(move.proposed))
    return replace(split, services=tuple(_joined(each, move) for each in services))


def _joined(service: Service, move: Difference) -> Service:
    if service.name != move.proposed:
        return service
    if move.kind == MODULE:
        return replace(service, modules=(*service.modules, move.item))
    return replace(service, tables=(*service.tables, move.item))
