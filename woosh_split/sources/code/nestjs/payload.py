"""What a handler takes from a request's body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from woosh_split.sources.code.nestjs.controllers import Handler
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import Closure, ExternalCall, FunctionValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Expr, Param
from woosh_split.sources.code.typescript.values import known_text

_FILES = ("FileInterceptor", "FilesInterceptor", "FileFieldsInterceptor", "AnyFilesInterceptor")
_REQUEST = ("Req", "Request")
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_STREAMED = frozenset({"pipe", "on", "raw", "rawBody"})


def body_of(handler: Handler, decl: ClassDecl, decorators: Decorators) -> str:
    """Return none, json, upload or stream.

    A file interceptor or an uploaded file makes an upload; ``@RawBody()`` and a request that is piped or listened to a
    stream; ``@Body()``, ``request.body`` and a parameter decorator of our own that reads it are json.
    """
    used = [*decorators.of_method(handler.owner, handler.method), *decorators.of_class(decl)]
    if any(_uploads(each) for each in used):
        return "upload"
    found = "none"
    for param in handler.method.function.params:
        for expression in param.decorators:
            name = decorators.package_name(expression, handler.owner)
            for each in (name,) if name is not None else _composed(expression, handler, decorators):
                taken = _taken(each, handler, param)
                if taken == "upload":
                    return taken
                found = taken if found == "none" or taken == "stream" else found
    return found


def is_webhook(handler: Handler, decorators: Decorators) -> bool:
    """Tell whether a handler is called by a machine that signs what it sends: it takes the raw body, or a signature's header.

    Every byte of such a body counts.
    """
    if handler.verb in _BODILESS:
        return False
    return any(
        _is_signed(each, handler, param)
        for param in handler.method.function.params
        for expression in param.decorators
        for each in decorators.of_param(handler.owner, expression)
    )


def _is_signed(decorator: Decorator, handler: Handler, param: Param) -> bool:
    name = decorator.name.rpartition(".")[2]
    if name == "Headers":
        header = decorator.arg(0)
        return "signature" in (known_text(header) or "").lower()
    if name in _REQUEST and isinstance(param.pattern, str):
        return "rawBody" in _members(handler.method.function.body, ("id", param.pattern))
    return name == "RawBody"


def _composed(expression: Expr, handler: Handler, decorators: Decorators) -> Iterator[str]:
    """Yield what a parameter decorator of our own is made of; one that reads the body counts as ``Body``."""
    for decorator in decorators.of_param(handler.owner, expression):
        yield decorator.name.rpartition(".")[2]
    if any(_reads_body(value) for _, value in decorators.written((expression,), handler.owner)):
        yield "Body"


def _taken(name: str, handler: Handler, param: Param) -> str:
    """Return what a parameter with this decorator takes."""
    if name in ("UploadedFile", "UploadedFiles"):
        return "upload"
    if name == "RawBody":
        return "stream"
    if name.endswith("Body"):
        return "json"
    if name in _REQUEST and isinstance(param.pattern, str) and handler.verb not in _BODILESS:
        members = _members(handler.method.function.body, ("id", param.pattern))
        if members & {"file", "files", "parts"}:
            return "upload"
        if members & _STREAMED:
            return "stream"
        if "body" in members:
            return "json"
    return "none"


def _uploads(decorator: Decorator) -> bool:
    if decorator.name != "UseInterceptors":
        return False
    return any(isinstance(arg, ExternalCall) and arg.external.name in _FILES for arg in decorator.args)


def _reads_body(decorator: Value) -> bool:
    """Tell whether ``createParamDecorator`` was handed a function that takes the body."""
    if not isinstance(decorator, ExternalCall) or decorator.external.name != "createParamDecorator":
        return False
    factory = decorator.args[0] if decorator.args else None
    if isinstance(factory, Closure):
        return _mentions_body(factory.function.body)
    return isinstance(factory, FunctionValue) and _mentions_body(factory.decl.node.body)


def _mentions_body(node: Any) -> bool:
    return any(len(each) == 3 and each[0] == "mem" and each[2] == "body" for each in nodes(node))


def _members(node: Any, owner: tuple[str, ...]) -> set[str]:
    """Return the members that are asked of a name, in what is written below a node."""
    return {each[2] for each in nodes(node) if len(each) == 3 and each[0] == "mem" and each[1] == owner}
