"""A tree of files to the facts of the monolith in it: declarations, backend, app, and where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from woosh_split.errors import InputError, NothingFound
from woosh_split.graph.drift import find_drift
from woosh_split.model.code import ClientCall, Route, Unresolved
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Table
from woosh_split.model.secrets import without_secrets
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.schema import Declared, as_code_spells, join_tables, read_declared
from woosh_split.sources.code.nestjs.frontend import BackendFacts, LookedAt, read_backend
from woosh_split.sources.tree import SourceTree


def read_monolith(tree: SourceTree, request: AnalyseRequest) -> tuple[Facts, tuple[str, ...], LookedAt]:
    """Return the facts, notes for the person at the terminal, and what the code's facts were made of.

    Raises:
        InputError: a dump, app or project that was named is not there, or no monolith is.
        DatabaseError: the server cannot be read.
    """
    declared = read_declared(tree, request)
    try:
        backend = read_backend(
            tree,
            declared.effective,
            project=request.project,
            progress=request.progress,
            skip_uninteresting=request.skip_uninteresting,
        )
    except NothingFound as error:
        raise NothingFound(f"{request.root}: {error}") from error
    told = declared
    declared = as_code_spells(declared, [table.name for table in backend.code.tables])
    calls, lost = _client_calls(tree, request, backend.routes)
    unresolved = {*backend.unresolved, *declared.unresolved, *lost, *tree.unreadable}
    entity_tables = [table for table in backend.code.tables if table.name in backend.code.registered]
    shared = tuple(file for module in backend.modules if not module.class_name for file in module.files)
    facts = Facts(
        Monolith(backend.name, ".", "nestjs", len(backend.files), backend.lines),
        tuple(module for module in backend.modules if module.class_name),
        _tables(backend, declared),
        backend.routes,
        backend.code.accesses,
        backend.code.calls,
        backend.code.relations,
        backend.code.transactions,
        backend.jobs,
        backend.events,
        calls,
        tuple(sorted({_masked(each) for each in unresolved}, key=_place)),
        backend.imports,
        declared.effective.routines,
        declared.effective.triggers,
        declared.effective.db_events,
        backend.hazards,
        find_drift(
            entity_tables,
            () if told.partial else told.dump.tables,
            told.server.tables,
            declared.required,
        ),
        shared,
        backend.code.coverage,
        backend.code.network_calls,
        backend.router,
        backend.code.frame_calls,
        backend.code.shared_calls,
    )
    return facts, backend.notes, backend.looked


def _masked(item: Unresolved) -> Unresolved:
    """Leave secrets out of what goes into every report, and into the baseline: SQL that nobody could read is quoted."""
    text = without_secrets(item.text)
    return item if text == item.text else replace(item, text=text)


def _place(item: Unresolved) -> tuple[object, ...]:
    return (item.file, item.line, item.kind, item.text, item.reason)


def _tables(backend: BackendFacts, declared: Declared) -> tuple[Table, ...]:
    return join_tables(backend.code.tables, declared.dump.tables, declared.server.tables, declared.prisma)


def _client_calls(
    tree: SourceTree, request: AnalyseRequest, routes: Sequence[Route]
) -> tuple[tuple[ClientCall, ...], tuple[Unresolved, ...]]:
    paths = _client_paths(tree, request)
    if not paths:
        return (), ()
    from woosh_split.sources.client.flutter.declarations import read_dart
    from woosh_split.sources.client.flutter.link import link_client
    from woosh_split.sources.client.routing import RouteTable

    readings = tree.readings(
        "dart-7@", paths, read_dart, lambda done, total: request.progress("reading the app", done, total)
    )
    return link_client(list(readings.values()), RouteTable(routes))


def _client_paths(tree: SourceTree, request: AnalyseRequest) -> list[str]:
    """Return the Dart files of the apps that were named, or of every folder with a pubspec."""
    folders = [Path(client).as_posix().strip("/") for client in request.clients]
    for folder in folders:
        if folder != "." and not any(path.startswith(f"{folder}/") for path in tree.files):
            raise InputError(
                f"The folder of the monolith ({request.root}) has no files in {folder}. Give --client, or "
                "monolith.client of the split file, a folder relative to the monolith's."
            )
    if not folders:
        folders = [
            path.removesuffix("pubspec.yaml").rstrip("/")
            for path in tree.files
            if path.endswith("pubspec.yaml")
        ]
    prefixes = tuple("" if folder in ("", ".") else f"{folder}/" for folder in folders)
    return sorted(path for path in tree.files if path.endswith(".dart") and path.startswith(prefixes))
