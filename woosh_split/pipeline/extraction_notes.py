"""What a person should know before a service is taken out: what works in one process and is another thing in two."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from woosh_split.artefacts.service.nestjs.assembly import ENVIRONMENT_FILE
from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.schema_changes import kept_from_changing
from woosh_split.model.access import WRITE, Access
from woosh_split.model.code import RESULT_TABLE, Hazard, Route
from woosh_split.model.facts import Facts
from woosh_split.model.split import MONOLITH
from woosh_split.pipeline.named_databases import named_databases
from woosh_split.pipeline.unheard_writes import unheard_writes
from woosh_split.sources.code.nestjs.codebase import Codebase, Place
from woosh_split.sources.code.nestjs.graphql import NO_ROUTE
from woosh_split.sources.code.nestjs.reachable import reachable
from woosh_split.sources.code.nestjs.socket_gateways import KIND as SOCKETS
from woosh_split.sql.text import DDL_AT_RUN_TIME

Edge = tuple[str, str]
"""A service and one that it calls."""

_ADDRESSES = {
    "ip-keyed-limit": "it counts by the client's address. Behind a gateway every request has the gateway's, so "
    "all users share one limit: let the gateway send X-Forwarded-For and set `trust proxy` to it alone, or "
    "limit at the gateway. Each service counts separately, too",
    "client-ip": "it reads the client's address: behind a gateway that is the gateway's, unless X-Forwarded-For is sent and "
    "`trust proxy` names the gateway alone",
}
_SESSIONS = {
    "in-memory-session": "sessions are kept in the memory of each process: users are signed out whenever another service "
    "answers. Give it a store that all services share",
    "session": "who is signed in is kept in a session: all services must read the same store, with the same secret and cookie",
}
_SOCKETS = (
    "it answers web sockets, and its routes in the table send their connections here. Those that are open when the routes are "
    "switched stay with the monolith until they are closed, and get nothing of what this service emits: restart "
    "the monolith then"
)
_SHARED_SOCKETS = (
    "it answers web sockets on {path}, and so does {others}. One connection serves them all, so the table leaves the path with the "
    "monolith, and clients there get nothing of what this service emits. Give it a `path` of its own, or let "
    "one service have both"
)
_OTHER_SOCKETS = (
    "it answers web sockets ({detail}), and no rule of the routing table sends their connections here: send clients here by hand, "
    "or leave the module with the monolith"
)
_RESOLVERS = (
    "it answers GraphQL. No rule of the routing table sends its queries here: they go on to the monolith, and are unknown there "
    "once this class has left it. Send the path of GraphQL to one process that has all resolvers, or leave the module with the "
    "monolith"
)
STATE = "in-memory-state"
_DISK = {
    "ServeStaticModule": "files are served from this service's own disk",
    "useStaticAssets": "files are served from this service's own disk",
    "diskStorage": "uploads are written to this service's own disk",
}
_DOCUMENT = (
    "SwaggerModule: the document lists the routes of this service alone, and clients are sent to the monolith's, since no "
    "controller answers its path. `woosh-split routes openapi` writes one of all routes"
)
_STATEMENTS = frozenset({"depth", "entity", "procedure", "query-builder", "receiver", "sql"})
"""Kinds of what analyse could not tell, at places that run statements."""
_RESULTS = (
    "No code names that table, so the service has no right on it, and under isolation `schema` it is not where the service looks: "
    "its queries with `cache` fail. Create the table in the service's schema and grant rights on it by hand, or "
    "keep results in Redis."
)
_OFF = frozenset({"false", "undefined"})


@dataclass(frozen=True, slots=True)
class Looked:
    """One service and its surroundings; ``holders`` says of each file which services have it.

    ``copies`` are those that have only a part of a file, by file and name: what it keeps in memory is there a second time.
    """

    service: str
    closure: Closure
    facts: Facts
    holders: Mapping[str, Sequence[str]]
    gated: frozenset[str]
    """The jobs that the runtime switches, as ``Class.method``."""
    copies: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)

    @property
    def code(self) -> Codebase:
        """The monolith's code."""
        return self.closure.around.code

    def has(self, hazard: Hazard) -> bool:
        """Tell whether the service runs the code of a place: in moved files all, of a module's stand-in what is kept."""
        if hazard.kind == STATE and hazard.file in self.closure.taken:
            return self.closure.declares(hazard.file, hazard.subject)
        return hazard.file in self.closure.moved or (
            hazard.file in self.closure.taken
            and hazard.kind in ("ip-keyed-limit", "duplicate-global-module", "session", "in-memory-session")
        )


