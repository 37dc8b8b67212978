"""A table from its file: YAML or JSON, refused with every line that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from woosh_split.artefacts.routes.pattern import compiled
from woosh_split.artefacts.routes.segments import pattern_takes_slash
from woosh_split.artefacts.routes.table import pattern_key
from woosh_split.errors import InputError
from woosh_split.model.meant import did_you_mean
from woosh_split.model.routing import (
    LITERAL,
    PARAMETER,
    TABLE_VERSION,
    TARGET_KINDS,
    TO_MONOLITH,
    TO_SHADOW,
    TO_SPLIT,
    WILDCARD,
    RouteEntry,
    Router,
    RoutingTable,
    Segment,
    Target,
)
from woosh_split.model.split import MONOLITH
from woosh_split.split.nodes import Problems, compose, flag, kind_of, mapping, sequence, text

TOP = ("version", "router", "services", "salt", "routes")
ROUTER = ("engine", "case_sensitive", "strict_slash", "version_header")
ROUTE = (
    "id", "methods", "path", "segments", "handler", "source", "order", "service", "auth", "body", "kind", "versions",
    "timeout_ms", "shadowable", "shadowed", "target",
)  # fmt: skip
NEEDED = ("id", "methods", "path", "segments", "order", "service")
TARGET = ("kind", "percent", "sticky")
SEGMENT = (LITERAL, PARAMETER, WILDCARD, "pattern", "optional")
ENGINES = ("express", "fastify")
AUTH = ("none", "optional", "required")
BODY = ("none", "json", "upload", "stream")
KIND = ("http", "sse", "websocket", "webhook")
METHODS = ("ALL", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
MOST_MS = 86_400_000
_ID = re.compile(r"[0-9a-f]{8}")
_METHOD = re.compile(r"[A-Z][A-Z-]*")
_SERVICE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"[A-Za-z0-9_-]+")
_INT = "tag:yaml.org,2002:int"


class TableError(InputError):
    """The routing table is unreadable, or says what cannot be."""


def parse_table(content: str, name: str) -> RoutingTable:
    """Read the text of a table; ``name`` is how messages call it.

    Raises:
        TableError: the text is not valid; the message lists each problem with its line.
    """
    problems = Problems()
    try:
        root = compose(content)
    except ValueError as error:
        raise TableError(f"{name}, {error}. Fix it; nothing was read.") from error
    table = read_table(root, problems)
    if problems:
        found = "\n  ".join(problems)
        raise TableError(
            f"{name} is not valid; `woosh-split schema routes` prints what it may hold.\n  {found}"
        )
    return table


def read_table(root: Node | None, problems: Problems) -> RoutingTable:
    """Return what the document says; of what is wrong in it, only the problems are told."""
    if root is None:
        problems.add(None, "the file is empty")
        return RoutingTable()
    top = mapping(root, "the file", problems, TOP)
    version = top.get("version")
    if version is None or version.tag != _INT or version.value != str(TABLE_VERSION):
        problems.add(version or root, f"version: this version of woosh-split reads {TABLE_VERSION}")
    services = _texts(top.get("services"), "services", problems)
    if MONOLITH in services:
        problems.add(
            top["services"], f"services: {MONOLITH} is every route's home and no service; leave it out"
        )
    for name in services:
        if not _SERVICE.fullmatch(name):
            told = "services: expected names of small letters, digits and dashes, found"
            problems.add(top["services"], f"{told} {_shown(name)}")
    items = sequence(top["routes"], "routes", problems) if "routes" in top else []
    routes = [_route(item, f"routes[{index}]", services, problems) for index, item in enumerate(items)]
    router = _router(top.get("router"), problems)
    _refuse_clashes(routes, items, router, problems)
    return RoutingTable(
        version=TABLE_VERSION,
        router=router,
        services=services,
        salt=text(top["salt"], "salt", problems) if "salt" in top else "",
        routes=tuple(sorted(routes, key=lambda each: each.order)),
    )


def _router(node: Node | None, problems: Problems) -> Router:
    if node is None:
        return Router()
    found = mapping(node, "router", problems, ROUTER)
    engine = _one_of(found.get("engine"), "router.engine", ENGINES, problems) or ENGINES[0]
    strict = engine == "fastify"
    header = found.get("version_header")
    return Router(
        engine,
        flag(found["case_sensitive"], "router.case_sensitive", problems)
        if "case_sensitive" in found
        else strict,
        flag(found["strict_slash"], "router.strict_slash", problems) if "strict_slash" in found else strict,
        None if header is None or _is_null(header) else _header(header, problems),
    )


def _header(node: Node, problems: Problems) -> str:
    """Return the name of a header. It stands in the engines' files, where other characters would begin something else."""
    name = text(node, "router.version_header", problems)
    if name and not _HEADER.fullmatch(name):
        told = "router.version_header: expected letters, digits, - and _, found"
        problems.add(node, f"{told} {_shown(name)}")
    return name


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _route(node: Node, path: str, services: tuple[str, ...], problems: Problems) -> RouteEntry:
    found = mapping(node, path, problems, ROUTE)
    if not isinstance(node, MappingNode):
        problems.add(node, f"{path}: expected a mapping, found {kind_of(node)}")
    missing = [key for key in NEEDED if key not in found]
    if missing and isinstance(node, MappingNode):
        problems.add(node, f"{path}: {', '.join(missing)} missing")
    service = text(found["service"], f"{path}.service", problems) if "service" in found else MONOLITH
    if service and service not in (*services, MONOLITH):
        known = (*services, MONOLITH)
        problems.add(
            found["service"], f"{path}.service: there is no service {service}{did_you_mean(service, known)}"
        )
    methods = _texts(found.get("methods"), f"{path}.methods", problems)
    for method in methods:
        if not _METHOD.fullmatch(method):
            hint = did_you_mean(method.upper(), METHODS)
            problems.add(found["methods"], f"{path}.methods: {method} is no method{hint}")
    if "methods" in found and not methods:
        problems.add(found["methods"], f"{path}.methods: expected at least one method, or ALL")
    identity = text(found["id"], f"{path}.id", problems) if "id" in found else ""
    if identity and not _ID.fullmatch(identity):
        problems.add(found["id"], f"{path}.id: expected 8 hexadecimal digits, found {identity}")
    shown = text(found["path"], f"{path}.path", problems) if "path" in found else ""
    return RouteEntry(
        id=identity,
        methods=methods,
        path=shown,
        segments=_segments(found.get("segments"), f"{path}.segments", problems),
        handler=_text(found.get("handler"), f"{path}.handler", problems),
        source=_text(found.get("source"), f"{path}.source", problems),
        order=_number(found.get("order"), f"{path}.order", 0, 10**9, problems) or 0,
        service=service,
        auth=_one_of(found.get("auth"), f"{path}.auth", AUTH, problems) or "none",
        body=_one_of(found.get("body"), f"{path}.body", BODY, problems) or "none",
        kind=_one_of(found.get("kind"), f"{path}.kind", KIND, problems) or "http",
        versions=_texts(found.get("versions"), f"{path}.versions", problems),
        timeout_ms=_timeout(found.get("timeout_ms"), f"{path}.timeout_ms", problems),
        shadowable=_flag(found.get("shadowable"), f"{path}.shadowable", problems),
        shadowed=_flag(found.get("shadowed"), f"{path}.shadowed", problems),
        target=_target(found.get("target"), f"{path}.target", service, methods, problems),
    )


