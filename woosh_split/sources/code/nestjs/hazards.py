"""What a gateway in front of the monolith, or a second process beside it, will break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from woosh_split.model.code import Hazard, Job, Route
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.client_addresses import (
    UNLESS_TRUSTED,
    address_hazards,
    limiter_hazards,
    middleware_calls,
    trust_hazards,
)
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.limits import throttler_hazards
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.process_state import (
    cache_hazards,
    job_hazards,
    memory_hazards,
    session_hazards,
)
from woosh_split.sources.code.nestjs.result_caches import result_cache_hazards
from woosh_split.sources.code.nestjs.schema_changes import schema_change_hazards
from woosh_split.sources.code.nestjs.socket_gateways import read_gateways, socket_hazards
from woosh_split.sources.code.typescript.program import Program


def read_hazards(
    application: Application,
    graph: ModuleGraph,
    program: Program,
    files: Sequence[str],
    routes: Iterable[Route],
    jobs: Iterable[Job],
    further: Iterable[Hazard] = (),
) -> tuple[Hazard, ...]:
    """Return what is seen in the code, each with its place, sorted.

    ``files`` are the application's, ``routes`` and ``jobs`` what has been read of them, ``further`` hazards that are told
    by more than the code alone.
    """
    configuration = Configuration(graph)
    entry = {call.file for call in application.invocations}
    calls = [
        *application.invocations,
        *middleware_calls(
            (file for file in files if file not in entry), program, graph.decorators.interpreter
        ),
    ]
    limits = [*throttler_hazards(graph, configuration, routes), *limiter_hazards(calls)]
    addresses = tuple(address_hazards(files, program))
    limited = any(hazard.kind == "ip-keyed-limit" for hazard in limits)
    read = any(hazard.kind == "client-ip" and UNLESS_TRUSTED in hazard.detail for hazard in addresses)
    found = {
        *limits,
        *trust_hazards(calls, application.http, limited=limited, read=read),
        *addresses,
        *cache_hazards(graph, configuration),
        *session_hazards(calls, graph),
        *schema_change_hazards(graph, configuration),
        *result_cache_hazards(graph, configuration),
        *memory_hazards(graph, program, files),
        *job_hazards(jobs),
        *socket_hazards(read_gateways(application, graph)),
        *further,
    }
    return tuple(sorted(found, key=lambda each: (each.kind, each.file, each.line, each.subject, each.detail)))
