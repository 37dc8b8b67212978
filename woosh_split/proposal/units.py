"""Units: what must stay together is one before anything is optimised, and what cannot be is told before that."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from woosh_split.errors import InputError
from woosh_split.graph.joint import Item


class PinClash(InputError):  # noqa: N818 - reads as the finding that it is
    """Two pins ask for what cannot both be."""


@dataclass(frozen=True, slots=True)
class Bond:
    """Two items that have to be together, and who says so."""

    first: Item
    second: Item
    why: str


@dataclass(frozen=True, slots=True)
class Units:
    """Groups of items that move as one.

    ``of`` maps an item to its unit's number, ``members`` are the items of each unit, ``label`` the named service
    that a unit is nailed to, ``apart`` the units that a unit must not meet.
    """

    of: Mapping[Item, int]
    members: tuple[tuple[Item, ...], ...]
    label: tuple[str | None, ...]
    apart: tuple[frozenset[int], ...]


def make_units(
    items: Iterable[Item],
    bonds: Iterable[Bond],
    nailed: Mapping[Item, tuple[str, str]],
    apart: Iterable[Bond],
) -> Units:
    """Contract items into units. ``nailed`` maps an item to its service and to who says so.

    All items of one named service become one unit, so that it stands for the service from the start.

    Raises:
        PinClash: two items are held together and apart, or one is nailed to two services; the chain is printed.
    """
    order, apart = sorted(items), tuple(apart)
    links: dict[Item, list[tuple[Item, str]]] = defaultdict(list)
    for bond in bonds:
        links[bond.first].append((bond.second, bond.why))
        links[bond.second].append((bond.first, bond.why))
    groups = list(_groups(order, links))
    home = {item: index for index, group in enumerate(groups) for item in group}
    label: list[str | None] = []
    for group in groups:
        label.append(_label(group, links, nailed))
    for bond in apart:
        _check_apart(bond, home, label, links, nailed)
    number: dict[tuple[str, str | int], int] = {}
    members: list[list[Item]] = []
    labels: list[str | None] = []
    of: dict[Item, int] = {}
    for index, group in enumerate(groups):
        name = label[index]
        unit = number.setdefault(("group", index) if name is None else ("service", name), len(members))
        if unit == len(members):
            members.append([])
            labels.append(name)
        members[unit].extend(group)
        of.update(dict.fromkeys(group, unit))
    forbidden: list[set[int]] = [set() for _ in members]
    for bond in apart:
        first, second = of[bond.first], of[bond.second]
        forbidden[first].add(second)
        forbidden[second].add(first)
    return Units(
        of,
        tuple(tuple(sorted(group)) for group in members),
        tuple(labels),
        tuple(frozenset(each) for each in forbidden),
    )


def _groups(order: list[Item], links: Mapping[Item, list[tuple[Item, str]]]) -> Iterator[list[Item]]:
    seen: set[Item] = set()
    for item in order:
        if item in seen:
            continue
        group, waiting = [], [item]
        seen.add(item)
        while waiting:
            each = waiting.pop()
            group.append(each)
            for other, _ in links.get(each, ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        yield sorted(group)


def _label(
    group: list[Item],
    links: Mapping[Item, list[tuple[Item, str]]],
    nailed: Mapping[Item, tuple[str, str]],
) -> str | None:
    named = [item for item in group if item in nailed]
    if not named:
        return None
    first = named[0]
    for other in named[1:]:
        if nailed[other][0] != nailed[first][0]:
            raise PinClash(
                f"Pins clash: {first} is pinned to {nailed[first][0]} ({nailed[first][1]}) and {other} to "
                f"{nailed[other][0]} ({nailed[other][1]}), but {_chain(first, other, links)}. "
                "Take one of these pins back."
            )
    return nailed[first][0]


def _check_apart(
    bond: Bond,
    home: Mapping[Item, int],
    label: list[str | None],
    links: Mapping[Item, list[tuple[Item, str]]],
    nailed: Mapping[Item, tuple[str, str]],
) -> None:
    first, second = home[bond.first], home[bond.second]
    if first == second:
        raise PinClash(
            f"Pins clash: {bond.first} and {bond.second} are to be apart ({bond.why}), but "
            f"{_chain(bond.first, bond.second, links)}. Take one of these pins back."
        )
    if label[first] is not None and label[first] == label[second]:
        ends = [_nail(item, home, links, nailed) for item in (bond.first, bond.second)]
        raise PinClash(
            f"Pins clash: {bond.first} and {bond.second} are to be apart ({bond.why}), but both are held in "
            f"{label[first]}: {ends[0]}; {ends[1]}. Take one of these pins back."
        )


def _nail(
    item: Item,
    home: Mapping[Item, int],
    links: Mapping[Item, list[tuple[Item, str]]],
    nailed: Mapping[Item, tuple[str, str]],
) -> str:
    at = next(each for each in sorted(nailed) if home.get(each) == home[item])
    service, why = nailed[at]
    if at == item:
        return f"{item} is pinned to {service} ({why})"
    return f"{_chain(item, at, links)}, which is pinned to {service} ({why})"


def _chain(start: Item, end: Item, links: Mapping[Item, list[tuple[Item, str]]]) -> str:
    """Return the shortest chain of bonds between two items, in words."""
    before: dict[Item, tuple[Item, str]] = {}
    waiting = deque([start])
    while waiting and end not in before:
        item = waiting.popleft()
        for other, why in sorted(links.get(item, ())):
            if other != start and other not in before:
                before[other] = (item, why)
                waiting.append(other)
    steps: list[str] = []
    at = end
    while at != start:
        previous, why = before[at]
        steps.append(f"{previous} stays with {at} ({why})")
        at = previous
    return ", ".join(reversed(steps))
