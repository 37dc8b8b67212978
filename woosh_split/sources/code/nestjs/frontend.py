"""A tree with a NestJS backend in it to that backend's facts: finds the application, then reads it stage by stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from woosh_split.model.code import Event, Hazard, Import, Job, Module, Route, Unresolved
from woosh_split.sources.code.nestjs.accesses import CodeFacts, read_code
from woosh_split.sources.code.nestjs.applications import find_application
from woosh_split.sources.code.nestjs.events import read_handled_events
from woosh_split.sources.code.nestjs.hazards import read_hazards
from woosh_split.sources.code.nestjs.jobs import read_jobs
from woosh_split.sources.code.nestjs.orms import unsupported_orms
from woosh_split.sources.code.nestjs.registrations import read_data_sources
from woosh_split.sources.code.nestjs.routes import read_routes
from woosh_split.sources.code.nestjs.scanning import read_modules
from woosh_split.sources.code.nestjs.scope import (
    application_files,
    backend_files,
    barrels,
    imports_between,
    is_code,
)
from woosh_split.sources.code.nestjs.structure import structure_interpreter
from woosh_split.sources.code.nestjs.workspace import Workspace
from woosh_split.sources.code.typescript.depth import FOLLOWING_FRAMES, room
from woosh_split.sources.code.typescript.program import Program
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.read import read_source
from woosh_split.sources.code.typescript.summary import Summary
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sources.tree import SourceTree, read_json

Progress = Callable[[str, int, int], None]
READING = "typescript-6"
"""Names the reading in the cache; raised whenever a summary of the same bytes becomes another."""


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
    def json_file(path: str) -> dict[str, object]:
        return dict(read_json(tree, path))

    code = [path for path in tree.files if is_code(path)]
    workspace = Workspace(tree.files, json_file)
    candidates = code
    if skip_uninteresting:
        candidates = backend_files(code, workspace, [path for path in code if tree.mentions(path)])
    summaries: dict[str, Summary | None] = dict(
        tree.readings(
            READING, candidates, read_source, lambda done, total: progress("reading code", done, total)
        )
    )

    def load(path: str) -> Summary | None:
        if path not in summaries:
            known = path in tree.files
            found = tree.readings(READING, [path], read_source, lambda *_: None) if known else {}
            summaries[path] = found.get(path)
        return summaries[path]

    program = Program(ImportResolver(tree.files, json_file), load)
    progress("finding the application", 0, 0)
    application = find_application(candidates, tree.files, program, json_file, project)
    folder = application.project.folder
    roots = [root.decl.file for root in application.roots if root.decl is not None]
    files = application_files(folder, application.other_folders, candidates, roots, program)

    progress("reading modules and routes", 0, 0)
    interpreter, world = structure_interpreter(program)
    graph = read_modules(application.roots, program, interpreter)
    graph.adopt(barrels(files, program))
    routes = read_routes(application, graph)
    jobs, open_jobs = read_jobs(graph)
    handled, open_events = read_handled_events(graph)
    sources = read_data_sources(graph, world)

    progress("following the code to the database", 0, 0)
    found = read_code(program, files, graph, sources.naming, sources.registered, schema)
    every_job = sorted({*jobs, *found.jobs}, key=lambda j: (j.module, j.function, j.schedule, j.file, j.line))
    hazards = read_hazards(application, graph, program, files, routes.found, every_job)
    orms = unsupported_orms(files, program, workspace, folder, json_file)
    broken = tuple(
        Unresolved(kind, file, line, text, reason)
        for file in files
        for kind, line, text, reason in getattr(load(file), "problems", ())
    )
    facts = BackendFacts(
        application.project.name,
        tuple(files),
        sum(summary.lines for file in files if (summary := load(file)) is not None),
        graph.facts(files),
        routes.found,
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
            *sources.unresolved, *found.unresolved, *orms, *broken,
        ),
        (application.note,) if application.note else (),
    )  # fmt: skip
    # Facts hold nothing of these: without them there is room for the facts' JSON.
    interpreter.forget()
    program.forget()
    summaries.clear()
    return facts
