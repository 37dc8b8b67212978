"""The weighted graph that is clustered: ties between units, without what would glue everything together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from math import ceil, log2

from woosh_split.graph.joint import (
    CALL,
    EVENT,
    FOREIGN_KEY,
    JOIN,
    MODULE,
    READ_TIE,
    RELATION,
    TABLE,
    WRITE_TIE,
    Item,
    Tie,
)
from woosh_split.proposal.louvain import Graph
from woosh_split.proposal.roles import HUB_MODULES, HUB_SHARE
from woosh_split.proposal.units import Units
from woosh_split.proposal.weights import weights

_QUIET_AT_HUBS = frozenset({READ_TIE, JOIN, RELATION, FOREIGN_KEY})
"""Ties that say nothing where one end is a table that everybody uses; its writes still place it."""


GUEST = 0.5
"""The share of the strongest writer's writes up to which a module is a guest at a hub: its write is priced, but
does not pull, since who ticks a status of what everybody uses does not belong to its owner."""


_AT_THE_DOOR = frozenset({"canActivate", "intercept"})
"""Methods that stand before a handler (guards, interceptors). What they look up or ask of others decides who may come in: it says nothing
of what the module is about that happens to provide them, and the code of one is behind handlers of many modules."""


def pull(tie: Tie) -> float:
    """Return how strongly a tie holds its ends together: weight x log2(1 + strength)."""
    return weights().ties[tie.kind] * log2(1.0 + tie.strength)


def counted(
    ties: Iterable[Tie], hubs: frozenset[str], judged: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Tie, ...]:
    """Return the ties that the objective counts: of a hub, only those of modules that are at home there.

    At home is who writes it more than as a guest; of a hub that nobody writes, who reads it more than anybody else;
    and who judges sessions by it (``judged`` has modules with their tables): who may come in is who these people are.
    Reads, joins and calls of guards and interceptors are left out. A module that handles the events of many is at home
    with none of them: each counts for its share.
    """
    ties = _shared_out(tuple(inside for tie in ties if (inside := _without_doors(tie)) is not None))
    writes: dict[Item, float] = {}
    for tie in ties:
        if tie.kind == WRITE_TIE:
            writes[tie.second] = max(writes.get(tie.second, 0.0), tie.strength)
    readers = _main_readers(ties, writes)
    return tuple(
        tie
        for tie in ties
        if not _quiet(tie, hubs, writes)
        or (tie.kind == READ_TIE and tie.first == readers.get(tie.second))
        or (tie.kind in (READ_TIE, WRITE_TIE) and (tie.first.name, tie.second.name) in judged)
    )


def _shared_out(ties: tuple[Tie, ...]) -> tuple[Tie, ...]:
    """Divide the events of a module that has some with a fifth of all modules: it cannot stay with all of them."""
    others: dict[Item, set[Item]] = {}
    modules = {item for tie in ties for item in (tie.first, tie.second) if item.kind == MODULE}
    for tie in ties:
        if tie.kind == EVENT:
            others.setdefault(tie.first, set()).add(tie.second)
            others.setdefault(tie.second, set()).add(tie.first)
    many = max(HUB_MODULES, ceil(HUB_SHARE * len(modules)))
    shares = {item: len(met) for item, met in others.items() if len(met) >= many}
    return tuple(
        replace(tie, strength=tie.strength / max(shares.get(tie.first, 1), shares.get(tie.second, 1)))
        if tie.kind == EVENT
        else tie
        for tie in ties
    )


def _main_readers(ties: Iterable[Tie], writes: Mapping[Item, float]) -> dict[Item, Item]:
    """Return, for tables that nobody writes, the module that reads each in more functions than any other."""
    reads: dict[Item, list[tuple[float, Item]]] = {}
    for tie in ties:
        if tie.kind == READ_TIE and tie.second not in writes:
            reads.setdefault(tie.second, []).append((tie.strength, tie.first))
    found = {}
    for table, each in reads.items():
        (most, module), *others = sorted(each, reverse=True)
        if not others or others[0][0] < most:
            found[table] = module
    return found


def _without_doors(tie: Tie) -> Tie | None:
    if tie.kind not in (READ_TIE, JOIN, CALL):
        return tie
    kept = tuple(place for place in tie.places if place.function.rpartition(".")[2] not in _AT_THE_DOOR)
    if len(kept) == len(tie.places):
        return tie
    if not kept:
        return None
    strength = len(kept) if tie.kind == CALL else len({place.function for place in kept})
    return replace(tie, strength=float(strength), places=kept)


def _quiet(tie: Tie, hubs: frozenset[str], writes: Mapping[Item, float]) -> bool:
    if not (_hub(tie.first, hubs) or _hub(tie.second, hubs)):
        return False
    if tie.kind == WRITE_TIE:
        return tie.strength <= GUEST * writes[tie.second]
    return tie.kind in _QUIET_AT_HUBS


def _hub(item: Item, hubs: frozenset[str]) -> bool:
    return item.kind == TABLE and item.name in hubs


_FAINT = 0.1

_INSIDE = 0.3
"""What a tie inside a unit counts: it cannot be cut, but a unit of many tables stands by itself more than one of none."""


def unit_graph(units: Units, ties: Iterable[Tie], faint: Iterable[Tie] = ()) -> Graph:
    """Return the graph of units; ties to items outside of all units are left out, ``faint`` ones count a tenth."""
    of: Mapping[Item, int] = units.of
    neighbours: list[dict[int, float]] = [{} for _ in units.members]
    loops = [0.0] * len(units.members)
    for tie, share in (*((each, 1.0) for each in ties), *((each, _FAINT) for each in faint)):
        first, second = of.get(tie.first), of.get(tie.second)
        if first is None or second is None:
            continue
        weight = share * pull(tie)
        if first == second:
            loops[first] += _INSIDE * weight
        else:
            neighbours[first][second] = neighbours[first].get(second, 0.0) + weight
            neighbours[second][first] = neighbours[second].get(first, 0.0) + weight
    return Graph(
        tuple(dict(sorted(each.items())) for each in neighbours), tuple(loops), units.label, units.apart
    )


def without_ties(
    units: Units, graphs: tuple[Graph, Graph], services: int | None, apart: Collection[Item]
) -> frozenset[int]:
    """Return the lone modules without data that nothing ties: a service of such would be a drawer of leftovers.

    They stay with the monolith, unless a person named a place for them or asked for so many services that each counts.
    """
    found = frozenset(
        node
        for node, unit in enumerate(units.members)
        if [item.kind for item in unit] == [MODULE]
        and units.label[node] is None
        and unit[0] not in apart
        and not any(graph.neighbours[node] for graph in graphs)
    )
    modules = sum(any(item.kind == MODULE for item in unit) for unit in units.members)
    return found if services is None or modules - len(found) >= services else frozenset()
