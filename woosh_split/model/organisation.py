"""The organisation of the database: which table lies where, what each service sees of it, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
VERBS = (SELECT, INSERT, UPDATE, DELETE)
"""What a service may do with rows, in the order in which grants name it."""

EXECUTE, DROP, ALTER = "EXECUTE", "DROP", "ALTER"
LOCK_TABLES, TEMPORARY, SHOW_VIEW = "LOCK TABLES", "CREATE TEMPORARY TABLES", "SHOW VIEW"

PUBLISHED, OWN, OLD_NAME = "published", "own", "old-name"


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the server; ``role`` holds its rights where there is one, ``None``: the user itself does."""

    user: str
    host: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A table that changes its schema; its old name stays alive as a view."""

    table: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class HiddenColumn:
    """A column that a service does not see: a secret one, or one that its contracts do not list.

    ``named_at`` says where its code names the column all the same (``file:line``).
    """

    column: str
    named_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A view under a table's own name.

    ``purpose`` is ``published`` (a table of somebody else), ``own`` (an own table that cannot move) or ``old-name``
    (what stays where a table was). ``columns`` are those that it shows; none: every one.
    """

    schema: str
    name: str
    source_schema: str
    source: str
    purpose: str
    columns: tuple[str, ...] = ()
    hidden: tuple[HiddenColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Debt:
    """Why a service may write what is not its own: a contract of the split file."""

    crossing: str
    policy: str
    issue: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """Rights on one thing. ``kind`` is ``table`` (a view too), ``procedure``, ``function`` or ``schema``.

    ``columns`` limits every verb but DELETE to these columns; none: the whole table. ``owner`` is the service that
    answers for the table; ``debts`` are what allows the writes among the verbs where that is somebody else. ``hidden``
    are the table's columns that the service does not see, by its view or by the columns of this grant.
    """

    schema: str
    name: str
    kind: str
    verbs: tuple[str, ...]
    columns: tuple[str, ...] = ()
    owner: str = ""
    debts: tuple[Debt, ...] = ()
    hidden: tuple[HiddenColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredRoutine:
    """A procedure or function as it is created in a service's schema; ``text`` begins at its parameters."""

    schema: str
    name: str
    kind: str  # procedure | function
    text: str
    sql_mode: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know of a service's part.

    ``kind`` is one of: missing-table, refused-write, hidden-column, trigger, view, routine, truncate, alter,
    unknown-columns, foreign-key, other-schema; reference and debt in the notes of the whole.
    """

    kind: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class ServicePart:
    """Everything that one service needs in the database.

    ``schema`` is the one that its connection uses: its own, or the monolith's under ``grants``. ``definer`` is the
    locked account whose rights the views use; there is none where there are no views.
    """

    service: str
    isolation: str  # schema | grants
    schema: str
    account: Account
    definer: Account | None = None
    moves: tuple[Move, ...] = ()
    views: tuple[View, ...] = ()
    routines: tuple[StoredRoutine, ...] = ()
    grants: tuple[Grant, ...] = ()
    definer_grants: tuple[Grant, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PhasePart:
    """What one phase does to the database; ``services`` are empty where it does nothing."""

    id: str
    services: tuple[ServicePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """The whole: ``schema`` is the monolith's. ``remainder`` is the monolith once every phase is done.

    A clean-up phase, where the split file has one, creates the remainder's user; its part is among ``phases`` then.
    """

    schema: str
    phases: tuple[PhasePart, ...]
    remainder: ServicePart
    notes: tuple[Note, ...] = ()

    @property
    def parts(self) -> tuple[ServicePart, ...]:
        """Every service's part in the order of the phases, the remainder last."""
        found = [part for phase in self.phases for part in phase.services if part is not self.remainder]
        return (*found, self.remainder)
