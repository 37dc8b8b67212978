"""Connections that change the tables whenever the program starts."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.code import CHANGES_TABLES, Hazard
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.process_state import registered_options
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.values import Literal, each_value


def schema_change_hazards(graph: ModuleGraph, configuration: Configuration) -> Iterator[Hazard]:
    """Yield the connections whose ``synchronize`` is surely true: TypeORM alters what is a view once a phase is applied."""
    for module in graph.modules:
        for call in module.foreign:
            if not isinstance(call, ExternalCall) or not call.external.name.startswith(
                "TypeOrmModule.forRoot"
            ):
                continue
            options = registered_options(call, graph, configuration)
            for each in each_value(options) if options is not None else ():
                if field(each, "synchronize") == Literal(True):
                    detail = (
                        "`synchronize: true` changes the tables whenever the monolith starts; once a phase is applied, the old "
                        "names are views, and it does not start any more: set it to false, and change tables by migrations"
                    )
                    yield Hazard(CHANGES_TABLES, "TypeOrmModule", detail, call.file, call.line)
                    break
