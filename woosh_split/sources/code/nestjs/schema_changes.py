"""Connections that change the tables whenever the program starts."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.code import CHANGES_TABLES, Hazard
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.connections import connections
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typescript.values import Literal


def schema_change_hazards(graph: ModuleGraph, configuration: Configuration) -> Iterator[Hazard]:
    """Yield the connections whose ``synchronize`` is surely true: TypeORM alters what is a view once a phase is applied."""
    for call, options in connections(graph, configuration):
        if any(field(each, "synchronize") == Literal(True) for each in options):
            detail = (
                "`synchronize: true` changes the tables whenever the monolith starts; once a phase is applied, the old "
                "names are views, and it does not start any more: set it to false, and change tables by migrations"
            )
            yield Hazard(CHANGES_TABLES, "TypeOrmModule", detail, call.file, call.line)
