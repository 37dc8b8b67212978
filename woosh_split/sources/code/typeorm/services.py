"""Services that packages bring for an entity: what their methods do to its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.operations import operate
from woosh_split.sources.code.typeorm.repository import Repository
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Instance, Items, Record

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_LIST = ("find",)
_ONE = ("findOne",)
_SAVE = ("save",)
_CHANGE = ("findOne", "save")
_METHODS = {
    # @nestjsx/crud and its forks
    "TypeOrmCrudService": {
        "getMany": _LIST,
        "getOne": _ONE,
        "createOne": _SAVE,
        "createMany": _SAVE,
        "updateOne": _CHANGE,
        "replaceOne": _CHANGE,
        "deleteOne": ("findOne", "remove"),
        "recoverOne": ("findOne", "recover"),
    },
    # nestjs-query
    "TypeOrmQueryService": {
        "query": _LIST,
        "aggregate": ("count",),
        "count": ("count",),
        "findById": _ONE,
        "getById": _ONE,
        "createOne": _SAVE,
        "createMany": _SAVE,
        "updateOne": _CHANGE,
        "updateMany": ("update",),
        "deleteOne": ("findOne", "remove"),
        "deleteMany": ("delete",),
        "restoreOne": ("restore", "findOne"),
        "restoreMany": ("restore",),
    },
}


def is_service(base: External) -> bool:
    """Tell a package's class that does the work of a service for one entity."""
    return base.name in _METHODS


def generated_methods(base: External) -> dict[str, tuple[str, ...]]:
    """Return the class's methods, each with what it does through the repository."""
    return _METHODS.get(base.name, {})


def call_service(
    repository: Repository, base: External, name: str, call: Call, interpreter: Interpreter
) -> Value:
    """Call a method of such a service; what it does not know itself it hands to the repository."""
    steps = generated_methods(base).get(name)
    if steps is None:
        return repository.invoke(name, call, interpreter)
    interpreter.run_callbacks(call)
    joined = call.arg(0) if isinstance(call.arg(0), Record) else Record({})
    for step in steps:
        given = joined if step in (*_LIST, *_ONE) else UNKNOWN
        operate(repository.session, step, repository.entity, [given], call, repository.transaction)
    return _given(steps, repository.entity)


def _given(steps: tuple[str, ...], entity: Entity | None) -> Value:
    if entity is None:
        return UNKNOWN
    loaded = Instance(entity.decl)
    return Items([loaded], True) if steps == _LIST else loaded
