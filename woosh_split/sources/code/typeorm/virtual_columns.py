"""Virtual columns: a query of another table that TypeORM selects along with every row of an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.model.access import READ
from woosh_split.model.code import Unresolved
from woosh_split.sources.code.typeorm.entity import VirtualColumn
from woosh_split.sources.code.typeorm.handed_sql import UNKNOWN_TEXT
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import alternatives, may_be_unknown
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN
from woosh_split.sources.code.typescript.values import Text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_ALIAS = "entity_alias"


def read_virtual_columns(session: Session, interpreter: Interpreter) -> tuple[Unresolved, ...]:
    """Tell the session which tables are read along with each entity; return the queries that cannot be told."""
    untold: dict[Unresolved, None] = {}
    for entity in session.entities.all():
        read: set[str] = set()
        for column in entity.virtual:
            tables = _tables(column, session, interpreter)
            if tables is None:
                place = column.file, column.line
                untold[Unresolved("sql", *place, f"@VirtualColumn {column.property}", UNKNOWN_TEXT)] = None
            read |= tables or set()
        read |= set(session.read_along.get(entity.table, ()))  # of a parent or a child in the same table
        read.discard(entity.table)
        if read:
            session.read_along[entity.table] = tuple(sorted(read))
    return tuple(untold)


def _tables(column: VirtualColumn, session: Session, interpreter: Interpreter) -> set[str] | None:
    from woosh_split.sql.statement import read_sql

    value = column.query
    if isinstance(value, Closure):
        with session.recorder.muted():
            value = interpreter.run_closure(value, [Text((_ALIAS,))])
    texts = [] if value is UNKNOWN or may_be_unknown(value) else alternatives(value)
    if not texts:
        return None
    uses = [use for text in texts for use in read_sql(text, session.dialect).uses]
    return {use.table for use in uses if use.mode == READ and use.table != _ALIAS}
