"""Foreign rows that are written by the owner's endpoint (policy ``api``): what can, and why the rest cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.model.access import WRITE, Access
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import API, Contract, SplitFile
from woosh_split.sources.code.nestjs.codebase import EntityCode, Place
from woosh_split.sources.code.typescript.compiler.row_writes import RowWrite

OPERATIONS = ("insert", "update", "delete", "save")
"""The calls that travel whole: the values and criteria that they are given are all that they need."""

_INSTEAD = "What fits: `debt` (a write grant), or moving the code to the owner"
_WHY = {
    "operator": "{place} may hold an operator of TypeORM, and criteria with operators cannot travel",
    "any": "nothing is known of the type of {place}: it may hold what cannot travel. Type it, or use `debt`",
    "function": "{place} is a function (raw SQL in a value is one)",
    "promise": "{place} holds a Promise (a lazy relation is one)",
}


@dataclass(frozen=True, slots=True)
class RemoteRows:
    """An entity whose rows a service writes by calling their owner, with the operations and the places."""

    entity: Place
    owner: str
    operations: tuple[str, ...]
    sites: Mapping[str, tuple[str, ...]]
    """Operation -> places."""


def api_contracts(service: str, split: SplitFile) -> tuple[Contract, ...]:
    """Return the contracts by which a service's writes go to the owner."""
    return tuple(
        each
        for each in split.crossings
        if (each.from_service, each.kind, each.policy) == (service, "write", API)
    )


def api_accesses(contract: Contract, facts: Facts, placement: Placement) -> tuple[Access, ...]:
    """Return the writes that a contract is about, in the order of their places."""
    found = (
        access
        for access in facts.accesses
        if access.mode == WRITE
        and access.table == contract.what
        and placement.home_of_module(access.module) == contract.from_service
        and placement.owner_of_table(access.table) == contract.to_service
    )
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.transaction or "")))


def judge(
    contract: Contract,
    accesses: Sequence[Access],
    writes: Mapping[tuple[str, int], Sequence[RowWrite]],
    entities: Mapping[Place, EntityCode],
) -> tuple[tuple[RemoteRows, ...], tuple[str, ...]]:
    """Return the rows that are written by the owner, and what stands against it in sentences.

    ``writes`` is what the compiler says of each place.
    """
    refused: list[str] = []
    found: dict[Place, dict[str, set[str]]] = {}
    for access in accesses:
        place = f"{access.file}:{access.line}"
        head = f"{place} {access.function}: the write of {access.table} cannot go to {contract.to_service} (policy api)"
        why = _bound(access)
        if why:
            refused.append(f"{head}: {why}. {_INSTEAD}.")
            continue
        here = [
            (write, entity)
            for write in writes.get((access.file, access.line), ())
            if (entity := _entity(write, entities)) is not None and entities[entity].table == access.table
        ]
        if not here:
            refused.append(
                f"{head}: no call of a repository or entity manager is seen there by its type. {_INSTEAD}."
            )
        for write, entity in here:
            reasons = list(_against(write))
            refused += [f"{head}: {reason}. {_INSTEAD}." for reason in reasons]
            if not reasons:
                found.setdefault(entity, {}).setdefault(write.method, set()).add(place)
    rows = tuple(
        RemoteRows(
            entity, contract.to_service, tuple(sorted(operations)),
            {operation: tuple(sorted(places)) for operation, places in sorted(operations.items())},
        )
        for entity, operations in sorted(found.items())
    )  # fmt: skip
    return rows, tuple(dict.fromkeys(refused))


def _bound(access: Access) -> str:
    """Return what binds a write to this process, empty where nothing does."""
    if access.transaction is not None:
        return (
            f"it takes part in the transaction {access.transaction.partition(':')[2] or access.transaction}"
        )
    if access.via in ("repository", "manager"):
        return ""
    words = {
        "trigger": "a trigger of the database does it",
        "procedure": "a stored procedure does it",
        "raw-sql": "it is raw SQL",
        "query-builder": "a query builder does it",
        "relation": "it is saved along with another entity (cascade, or a join table)",
    }
    return words.get(access.via, f"it goes by way of {access.via}")


def _against(write: RowWrite) -> Iterator[str]:
    if write.method not in OPERATIONS:
        yield f"`{write.method}` is none of {', '.join(OPERATIONS)}"
    for kind, place in write.hazards:
        yield _WHY.get(kind, f"{{place}} cannot travel ({kind})").format(
            place=f"`{place}`" if place else "it"
        )


def _entity(write: RowWrite, entities: Mapping[Place, EntityCode]) -> Place | None:
    place = Place(write.entity_file or "", write.entity or "")
    return place if place in entities else None


def same_names(rows: Iterable[RemoteRows]) -> Iterator[str]:
    """Yield what stands against two entities of one name at one owner: the endpoint is known by the name."""
    known: dict[tuple[str, str], Place] = {}
    for each in rows:
        other = known.setdefault((each.owner, each.entity.name), each.entity)
        if other != each.entity:
            yield (
                f"{each.entity.file}: {each.owner} owns two entities {each.entity.name}, here and in {other.file}, and the "
                f"rows of one of them only can be written by its endpoint (policy api). {_INSTEAD}."
            )
