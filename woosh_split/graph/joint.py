"""The joint graph: modules and tables as items, and everything that ties two of them, each tie with its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from woosh_split.graph.event_names import Handlers
from woosh_split.model.access import WRITE
from woosh_split.model.code import SHARED
from woosh_split.model.facts import Facts

MODULE, TABLE = "module", "table"

CALL, EVENT, READ_TIE, WRITE_TIE, JOIN = "call", "event", "read", "write", "join"
RELATION, FOREIGN_KEY, TRANSACTION, CO_CHANGE = "relation", "foreign-key", "transaction", "co-change"
TIE_KINDS = (WRITE_TIE, TRANSACTION, CALL, EVENT, JOIN, RELATION, READ_TIE, FOREIGN_KEY, CO_CHANGE)
"""Every kind of tie, the strongest first; ``rules/weights.yml`` has a weight for each."""

WIDEST_TRANSACTION = 30
"""Tables of one transaction that are paired: beyond that a pair says nothing, and pairs grow with the square."""


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A module or a table; the two may have the same name."""

    kind: str  # module | table
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a tie stands in the code, and which function it is."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True)
class Tie:
    """All ties of one kind between two items; ``first`` < ``second``.

    ``strength`` counts distinct functions for accesses and calls; a transaction of
    n tables counts 1/(n-1) a pair, so that a wide one does not glue everything together.
    """

    kind: str
    first: Item
    second: Item
    strength: float
    places: tuple[Place, ...]


Found = tuple[str, Item, Item, float, Place]


def joint_ties(facts: Facts, co_changes: Mapping[tuple[str, str], int] | None = None) -> tuple[Tie, ...]:
    """Return every tie of the joint graph, sorted by items and kind.

    ``co_changes`` counts commits that touched both of two modules (names in alphabetical order).
    """
    weights: dict[tuple[str, Item, Item], float] = defaultdict(float)
    places: dict[tuple[str, Item, Item], set[Place]] = defaultdict(set)
    seen: dict[tuple[str, Item, Item, str], float] = {}
    for kind, one, other, weight, place in _found(facts):
        if one == other:
            continue
        first, second = (one, other) if one < other else (other, one)
        key = (kind, first, second)
        places[key].add(place)
        if place.function and kind not in (RELATION, FOREIGN_KEY, TRANSACTION):
            # A function counts once, by the strongest of what it does.
            counted = seen.get((*key, place.function), 0.0)
            seen[*key, place.function] = max(counted, weight)
            weight = max(0.0, weight - counted)
        weights[key] += weight
    for (one_name, other_name), commits in (co_changes or {}).items():
        key = (CO_CHANGE, Item(MODULE, one_name), Item(MODULE, other_name))
        weights[key] = float(commits)
        places[key] = set()
    return tuple(
        Tie(*key, weights[key], tuple(sorted(places[key])))
        for key in sorted(weights, key=lambda key: (key[1], key[2], key[0]))
    )


def items_of(facts: Facts) -> tuple[Item, ...]:
    """Return every module and every table or view that the facts name, sorted."""
    tables = {table.name for table in facts.tables} | {access.table for access in facts.accesses}
    modules = {module.name for module in facts.modules}
    return tuple(sorted([*(Item(MODULE, name) for name in modules), *(Item(TABLE, name) for name in tables)]))


def _found(facts: Facts) -> Iterator[Found]:
    for access in facts.accesses:
        place = Place(access.file, access.line, access.function)
        table = Item(TABLE, access.table)
        if access.module != SHARED:
            yield (
                (WRITE_TIE if access.mode == WRITE else READ_TIE),
                Item(MODULE, access.module),
                table,
                1.0,
                place,
            )
        for other in access.joined_with:
            yield JOIN, table, Item(TABLE, other), 1.0, place
    for call in facts.calls:
        if SHARED not in (call.from_module, call.to_module):
            place = Place(call.file, call.line, call.function)
            yield CALL, Item(MODULE, call.from_module), Item(MODULE, call.to_module), 1.0, place
    yield from _events(facts)
    for relation in facts.relations:
        place = Place(relation.file, relation.line, "")
        yield RELATION, Item(TABLE, relation.from_table), Item(TABLE, relation.to_table), 1.0, place
    for each in facts.tables:
        for key in each.foreign_keys:
            place = Place(each.file or each.entity_file or "", each.line or 0, "")
            yield FOREIGN_KEY, Item(TABLE, each.name), Item(TABLE, key.table), 1.0, place
    for transaction in facts.transactions:
        place = Place(transaction.file, transaction.line, transaction.function)
        for first, second, weight in _pairs(transaction.writes):
            yield TRANSACTION, Item(TABLE, first), Item(TABLE, second), weight, place


def _events(facts: Facts) -> Iterator[Found]:
    handlers = Handlers(facts.events)
    for event in facts.events:
        if event.direction == "handles" or event.module == SHARED:
            continue
        place = Place(event.file, event.line, event.function)
        for module in sorted({each.module for each in handlers.of(event)}):
            if module != SHARED:
                yield EVENT, Item(MODULE, event.module), Item(MODULE, module), 1.0, place


def _pairs(tables: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    names = sorted(set(tables))
    if len(names) <= WIDEST_TRANSACTION:
        for first, second in combinations(names, 2):
            yield first, second, 1.0 / (len(names) - 1)
