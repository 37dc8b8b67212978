"""The modules of packages that an application registers, connections above all, and the options of each."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.registered_options import registered_options
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import each_value


def connections(
    graph: ModuleGraph, configuration: Configuration
) -> Iterator[tuple[ExternalCall, tuple[Value, ...]]]:
    """Yield each ``TypeOrmModule.forRoot*`` with the options that it may have."""
    return registered(graph, configuration, "TypeOrmModule.forRoot")


def registered(
    graph: ModuleGraph, configuration: Configuration, by: str
) -> Iterator[tuple[ExternalCall, tuple[Value, ...]]]:
    """Yield each call that registers a package's module and whose name begins so, with the options that it may have.

    There are none where a class of a package makes them.
    """
    for module in graph.modules:
        for call in module.foreign:
            if isinstance(call, ExternalCall) and call.external.name.startswith(by):
                options = registered_options(call, graph, configuration)
                yield call, tuple(each_value(options)) if options is not None else ()
