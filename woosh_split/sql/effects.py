"""What a use of a table or a call of a procedure sets off inside the database: views, triggers, routines."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.access import TableUse
from woosh_split.model.schema import Table
from woosh_split.sql.body import Body

Effect = tuple[TableUse, str]
"""A use, and the ``via`` by which it comes about."""


class SchemaEffects:
    """An index of the views, routines and triggers of one schema; every look-up ignores the case of names.

    Build it with ``SchemaEffects(facts.tables, facts.bodies)`` from a ``SchemaFacts``.
    """

    def __init__(self, tables: Iterable[Table], bodies: Iterable[Body]) -> None: ...

    def expand(
        self, uses: Iterable[TableUse], via: str, extra_events: Iterable[tuple[str, str]] = ()
    ) -> tuple[Effect, ...]:
        """Return the given uses with ``via``, and after them whatever they set off.

        A read of a view reads its tables, views inside it included (via ``view``); a write through a view writes the
        view's table (via ``view``); a write fires the table's triggers for that event, and what those do counts via
        ``trigger``, however deep. ``extra_events`` are further ``(table, event)`` pairs whose triggers fire
        (``SqlReading.extra_events``: REPLACE, ON DUPLICATE KEY). Tables are named as the DDL spells them.
        """
        raise NotImplementedError

    def call(self, name: str) -> tuple[Effect, ...] | None:
        """Return what ``CALL name`` does (via ``procedure``, ``view`` or ``trigger``); None when there is no body."""
        raise NotImplementedError

    def function(self, name: str) -> tuple[Effect, ...] | None:
        """Return what the stored function does (via ``procedure``, ...); None when the schema has none of that name."""
        raise NotImplementedError

    def problems(self, name: str) -> tuple[str, ...]:
        """Return why the routine ``name``, or one that it calls, could not be read to the end."""
        raise NotImplementedError
