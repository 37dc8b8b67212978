"""What one declaration of the schema says, be it a dump, a Prisma schema or a live server."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import DatabaseEvent, Routine, Table, Trigger
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
