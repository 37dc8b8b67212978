"""What a server holds, as far as a phase touches it: a flat mapping, so that what a statement changes is data too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Key = tuple[str, ...]
"""``(SCHEMA, name)``, ``(OBJECT, schema, name)``, ``(USER, user, host)``, ``(LOCKED, user, host)``, ``(ROLE, name)``,
``(MEMBER, role, user, host)``, ``(DEFAULT, role, user, host)``, ``(ROUTINE, kind, schema, name)``, ``(EVENT, schema, name)``,
``(GRANT, grantee, kind, schema, name, verb, column)``; the column of a right on a whole thing is empty."""

SCHEMA, OBJECT, ROUTINE, EVENT = "schema", "object", "routine", "event"
USER, LOCKED, ROLE, MEMBER, DEFAULT, GRANT = "user", "locked", "role", "member", "default", "grant"


@dataclass(frozen=True, slots=True)
class TableRight:
    """Rights of an account on a name, as the server keeps them, or on one column of it; a role has no host."""

    user: str
    host: str
    schema: str
    table: str
    verbs: tuple[str, ...]
    column: str = ""


@dataclass(frozen=True, slots=True)
class BaseTable:
    """A table with its columns in order."""

    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SimpleView:
    """A view of one thing, or ``target`` of None for any other. Without ``columns`` it leads nowhere at the moment."""

    target: tuple[str, str] | None
    columns: tuple[str, ...] = ()
    definer: str = ""


Value = BaseTable | SimpleView | bool
World = Mapping[Key, Value]


@dataclass(frozen=True, slots=True)
class Action:
    """One change of the world: its statements, and what is there and what is gone after them.

    ``shown`` stands for the statements wherever people see them; it holds no password.
    """

    kind: str  # create-schema | drop-schema | create-user | drop-user | create-role | drop-role | member | default |
    # view | drop-views | rename | routine | drop-routine | grant | password
    subject: str
    sql: tuple[str, ...]
    shown: str = ""
    sets: tuple[tuple[Key, Value], ...] = ()
    drops: tuple[Key, ...] = ()

    @property
    def text(self) -> str:
        """The statements as people and the journal see them."""
        return self.shown or ";\n".join(self.sql)


def after(world: World, action: Action) -> World:
    """Return the world as the action leaves it."""
    found = {key: value for key, value in world.items() if key not in action.drops}
    return found | dict(action.sets)
