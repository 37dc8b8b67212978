"""Packages around TypeORM that are handed a repository or a query: pagination and the like."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.access import READ
from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.find_options import Loading
from woosh_split.sources.code.typeorm.loaded_along import load_along
from woosh_split.sources.code.typeorm.query_builder import QueryBuilder
from woosh_split.sources.code.typeorm.repository import Repository
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Instance, Items, Record, each_value

_BUILDERS_OWN_JOINS = frozenset({"nestjs-paginate"})
"""Packages that make a query builder of the repository: eager relations are not loaded."""


def handed_over(session: Session, external: External, call: Call) -> Value | None:
    """Record what a package's function reads that is handed a repository or a query; None for any other call."""
    targets = [each for arg in call.args for each in _targets(arg, 0)]
    if not targets:
        return None
    found: list[Value] = []
    for target in targets:
        if isinstance(target, QueryBuilder):
            session.recorder.settled(call.scope.frame, call.line)
            entity = target.main.entity if target.main is not None else None
            if entity is not None:
                load_along(session, entity, call, target.transaction)
        else:
            entity = target.entity
            if entity is not None:
                _read(session, external, entity, target, call)
        if entity is not None:
            found.append(Instance(entity.decl))
    if not found:
        return UNKNOWN
    rows = Items(found, True)
    return Record({"items": rows, "data": rows, "results": rows}, True)


def _targets(value: Value, depth: int) -> Iterator[Repository | QueryBuilder]:
    for each in each_value(value):
        if isinstance(each, Repository | QueryBuilder):
            yield each
        elif isinstance(each, Record) and depth == 0:
            for inner in each.fields.values():
                yield from _targets(inner, depth + 1)


def _read(session: Session, external: External, entity: Entity, target: Repository, call: Call) -> None:
    session.touch(call.scope.frame, call.line, entity.table, READ, "select", "repository", target.transaction)
    loading = Loading(session, call, target.transaction)
    if external.package not in _BUILDERS_OWN_JOINS:
        loading.eager(entity, ())
    else:
        load_along(session, entity, call, target.transaction)
    for arg in call.args:
        for each in each_value(arg):
            if isinstance(each, Record):
                loading.named(entity, each)
