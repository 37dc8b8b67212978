"""What an entry file sets for all routes: prefix and its exclusions, versions, global guards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.model.code import Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.starts import Start
from woosh_split.sources.code.nestjs.structure import Invocation
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves, may_be_true
from woosh_split.sources.code.typescript.references import ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Literal, known_text

NEUTRAL = None
"""``VERSION_NEUTRAL``: a route without a version."""
Versions = tuple[str | None, ...]
_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "ALL", "OPTIONS", "HEAD", "SEARCH")
_TYPES = ("URI", "HEADER", "MEDIA_TYPE", "CUSTOM")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A path that the global prefix leaves alone, for one method or for all."""

    pattern: re.Pattern[str]
    method: str = "ALL"

    def covers(self, path: str, method: str) -> bool:
        """Tell whether a route is excluded."""
        return self.method in ("ALL", method) and self.pattern.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class Versioning:
    """``enableVersioning``: the type, the default versions, and the prefix of a version in a path."""

    in_path: bool
    default: Versions | None = None
    prefix: str = "v"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every route of an application."""

    prefix: str = ""
    exclusions: tuple[Exclusion, ...] = ()
    versioning: Versioning | None = None
    guards: tuple[Value, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


_SERVERS = frozenset({"getHttpAdapter", "getInstance", "getHttpServer"})
_ENGINES = frozenset({"express", "fastify"})
_ROUTERS = frozenset({"Router", "default", "express", "*"})
"""What makes a router of Express: its own function, or the package's, which makes an application to be mounted."""
_HARMLESS = re.compile(
    r"class-validator$|@nestjs/|@sentry/|@?nestjs-|@opentelemetry/|express|fastify|@fastify/|helmet$"
)
"""Packages whose functions take an application and set no prefix, version or guard: containers, documents, traces."""


def handed_over(start: Start, invocations: Iterable[Invocation]) -> Iterator[Unresolved]:
    """Yield a note for each function of a package that is handed the application: what it sets is not in this code."""
    for call in invocations:
        external = call.external
        if call.method or call.new or not external.package or "." in external.name:
            continue
        if _HARMLESS.match(external.package) or external.package == start.made.external.package:
            continue
        if any(isinstance(each, ExternalCall) and each.key() == start.made.key() for each in call.args):
            reason = (
                f"the application is handed to a function of {external.package}: a prefix, versions or guards that it sets "
                "are not known"
            )
            yield Unresolved("route", call.file, call.line, external.name, reason)


def of_the_server(invocations: Iterable[Invocation]) -> Iterator[Unresolved]:
    """Yield a note for each route that an entry file puts on the server itself: ``app.getHttpAdapter().get('/health', ...)``.

    So for each router of Express that it mounts: ``app.use('/legacy', router)``.
    """
    for call in invocations:
        if call.method == "use" and any(_is_router(each) for arg in call.args for each in leaves(arg)):
            mounted = known_text(call.arg(0)) or "/"
            reason = "a router of Express answers below this path, no controller: its routes are not listed"
            yield Unresolved("route", call.file, call.line, f"use {mounted}", reason)
        verb, path = call.method.upper(), known_text(call.arg(0))
        if call.new or verb not in _METHODS or len(call.args) < 2 or path is None or not path.startswith("/"):
            continue
        server = call.external.name.rpartition(".")[2] in _SERVERS
        if server or call.external.package in _ENGINES:
            reason = "the server itself answers this route, which is no controller's: it is not listed"
            yield Unresolved("route", call.file, call.line, f"{verb} {path}", reason)


def _is_router(value: Value) -> bool:
    return (
        isinstance(value, ExternalCall)
        and value.external.package == "express"
        and value.external.name.rpartition(".")[2] in _ROUTERS
    )


def read_settings(start: Start | None, configuration: Configuration) -> Settings:
    """Read the calls on an application; of several prefixes the last one holds, as with Nest."""
    prefix, exclusions = "", tuple[Exclusion, ...]()
    versioning: Versioning | None = None
    guards: list[Value] = []
    unresolved: list[Unresolved] = []
    for call in start.calls if start is not None else ():
        if call.method == "setGlobalPrefix":
            text = configuration.text(call.arg(0))
            if text is None:
                reason = (
                    "the global prefix is computed and could not be followed; paths are listed without it"
                )
                unresolved.append(Unresolved("route", call.file, call.line, "setGlobalPrefix", reason))
            prefix = text or ""
            if has_field(call.arg(1), "exclude"):
                exclusions = tuple(_exclusions(call, configuration, unresolved))
        elif call.method == "enableVersioning":
            versioning = _versioning(call.arg(0), configuration)
        elif call.method == "useGlobalGuards":
            guards.extend(each for arg in call.args for each in leaves(arg))
    return Settings(prefix, exclusions, versioning, tuple(guards), tuple(unresolved))


