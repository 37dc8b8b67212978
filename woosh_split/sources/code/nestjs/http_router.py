"""How the application's HTTP router compares paths, as its start file sets it up."""

from __future__ import annotations

from woosh_split.model.code import HttpRouter
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.bootstrap import versioning_type
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.tokens import field, has_field, may_be_true
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Literal, known_text

_ADAPTER = "FastifyAdapter"
_SETTINGS = {"case sensitive routing": "case", "strict routing": "slash"}


def read_http_router(application: Application, configuration: Configuration) -> HttpRouter:
    """Return the engine and its rules; of several applications in the project those of the first."""
    start = application.http
    case = slash = fastify = False
    for call in application.invocations:
        if call.new and call.external.name == _ADAPTER:
            fastify = True
            options = call.arg(0)
            inner = field(options, "routerOptions")
            case = not _is_off(options, inner, "caseSensitive")
            slash = not _is_on(options, inner, "ignoreTrailingSlash")
    for call in application.invocations if not fastify else ():
        named = (
            _SETTINGS.get(known_text(call.arg(0)) or "")
            if call.method in ("set", "enable", "disable")
            else None
        )
        if named is not None:
            on = call.method == "enable" or (call.method == "set" and may_be_true(call.arg(1)))
            case, slash = (on, slash) if named == "case" else (case, on)
    kind, header = "none", None
    for call in start.calls if start is not None else ():
        if call.method == "enableVersioning":
            kind = versioning_type(call.arg(0))
            header = configuration.text(field(call.arg(0), "header")) if kind == "header" else None
    return HttpRouter("fastify" if fastify else "express", case, slash, kind, header)


def _is_on(options: Value, inner: Value, name: str) -> bool:
    return may_be_true(field(options, name)) or may_be_true(field(inner, name))


def _is_off(options: Value, inner: Value, name: str) -> bool:
    given = field(options, name) if has_field(options, name) else field(inner, name)
    return isinstance(given, Literal) and given.value is False
