"""How one table changes its schema while both of its names are in use: the next statement, from wherever it stands.

Two rules keep clients from ever seeing an error (measured on MariaDB 10.11, see docs/decisions/0019). A RENAME takes its
locks in the order of the names, and a statement through a view takes the view's lock first: so every view in a RENAME
sorts before what it leads to. And no statement waits while it holds locks; that is the business of whoever runs it.

Of two schemas one sorts first (``low``). To ``low`` a table moves in one RENAME. To ``high`` it takes two, through a
name ``high.~ws_…_base``, since there the view that stays behind would have to sort after the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from woosh_split.artefacts.database.names import passing_name
from woosh_split.artefacts.database.statements import view_sql
from woosh_split.errors import InputError
from woosh_split.model.organisation import OLD_NAME, Account, Move, View
from woosh_split.model.world import OBJECT, Action, BaseTable, Key, SimpleView, World
from woosh_split.sql.quoting import quoted

Place = tuple[str, str]
FIRST, LAST = "$ws_", "~ws_"
"""What sorts before and after ordinary names."""


class LostTable(InputError):  # noqa: N818 - reads as what happened
    """A table that is to move is at none of its places, or at two."""


@dataclass(frozen=True, slots=True)
class Names:
    """Every place that the move of one table may use."""

    low: Place
    high: Place
    base: Place
    """In ``high``: where the table rests between two RENAMEs."""
    first: Place
    first_next: Place
    first_old: Place
    low_next: Place
    low_old: Place
    high_next: Place
    high_old: Place

    @property
    def passing(self) -> tuple[Place, ...]:
        """Those that are gone once the table has arrived."""
        return (
            self.base, self.first, self.first_next, self.first_old,
            self.low_next, self.low_old, self.high_next, self.high_old,
        )  # fmt: skip


def names_of(move: Move) -> Names:
    """Return the places of a move; they are the same in both directions."""
    low, high = sorted((move.source, move.target), key=lambda name: name.encode() + b"\0")

    def passing(what: str) -> str:
        return passing_name(move.source, move.table, what)

    def first(what: str) -> str:
        return FIRST + passing(what).removeprefix(LAST)

    return Names(
        (low, move.table), (high, move.table), (high, passing("base")),
        (low, first("view")), (low, first("next")), (low, first("old")),
        (low, passing("next")), (low, passing("old")), (high, passing("next")), (high, passing("old")),
    )  # fmt: skip


def sorts_well(table: str) -> bool:
    """Whether a table's name lies between those that pass by."""
    return FIRST.encode() < table.encode() < LAST.encode()


def place_of(move: Move, world: World) -> Place:
    """Return where the table is.

    Raises:
        LostTable: it is not at exactly one of its places.
    """
    names = names_of(move)
    found = [
        place for place in (names.low, names.base, names.high) if isinstance(_at(place, world), BaseTable)
    ]
    wrong = [
        place for place in names.passing if place != names.base and isinstance(_at(place, world), BaseTable)
    ]
    if len(found) == 1 and not wrong:
        return found[0]
    both = f"{move.source}.{move.table} and {move.target}.{move.table}"
    if not found:
        raise LostTable(f"The table {move.table} is at neither of {both}. Look for it before anything else.")
    told = ", ".join(".".join(place) for place in (*found, *wrong))
    raise LostTable(
        f"There are several tables where the one of {both} should be: {told}. One of them is not ours: move it away."
    )


def arrived(move: Move, schema: str, world: World) -> bool:
    """Whether the table lies in the schema."""
    return place_of(move, world) == (schema, move.table)


def next_move(
    move: Move, to: str, definer: Account | None, world: World, *, old_name: bool = True
) -> Action | None:
    """Return the next statement that brings a table to a schema, None where it is there and nothing is left over.

    ``definer`` answers for the view under the old name once the table has moved. Without ``old_name`` there is to be
    none any more.

    Raises:
        LostTable: it is not at exactly one of its places.
    """
    return next(_moves(move, to, definer, world, old_name=old_name), None)


