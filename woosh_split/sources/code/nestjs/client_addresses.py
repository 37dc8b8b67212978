"""Places that depend on the address that a request comes from, or on the one that it is sent to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from woosh_split.model.code import Hazard
from woosh_split.sources.code.nestjs.allowed_origins import (
    is_another_server,
    lets_browsers_in,
    names_origins,
)
from woosh_split.sources.code.nestjs.starts import Start
from woosh_split.sources.code.nestjs.structure import Invocation
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.nodes import mentions, nodes
from woosh_split.sources.code.typescript.program import External, Program
from woosh_split.sources.code.typescript.references import ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr, Function, Summary
from woosh_split.sources.code.typescript.values import Literal, known_text

LIMITERS = frozenset({"express-rate-limit", "@fastify/rate-limit", "fastify-rate-limit", "express-slow-down"})
MIDDLEWARE = LIMITERS | {"express-session", "@fastify/session", "passport"}
_LOOPBACK = re.compile(r"https?://(localhost|127\.0\.0\.1|0\.0\.0\.0)\b")
_ADDRESSES = {"ip": "ip", "ips": "ip", "remoteAddress": "address"}
"""Members that hold an address, with the hint that they leave in a file's bytes."""
_REQUESTS = frozenset({"req", "request", "ctx", "context", "socket", "client", "connection", "r"})
_LOGGERS = frozenset({"console", "logger", "Logger", "log"})
_UNTOUCHED = frozenset({"enableCors", "cors", "setContentSecurityPolicy"})


def limiter_hazards(invocations: Iterable[Invocation]) -> Iterator[Hazard]:
    """Yield limits of middleware that count by address unless they are told another key."""
    for call in invocations:
        name, options = call.external.package, call.arg(0)
        if call.method == "register" and isinstance(options, ExternalValue):
            name, options = options.external.package, call.arg(1)
        elif call.method or call.new:
            continue
        if name not in LIMITERS or has_field(options, "keyGenerator"):
            continue
        most = known_text(field(options, "max")) or known_text(field(options, "limit")) or "?"
        window = known_text(field(options, "windowMs")) or known_text(field(options, "timeWindow")) or "?"
        kept = "by its own store" if has_field(options, "store") else "in the memory of each process"
        detail = f"{most} requests in {window} ms for each client address, counted {kept}"
        yield Hazard("ip-keyed-limit", name, detail, call.file, call.line)


UNLESS_TRUSTED = "unless proxies are trusted"
"""What the trust-proxy setting would change."""


def trust_hazards(
    invocations: Iterable[Invocation], start: Start | None, *, limited: bool, read: bool
) -> Iterator[Hazard]:
    """Yield trust-proxy settings; where none is made, a limit or code that reads the address sees the gateway itself."""
    found = False
    for call in invocations:
        value: Value | None = None
        if call.method == "set" and known_text(call.arg(0)) == "trust proxy":
            value = call.arg(1)
        elif call.method == "enable" and known_text(call.arg(0)) == "trust proxy":
            value = Literal(True)
        elif call.new and call.external.name == "FastifyAdapter" and has_field(call.arg(0), "trustProxy"):
            value = field(call.arg(0), "trustProxy")
        if value is None:
            continue
        found = True
        shown = next((_shown(each) for each in leaves(value)), _shown(value))
        detail = f"set to {shown}: it must fit the number of proxies in front, the gateway included"
        yield Hazard("trust-proxy", "trust proxy", detail, call.file, call.line)
    if not found and (limited or read) and start is not None:
        effect = (
            "so all clients together share what a limit allows to one"
            if limited
            else "whatever code reads it"
        )
        detail = f"not set: behind a gateway every request comes from the gateway's address, {effect}"
        yield Hazard("trust-proxy", "trust proxy", detail, start.file, start.line)


def _shown(value: Value) -> str:
    if isinstance(value, Literal) and isinstance(value.value, bool):
        return str(value.value).lower()
    return known_text(value) or "something that is computed"


# In code -------------------------------------------------------------------------------------------------------


def address_hazards(files: Iterable[str], program: Program) -> Iterator[Hazard]:
    """Yield uses of the client's address and absolute URLs; only files whose bytes hint at them are looked at."""
    for file in files:
        summary = program.summary(file)
        if summary is None or not summary.hints:
            continue
        hints: dict[str, list[int]] = {}
        for hint, line in summary.hints:
            hints.setdefault(hint, []).append(line)
        seen: set[tuple[str, int]] = set()
        for name, root, line in parts_of(summary):
            told = frozenset(hints) - ({"loopback"} if names_origins(name) else frozenset())
            for hint, kind, detail, at in _found(root, line, file, program, told):
                exact = _nearest(hints[hint], at)
                if (kind, exact) not in seen:
                    seen.add((kind, exact))
                    yield Hazard(kind, name, detail, file, exact)


def _nearest(lines: list[int], at: int) -> int:
    """Return the hint's line at or after the place that is known (a call's or function's line), else the last one."""
    return next((line for line in lines if line >= at), lines[-1])


