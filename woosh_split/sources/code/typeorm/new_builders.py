"""New query builders: of a repository, of an entity, or as a parameter that somebody else fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.query_builder import QueryBuilder, Source
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.values import join_values, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def builder_for(
    session: Session,
    entity: Entity | None,
    alias: Value,
    transaction: OpenTransaction | None,
    call: Call,
    interpreter: Interpreter,
    *,
    of_repository: bool = False,
) -> Value:
    """Return a new builder; with an entity it selects from its table until told otherwise."""
    builder = QueryBuilder(session, call, transaction)
    if entity is None and of_repository:
        text = render(("call", call.callee, call.exprs)) if call.callee is not None else ""
        reason = "of which entity the repository is is not known"
        session.recorder.unresolved(call.scope.frame, call.line, "entity", text, reason)
    else:
        session.recorder.resolved(call.scope.frame, call.line)
    if entity is not None:
        source = Source(entity.table, entity, call.line, call.scope.file)
        builder.main = source
        builder.aliases[known_text(alias) or entity.decl.name] = source
        builder.aliases.setdefault(entity.decl.name, source)
        builder.nameless = bool(call.args) and known_text(alias) is None
    builder.finish_later(call, interpreter)
    return builder


def typed_builder(session: Session, entity: Entity | None, call: Call) -> Value:
    """Return a builder that a function gets from somebody who is not known."""
    builder = QueryBuilder(session, call, None, None, done=True, foreign=True, nameless=True)
    if entity is not None:
        builder.main = Source(entity.table, entity, call.line, call.scope.file)
    return builder


def builders_for(
    session: Session,
    entities: Sequence[Entity],
    alias: Value,
    transaction: OpenTransaction | None,
    call: Call,
    interpreter: Interpreter,
) -> Value:
    """Return a new builder for each of the entities that may be meant, one without any where none is."""
    made = [builder_for(session, each, alias, transaction, call, interpreter) for each in entities or (None,)]
    return join_values(made)
