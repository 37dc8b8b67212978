"""Controllers: their paths and versions, and the handlers that Nest finds on their prototypes."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.bootstrap import Versions, request_method, versions_of
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves
from woosh_split.sources.code.typeorm.sql_texts import chosen
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Method
from woosh_split.sources.code.typescript.values import Items, Literal, Record

MAPPINGS = {
    "Get": "GET", "Post": "POST", "Put": "PUT", "Delete": "DELETE", "Patch": "PATCH", "Options": "OPTIONS",
    "Head": "HEAD", "Search": "SEARCH", "All": "ALL", "Sse": "GET", "RequestMapping": "GET",
    "Propfind": "PROPFIND", "Proppatch": "PROPPATCH", "Mkcol": "MKCOL", "Copy": "COPY", "Move": "MOVE",
    "Lock": "LOCK", "Unlock": "UNLOCK",
}  # fmt: skip
_PACKAGES = frozenset({"@nestjs/common", "@nestia/core"})


@dataclass(frozen=True, slots=True)
class Prefix:
    """What ``@Controller`` says; None for paths means that one is computed and could not be followed."""

    paths: tuple[str, ...] | None
    versions: Versions | None


@dataclass(frozen=True, eq=False)
class Handler:
    """A method with a mapping decorator. ``owner`` is the class that it stands in, which may be a base class.

    ``guards`` and ``body`` are what a package says of a handler; of others the method says it. One that is ``made`` stands
    in no file.
    """

    owner: ClassDecl
    method: Method
    verb: str
    kind: str
    paths: tuple[str, ...] | None
    versions: Versions | None
    guards: tuple[Value, ...] = ()
    body: str | None = None
    made: bool = False


def read_prefix(decl: ClassDecl, decorators: Decorators, configuration: Configuration) -> Prefix | None:
    """Return the nearest ``@Controller`` of the class and its base classes, None where there is none."""
    found = decorators.nearest(decl, "Controller") or _typed(decl, decorators)
    if found is None:
        return None
    given = found.arg(0)
    if not found.args:
        return Prefix(("/",), None)
    if isinstance(given, Record):
        path = field(given, "path")
        paths = _paths(path, configuration) if has_field(given, "path") else ("/",)
        return Prefix(paths, versions_of(configuration.value(field(given, "version"))))
    return Prefix(_paths(given, configuration), None)


def _typed(decl: ClassDecl, decorators: Decorators) -> Decorator | None:
    return next((each for each in decorators.of_class(decl) if each.name.endswith("Controller")), None)


def _paths(value: Value, configuration: Configuration) -> tuple[str, ...] | None:
    """Return one or several paths; the empty list, the empty text and no path at all are the root."""
    value = configuration.value(value)
    if value is UNKNOWN:
        return None
    if isinstance(value, Literal) and value.value is None:
        return ("/",)
    listed = [one for each in leaves(value) for one in chosen(each)] if isinstance(value, Items) else [value]
    texts = [configuration.text(each) for each in listed]
    if any(text is None for text in texts) or (isinstance(value, Items) and value.open and not texts):
        return None
    found = tuple(text for text in texts if text is not None)
    return found if found and found != ("",) else ("/",)


def handlers(decl: ClassDecl, decorators: Decorators, configuration: Configuration) -> Iterator[Handler]:
    """Yield the handlers of a controller, inherited ones last."""
    for owner, method in decorators.methods(decl):
        handler = _handler(owner, method, decorators, configuration)
        if handler is not None:
            yield handler


def _handler(
    owner: ClassDecl, method: Method, decorators: Decorators, configuration: Configuration
) -> Handler | None:
    versions: Versions | None = None
    mapping: Decorator | None = None
    for each in decorators.of_method(owner, method):
        if each.name == "Version" and each.package == "@nestjs/common":
            versions = versions or versions_of(configuration.value(each.arg(0)))
        elif mapping is None and each.package in _PACKAGES and each.name.rpartition(".")[2] in MAPPINGS:
            mapping = each
    if mapping is None:
        return None
    name = mapping.name.rpartition(".")[2]
    verb, path = MAPPINGS[name], mapping.arg(0)
    given = bool(mapping.args)
    if name == "RequestMapping":
        verb = request_method(field(path, "method")) or verb
        given = has_field(path, "path")
        path = field(path, "path")
    paths = _paths(path, configuration) if given else ("/",)
    return Handler(owner, method, verb, "sse" if name == "Sse" else "http", paths, versions)