def parts_of(summary: Summary) -> Iterator[tuple[str, Any, int]]:
    """Yield the functions, methods, fields and constants of a file, each with its name and line, and its top level."""
    for name, function in summary.functions.items():
        yield name, function, function.line
    for name, (value, _, line) in summary.constants.items():
        if name not in summary.functions and name not in summary.classes:
            yield name, value, line
    for name, node in summary.classes.items():
        for method in node.methods:
            yield f"{name}.{method.function.name}", method.function, method.line
        for field_ in node.fields:
            yield f"{name}.{field_.name}", field_.value, field_.line
        if node.constructor is not None:
            yield f"{name}.constructor", node.constructor, node.constructor.line
        for decorator in node.decorators:
            yield name, decorator, node.line
    yield "(file)", summary.statements, 1


def _found(
    node: Any, line: int, file: str, program: Program, hints: frozenset[str]
) -> Iterator[tuple[str, str, str, int]]:
    """Yield ``(hint, kind, detail, line)``; what is only logged, or lets browsers in, is left out."""
    if not isinstance(node, tuple) or not node:
        return
    if isinstance(node, Function):
        line = node.line
    if lets_browsers_in(node):
        hints = hints - {"loopback"}
    tag, size = node[0], len(node)
    if size == 5 and tag in ("call", "new"):
        line = node[3]
        names = _names(node[1])
        if names and (names[-1] in _UNTOUCHED or not _LOGGERS.isdisjoint(names[:-1])):
            return
        nests = "ip" in hints and node[1] == ("id", "Ip")
        if nests and program.external(file, node) == External("@nestjs/common", "Ip"):
            yield "ip", "client-ip", f"@Ip() is the gateway's address {UNLESS_TRUSTED}", line
    elif size == 3 and tag == "mem":
        yield from _of_member(node, line, hints)
    elif size == 2 and tag in ("str", "tpl"):
        yield from _of_text(node, line, hints)
    if "protocol" in hints and tag in ("tpl", "add") and _asks_host(node):
        detail = "a URL made of the request's own protocol and host: behind a gateway these are the gateway's inner ones"
        yield "protocol", "absolute-url", detail, line
        return
    for child in node:
        if isinstance(child, tuple):
            yield from _found(child, line, file, program, hints)


def _of_member(node: Expr, line: int, hints: frozenset[str]) -> Iterator[tuple[str, str, str, int]]:
    """Yield what a member says of who asks, where it is asked of a request."""
    hint = _ADDRESSES.get(node[2])
    names = _names(node[1]) if hint in hints else []
    if hint is not None and names and names[-1] in _REQUESTS:
        detail = f"{names[-1]}.{node[2]} is the gateway's address {UNLESS_TRUSTED}"
        yield hint, "client-ip", detail, line


def _of_text(node: Expr, line: int, hints: frozenset[str]) -> Iterator[tuple[str, str, str, int]]:
    """Yield the header of the client's address, and what names this machine, in a text or a template."""
    parts = (node[1],) if node[0] == "str" else node[1]
    for part in parts:
        if not isinstance(part, str):
            continue
        if node[0] == "str" and "forwarded" in hints and part.lower() == "x-forwarded-for":
            detail = "x-forwarded-for is read directly: a gateway adds to it, and clients can write it"
            yield "forwarded", "client-ip", detail, line
        if "loopback" in hints and _is_own(part):
            yield "loopback", "absolute-url", f"{_url(part)} names this machine, not the gateway", line


def _names(node: Any) -> list[str]:
    """Return ``[this, logger, log]`` for a chain of members, as far as it is made of names."""
    if node[0] == "id":
        return [node[1]]
    if node[0] == "this":
        return ["this"]
    if node[0] == "mem":
        return [*_names(node[1]), node[2]]
    return []


def _is_own(text: str) -> bool:
    return bool(_LOOPBACK.search(text)) and not is_another_server(text)


def _url(text: str) -> str:
    match = re.search(r"https?://[^\s'\"`]*", text)
    return match[0] if match else text


def _asks_host(node: Any) -> bool:
    return mentions(node, frozenset({"protocol"})) and mentions(node, frozenset({"host", "hostname"}))


def middleware_calls(
    files: Iterable[str], program: Program, interpreter: Interpreter
) -> Iterator[Invocation]:
    """Yield calls of limiters and sessions in other files than the entry ones (``consumer.apply(...)``)."""
    for file in files:
        summary = program.summary(file)
        if summary is None or not any(hint in ("limit", "session") for hint, _ in summary.hints):
            continue
        for _, root, _ in parts_of(summary):
            for node in nodes(root):
                if len(node) != 5 or node[0] != "call" or node[1][0] not in ("id", "mem"):
                    continue
                found = program.external(file, node)
                if found is not None and found.package in MIDDLEWARE:
                    args = tuple(interpreter.constant(file, each) for each in node[2])
                    yield Invocation(found, "", args, UNKNOWN, file, node[3])