def copies_of(closures: Mapping[str, Closure], facts: Facts) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return by file and name which services have what keeps things in memory in a part of its file only."""
    found: dict[tuple[str, str], list[str]] = {}
    for hazard in facts.hazards:
        for service, closure in closures.items() if hazard.kind == STATE else ():
            if hazard.file in closure.taken and closure.declares(hazard.file, hazard.subject):
                found.setdefault((hazard.file, hazard.subject), []).append(service)
    return found


def notes_of(looked: Looked, edges: Mapping[Edge, str], reach: Iterable[Access]) -> Iterator[str]:
    """Yield the notes, each beginning with its place. ``edges`` are the calls between services, with their methods."""
    yield from _hazards(looked)
    yield from _resolvers(looked)
    yield from _disks(looked)
    yield from _documents(looked)
    yield from _schemas(looked)
    yield from _environments(looked)
    yield from _open_statements(looked)
    yield from named_databases(looked.closure, looked.facts)
    yield from circles(looked.service, edges)
    yield from _endings(looked, edges)
    reach = tuple(reach)
    yield from unheard_writes(looked.closure, reach)
    yield from _writing_gets(looked, reach)


def _hazards(looked: Looked) -> Iterator[str]:
    for hazard in looked.facts.hazards:
        if not looked.has(hazard):
            continue
        head = f"{hazard.file}:{hazard.line} {hazard.subject}: "
        if hazard.kind in _ADDRESSES:
            yield f"{head}{_ADDRESSES[hazard.kind]}."
        elif hazard.kind in _SESSIONS:
            yield f"{head}{_SESSIONS[hazard.kind]}."
        elif hazard.kind == SOCKETS:
            yield f"{head}{_sockets(hazard, looked)}."
        elif hazard.kind == STATE:
            yield f"{head}{_memory(hazard, looked)}"
        elif hazard.kind == RESULT_TABLE:
            yield f"{head}{hazard.detail}. {_RESULTS}"
        elif hazard.kind == "per-process-job" and hazard.subject not in looked.gated:
            others = _others(hazard.file, looked)
            where = f" It runs in {' and '.join((looked.service, *others))} as well." if others else ""
            yield (
                f"{head}a timer that no decorator starts, so JOBS does not switch it: it runs in every process of the "
                f"service.{where} Make it an @Interval, or check a setting of the environment before it is started."
            )


def _sockets(hazard: Hazard, looked: Looked) -> str:
    paths = [each for each in looked.facts.routes if each.kind == "websocket"]
    own = [each for each in paths if (each.file, each.handler) == (hazard.file, hazard.subject)]
    if not own:
        return _OTHER_SOCKETS.format(detail=hazard.detail.partition(": ")[0])
    home = looked.closure.around.home
    beside = [each for each in paths if each.path == own[0].path and home(each.module) != looked.service]
    others = sorted({f"{each.handler} of {home(each.module)}" for each in beside})
    return _SHARED_SOCKETS.format(path=own[0].path, others=" and ".join(others)) if others else _SOCKETS


def _resolvers(looked: Looked) -> Iterator[str]:
    for item in looked.facts.unresolved if looked.service != MONOLITH else ():
        if item.reason == NO_ROUTE and item.file in looked.closure.moved:
            yield f"{item.file}:{item.line} {item.text}: {_RESOLVERS}."


_NO_DDL = (
    "No service may change tables, not even its own: the database will refuse it. Let a migration do it that "
    "runs separately, with another user, or grant the right by hand."
)
_UNKNOWN_TABLES = (
    "The service has no rights on unknown tables: where this touches tables of others, the database will refuse "
    "it. Name the tables there, or grant the rights by hand."
)


def _open_statements(looked: Looked) -> Iterator[str]:
    for item in looked.facts.unresolved:
        if item.kind in _STATEMENTS and item.file in looked.closure.moved:
            told = _NO_DDL if item.reason == DDL_AT_RUN_TIME else _UNKNOWN_TABLES
            yield f"{item.file}:{item.line} {item.text}: {item.reason}. {told}"


def _memory(hazard: Hazard, looked: Looked) -> str:
    copies = looked.copies.get((hazard.file, hazard.subject), ())
    others = sorted({*_others(hazard.file, looked), *copies} - {looked.service})
    if others:
        return (
            f"it keeps things in the memory of one process, and {', '.join(others)} will have a copy with a memory of its "
            "own: what one puts in the others do not see, and what one clears stays in the others. Keep it where all can "
            "read it (a table, Redis), or let one service hold it."
        )
    return (
        "it keeps things in the memory of one process. While one process of the service runs, this works as "
        "before, and the monolith's own memory is not used any more; with several, each has its own."
    )


def _others(file: str, looked: Looked) -> list[str]:
    return [each for each in looked.holders.get(file, ()) if each != looked.service]


def _disks(looked: Looked) -> Iterator[str]:
    for file in sorted(looked.closure.moved):
        outline = looked.code.outline(file)
        words = outline.words - {name for each in outline.declarations for name in each.names}
        for word, what in _DISK.items():
            if word in words:
                line = _line_of(looked.code, file, word)
                yield (
                    f"{file}:{line} {word}: {what}. What another service writes is not there: put the files on storage "
                    "that both see, or route their paths to one service."
                )


def _documents(looked: Looked) -> Iterator[str]:
    for file in sorted(looked.closure.moved):
        if "SwaggerModule" in looked.code.outline(file).words:
            yield f"{file}:{_line_of(looked.code, file, 'SwaggerModule')} {_DOCUMENT}."


def _endings(looked: Looked, edges: Mapping[Edge, str]) -> Iterator[str]:
    """Yield the start file of a service that others call, where nothing lets it finish what it has begun."""
    callers = sorted({caller for caller, called in edges if called == looked.service})
    for file in sorted(looked.closure.moved) if callers else ():
        words = looked.code.outline(file).words
        if "NestFactory" in words and "enableShutdownHooks" not in words:
            yield (
                f"{file}:{_line_of(looked.code, file, 'NestFactory')} NestFactory: a signal ends the process in the middle of "
                f"what it does, and calls of {', '.join(callers)} fail with it whenever it is stopped or "
                "replaced. Call `app.enableShutdownHooks()`: then it first finishes the requests that it has "
                "begun."
            )


def _line_of(code: Codebase, file: str, word: str) -> int:
    lines = code.content(file).decode("utf-8", "replace").splitlines()
    used = [
        number
        for number, line in enumerate(lines, 1)
        if re.search(rf"\b{word}\b", line) and not re.match(r"\s*(import\b|\}\s*from|//|\*)", line)
    ]
    return used[0] if used else 1


def _schemas(looked: Looked) -> Iterator[str]:
    """Yield what lets TypeORM change tables when the application starts."""
    for file in sorted(looked.closure.moved):
        content, outline = looked.code.content(file), looked.code.outline(file)
        edited = () if looked.closure.around.in_process else kept_from_changing(content, outline)
        for each in outline.schema_changes:
            value = content[each.start : each.end].decode("utf-8", "replace")
            if value in _OFF:
                continue
            line = content.count(b"\n", 0, each.start) + 1
            place = f"{file}:{line} {each.option}"
            if any(edit.start == each.start for edit in edited):
                yield (
                    f"{place}: `{value}` lets TypeORM change tables when the monolith starts. In the service it is false: let "
                    "the schema be changed by migrations that are run apart, under another user."
                )
                continue
            yield (
                f"{place}: `{value}` lets TypeORM change tables when the service starts: "
                "those of others are views or not its own, and its database user may not. Set it to false in the "
                "services, and let the schema be changed by migrations that are run apart, under another user."
            )


def _environments(looked: Looked) -> Iterator[str]:
    """Yield the files of the environment that code names: they are not copied. What a service reads is in a .env."""
    base = f"{looked.code.folder}/" if looked.code.folder else ""
    for file in sorted(looked.closure.moved):
        for text in sorted(looked.code.outline(file).strings):
            name = posixpath.normpath(text)
            if (
                name == ".env"
                or not ENVIRONMENT_FILE.search(name)
                or base + name not in looked.code.tree.files
            ):
                continue
            yield (
                f"{file}:{_line_with(looked.code, file, text)} {name}: it may hold secrets, so it is not copied. "
                "Where the code needs this file, put the service's own there; otherwise its environment or its "
                ".env is enough."
            )


def _line_with(code: Codebase, file: str, text: str) -> int:
    content = code.content(file).decode("utf-8", "replace")
    at = max(content.find(quote + text + quote) for quote in "'\"`")
    return content.count("\n", 0, max(at, 0)) + 1


def circles(service: str, edges: Mapping[Edge, str]) -> Iterator[str]:
    """Yield the shortest circle of calls through a service, with the methods of each step."""
    paths: list[tuple[str, ...]] = [(service,)]
    seen: set[str] = set()
    while paths:
        following: list[tuple[str, ...]] = []
        for path in paths:
            for caller, owner in sorted(edges):
                if caller != path[-1]:
                    continue
                if owner == service:
                    steps = zip((*path,), (*path[1:], service), strict=True)
                    told = ", ".join(f"{a} calls {b} ({edges[a, b]})" for a, b in steps)
                    yield (
                        f"{service}: services that call each other in a circle: {told}. None of them can be "
                        "started or deployed alone, and when each waits for the other, both are blocked. Move a "
                        "module, or "
                        "`borrow` the smaller side."
                    )
                    return
                if owner not in seen:
                    seen.add(owner)
                    following.append((*path, owner))
        paths = following


def _writing_gets(looked: Looked, reach: Iterable[Access]) -> Iterator[str]:
    written: dict[str, list[Access]] = {}
    for access in reach:
        if access.mode == WRITE and access.via != "trigger":
            written.setdefault(access.function, []).append(access)
    for route, functions in reached_by_routes(looked, ("GET",)):
        accesses = [each for name in sorted(functions) for each in written.get(name, ())]
        if accesses:
            first = min(accesses, key=lambda each: (each.file, each.line))
            tables = ", ".join(sorted({each.table for each in accesses}))
            yield (
                f"{route.file}:{route.line} GET {route.path}: it writes {tables} ({first.file}:{first.line}). A "
                "GET is taken to be safe to repeat: configure no retry at the gateway, no cache and no shadow "
                "traffic for this route."
            )


def reached_by_routes(looked: Looked, methods: Sequence[str] = ()) -> Iterator[tuple[Route, frozenset[str]]]:
    """Yield the service's routes with the functions that each leads to."""
    around = looked.closure.around
    for route in looked.facts.routes:
        if around.home(route.module) == around.service and (not methods or route.method in methods):
            name, _, method = route.handler.partition(".")
            yield route, reachable(looked.code, Place(route.file, name), method)


def routes_with(looked: Looked, reach: Iterable[Access], tables: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return of each table the routes that read it without a list of columns: their answers may hold every column."""
    wanted = set(tables)
    readers: dict[str, set[str]] = {}
    for access in reach:
        if access.table in wanted and access.columns is None and access.via != "trigger":
            readers.setdefault(access.function, set()).add(access.table)
    found: dict[str, list[str]] = {table: [] for table in wanted}
    for route, functions in reached_by_routes(looked):
        for table in sorted({table for name in functions for table in readers.get(name, ())}):
            found[table].append(f"{route.method} {route.path}")
    return {table: tuple(dict.fromkeys(routes)) for table, routes in sorted(found.items())}
