"""Relations that TypeORM reads when somebody waits for them: ``await order.items``."""

from __future__ import annotations

from woosh_split.model.access import READ
from woosh_split.sources.code.typeorm.find_options import Loading
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.root import Call
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.values import Instance


def load_lazily(session: Session, instance: Instance, name: str, frame: Frame, line: int) -> None:
    """Record what a property of an entity reads, if it is such a relation."""
    entity = session.entities.of(instance.decl)
    relation = entity.relation(name) if entity is not None else None
    if entity is None or relation is None or not relation.lazy:
        return
    target = session.entities.target(relation)
    junction = session.entities.junction(entity, relation)
    for table in (junction, target):
        if table is not None:
            session.touch(frame, line, table.table, READ, "select", "relation", None)
    if target is not None:  # what loads by itself does so here, too
        call = Call([], (), line, (), Scope(frame.file, frame))
        Loading(session, call, None).eager(target, (entity,))
