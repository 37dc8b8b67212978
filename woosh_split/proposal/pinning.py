"""What is settled before the clustering: pins, the split file's placements, and names that a domain knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from woosh_split.errors import InputError
from woosh_split.graph.joint import MODULE, TABLE, Item
from woosh_split.model.meant import nearest
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, Pins, SplitFile
from woosh_split.proposal.domain import Domain, domain_of_names
from woosh_split.proposal.roles import Roles
from woosh_split.proposal.units import Bond, PinClash, make_units

PIN, FILE, NAME = "pin", "split file", "name"


@dataclass(frozen=True, slots=True)
class Settled:
    """What must hold: bonds, items nailed to services with who says so, items kept apart, items left alone."""

    bonds: tuple[Bond, ...]
    nailed: Mapping[Item, tuple[str, str]]
    decided_by: Mapping[Item, str]
    apart: tuple[Bond, ...]
    monolith: frozenset[Item]
    services: tuple[str, ...]
    pinned: frozenset[Item] = frozenset()
    """What ``together`` and ``apart`` name: these follow the clustering even where writes say otherwise."""


def settle(
    items: frozenset[Item], pins: Pins, fixed: SplitFile | None, domain: Domain | None, roles: Roles
) -> Settled:
    """Collect what is settled; pins come before the split file, and both before a domain's names.

    Raises:
        PinClash: an item is pinned to one service and stands in another in the split file.
        InputError: a pin names nothing.
    """
    nailed: dict[Item, tuple[str, str]] = {}
    decided: dict[Item, str] = {}
    for name, service in pins.service:
        for item in found(name, items, "pins.service"):
            _nail(nailed, item, service, "pins.service")
            decided[item] = PIN
    for item, service in placements(fixed):
        if item in items:
            _nail(nailed, item, service, FILE)
            decided.setdefault(item, FILE)
    together = _bonds(pins.together, items, "pins.together")
    apart = _bonds(pins.apart, items, "pins.apart")
    known = {service for service, _ in nailed.values()}
    known |= {service.name for service in fixed.services} if fixed is not None else set()
    if domain is None and known - {MONOLITH}:
        domain = domain_of_names(known - {MONOLITH})
    if domain is not None:
        _name(
            domain,
            items,
            nailed,
            decided,
            roles,
            {i for b in (*together, *apart) for i in (b.first, b.second)},
        )
    pinned = frozenset(item for bond in (*together, *apart) for item in (bond.first, bond.second))
    bonds = (*together, *_private(items, nailed, apart, roles))
    monolith = _staying(items, bonds, nailed, apart)
    services = {service for service, _ in nailed.values()} - {MONOLITH}
    services |= {service.name for service in fixed.services} if fixed is not None else set()
    return Settled(
        bonds,
        {item: each for item, each in nailed.items() if item not in monolith},
        decided,
        apart,
        monolith,
        tuple(sorted(services)),
        pinned,
    )


def _staying(
    items: frozenset[Item],
    bonds: Iterable[Bond],
    nailed: Mapping[Item, tuple[str, str]],
    apart: Iterable[Bond],
) -> frozenset[Item]:
    """What is nailed to the monolith, and all that is held together with it.

    Raises:
        PinClash: pins contradict each other; looked for here, while the monolith still counts as a service.
    """
    units = make_units(items, bonds, nailed, apart)
    return frozenset(
        item
        for members, label in zip(units.members, units.label, strict=True)
        if label == MONOLITH
        for item in members
    )


def placements(fixed: SplitFile | None) -> Iterator[tuple[Item, str]]:
    """Yield what a split file places: modules, tables, and reference tables that live in a service or have a writer."""
    if fixed is None:
        return
    for service in fixed.services:
        yield from ((Item(MODULE, name), service.name) for name in service.modules)
        yield from ((Item(TABLE, name), service.name) for name in service.tables)
    for reference in fixed.reference:
        home = reference.writer or (reference.place if reference.place != SHARED_SCHEMA else None)
        if home is not None:
            yield Item(TABLE, reference.table), home


def found(name: str, items: frozenset[Item], where: str) -> tuple[Item, ...]:
    """Return the items of a name: the module, else the table; ``module:x`` and ``table:x`` say which is meant.

    Raises:
        InputError: nothing has that name.
    """
    kind, _, rest = name.partition(":")
    if rest and kind in (MODULE, TABLE):
        wanted: tuple[Item, ...] = (Item(kind, rest),)
    else:
        wanted = (Item(MODULE, name), Item(TABLE, name))
    here = tuple(item for item in wanted if item in items)
    if here:
        return here[:1]
    near = nearest(rest or name, sorted({item.name for item in items}))
    hint = f" Did you mean {near}?" if near else ""
    raise InputError(f"{where}: there is no module or table {rest or name}.{hint}")


def _nail(nailed: dict[Item, tuple[str, str]], item: Item, service: str, why: str) -> None:
    held = nailed.get(item)
    if held is not None and held[0] != service:
        raise PinClash(
            f"Pins clash: {item} is pinned to {held[0]} ({held[1]}) and to {service} ({why}). "
            "Take one of these back."
        )
    nailed.setdefault(item, (service, why))


def _bonds(groups: Iterable[tuple[str, ...]], items: frozenset[Item], why: str) -> tuple[Bond, ...]:
    bonds: list[Bond] = []
    for index, group in enumerate(groups):
        members = [found(name, items, f"{why}[{index}]")[0] for name in group]
        pairs = pairwise(members) if why.endswith("together") else combinations(members, 2)
        bonds.extend(Bond(first, second, f"{why}[{index}]") for first, second in pairs)
    return tuple(bonds)


def _name(
    domain: Domain,
    items: frozenset[Item],
    nailed: dict[Item, tuple[str, str]],
    decided: dict[Item, str],
    roles: Roles,
    pinned: set[Item],
) -> None:
    """Nail modules whose own name says which of the domain's services they are about; pinned ones are left alone."""
    for item in sorted(items):
        if item.kind != MODULE or item in nailed or item in pinned:
            continue
        if item.name == roles.root or item.name in roles.libraries:
            continue
        service = domain.named(item.name)
        if service is not None:
            nailed[item] = (service, f"{domain.name} knows the name")
            decided[item] = NAME


def _private(
    items: frozenset[Item], nailed: Mapping[Item, tuple[str, str]], apart: Iterable[Bond], roles: Roles
) -> Iterator[Bond]:
    """A table that one module alone writes (or touches) goes where that module goes, unless somebody says otherwise."""
    kept_apart = {item for bond in apart for item in (bond.first, bond.second)}
    for name, module in sorted(roles.private.items()):
        table, user = Item(TABLE, name), Item(MODULE, module)
        if table in items and user in items and table not in nailed and table not in kept_apart:
            verb = "writes" if name in roles.writers else "touches"
            yield Bond(table, user, f"only {module} {verb} it")