def _timeout(node: Node | None, path: str, problems: Problems) -> int:
    found = _number(node, path, 0, MOST_MS, problems)
    return 30_000 if found is None else found


def _target(node: Node | None, path: str, service: str, methods: Iterable[str], problems: Problems) -> Target:
    if node is None:
        return Target()
    found = mapping(node, path, problems, TARGET)
    if "kind" not in found:
        problems.add(node, f"{path}: the key kind is missing; it is one of {', '.join(TARGET_KINDS)}")
    kind = _one_of(found.get("kind"), f"{path}.kind", TARGET_KINDS, problems) or TO_MONOLITH
    percent = _number(found.get("percent"), f"{path}.percent", 0, 100, problems)
    if kind in (TO_SPLIT, TO_SHADOW) and percent is None and "percent" not in found:
        problems.add(node, f"{path}: {kind} needs a percent from 0 to 100")
    if kind != TO_MONOLITH and service == MONOLITH:
        problems.add(node, f"{path}: the route belongs to the monolith, so that {kind} leads nowhere")
    if kind == TO_SHADOW and not set(methods) <= {"GET", "HEAD"}:
        problems.add(
            node, f"{path}: only GET and HEAD can be shadowed, a request that writes would write twice"
        )
    return Target(kind, percent or 0, _flag(found.get("sticky"), f"{path}.sticky", problems, default=True))


