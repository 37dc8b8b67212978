"""The connections that an application registers with TypeORM, and the options of each."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.process_state import registered_options
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import each_value


def connections(
    graph: ModuleGraph, configuration: Configuration
) -> Iterator[tuple[ExternalCall, tuple[Value, ...]]]:
    """Yield each ``TypeOrmModule.forRoot*`` with the options that it may have."""
    for module in graph.modules:
        for call in module.foreign:
            if isinstance(call, ExternalCall) and call.external.name.startswith("TypeOrmModule.forRoot"):
                options = registered_options(call, graph, configuration)
                yield call, tuple(each_value(options)) if options is not None else ()
