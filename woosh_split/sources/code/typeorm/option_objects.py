"""Options of a ``find`` that are objects of a class of one's own: what their fields hold is what TypeORM gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm.methods import READS
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.values import Instance, Items, Record, each_value, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_DEPTH = 4


def given(session: Session, name: str, call: Call, interpreter: Interpreter) -> list[Value]:
    """Return the arguments of a method of a repository, options of a ``find`` with their fields."""
    if name not in READS:
        return call.args
    return [opened(session, each, interpreter) for each in call.args]


def opened(session: Session, value: Value, interpreter: Interpreter, depth: int = 0) -> Value:
    """Return options with the fields of what is an object of a class in them; a row stays what it is."""
    if depth > _DEPTH or not any(isinstance(each, Instance | Record | Items) for each in each_value(value)):
        return value
    return join_values([_opened(session, each, interpreter, depth) for each in each_value(value)])


def _opened(session: Session, value: Value, interpreter: Interpreter, depth: int) -> Value:
    def inner(each: Value) -> Value:
        return opened(session, each, interpreter, depth + 1)

    if isinstance(value, Record):
        return Record(
            {name: inner(each) for name, each in value.fields.items()},
            value.open,
            [inner(each) for each in value.spread],
            value.others,
            value.maker,
        )
    if type(value) is Items:
        return Items([inner(each) for each in value.values], value.open)
    if isinstance(value, Instance) and not value.injected and session.entities.of(value.decl) is None:
        fields = interpreter.instances.fields(value)
        return Record({name: inner(each) for name, each in fields.items()}, True)
    return value
