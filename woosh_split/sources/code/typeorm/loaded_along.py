"""What is read along whenever an entity is loaded, by whatever way."""

from __future__ import annotations

from woosh_split.model.access import READ
from woosh_split.sources.code.typeorm.along import ITSELF
from woosh_split.sources.code.typeorm.entity import Entity, EntityRelation
from woosh_split.sources.code.typeorm.handed_sql import UNKNOWN_TEXT
from woosh_split.sources.code.typeorm.raw_sql import read_fragment
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.truth import is_false
from woosh_split.sources.code.typescript.values import Record, each_value, known_text
from woosh_split.sql.text import HOLE


def load_along(session: Session, entity: Entity, call: Call, transaction: OpenTransaction | None) -> None:
    """Record what is read along with an entity that is loaded."""
    for each in (*entity.along, *(one for child in entity.children for one in child.along)):
        if each.kind == "query":
            if not any(text.strip(HOLE).strip() for text in each.texts):
                session.recorder.broken_at(
                    each.file, each.line, "sql", f"@VirtualColumn {each.property}", UNKNOWN_TEXT
                )
            for text in each.texts:
                problem = read_fragment(
                    session, call.scope.frame, call.line, text, "relation", transaction, frozenset({ITSELF})
                )
                if problem is not None:
                    session.recorder.broken_at(each.file, each.line, "sql", text, problem)
            continue
        relation = entity.relation(each.relation)
        if relation is not None:
            for table in _asked(session, entity, relation, each.kind):
                session.touch(call.scope.frame, call.line, table, READ, "select", "relation", transaction)


def load_keys(
    session: Session, entity: Entity, asked: Value, call: Call, transaction: OpenTransaction | None
) -> None:
    """Record what ``loadRelationIds`` reads: the keys of all relations, or of those that it names."""
    for each in each_value(asked):
        if is_false(each):
            continue
        named = each.fields.get("relations") if isinstance(each, Record) else None
        names = None if named is None else {known_text(one) for one in elements(named)}
        for relation in entity.all_relations():
            if names is None or None in names or relation.property in names:
                for table in _asked(session, entity, relation, "key"):
                    session.touch(call.scope.frame, call.line, table, READ, "select", "relation", transaction)


def _asked(session: Session, entity: Entity, relation: EntityRelation, kind: str) -> list[str]:
    """Return the tables that are asked for a relation's keys or count: a key that the entity holds itself is there already."""
    target, junction = session.entities.target(relation), session.entities.junction(entity, relation)
    if junction is not None:
        return [junction.table, *([target.table] if target is not None and kind == "count" else ())]
    held = relation.kind == "many-to-one" or bool(session.entities.foreign_columns(relation))
    return [target.table] if target is not None and not held else []