def _segments(node: Node | None, path: str, problems: Problems) -> tuple[Segment, ...]:
    items = [] if node is None else sequence(node, path, problems)
    found = [_segment(item, f"{path}[{index}]", problems) for index, item in enumerate(items)]
    for index, (segment, item) in enumerate(zip(found, items, strict=True)):
        if segment.kind == WILDCARD and index < len(found) - 1:
            problems.add(item, f"{path}[{index}]: a wildcard takes what is left and has to stand last")
    return tuple(found)


def _segment(node: Node, path: str, problems: Problems) -> Segment:
    found = mapping(node, path, problems, SEGMENT)
    kinds = [key for key in SEGMENT[:3] if key in found]
    if len(kinds) != 1:
        problems.add(node, f"{path}: expected one of literal, parameter and wildcard")
        return Segment(LITERAL, "")
    kind = kinds[0]
    node_of_pattern = found.get("pattern")
    pattern = None if node_of_pattern is None else text(node_of_pattern, f"{path}.pattern", problems)
    if pattern is not None and node_of_pattern is not None:
        _check_pattern(kind, pattern, node_of_pattern, path, problems)
    optional = _flag(found.get("optional"), f"{path}.optional", problems)
    given = found[kind]
    content = given.value if isinstance(given, ScalarNode) else text(given, f"{path}.{kind}", problems)
    if kind == LITERAL and "/" in content:
        problems.add(given, f"{path}.literal: {content} has a slash; write two segments")
    return Segment(kind, content, pattern, optional)


def _check_pattern(kind: str, pattern: str, node: Node, path: str, problems: Problems) -> None:
    if kind == LITERAL:
        problems.add(node, f"{path}: a literal has no pattern; write a parameter")
        return
    try:
        compiled(pattern, True)
    except re.error as error:
        problems.add(node, f"{path}.pattern: {pattern} is no regular expression: {error}")
        return
    if kind == PARAMETER and pattern_takes_slash(pattern):
        problems.add(
            node, f"{path}.pattern: {pattern} may take a slash; write [^/] for any character, or a wildcard"
        )


def _refuse_clashes(routes: list[RouteEntry], items: list[Node], router: Router, problems: Problems) -> None:
    ids: dict[str, int] = {}
    orders: dict[int, int] = {}
    keys: dict[tuple[bool, str], int] = {}
    for index, (entry, item) in enumerate(zip(routes, items, strict=True)):
        if entry.id and ids.setdefault(entry.id, index) != index:
            problems.add(
                item, f"routes[{index}]: the id {entry.id} is that of {routes[ids[entry.id]].named}, too"
            )
        if orders.setdefault(entry.order, index) != index:
            other = routes[orders[entry.order]].named
            problems.add(
                item,
                f"routes[{index}]: order {entry.order} is that of {other}, too; the first to answer is not told",
            )
    for index in sorted(range(len(routes)), key=lambda each: (routes[each].order, each)):
        entry = routes[index]
        for method in entry.methods:
            for version in entry.versions or ("",):
                key = pattern_key((method,), (version,), entry.segments, fold=not router.case_sensitive)
                first = keys.setdefault((entry.meets_requests, key), index)
                if first != index and not entry.shadowed:
                    problems.add(
                        items[index],
                        f"routes[{index}]: {entry.named} clashes with {routes[first].named}, which answers the same "
                        "requests; remove one (`shadowed: true` stands at routes that the monolith itself has twice)",
                    )


def _texts(node: Node | None, path: str, problems: Problems) -> tuple[str, ...]:
    if node is None:
        return ()
    if isinstance(node, SequenceNode):
        return tuple(filter(None, (text(each, path, problems) for each in node.value)))
    sequence(node, path, problems)
    return ()


def _text(node: Node | None, path: str, problems: Problems) -> str:
    return "" if node is None else text(node, path, problems)


def _flag(node: Node | None, path: str, problems: Problems, *, default: bool = False) -> bool:
    return default if node is None else flag(node, path, problems)


def _number(node: Node | None, path: str, least: int, most: int, problems: Problems) -> int | None:
    if node is None:
        return None
    if isinstance(node, ScalarNode) and node.tag == _INT and re.fullmatch(r"-?\d{1,12}", node.value):
        found = int(node.value)
        if least <= found <= most:
            return found
        problems.add(node, f"{path}: expected a number from {least} to {most}, found {found}")
    else:
        problems.add(node, f"{path}: expected a whole number, found {kind_of(node)}")
    return None


def _one_of(node: Node | None, path: str, known: tuple[str, ...], problems: Problems) -> str | None:
    if node is None:
        return None
    found = text(node, path, problems)
    if found and found not in known:
        problems.add(node, f"{path}: there is no {found}{did_you_mean(found, known)}")
        return None
    return found or None


def _is_null(node: Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null"
