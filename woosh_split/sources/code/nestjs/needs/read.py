"""A service's files to what they ask of their surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tree_sitter import Node

from woosh_split.model.service_code import EnvironmentRead, Handler, PackageUse, ServiceCode, Shape
from woosh_split.sources.code.nestjs.needs.dto import read_shapes
from woosh_split.sources.code.nestjs.needs.environment import read_environment, without_loaded
from woosh_split.sources.code.nestjs.needs.handlers import read_handlers
from woosh_split.sources.code.nestjs.needs.linking import Linker, Links
from woosh_split.sources.code.nestjs.needs.packages import read_packages
from woosh_split.sources.code.nestjs.needs.syntax import Source
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.syntax import nodes, parse_with_repairs
from woosh_split.sources.nesting import json_of

_KEPT = 4096
"""How many files are kept as they were read: the services of one monolith share many."""


class _File(NamedTuple):
    packages: tuple[PackageUse, ...]
    environment: tuple[EnvironmentRead, ...]
    loose: tuple[tuple[str, int], ...]
    shapes: tuple[Shape, ...]
    handlers: tuple[Handler, ...]
    links: Links


def read_service_code(texts: Mapping[str, str]) -> ServiceCode:
    """Read the TypeScript files of a service; its JSON files (tsconfig.json, package.json) say where imports lead.

    ``texts`` maps paths, relative to the service's folder, to texts. Tests and migrations are read as any other file:
    what is not to count must not be handed in.
    """
    files = {
        path: _read_file(path, texts[path])
        for path in sorted(texts)
        if path.endswith((".ts", ".tsx", ".mts", ".cts"))
    }
    shapes = {(shape.file, shape.name): shape for file in files.values() for shape in file.shapes}
    resolver = ImportResolver(set(texts), lambda path: _json(texts.get(path)))
    linker = Linker({path: file.links for path, file in files.items()}, shapes, resolver)
    return ServiceCode(
        tuple(each for file in files.values() for each in file.packages),
        without_loaded(
            [each for file in files.values() for each in file.environment], (texts[path] for path in files)
        ),
        tuple(linker.shape(each) for file in files.values() for each in file.shapes),
        tuple(linker.handler(each) for file in files.values() for each in file.handlers),
        tuple(each for file in files.values() for each in file.loose),
    )


@lru_cache(maxsize=_KEPT)
def _read_file(path: str, text: str) -> _File:
    content, root = parse_with_repairs(text.removeprefix("\ufeff").encode(), tsx=path.endswith("x"))
    source = Source(path, content)
    every = list(nodes(root))
    environment, loose = read_environment(every, source)
    return _File(
        tuple(read_packages(root, every, source)),
        tuple(environment),
        tuple(loose),
        tuple(read_shapes(root, source)),
        tuple(read_handlers(every, source)),
        _links(root, source),
    )


def _links(root: Node, source: Source) -> Links:
    imports: dict[str, tuple[str, str]] = {}
    exports: dict[str, tuple[str | None, str]] = {}
    stars: list[str] = []
    default: str | None = None
    for node in root.named_children:
        if node.type == "import_statement":
            target = source.string(node.child_by_field_name("source"))
            if target is not None:
                imports.update(
                    (local, (target, name)) for local, name in _imported(node.named_children, source)
                )
        elif node.type == "export_statement":
            target = source.string(node.child_by_field_name("source"))
            declared = node.child_by_field_name("declaration")
            if declared is not None and any(child.type == "default" for child in node.children):
                default = source.text(declared.child_by_field_name("name"))
            if target is not None and any(child.type == "*" for child in node.children):
                stars.append(target)
            for clause in node.named_children:
                for each in clause.named_children if clause.type == "export_clause" else ():
                    name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                    exports[source.text(alias or name)] = (target, source.text(name))
    return Links(imports, exports, tuple(stars), default)


def _imported(children: Iterable[Node], source: Source) -> Iterable[tuple[str, str]]:
    for clause in (each for each in children if each.type == "import_clause"):
        for child in clause.named_children:
            if child.type == "identifier":
                yield source.text(child), "default"
            for each in child.named_children if child.type == "named_imports" else ():
                name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                if name is not None:
                    yield source.text(alias or name), source.text(name)


def _json(text: str | None) -> Mapping[str, Any]:
    if not text:
        return {}
    try:
        document = json_of(text, relaxed=True)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
