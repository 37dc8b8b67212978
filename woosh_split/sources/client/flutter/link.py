"""All Dart files together: which requests the app sends, and which route would answer each."""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.model.code import ClientCall, Route, Unresolved
from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.frames import Site
from woosh_split.sources.client.flutter.project import Project, is_client_source
from woosh_split.sources.client.flutter.rounds import Rounds
from woosh_split.sources.client.routing import RouteTable
from woosh_split.sources.code.typescript.depth import FOLLOWING_FRAMES, room

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
    with room(FOLLOWING_FRAMES):
        found = Rounds(project).run()
    paths = [file.path for file in sources]
    closed = {
        (site, method, _behind_setting(table, method, path) if hosted else path): None
        for (site, method, path), hosted in found.closed.items()
    }
    lost = dict(found.lost)
    for key, item in found.open.items():
        if key in found.completed or key in found.followed:
            continue  # told where it is completed; a branch that no caller takes sends nothing
        if item.fallback is not None and item.method is not None:
            closed.setdefault((item.site, item.method, item.fallback))
        elif item.reason:
            lost.setdefault(item.site, item.reason)
            if item.method is not None and item.likely is not None:
                found.likely[item.site, item.method, item.likely] = None
    known = {site for site, _, _ in closed} | lost.keys()
    for key, (inner, site, reason) in found.unbound.items():
        if inner in found.completed and key not in found.completed and site not in known and reason:
            lost[site] = reason  # other objects of the class are known, this one is not
    for site, method, path in found.likely:
        prefix = next((p for p in ("", table.prefix) if _is_answered(table, method, path, p)), None)
        if prefix is not None:
            closed[site, method, prefix + path] = None
    calls = {
        ClientCall(method, path, _answer(table, method, path), paths[site.file], site.line)
        for site, method, path in closed
    }
    resolved = {site for site, _, _ in closed}
    missing = {
        _unresolved(paths, site, reason) for site, reason in lost.items() if reason and site not in resolved
    }
    for file in sources:
        missing.update(
            Unresolved(_KIND, file.path, damage.line, damage.text, "the Dart grammar cannot read this place")
            for damage in file.damages
        )
    return (
        tuple(sorted(calls, key=lambda call: (call.file, call.line, call.method, call.path))),
        tuple(sorted(missing, key=lambda item: (item.file, item.line, item.text, item.reason))),
    )


def _behind_setting(table: RouteTable, method: str, path: str) -> str:
    """Return a path behind a base URL of the environment: that may end with the prefix that the routes have in common."""
    if not _is_answered(table, method, path, "") and _is_answered(table, method, path, table.prefix):
        return table.prefix + path
    return path


def _is_answered(table: RouteTable, method: str, path: str, prefix: str) -> bool:
    """Tell whether the backend knows a path behind a base that is only known at run time.

    By more than parameters: a path of these alone would be answered by anybody. The base may end with the prefix that the
    backend's routes have in common, which the app is then told together with the host.
    """
    route = table.answer(method, prefix + path)
    if route is None:
        return False
    return any(part and part[0] not in ":*(" for part in route.path.removeprefix(prefix).split("/"))


def _answer(table: RouteTable, method: str, path: str) -> str | None:
    route = table.answer(method, path)
    return f"{route.method} {route.path}" if route is not None else None


def _unresolved(paths: Sequence[str], site: Site, reason: str) -> Unresolved:
    return Unresolved(_KIND, paths[site.file], site.line, site.text, reason)
