"""Calls that hand the database's own objects on: what is done with them is done on the caller's connection."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.code import Call as ProviderCall
from woosh_split.sources.code.typeorm.query_builder import QueryBuilder
from woosh_split.sources.code.typeorm.repository import Manager, QueryRunner, Repository
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.values import Instance, Record, each_value

_BOUND = (Manager, QueryRunner, Repository, QueryBuilder)


def hands_connection(instance: Instance, name: str, call: Call, interpreter: Interpreter) -> bool:
    """Tell whether a method is handed a manager, query runner, repository or query builder, or declares that it takes one."""
    if any(_is_bound(each) for each in call.args):
        return True
    found = interpreter.instances.find_method(instance, name)
    if found is None:
        return False
    index, method = found
    level = interpreter.instances.chain(instance.decl, instance.bindings).levels[index]
    return any(
        param.type is not None
        and _is_bound(interpreter.types.value(param.type, level.decl.file, level.bindings))
        for param in method.function.params
    )


def _is_bound(value: Value) -> bool:
    return any(
        isinstance(one, _BOUND)
        for each in each_value(value)
        for one in ((each, *each.fields.values()) if isinstance(each, Record) else (each,))
    )


def once_each(calls: Iterable[ProviderCall]) -> set[ProviderCall]:
    """Return the calls, each place once: what it was seen to hand on in one reading it hands on."""
    found: dict[tuple[object, ...], ProviderCall] = {}
    for each in calls:
        place = (
            each.from_module,
            each.to_module,
            each.provider,
            each.method,
            each.function,
            each.file,
            each.line,
        )
        if each.hands_connection or place not in found:
            found[place] = each
    return set(found.values())
