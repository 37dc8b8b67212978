"""``.relation(Order, 'tags').of(1).add(2)``: which table holds the rows of a relation, and what becomes of them."""

from __future__ import annotations

from woosh_split.model.access import WRITE
from woosh_split.sources.code.typeorm.entity import Entity, EntityRelation
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.root import Call


def set_relation(
    session: Session,
    call: Call,
    entity: Entity,
    relation: EntityRelation,
    transaction: OpenTransaction | None,
    *,
    removes: bool,
) -> None:
    """Record that a query builder adds to a relation, sets it, or ``removes`` from it."""
    junction = session.entities.junction(entity, relation)
    target = session.entities.target(relation)
    if junction is not None:
        table, operation = junction.table, "delete" if removes else "insert"
    elif session.entities.foreign_columns(relation) or target is None:
        table, operation = entity.table, "update"
    else:
        table, operation = target.table, "update"
    session.touch(call.scope.frame, call.line, table, WRITE, operation, "query-builder", transaction)
