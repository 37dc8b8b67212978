"""What the methods of repositories and managers do to an entity's table, cascades and joining tables included."""

from __future__ import annotations

from woosh_split.model.access import READ, WRITE
from woosh_split.sources.code.typeorm import methods
from woosh_split.sources.code.typeorm.cascades import Cascade, note_given
from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.find_options import Loading
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.references import ClassValue, ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import (
    Instance,
    Items,
    Record,
    Text,
    each_value,
    join_values,
)


def table_metadata(entity: Entity | None) -> Value:
    """Return ``repository.metadata``: the table's name, mostly for raw SQL."""
    if entity is None:
        return UNKNOWN
    name = Text((entity.table,))
    return Record(
        {
            "tableName": name,
            "tablePath": name,
            "name": Text((entity.decl.name,)),
            "target": ClassValue(entity.decl),
        },
        True,
    )


def operate(
    session: Session,
    name: str,
    entity: Entity | None,
    args: list[Value],
    call: Call,
    transaction: OpenTransaction | None,
    via: str = "repository",
) -> Value:
    """Record what a repository's method does to an entity, and return what it gives."""
    if entity is None:
        if name not in methods.MAKES:
            cannot(session, call, "of which entity the repository is is not known")
        return UNKNOWN
    frame, argument = call.scope.frame, args[0] if args else UNKNOWN
    if name in methods.MAKES or name == "preload":
        note_given(entity, args, call)
    if name in methods.MAKES:
        several = any(isinstance(each, Items) for each in each_value(argument)) and name == "create"
        return Items([Instance(entity.decl)], True) if several else Instance(entity.decl)
    if name in methods.READS:
        loading = Loading(session, call, transaction)
        locked = False
        if name in methods.BY_CONDITION:
            loading.condition(entity, args[-1] if args else UNKNOWN)
            if name.startswith("find"):
                loading.eager(entity, ())
        elif name in ("preload", "reload"):
            loading.eager(entity, ())
        elif name in methods.COUNTS:
            loading.condition(entity, _where(argument))
        else:
            locked = loading.options(entity, _options(name, args, call))
        session.touch(frame, call.line, entity.table, READ, "select", via, transaction, lock=locked)
        if name in methods.TREES:
            read_paths(session, entity, call, via, transaction)
        return _found(name, entity)
    operation = methods.WRITES[name]
    events = ((entity.table, "update"),) if name in ("save", "upsert") else ()
    session.touch(frame, call.line, entity.table, WRITE, operation, via, transaction, extra_events=events)
    if name in methods.OBJECT_WRITES:
        Cascade(session, name, call, transaction).write(entity, argument)
        return argument if argument is not UNKNOWN else Instance(entity.decl)
    return UNKNOWN


def read_paths(
    session: Session, entity: Entity, call: Call, via: str, transaction: OpenTransaction | None
) -> None:
    """Record that the table is read in which TypeORM keeps the paths of a tree, where it keeps them in one."""
    if entity.tree == "closure-table":
        table = session.entities.closure_table(entity)
        session.touch(call.scope.frame, call.line, table, READ, "select", via, transaction)


def _options(name: str, args: list[Value], call: Call) -> Value:
    """Return the options of a search; of those that look for one, an unknown thing is the id that old versions ask for.

    ``findByIds`` has them behind the ids, and ``undefined`` is none.
    """
    given = args[1:] if name == "findByIds" else args
    none = not given or call.exprs[-1:] == (("id", "undefined"),)
    return Record({}) if none or (given[-1] is UNKNOWN and name in methods.FINDS_ONE) else given[-1]


def _where(options: Value) -> Value:
    return join_values(
        [each.fields.get("where", UNKNOWN) for each in each_value(options) if isinstance(each, Record)]
    )


def _found(name: str, entity: Entity) -> Value:
    loaded = Instance(entity.decl)
    if name in methods.FINDS_MANY:
        return Items([loaded], True)
    if name in methods.FINDS_AND_COUNTS:
        return Items([Items([loaded], True), UNKNOWN])
    return loaded if name in methods.FINDS_ONE else UNKNOWN


_UNKNOWN = Parameter | Member | ExternalCall | ExternalValue
"""What may be an entity of which nobody knows; an object of a class that is none is none."""


def entities_meant(session: Session, call: Call) -> list[Entity]:
    """Return the entities that the first argument of a call names; that it names none, or may name another one, is told."""
    found = session.entities_of(call.arg(0))
    choices = each_value(call.arg(0))
    if not found:
        cannot(session, call, "of which entity is not known")
    elif len(choices) > 1:
        frame, line = call.scope.frame, call.line
        unknown = [each for each in choices if isinstance(each, _UNKNOWN) and not session.entities_of(each)]
        if not unknown:
            session.recorder.found(frame, line, "entity")
        else:
            reason = "one of the entities that may be meant is not known"
            session.recorder.lost(frame, line, "entity", "entity", _text(call), reason)
    return found


def cannot(session: Session, call: Call, reason: str) -> None:
    """Note that it could not be told of which entity a call is."""
    session.recorder.unresolved(call.scope.frame, call.line, "entity", _text(call), reason)


def _text(call: Call) -> str:
    return render(("call", call.callee, call.exprs)) if call.callee is not None else ""
