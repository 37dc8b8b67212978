"""What a handler takes from a request, as far as its declarations tell: names of the query, the file, fields of the body.

Fields come from the type of the ``@Body()`` parameter, see :mod:`input_types`. What cannot be told is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tree_sitter import Node

from woosh_split.model.code import Route
from woosh_split.sources.code.nestjs.input_types import InputField, InputTypes, calls_of, plain_text
from woosh_split.sources.files import walk

_FILES = ("FileInterceptor", "FilesInterceptor")


@dataclass(frozen=True, slots=True)
class RequestShape:
    """What one route takes; ``body`` of None: it takes one, and nothing tells which."""

    query: tuple[str, ...] = ()
    file: str | None = None
    body: tuple[InputField, ...] | None = ()


def request_shapes(root: Path, routes: Iterable[Route]) -> dict[str, RequestShape]:
    """Return the shape of each route, by its handler (``OrdersController.create``)."""
    types = InputTypes(root, {file.path for file in walk(root)})
    found = {}
    for route in routes:
        owner, _, name = route.handler.rpartition(".")
        for method, decorators in _methods(types.declaration(route.file, owner)):
            if plain_text(method.child_by_field_name("name")) == name:
                found[route.handler] = _shape(method, decorators, route.file, types)
    return found


def _methods(owner: Node | None) -> Iterator[tuple[Node, list[Node]]]:
    """Yield the methods of a class with their decorators, which stand before them."""
    body = owner.child_by_field_name("body") if owner is not None else None
    before: list[Node] = []
    for child in body.named_children if body is not None else ():
        if child.type == "decorator":
            before.append(child)
        elif child.type != "comment":
            if child.type == "method_definition":
                yield child, [*before, *(each for each in child.children if each.type == "decorator")]
            before = []


def _shape(method: Node, decorators: list[Node], file: str, types: InputTypes) -> RequestShape:
    query: list[str] = []
    body: list[InputField] = []
    told = True
    params = method.child_by_field_name("parameters")
    for param in params.named_children if params is not None else ():
        for name, arguments in calls_of(each for each in param.children if each.type == "decorator"):
            first = _string(arguments[0]) if arguments else None
            annotation = param.child_by_field_name("type")
            if name == "Query" and first is not None:
                query.append(first)
            elif name == "Query":
                fields = types.fields(annotation, file)
                query += fields or ()
            elif name == "Body" and first is not None:
                body.append(types.field(first, annotation, file))
            elif name == "Body":
                fields = types.fields(annotation, file)
                told = told and fields is not None
                body += (fields or {}).values()
    return RequestShape(tuple(query), _file(decorators), tuple(body) if told else None)


def _file(decorators: Iterable[Node]) -> str | None:
    for name, arguments in calls_of(decorators):
        for argument in arguments if name == "UseInterceptors" else ():
            for inner, told in calls_of((argument,)):
                if inner in _FILES and told:
                    return _string(told[0])
    return None


def _string(node: Node) -> str | None:
    return plain_text(node)[1:-1] if node.type == "string" else None
