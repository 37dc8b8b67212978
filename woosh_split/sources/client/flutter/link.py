"""All Dart files together: which requests the app sends, and which route would answer each."""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.model.code import ClientCall, Route, Unresolved
from woosh_split.sources.client.flutter import ir, objects, requests
from woosh_split.sources.client.flutter.frames import Frame, Site
from woosh_split.sources.client.flutter.interpreter import Interpreter
from woosh_split.sources.client.flutter.knowledge import Knowledge, Passed
from woosh_split.sources.client.flutter.project import Project, is_client_source
from woosh_split.sources.client.flutter.values import Instance, Sender
from woosh_split.sources.client.routing import RouteTable

_MOST_ROUNDS = 3
_KIND = "client-call"


def link_client(
    files: Sequence[ir.DartFile], routes: RouteTable | Sequence[Route]
) -> tuple[tuple[ClientCall, ...], tuple[Unresolved, ...]]:
    """Return the app's calls with the routes that answer them, and the requests whose address cannot be told.

    Generated files (``*.g.dart``) and tests are left out. The order of ``files`` does not matter.
    """
    table = routes if isinstance(routes, RouteTable) else RouteTable(routes)
    sources = sorted((file for file in files if is_client_source(file.path)), key=lambda file: file.path)
    project = Project(sources)
    found = _followed(project, Passed(sources))
    paths = [file.path for file in sources]
    closed = dict(found.closed)
    lost = dict(found.lost)
    for key, item in found.open.items():
        if key in found.completed:
            continue
        if item.fallback is not None and item.method is not None:
            closed.setdefault((item.site, item.method, item.fallback))
        else:
            lost.setdefault(item.site, item.reason)
    calls = {
        ClientCall(method, path, _answer(table, method, path), paths[site.file], site.line)
        for site, method, path in closed
    }
    resolved = {site for site, _, _ in closed}
    missing = {_unresolved(paths, site, reason) for site, reason in lost.items() if site not in resolved}
    for file in sources:
        missing.update(
            Unresolved(_KIND, file.path, damage.line, damage.text, "the Dart grammar cannot read this place")
            for damage in file.damages
        )
    return (
        tuple(sorted(calls, key=lambda call: (call.file, call.line, call.method, call.path))),
        tuple(sorted(missing, key=lambda item: (item.file, item.line, item.text, item.reason))),
    )


def _answer(table: RouteTable, method: str, path: str) -> str | None:
    route = table.answer(method, path)
    return f"{route.method} {route.path}" if route is not None else None


def _unresolved(paths: Sequence[str], site: Site, reason: str) -> Unresolved:
    return Unresolved(_KIND, paths[site.file], site.line, site.text, reason)


def _followed(project: Project, passed: Passed) -> Interpreter:
    """Follow the code in rounds, until nothing new is learnt of how objects are made."""
    known = Knowledge()
    for _ in range(_MOST_ROUNDS):
        it = Interpreter(project, known, passed)
        for place, file in enumerate(project.files):
            _follow(it, place, file)
        if it.learnt == known:
            break
        known = it.learnt
    return it


def _follow(it: Interpreter, place: int, file: ir.DartFile) -> None:
    for entry in file.variables:
        if entry.value is not None:
            it.evaluate(Frame(place), entry.value)
    for code in file.functions:
        it.summary(place, "", code, None)
    for item in file.classes:
        this: Instance | Sender | None = Instance(place, item.name)
        if item.kind == "extension":
            this = objects.typed(it, place, item.parent)
        for entry in item.fields:
            if entry.value is not None:
                it.evaluate(Frame(place, item.name, None if entry.static else this), entry.value)
        for code in item.methods:
            it.summary(place, item.name, code, None if code.static else this)
        if item.kind == "class" and not item.abstract:
            _follow_inherited(it, place, item)
        requests.annotated(it, place, item)


def _follow_inherited(it: Interpreter, place: int, item: ir.Class) -> None:
    """Look at inherited bodies once more for the class that inherits them, where it decides something."""
    taken = {code.name for code in item.methods}
    for parent_place, parent in it.project.lineage(place, item.name):
        if parent is item:
            continue
        for code in parent.methods:
            if code.body is None or code.static or code.name in taken or code.kind in ("constructor", "factory"):
                continue
            taken.add(code.name)
            base = it.summary(parent_place, parent.name, code, Instance(parent_place, parent.name))
            if any(site.member for site in base.open.values()):
                it.summary(parent_place, parent.name, code, Instance(place, item.name))
