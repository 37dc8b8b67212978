"""A tree with a NestJS backend in it to that backend's facts: finds the application, then reads it stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from woosh_split.model.code import Event, Hazard, HttpRouter, Import, Job, Module, Route, Unresolved
from woosh_split.model.progress import Progress
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.accesses import CodeFacts, read_code
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.around_routes import (
    AroundRoutes,
    applied_to_all,
    around_routes,
    set_by_main,
)
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.events import read_handled_events
from woosh_split.sources.code.nestjs.graphql import made_resolvers, resolvers
from woosh_split.sources.code.nestjs.guards import Guards
from woosh_split.sources.code.nestjs.hazards import read_hazards
from woosh_split.sources.code.nestjs.http_router import read_http_router
from woosh_split.sources.code.nestjs.jobs import read_jobs
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.opening import open_backend
from woosh_split.sources.code.nestjs.orms import unsupported_orms
from woosh_split.sources.code.nestjs.registrations import read_data_sources
from woosh_split.sources.code.nestjs.routes import read_routes
from woosh_split.sources.code.nestjs.scope import imports_between, missing_imports
from woosh_split.sources.code.nestjs.session_state import session_hazards
from woosh_split.sources.code.nestjs.settings_elsewhere import settings_elsewhere
from woosh_split.sources.code.nestjs.signed_tokens import claim_hazards
from woosh_split.sources.code.nestjs.sql_files import SUFFIXES, SqlFiles
from woosh_split.sources.code.nestjs.token_hazards import filter_hazards, met_by_routes, token_hazards
from woosh_split.sources.code.typescript.depth import FOLLOWING_FRAMES, room
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sources.tree import SourceTree


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What the facts were made of: ``files`` are the application's, ``read`` all of which anything was asked.

    ``asked`` are the names that were asked of each, ``fixed`` the files to be careful with (``Program.fix``).
    """

    files: frozenset[str]
    read: frozenset[str]
    asked: Mapping[str, tuple[str, ...]]
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class BackendFacts:
    """What a NestJS backend is made of. ``notes`` are for the person at the terminal."""

    name: str
    files: tuple[str, ...]
    lines: int
    modules: tuple[Module, ...]
    routes: tuple[Route, ...]
    code: CodeFacts
    jobs: tuple[Job, ...]
    events: tuple[Event, ...]
    hazards: tuple[Hazard, ...]
    imports: tuple[Import, ...]
    unresolved: tuple[Unresolved, ...]
    notes: tuple[str, ...]
    router: HttpRouter
    looked: LookedAt


def read_backend(
    tree: SourceTree,
    schema: SchemaFacts,
    *,
    project: str | None = None,
    progress: Progress,
    skip_uninteresting: bool = True,
) -> BackendFacts:
    """Read the NestJS application of a tree.

    ``schema`` is what dumps and servers say. ``skip_uninteresting`` spares packages that cannot hold facts.

    Raises:
        NothingFound: there is no NestJS application.
        InputError: ``project`` names none of the applications.
    """
    with room(FOLLOWING_FRAMES):
        return _read(tree, schema, project, progress, skip_uninteresting)


def _read(
    tree: SourceTree, schema: SchemaFacts, project: str | None, progress: Progress, skip_uninteresting: bool
) -> BackendFacts:
    backend = open_backend(tree, project, progress, skip_uninteresting)
    application, program, files, graph = (
        backend.application, backend.program, backend.files, backend.graph,
    )  # fmt: skip
    folder = application.project.folder
    routes = read_routes(application, graph)
    jobs, open_jobs = read_jobs(graph)
    handled, open_events = read_handled_events(graph)
    sources = read_data_sources(graph, backend.world)

    progress("following the code to the database", 0, 0)
    statements = frozenset(path for path in tree.files if path.endswith(SUFFIXES))
    sql_files = SqlFiles(statements, folder, backend.text)
    found = read_code(
        program, files, graph, sources.naming, sources.registered, schema, sql_files, routes.made, handled
    )
    every_job = sorted({*jobs, *found.jobs}, key=lambda j: (j.module, j.function, j.schedule, j.file, j.line))
    guards = Guards(graph)
    tokens = (
        *session_hazards(program, graph, guards, files, found.accesses),
        *met_by_routes(
            (*token_hazards(program, graph, guards, files), *filter_hazards(application, graph, program, files)), routes.found
        ),
        *claim_hazards(found.signed, graph, Configuration(graph)),
    )  # fmt: skip
    hazards = read_hazards(application, graph, program, files, routes.found, every_job, tokens)
    orms = unsupported_orms(files, program, backend.workspace, folder, backend.read_json, found.stores)
    broken = tuple(
        Unresolved(kind, file, line, text, reason)
        for file in files
        for kind, line, text, reason in getattr(backend.load(file), "problems", ())
    )
    around = around_routes(graph, application, program, files, found.acting)
    facts = BackendFacts(
        application.project.name,
        tuple(files),
        sum(summary.lines for file in files if (summary := backend.load(file)) is not None),
        _with_enhancers(graph.facts(files), graph, application),
        tuple(_quietened(route, found.acting, around) for route in routes.found),
        replace(found, events=(), jobs=()),
        tuple(every_job),
        tuple(
            sorted(
                {*handled, *found.events},
                key=lambda e: (e.module, e.event, e.direction, e.function, e.file, e.line),
            )
        ),
        hazards,
        imports_between(files, program),
        (
            *application.unresolved, *graph.unresolved, *routes.unresolved, *open_jobs, *open_events,
            *sources.unresolved, *found.unresolved, *orms, *resolvers(files, program),
            *made_resolvers(graph), *settings_elsewhere(application, files, program), *missing_imports(files, program), *broken,
        ),
        (application.note,) if application.note else (),
        read_http_router(application, Configuration(graph)),
        LookedAt(frozenset(files), frozenset(backend.summaries) | backend.json_files, program.asked(), frozenset(program.fixed)),
    )  # fmt: skip
    # Facts hold nothing of these: without them there is room for the facts' JSON.
    backend.forget()
    return facts


def _with_enhancers(
    modules: tuple[Module, ...], graph: ModuleGraph, application: Application
) -> tuple[Module, ...]:
    """Return the modules with what they put around all handlers besides ``APP_FILTER`` and the like.

    The root has what the entry file sets, every other module the middleware that it applies to all routes.
    """
    root = application.http.module if application.http is not None else None
    set_there = tuple(set_by_main(application))
    added = {
        (each.decl.file, each.decl.name): set_there if each.decl == root else applied_to_all(each.decl)
        for each in graph.modules
    }
    return tuple(
        replace(each, enhancers=tuple(dict.fromkeys((*each.enhancers, *names))))
        if (names := added.get((each.file, each.class_name), ()))
        else each
        for each in modules
    )


def _quietened(route: Route, acting: Mapping[str, bool], around: AroundRoutes) -> Route:
    """Return a route that says whether its handler and what stands around it change nothing.

    A handler that was not read may do anything; a guard that was not read is one of a package, which changes no table.
    """
    guards = any(acting.get(f"{name}.canActivate", False) for name in route.guards)
    quiet = not guards and not around.changes(route.handler) and not acting.get(route.handler, True)
    return route if quiet == route.quiet else replace(route, quiet=quiet)
