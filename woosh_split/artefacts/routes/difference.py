"""What is new between two tables, route by route."""

from __future__ import annotations

from dataclasses import dataclass, fields

from woosh_split.model.routing import RouteEntry, RoutingTable, Target
from woosh_split.model.routing import Router as Router

_UNTOLD = ("id", "order", "segments", "source", "target")


@dataclass(frozen=True, slots=True)
class Change:
    """One route in both tables; ``keys`` are those that changed besides the target, as ``(name, before, after)``."""

    before: RouteEntry
    after: RouteEntry
    keys: tuple[tuple[str, str, str], ...]

    @property
    def target(self) -> tuple[Target, Target] | None:
        """The target before and after, None where it stands."""
        return None if self.before.target == self.after.target else (self.before.target, self.after.target)


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Everything that is new; ``whole`` are changes of what stands above the routes, ``moved`` another order."""

    added: tuple[RouteEntry, ...] = ()
    removed: tuple[RouteEntry, ...] = ()
    changed: tuple[Change, ...] = ()
    whole: tuple[tuple[str, str, str], ...] = ()
    moved: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.whole or self.moved)


def difference(old: RoutingTable, new: RoutingTable) -> TableDifference:
    """Return what is new in a table; where a route stands in the code makes no difference."""
    before = {entry.id: entry for entry in old.routes}
    after = {entry.id: entry for entry in new.routes}
    changed = []
    for entry in new.routes:
        if entry.id in before:
            keys = _keys(before[entry.id], entry)
            if keys or before[entry.id].target != entry.target:
                changed.append(Change(before[entry.id], entry, keys))
    both = [entry.id for entry in old.routes if entry.id in after]
    return TableDifference(
        tuple(entry for entry in new.routes if entry.id not in before),
        tuple(entry for entry in old.routes if entry.id not in after),
        tuple(changed),
        tuple(
            (name, _told(getattr(old, name)), _told(getattr(new, name)))
            for name in ("router", "services", "salt")
            if getattr(old, name) != getattr(new, name)
        ),
        both != [entry.id for entry in new.routes if entry.id in before],
    )


def _keys(before: RouteEntry, after: RouteEntry) -> tuple[tuple[str, str, str], ...]:
    names = [each.name for each in fields(RouteEntry) if each.name not in _UNTOLD]
    return tuple(
        (name, _told(getattr(before, name)), _told(getattr(after, name)))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def _told(given: object) -> str:
    if isinstance(given, tuple):
        return ", ".join(map(str, given)) or "none"
    if isinstance(given, Router):
        return ", ".join(f"{each.name} {getattr(given, each.name)}" for each in fields(Router))
    return str(given)