def _exclusions(
    call: Invocation, configuration: Configuration, unresolved: list[Unresolved]
) -> Iterator[Exclusion]:
    for value in leaves(field(call.arg(1), "exclude")):
        path = configuration.text(value)
        method = "ALL"
        if path is None:
            path = configuration.text(field(value, "path"))
            method = request_method(field(value, "method")) or "ALL"
        if path is None:
            reason = "an exclusion of the global prefix is computed and could not be followed"
            unresolved.append(Unresolved("route", call.file, call.line, "setGlobalPrefix", reason))
            continue
        yield Exclusion(path_pattern(path), method)


def request_method(value: Value) -> str | None:
    """Return the verb that a member of ``RequestMethod``, or its number, means."""
    if isinstance(value, ExternalValue):
        name = value.external.name.rpartition(".")[2]
        return name if name in _METHODS else None
    if isinstance(value, Literal) and isinstance(value.value, str) and value.value.isdigit():
        number = int(value.value)
        return _METHODS[number] if number < len(_METHODS) else None
    return None


def versions_of(value: Value) -> Versions | None:
    """Return the versions that a value names, None where it names none."""
    found: list[str | None] = []
    for each in leaves(value):
        text = known_text(each)
        if text is not None:
            found.append(text)
        elif isinstance(each, ExternalValue) and each.external.name == "VERSION_NEUTRAL":
            found.append(NEUTRAL)
    return tuple(dict.fromkeys(found)) or None


def versioning_type(options: Value) -> str:
    """Return where versions stand, for the options of ``enableVersioning``: uri, header, media-type or custom."""
    return (_type_name(options) or "URI").lower().replace("_", "-")


def _type_name(options: Value) -> str:
    kind = field(options, "type")
    name = kind.external.name.rpartition(".")[2] if isinstance(kind, ExternalValue) else ""
    if isinstance(kind, Literal) and isinstance(kind.value, str) and kind.value.isdigit():
        name = _TYPES[int(kind.value)] if int(kind.value) < len(_TYPES) else ""
    return name


def _versioning(options: Value, configuration: Configuration) -> Versioning:
    name = _type_name(options)
    given = field(options, "prefix")
    prefix = configuration.text(given)
    if prefix is None:
        prefix = "" if isinstance(given, Literal) and not may_be_true(given) else "v"
    default = versions_of(configuration.value(field(options, "defaultVersion")))
    return Versioning(name in ("URI", "") or options is UNKNOWN, default, prefix)


_TOKEN = re.compile(
    r"\\(?P<escaped>.)"
    r"|(?P<optional>\{)|(?P<close>\})"
    r"|:(?P<name>\w+)(?P<own>\((?:[^()\\]|\\.)*\))?(?P<mark>[?*+])?"
    r"|(?P<group>\((?:[^()\\]|\\.)*\))(?P<gmark>[?*+])?"
    r"|(?P<star>\*\w*)"
)


def path_pattern(path: str) -> re.Pattern[str]:
    """Return what path-to-regexp makes of a path, in its old (``(.*)``, ``:id?``) and new (``*rest``) spelling."""
    text = path if path.startswith("/") else f"/{path}"
    pieces, at = [], 0
    for match in _TOKEN.finditer(text):
        pieces.append(re.escape(text[at : match.start()]))
        at = match.end()
        if match["escaped"]:
            pieces.append(re.escape(match["escaped"]))
        elif match["optional"] or match["close"]:
            pieces.append("(?:" if match["optional"] else ")?")
        elif match["star"]:
            pieces.append(".*")
        else:
            own = match["own"] or match["group"]
            piece = f"(?:{own[1:-1]})" if own else "[^/]+?"
            mark = match["mark"] or match["gmark"] or ""
            if mark in ("*", "+"):
                piece = f"(?:{piece}(?:/{piece})*)"
            if mark in ("*", "?") and pieces and pieces[-1].endswith("/"):
                pieces[-1] = pieces[-1][:-1]
                piece = f"(?:/{piece})?"
            pieces.append(piece)
    pieces.append(re.escape(text[at:]))
    source = "".join(pieces).rstrip("/") + "/?"
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error:
        return re.compile(re.escape(text) + "/?", re.IGNORECASE)
