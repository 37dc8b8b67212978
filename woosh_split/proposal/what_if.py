"""What a change costs: the same split with something moved, and every crossing that comes or goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from woosh_split.errors import InputError
from woosh_split.graph.crossings import crossings
from woosh_split.graph.joint import MODULE, Item, items_of
from woosh_split.model.crossing import Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Price
from woosh_split.model.split import MONOLITH
from woosh_split.proposal.pinning import found
from woosh_split.proposal.prices import prices

_MOVE = re.compile(r"\s*(?:move\s+)?(?P<item>\S+?)\s*->\s*(?P<service>[a-z][a-z0-9-]*)\s*")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The price of the whole before and after, and the crossings that only one of the two has, with those places alone."""

    moves: tuple[tuple[Item, str, str], ...]  # what, from, to
    before: Price
    after: Price
    gained: tuple[Crossing, ...]
    lost: tuple[Crossing, ...]


def parse_moves(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Read moves such as ``move products->order-management``; several may be separated by commas.

    Raises:
        InputError: a text is no move.
    """
    moves = []
    for text in (part for each in texts for part in each.split(",")):
        match = _MOVE.fullmatch(text)
        if match is None:
            raise InputError(
                f"--what-if {text.strip()!r} is no move. Write it as 'move products->order-management'; "
                "module:NAME and table:NAME say which is meant."
            )
        moves.append((match["item"], match["service"]))
    return tuple(moves)


def what_if(facts: Facts, placement: Placement, moves: Iterable[tuple[str, str]]) -> WhatIf:
    """Return what moving modules or tables changes; a module takes along the tables that it alone touches.

    Raises:
        InputError: a move names nothing, or a service that is not there.
    """
    items = frozenset(items_of(facts))
    users: dict[str, set[str]] = {}
    for access in facts.accesses:
        users.setdefault(access.table, set()).add(access.module)
    now, told = placement, []
    for name, service in moves:
        if service != MONOLITH and service not in placement.services:
            there = ", ".join((*placement.services, MONOLITH))
            raise InputError(f"--what-if: there is no service {service}. There are {there}.")
        (item,) = found(name, items, "--what-if")
        home = now.home_of_module(item.name) if item.kind == MODULE else now.owner_of_table(item.name)
        told.append((item, home, service))
        now = _moved(now, item, home, service, users)
    before, after = crossings(facts, placement), crossings(facts, now)
    return WhatIf(
        tuple(told),
        prices(facts, placement, before)[0],
        prices(facts, now, after)[0],
        _only(after, before),
        _only(before, after),
    )


def _only(these: Iterable[Crossing], those: Iterable[Crossing]) -> tuple[Crossing, ...]:
    """Return the crossings of ``these`` with the places that ``those`` lack."""
    known = {each.id: set(each.sites) for each in those}
    found = []
    for each in these:
        fresh = tuple(site for site in each.sites if site not in known.get(each.id, ()))
        if fresh:
            found.append(replace(each, sites=fresh))
    return tuple(found)


def _moved(now: Placement, item: Item, home: str, service: str, users: dict[str, set[str]]) -> Placement:
    tables = {item.name} if item.kind != MODULE else set()
    modules = dict(now.modules)
    if item.kind == MODULE:
        modules[item.name] = service
        tables = {t for t, who in users.items() if who == {item.name} and now.owner_of_table(t) == home}
    references = {table: service if table in tables else writer for table, writer in now.references.items()}
    owned = dict(now.tables) | dict.fromkeys(sorted(tables - set(references)), service)
    return replace(now, modules=modules, tables=owned, references=references)
