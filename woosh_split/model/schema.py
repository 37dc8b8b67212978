"""Facts about the database: tables, views, relations, routines, triggers, and where the sources disagree."""

from __future__ import annotations

from woosh_split.records import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``type`` is the text of the source that declares it, lower case."""

    name: str
    type: str
    nullable: bool = True
    primary_key: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key of the table that holds it."""

    columns: tuple[str, ...]
    table: str
    referenced_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view, whoever declares it: a dump (``ddl``), an entity class, a live server."""

    name: str
    schema: str | None = None
    entity: str | None = None
    entity_file: str | None = None
    columns: tuple[Column, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    kind: str = "table"  # table | view
    declared_by: tuple[str, ...] = ()  # ddl | entity | database
    file: str | None = None
    line: int | None = None
    entity_line: int | None = None
    engine: str | None = None  # as the dump or the server tells it


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entities, as tables; ``property`` is how the first one calls it."""

    from_table: str
    to_table: str
    kind: str  # many-to-one | one-to-many | one-to-one | many-to-many
    join_table: str | None
    file: str
    line: int
    property: str = ""


@dataclass(frozen=True, slots=True)
class Routine:
    """A procedure or function of the database, and the tables that it touches, those that it calls included."""

    name: str
    kind: str  # procedure | function
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger: fires on ``event`` of ``table`` and touches further tables."""

    name: str
    table: str
    event: str  # insert | update | delete
    timing: str  # before | after
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class DatabaseEvent:
    """A scheduled event of the database server."""

    name: str
    schedule: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Drift:
    """A place where entities, dump and server disagree."""

    kind: str  # missing-table | case-differs | missing-column | unmapped-column | type-differs | foreign-key-differs
    table: str
    column: str | None
    declared_by: str
    missing_in: str
    detail: str
    file: str | None = None
    line: int | None = None