def _moves(move: Move, to: str, definer: Account | None, world: World, *, old_name: bool) -> Iterator[Action]:
    """Yield what is left to be done, of which only the first holds."""
    names, at = names_of(move), place_of(move, world)
    table = _at(at, world)
    assert isinstance(table, BaseTable)
    columns = table.columns

    def lead(place: Place, target: Place, who: Account | None = None) -> Iterator[Action]:
        """The view of a place leads to the target; ``who`` is checked only where it is to stay."""
        seen = _at(place, world)
        right = isinstance(seen, SimpleView) and seen.target == target and seen.columns in ((), columns)
        if not right or (
            who is not None and isinstance(seen, SimpleView) and seen.definer != f"{who.user}@{who.host}"
        ):
            yield _view(place, target, columns, who, world)

    def gone(*places: Place) -> Iterator[Action]:
        there = [place for place in places if _at(place, world) is not None]
        if there:
            yield drop_views(there)

    stays = definer if to == move.target else None
    if at == (to, move.table):
        other = names.high if at == names.low else names.low
        if not old_name:
            yield from gone(*([other] if isinstance(_at(other, world), SimpleView) else []))
        elif _at(other, world) is not None or to == move.target:
            yield from lead(other, at, stays)
        yield from gone(*names.passing)
    elif to == names.low[0] and at == names.high:
        yield from lead(names.low, names.high)
        yield from gone(*(place for place in names.passing if place != names.high_next))
        yield from lead(names.high_next, names.low, stays)
        yield _rename(
            world, (names.low, names.low_old), (names.high, names.low), (names.high_next, names.high)
        )
    elif to == names.low[0]:
        yield from gone(names.low_next, names.first_next, names.low_old, names.high_old, names.high_next)
        yield from lead(names.low, names.base)
        yield from lead(names.first, names.base)
        yield from lead(names.first_old, names.low)
        yield from lead(names.high, names.first)
        yield _rename(
            world,
            (names.first, names.first_next), (names.first_old, names.first),
            (names.low, names.low_next), (names.base, names.low),
        )  # fmt: skip
    elif at == names.low:
        yield from gone(names.first_old, names.low_old, names.high_old, names.high_next)
        if _at(names.high, world) is None:
            yield from lead(names.high, names.low)
        later = [*lead(names.first_next, names.base), *lead(names.low_next, names.base)]
        if later and _at(names.base, world) is None:
            yield from lead(names.base, names.low)
        yield from later
        yield from gone(names.base)
        yield from lead(names.first, names.low)
        yield from lead(names.high, names.first)
        yield _rename(
            world,
            (names.first, names.first_old), (names.low, names.base),
            (names.low_next, names.low), (names.first_next, names.first),
        )  # fmt: skip
    else:
        yield from lead(names.high, names.base)
        yield from gone(names.low_old, names.high_old)
        yield from lead(names.low_next, names.high, stays)
        yield _rename(
            world,
            (names.low, names.low_old), (names.low_next, names.low),
            (names.high, names.high_old), (names.base, names.high),
        )  # fmt: skip


def expose(move: Move, world: World) -> Action | None:
    """Return what puts the new name up as a view, where there is nothing under it yet."""
    names = names_of(move)
    new = (move.target, move.table)
    if _at(new, world) is not None:
        return None
    at = place_of(move, world)
    table = _at(at, world)
    assert isinstance(table, BaseTable)
    return _view(new, at if at == names.base else (move.source, move.table), table.columns, None, world)


def drop_views(places: list[Place]) -> Action:
    """Return what drops views; a table of such a name would be an error of the server."""
    listed = ", ".join(quoted(*place) for place in places)
    return Action(
        "drop-views",
        ", ".join(".".join(place) for place in places),
        (f"DROP VIEW IF EXISTS {listed}",),
        drops=tuple(_key(place) for place in places),
    )


def _view(place: Place, target: Place, columns: tuple[str, ...], who: Account | None, world: World) -> Action:
    sql = view_sql(View(*place, *target, OLD_NAME), who)
    seen = SimpleView(target, columns, f"{who.user}@{who.host}" if who is not None else "")
    return Action("view", ".".join(place), (sql,), sets=((_key(place), seen),))


def _rename(world: World, *pairs: tuple[Place, Place]) -> Action:
    told = ",\n  ".join(f"{quoted(*old)} TO {quoted(*new)}" for old, new in pairs)
    found = {_key(old): world.get(_key(old)) for old, _ in pairs}
    sets = {_key(new): found.get(_key(old), world.get(_key(old))) for old, new in pairs}
    (moved,) = (
        f"{'.'.join(old)} to {'.'.join(new)}" for old, new in pairs if isinstance(_at(old, world), BaseTable)
    )
    return Action(
        "rename",
        moved,
        (f"RENAME TABLE\n  {told}",),
        sets=tuple((key, value) for key, value in sets.items() if value is not None),
        drops=tuple(key for key in found if key not in sets),
    )


def _key(place: Place) -> Key:
    return (OBJECT, *place)


def _at(place: Place, world: World) -> object:
    return world.get(_key(place))
