"""What one declaration of the schema says, be it a dump, a Prisma schema or a live server."""

from __future__ import annotations

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import DatabaseEvent, Routine, Table, Trigger
from woosh_split.records import dataclass
from woosh_split.sources.schema.steps import Step
from woosh_split.sql.body import Body


@dataclass(frozen=True, slots=True)
class SchemaFacts:
    """Tables and views, stored code with what it touches, and what could not be read; all of it sorted."""

    tables: tuple[Table, ...] = ()
    routines: tuple[Routine, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    db_events: tuple[DatabaseEvent, ...] = ()
    bodies: tuple[Body, ...] = ()  # for SchemaEffects
    unresolved: tuple[Unresolved, ...] = ()
    required_columns: tuple[tuple[str, str], ...] = ()  # (table, column): NOT NULL, and nothing fills it in
    steps: tuple[Step, ...] = ()  # what the statements did, in their order: what merge_dumps runs again
    unread: tuple[Unresolved, ...] = ()  # the part of ``unresolved`` that stands whatever other dumps say
