"""Paths put together as Nest does it, and the prefixes that ``RouterModule`` gives to modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.sources.code.nestjs.bootstrap import Settings, Versions
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ClassValue, ExternalCall
from woosh_split.sources.code.typescript.root import Value

ROUTERS = frozenset({"RouterModule.register", "RouterModule.forRoutes"})
"""Nest's own, and that of nest-router, from which Nest took it over."""
_WILDCARDS = re.compile(r"\{\*\w*\}|\*\w*|\(\.\*\)")


def whole_paths(
    settings: Settings, method: str, versions: Versions | None, module_path: str, controller: str, path: str
) -> Iterator[tuple[str, str | None]]:
    """Yield ``(path, version)`` for each version of a route, the global prefix in front where it holds."""
    versioning = settings.versioning
    named: Versions = versions or (None,)
    for version in named if versioning is not None else (None,):
        in_path = versioning is not None and versioning.in_path and version is not None
        start = f"/{versioning.prefix}{version}" if versioning is not None and in_path else ""
        rest = ""
        for fragment in (module_path, controller, path):
            if fragment:
                rest = _strip(rest) + _lead(fragment)
        whole = start + rest
        excluded = any(each.covers(_lead(rest) or "/", method) for each in settings.exclusions)
        if settings.prefix and not excluded:
            whole = _strip(_lead(settings.prefix)) + whole
        whole = _lead(whole or "/")
        yield _shown(_strip(whole) if whole != "/" else whole), version


def _lead(path: str) -> str:
    return path if not path or path.startswith("/") else f"/{path}"


def _strip(path: str) -> str:
    return path[:-1] if path.endswith("/") else path


def _shown(path: str) -> str:
    """Write every kind of wildcard as ``*``; a parameter that takes more than a segment stays what it is."""
    pieces, at = [], 0
    for match in _WILDCARDS.finditer(path):
        before = path[: match.start()]
        if re.search(r":\w+$", before) or before.endswith("("):
            continue
        pieces.append(path[at : match.start()] + "*")
        at = match.end()
    return "".join(pieces) + path[at:]


# RouterModule ----------------------------------------------------------------------------------------------


def module_paths(graph: ModuleGraph, configuration: Configuration) -> dict[ClassDecl, str]:
    """Return the path in front of a module's controllers, for modules that a ``RouterModule`` names."""
    paths: dict[ClassDecl, str] = {}
    for registration in dict.fromkeys(each.module for each in graph.registrations):
        for call in registration.foreign:
            if isinstance(call, ExternalCall) and call.external.name in ROUTERS and call.args:
                for decl, path in _flat(leaves(call.args[0]), None, configuration):
                    paths[decl] = _normal(path)
    return paths


def _flat(
    items: Iterable[Value], parent: str | None, configuration: Configuration
) -> Iterator[tuple[ClassDecl, str]]:
    for item in items:
        if isinstance(item, ClassValue):
            if parent is not None:
                yield item.decl, parent
            continue
        own = configuration.text(field(item, "path")) or ""
        path = own if parent is None or not own else _normal(_normal(parent) + _normal(own))
        if not own and parent is not None:
            path = parent
        module = field(item, "module")
        if isinstance(module, ClassValue) and path:
            yield module.decl, path
        for children in ("children", "childrens"):
            if has_field(item, children):
                yield from _flat(leaves(field(item, children)), path, configuration)


def _normal(path: str) -> str:
    return re.sub("/+", "/", "/" + path.rstrip("/"))
