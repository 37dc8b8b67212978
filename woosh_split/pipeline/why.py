"""Names and facts to the answer of ``why``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import pairwise

from woosh_split.errors import InputError
from woosh_split.graph.attribution import attributed, data_access_layers
from woosh_split.graph.joint import MODULE, TABLE, Item, Tie, items_of, joint_ties
from woosh_split.graph.paths import by_pair, cost_of, minimum_cut, shortest_path
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.proposal import Evidence
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.model.why import Answer, Between, Home, Hop, Link, ModuleAnswer, OwnerAnswer
from woosh_split.proposal.ownership import ownerships
from woosh_split.proposal.roles import roles
from woosh_split.proposal.weights import weights


def why(facts: Facts, split: SplitFile | None, names: Sequence[str]) -> Answer:
    """Return why two things hang together, who owns a table, or what ties a module to its home.

    Raises:
        InputError: a name is unknown or both a module and a table, there are more than two, or the two are one.
    """
    if not 1 <= len(names) <= 2:
        raise InputError(f"why takes one name or two, not {len(names)}. Give modules or tables.")
    items = tuple(_item(name, items_of(facts)) for name in names)
    facts = attributed(facts, data_access_layers(facts) if split is None else split.libraries)
    ties = joint_ties(facts)
    if len(items) == 2:
        return _between(_without_shared_code(ties, facts, split, items), items[0], items[1])
    (item,) = items
    placement = placement_of(split) if split is not None else None
    return _owner(facts, placement, item.name) if item.kind == TABLE else _module(ties, placement, item)


def _item(name: str, known: Sequence[Item]) -> Item:
    """Find a name whatever its case; the exact spelling wins where only the case differs."""
    kind, colon, bare = name.partition(":")
    if not colon or kind.lower() not in (MODULE, TABLE):
        kind, bare = "", name
    wanted = [item for item in known if kind.lower() in ("", item.kind)]
    found = [item for item in wanted if item.name == bare] or [
        item for item in wanted if item.name.lower() == bare.lower()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        spelt = " or ".join(f"{item.kind}:{item.name}" for item in found)
        raise InputError(f"{name} can be more than one thing. Say {spelt}.")
    spelling = {item.name.lower(): item.name for item in wanted}
    close = [spelling[low] for low in get_close_matches(bare.lower(), list(spelling), n=3)]
    hint = (
        f"Did you mean {' or '.join(close)}?" if close else "`woosh-split analyse` lists all that there are."
    )
    sought = bare or name or "''"
    raise InputError(f"There is no {kind.lower() or 'module or table'} {sought}. {hint}")


def _without_shared_code(
    ties: Sequence[Tie], facts: Facts, split: SplitFile | None, asked: Sequence[Item]
) -> tuple[Tie, ...]:
    """Leave out what leads through libraries that nobody asked about: each service has a copy, so they tie nothing."""
    names = roles(facts).libraries if split is None else frozenset(split.libraries)
    shared = {Item(MODULE, name) for name in names}.difference(asked)
    return tuple(tie for tie in ties if tie.first not in shared and tie.second not in shared)


def _between(ties: Sequence[Tie], first: Item, second: Item) -> Between:
    if first == second:
        raise InputError(f"{first} twice: give two different things, or one alone.")
    table = weights().ties
    pairs = by_pair(ties, table)
    path = shortest_path(pairs, table, first, second)
    if not path:
        return Between(str(first), str(second), connected=False)
    hops = []
    for one, other in pairwise(path):
        pair = (one, other) if one < other else (other, one)
        hops.append(Hop(str(one), str(other), tuple(_link(tie) for tie in pairs[pair])))
    cut = sorted(
        (_link(tie) for pair in minimum_cut(pairs, table, first, second) for tie in pairs[pair]),
        key=lambda link: (-link.cost, link.first, link.second, link.kind),
    )
    cost = round(sum(link.cost for link in cut), 2)
    return Between(str(first), str(second), connected=True, path=tuple(hops), cut=tuple(cut), cost=cost)


def _link(tie: Tie) -> Link:
    places = tuple(Evidence(place.function, place.file, place.line) for place in tie.places)
    cost = round(cost_of(tie, weights().ties), 2)
    return Link(tie.kind, str(tie.first), str(tie.second), cost, places)


def _owner(facts: Facts, placement: Placement | None, table: str) -> OwnerAnswer:
    home = placement.modules if placement else {module.name: module.name for module in facts.modules}
    (ownership,) = (each for each in ownerships(facts, home, {}) if each.table == table)
    readers = sorted(
        {
            Evidence(f"{access.module}: {access.function} {access.operation}s", access.file, access.line)
            for access in facts.accesses
            if access.table == table and access.mode == "read"
        },
        key=lambda evidence: (evidence.file, evidence.line, evidence.text),
    )
    return OwnerAnswer(
        table, placement.owner_of_table(table) if placement else None, ownership, tuple(readers)
    )


def _module(ties: Iterable[Tie], placement: Placement | None, module: Item) -> ModuleAnswer:
    """Sum the ties to each home; without a split file each thing that it is tied to is a home of its own."""
    links: dict[str, list[Link]] = defaultdict(list)
    for tie in ties:
        if module in (tie.first, tie.second):
            other = tie.second if tie.first == module else tie.first
            links[_home(other, placement)].append(_link(tie))
    homes = [
        Home(name, round(sum(link.cost for link in found), 2), tuple(sorted(found, key=_dearest)))
        for name, found in links.items()
    ]
    placed = None
    if placement is not None:
        placed = "libraries" if module.name in placement.libraries else placement.home_of_module(module.name)
    return ModuleAnswer(module.name, placed, tuple(sorted(homes, key=lambda home: (-home.cost, home.name))))


def _home(item: Item, placement: Placement | None) -> str:
    if placement is None:
        return str(item)
    if item.kind == TABLE:
        return "reference" if item.name in placement.references else placement.owner_of_table(item.name)
    return "libraries" if item.name in placement.libraries else placement.modules.get(item.name, MONOLITH)


def _dearest(link: Link) -> tuple[float, str, str, str]:
    return -link.cost, link.first, link.second, link.kind
