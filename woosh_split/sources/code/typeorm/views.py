"""View entities: the tables that their expression reads."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from woosh_split.model.access import TableUse
from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.recorder import Recorder
from woosh_split.sources.code.typeorm.repository import DataSource
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import alternatives
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sql.body import Body

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def view_bodies(session: Session, interpreter: Interpreter, known: Container[str]) -> list[Body]:
    """Return the bodies of the view entities whose definition no dump holds (``known``: lower-case names)."""
    bodies = []
    for entity in session.entities.all():
        if entity.kind == "view" and isinstance(entity.expression, Closure):
            interpreter.running.lent.add(id(entity.expression.function))  # TypeORM runs it, and no code
        if entity.kind == "view" and entity.table.lower() not in known:
            uses = _uses(entity, session, interpreter)
            if uses:
                place = (entity.decl.file, entity.decl.node.line)
                bodies.append(Body("view", entity.table, *place, uses))
    return bodies


def _uses(entity: Entity, session: Session, interpreter: Interpreter) -> tuple[TableUse, ...]:
    from woosh_split.sql.statement import read_sql

    expression = entity.expression
    if not isinstance(expression, Closure):
        found = {use for text in alternatives(expression) for use in read_sql(text, session.dialect).uses}
        return tuple(sorted(found, key=lambda use: (use.table, use.mode)))
    kept, session.recorder = session.recorder, Recorder()
    try:
        interpreter.run_closure(expression, [DataSource(session)])
        interpreter.running.finish(expression.scope.frame)
        touched = {(touch.table, touch.mode, touch.operation) for touch in session.recorder.touches}
    finally:
        session.recorder = kept
    return tuple(TableUse(*each) for each in sorted(touched))
