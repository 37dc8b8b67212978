"""What the statements of a dump do to the schema, as data, so that several dumps can be run one after the other."""

from __future__ import annotations

from woosh_split.model.schema import Column, ForeignKey
from woosh_split.records import dataclass
from woosh_split.sql.body import Body


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement begins."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column as a statement declares it; ``filled`` when a default or the server fills it in."""

    column: Column
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a table: of a CREATE TABLE's items, or of an ALTER TABLE.

    ``action`` is one of: add-column, change-column (``name`` is the old name), drop-column, rename-column,
    primary-key, drop-primary-key, foreign-key, drop-foreign-key (by its ``columns`` where no name is told), set-null,
    set-not-null, set-type, set-default, rename, engine (``name`` is that of the engine).
    """

    action: str
    name: str = ""
    spec: ColumnSpec | None = None
    columns: tuple[str, ...] = ()
    foreign_key: ForeignKey | None = None
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class CreateTable:
    """CREATE TABLE, its items as changes; ``like`` is the table whose columns it copies."""

    name: str
    schema: str | None
    changes: tuple[Change, ...]
    place: Place
    keeps_existing: bool = False
    like: str | None = None


@dataclass(frozen=True, slots=True)
class AlterTable:
    """ALTER TABLE of a table that another statement, or another file, creates."""

    name: str
    changes: tuple[Change, ...]
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class CreateView:
    """CREATE VIEW, with its columns as far as they are known; a dump does not say their types."""

    name: str
    schema: str | None
    columns: tuple[Column, ...]
    body: Body
    place: Place


@dataclass(frozen=True, slots=True)
class CreateBody:
    """CREATE PROCEDURE, FUNCTION, TRIGGER or EVENT."""

    body: Body


@dataclass(frozen=True, slots=True)
class Drop:
    """DROP of a table, view, procedure, function, trigger or event (``kind``)."""

    kind: str
    name: str


Step = CreateTable | AlterTable | CreateView | CreateBody | Drop
