"""What is looked at after a step: the same table under its new name, views that can be written, rights as planned."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.artefacts.database.moving import names_of, place_of
from woosh_split.artefacts.database.steps import name_of, rights
from woosh_split.database.ddl import Ddl
from woosh_split.errors import DatabaseError
from woosh_split.model.organisation import Move, PhasePart
from woosh_split.model.world import GRANT, OBJECT, BaseTable, SimpleView, World
from woosh_split.sql.quoting import literal


@dataclass(frozen=True, slots=True)
class Verified:
    """What was seen of a table that moved. ``table_id`` is InnoDB's own number, None where it cannot be told."""

    table: str
    place: str
    table_id: int | None
    columns: int
    checksum: str | None = None
    same_sum: bool | None = None

    @property
    def told(self) -> str:
        """It in words."""
        proof = (
            f"TABLE_ID {self.table_id} as before" if self.table_id is not None else "TABLE_ID not to be told"
        )
        sums = {None: "", True: ", same checksum", False: ", other checksum (rows were written meanwhile)"}
        return f"{self.place}: {proof}, {self.columns} columns, its other name can be written{sums[self.same_sum]}"


def table_id(ddl: Ddl, place: tuple[str, str]) -> int | None:
    """Return InnoDB's number of a table, None where the server does not tell (another engine, partitions, no right)."""
    schema, table = (
        bytes.fromhex(ddl.value(f"SELECT HEX(CONVERT({literal(name)} USING filename))")).decode()
        for name in place
    )
    source = "INNODB_SYS_TABLES" if ddl.mariadb else "INNODB_TABLES"
    found = ddl.rows(
        f"SELECT TABLE_ID FROM information_schema.{source} WHERE NAME = {literal(f'{schema}/{table}')}"  # noqa: S608
    )
    return int(found[0][0]) if found else None


def verify_move(
    move: Move, world: World, before: int | None, checksum: str | None, checksum_before: str | None, ddl: Ddl
) -> Verified:
    """Look at a table that has arrived.

    Raises:
        DatabaseError: it is another table, or its other name cannot be written.
    """
    at = place_of(move, world)
    names = names_of(move)
    other = names.high if at == names.low else names.low
    table, view = world[(OBJECT, *at)], world.get((OBJECT, *other))
    assert isinstance(table, BaseTable)
    after = table_id(ddl, at)
    if after != before:
        raise DatabaseError(
            f"{'.'.join(at)} is not the table that it was (InnoDB's TABLE_ID was {before} and is {after}). Somebody rebuilt or "
            "replaced it meanwhile: look at its rows before you go on."
        )
    if view is not None and (not isinstance(view, SimpleView) or view.columns != table.columns):
        raise DatabaseError(f"{'.'.join(other)} does not show the columns of {'.'.join(at)}. Run it again.")
    if view is not None and not _can_be_written(ddl, other):
        raise DatabaseError(f"The view {'.'.join(other)} cannot be written. Take the phase back.")
    return Verified(
        move.table, ".".join(at), after, len(table.columns), checksum,
        None if checksum is None else checksum == checksum_before,
    )  # fmt: skip


def verify_phase(phase: PhasePart, world: World) -> None:
    """Look at a phase that is done: nobody of its accounts may do more than planned.

    Raises:
        DatabaseError: somebody may.
    """
    extra = extra_rights(phase, world)
    if extra:
        raise DatabaseError(
            f"{phase.id}: there are rights that nobody planned: {'; '.join(extra[:5])}. Somebody granted them by hand: "
            "revoke them, or put them into the split file."
        )


def extra_rights(phase: PhasePart, world: World) -> list[str]:
    """Return rights of the phase's accounts that the plan does not know, in words."""
    planned = {
        key
        for part in phase.services
        for grants, who in ((part.grants, part.account), (part.definer_grants, part.definer))
        if who is not None
        for grant in grants
        for key in rights(grant, who)
    }
    whose = {key[1] for key in planned} | {
        name_of(who) for part in phase.services for who in (part.account, part.definer) if who is not None
    }
    return [
        f"{key[5]} on {key[3]}.{key[4] or '*'} for {key[1]}"
        for key in sorted(world)
        if key[0] == GRANT and key[1] in whose and key not in planned
    ]


def _can_be_written(ddl: Ddl, place: tuple[str, str]) -> bool:
    schema, name = (literal(each) for each in place)
    return bool(
        ddl.value(
            "SELECT IS_UPDATABLE = 'YES' FROM information_schema.VIEWS"  # noqa: S608
            f" WHERE TABLE_SCHEMA = {schema} AND TABLE_NAME = {name}"
        )
    )
