"""What the handlers of a file's controllers take and give, as their signatures tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from woosh_split.model.service_code import ANYTHING, Handler, HandlerParameter
from woosh_split.sources.code.nestjs.needs.syntax import (
    Source,
    arguments,
    decorator_call,
    line_of,
)
from woosh_split.sources.code.nestjs.needs.types import read_shape_type

_PLACES = {"Body": "body", "Query": "query", "Param": "path", "Headers": "header"}
_FILES = {"UploadedFile": "file", "UploadedFiles": "files"}
_INTERCEPTORS = frozenset({"FileInterceptor", "FilesInterceptor"})


def read_handlers(every: Sequence[Node], source: Source) -> Iterator[Handler]:
    """Yield every method of a class that has a parameter or a verb decorated, whatever the decorator is called."""
    for node in every:
        if node.type not in ("class_declaration", "abstract_class_declaration"):
            continue
        name = source.text(node.child_by_field_name("name"))
        body = node.child_by_field_name("body")
        pending: list[Node] = []
        for child in body.named_children if body is not None else ():
            if child.type == "decorator":
                pending.append(child)
            elif child.type == "method_definition":
                if pending:
                    yield _handler(name, child, pending, source)
                pending = []
            elif child.type != "comment":
                pending = []


def _handler(owner: str, node: Node, above: list[Node], source: Source) -> Handler:
    method = source.text(node.child_by_field_name("name"))
    status: int | None = None
    uploads: str | None = None
    for each in above:
        name, call = decorator_call(each, source)
        given = arguments(call)
        if name == "HttpCode" and given:
            status = _status(given[0], source)
        elif name == "UseInterceptors":
            uploads = uploads or _upload(given, source)
    parameters = tuple(_parameters(node, source, uploads))
    returned = node.child_by_field_name("return_type")
    returns = read_shape_type(returned, source) if returned is not None else None
    return Handler(f"{owner}.{method}", source.path, line_of(node), parameters, returns, status)


def _status(node: Node, source: Source) -> int | None:
    value = source.literal(node)
    if isinstance(value, int):
        return value
    return _STATUSES.get(source.text(node).rpartition(".")[2])


_STATUSES = {"OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204}


def _upload(given: list[Node], source: Source) -> str | None:
    """Return the form field of a file interceptor."""
    for each in given:
        if (
            each.type == "call_expression"
            and source.text(each.child_by_field_name("function")) in _INTERCEPTORS
        ):
            inside = arguments(each)
            return source.string(inside[0]) if inside else None
    return None


def _parameters(node: Node, source: Source, uploads: str | None) -> Iterator[HandlerParameter]:
    around = node.child_by_field_name("parameters")
    for each in around.named_children if around is not None else ():
        if each.type not in ("required_parameter", "optional_parameter"):
            continue
        optional = each.type == "optional_parameter" or each.child_by_field_name("value") is not None
        typed = next((child for child in each.named_children if child.type == "type_annotation"), None)
        type_ = read_shape_type(typed, source) if typed is not None else ANYTHING
        for decorator in (child for child in each.named_children if child.type == "decorator"):
            name, call = decorator_call(decorator, source)
            given = arguments(call)
            if name in _FILES:
                yield HandlerParameter(_FILES[name], uploads, ANYTHING, optional)
            elif name in _PLACES:
                key = source.string(given[0]) if given else None
                pipes = tuple(_pipe(pipe, source) for pipe in given[0 if key is None else 1 :])
                loose = optional or any(pipe in ("DefaultValuePipe", "optional") for pipe in pipes)
                yield HandlerParameter(
                    _PLACES[name], key, type_, loose, tuple(p for p in pipes if p != "optional")
                )


def _pipe(node: Node, source: Source) -> str:
    if node.type == "new_expression":
        name = source.text(node.child_by_field_name("constructor"))
        return "optional" if "optional: true" in source.text(node) else name
    return source.text(node)
