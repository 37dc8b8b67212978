"""Connections that keep the results of queries in a table of the database."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.code import RESULT_TABLE, Hazard
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.connections import connections
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Literal, Record, known_text

_USUAL = "query-result-cache"


def result_cache_hazards(graph: ModuleGraph, configuration: Configuration) -> Iterator[Hazard]:
    """Yield the connections whose option ``cache`` is ``true``, or names no other place than the database.

    TypeORM reads and writes that table behind whatever query asks for ``cache``.
    """
    for call, options in connections(graph, configuration):
        tables = {table for each in options if (table := _table(field(each, "cache")))}
        for table in sorted(tables):
            detail = f"results of queries are kept in the table {table} of the database"
            yield Hazard(RESULT_TABLE, "TypeOrmModule", detail, call.file, call.line)


def _table(cache: Value) -> str:
    if cache == Literal(True):
        return _USUAL
    if not isinstance(cache, Record) or cache.spread or "provider" in cache.fields:
        return ""
    kept = known_text(cache.fields["type"]) if "type" in cache.fields else "database"
    named = known_text(cache.fields["tableName"]) if "tableName" in cache.fields else _USUAL
    return (named or _USUAL) if kept == "database" else ""
