"""Calls that hand the database's own objects on: what is done with them is done on the caller's connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from woosh_split.model.code import Call as ProviderCall
from woosh_split.sources.code.typeorm.query_builder import QueryBuilder
from woosh_split.sources.code.typeorm.repository import Manager, QueryRunner, Repository
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.shapes import Shape
from woosh_split.sources.code.typescript.values import Instance, Items, Record, each_value

_BOUND = (Manager, QueryRunner, Repository, QueryBuilder)
_DEEPEST = 4
"""So deep an object is looked into; types that name each other in circles have no end."""


def hands_connection(instance: Instance, name: str, call: Call, interpreter: Interpreter) -> bool:
    """Tell whether a method is handed a manager, query runner, repository or query builder, or declares that it takes one."""
    if any(_is_bound(each, interpreter) for each in call.args):
        return True
    found = interpreter.instances.find_method(instance, name)
    if found is None:
        return False
    index, method = found
    level = interpreter.instances.chain(instance.decl, instance.bindings).levels[index]
    return any(
        param.type is not None
        and _is_bound(interpreter.types.value(param.type, level.decl.file, level.bindings), interpreter)
        for param in method.function.params
    )


def _is_bound(value: Value, interpreter: Interpreter) -> bool:
    return holds(value, lambda each: isinstance(each, _BOUND), interpreter)


def holds(
    value: Value, wanted: Callable[[Value], bool], interpreter: Interpreter, depth: int = _DEEPEST
) -> bool:
    """Tell whether a value is one that is wanted, or an object or list that holds one."""
    return any(
        wanted(each)
        or (depth > 0 and any(holds(one, wanted, interpreter, depth - 1) for one in _held(each, interpreter)))
        for each in each_value(value)
    )


def _held(value: Value, interpreter: Interpreter) -> Iterator[Value]:
    if isinstance(value, Items):
        yield from value.values
    elif isinstance(value, Record):
        yield from value.fields.values()
        yield from value.spread
    elif isinstance(value, Shape) and value.matters:
        yield from (value.get(name, interpreter) for name, _ in value.members)


def once_each(calls: Iterable[ProviderCall]) -> set[ProviderCall]:
    """Return the calls, each place once: what it was seen to hand on in one reading it hands on."""
    found: dict[ProviderCall, ProviderCall] = {}
    for each in calls:
        place = replace(each, hands_connection=False, bound_by="")
        seen = found.get(place, place)
        found[place] = replace(
            each,
            hands_connection=each.hands_connection or seen.hands_connection,
            bound_by=max(each.bound_by, seen.bound_by),
        )
    return set(found.values())
