"""State that lives in one process: it is lost with it, and two processes do not share it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from woosh_split.model.code import Hazard, Job
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.registered_options import registered_options
from woosh_split.sources.code.nestjs.structure import Invocation
from woosh_split.sources.code.nestjs.tokens import field, has_field
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.own_names import spelled_out
from woosh_split.sources.code.typescript.program import ClassDecl, Program, takes
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr, Function, Stmt, Summary, Type

_COLLECTIONS = frozenset({"Map", "Set", "WeakMap", "WeakSet", "LRUCache", "LRU", "NodeCache"})
_CHANNELS = frozenset({"Subject", "BehaviorSubject", "ReplaySubject", "EventEmitter"})
_CHANGING = frozenset(
    {"set", "add", "delete", "clear", "push", "unshift", "pop", "shift", "splice", "del", "mset", "flushAll", "next", "emit"}
)  # fmt: skip
_COLLECTED = "a collection that is kept in the memory of each process and changed by code"
_SENT = "what is sent through it reaches only those who listen in the same process"
_REPLACED = "a field that code gives other values: each process has its own"
_FILLS = frozenset({"=", "??=", "||=", "&&="})
_AT_START_AND_END = frozenset(
    {"onModuleInit", "onApplicationBootstrap", "onModuleDestroy", "beforeApplicationShutdown", "onApplicationShutdown", "afterInit"}
)  # fmt: skip
"""Methods that Nest calls once: what they give a field is made, and no state that grows."""
MADE_FOR_ROUTES = frozenset(
    {"CanActivate", "NestInterceptor", "PipeTransform", "ExceptionFilter", "NestMiddleware"}
)
"""What a class implements of which Nest makes one by itself, where a decorator or a consumer names it."""
_OPENED_BY = ("typeorm", "mysql", "@nestjs/")
"""Packages whose objects in a variable are connections and Nest's own: each process opens its own, and holds nothing in them."""
_SESSIONS = frozenset({"express-session", "@fastify/session", "fastify-session", "cookie-session"})
_STORES = ("store", "stores")


def cache_hazards(graph: ModuleGraph, configuration: Configuration) -> Iterator[Hazard]:
    """Yield caches of CacheModule that name no store."""
    for module in graph.modules:
        for call in module.foreign:
            if not isinstance(call, ExternalCall) or not call.external.name.startswith(
                "CacheModule.register"
            ):
                continue
            options = registered_options(call, graph, configuration)
            if options is None:
                continue
            if not any(has_field(options, name) for name in _STORES):
                detail = "the cache is kept in the memory of each process: no store is given"
                yield Hazard("in-memory-state", "CacheModule", detail, call.file, call.line)


def session_hazards(invocations: Iterable[Invocation], graph: ModuleGraph) -> Iterator[Hazard]:
    """Yield sessions without a store, and passport's sessions, which need one."""
    for call in invocations:
        if (
            call.external.package in _SESSIONS
            and not call.method
            and call.external.package != "cookie-session"
        ):
            if not has_field(call.arg(0), "store"):
                detail = "sessions are kept in the memory of each process: no store is given"
                yield Hazard("in-memory-session", call.external.package, detail, call.file, call.line)
        elif call.external.package == "passport" and call.external.name.endswith("session"):
            detail = "who is signed in is kept in a session, which every process must be able to read"
            yield Hazard("session", "passport", detail, call.file, call.line)
    for module in graph.modules:
        for foreign in module.foreign:
            if isinstance(foreign, ExternalCall) and foreign.external.name == "PassportModule.register":
                options: Value = foreign.args[0] if foreign.args else UNKNOWN
                if getattr(field(options, "session"), "value", None) is True:
                    detail = "who is signed in is kept in a session, which every process must be able to read"
                    yield Hazard("session", "passport", detail, foreign.file, foreign.line)


def memory_hazards(graph: ModuleGraph, program: Program, files: Iterable[str]) -> Iterator[Hazard]:
    """Yield fields of what Nest makes that collect things while the app runs, static fields of all classes, and variables of files.

    A variable that functions give other values is a cache of one value, unless its file makes the application.
    """
    told: set[ClassDecl] = set()
    for decl, _ in graph.classes():
        levels = [level.decl for level in graph.decorators.chain(decl).levels]
        told.update(levels)
        yield from _fields(decl, levels)
    for file in files:
        summary = program.summary(file)
        if summary is None:
            continue
        yield from _of_no_module(file, summary, told, graph, program)
        collections = {
            name for name, (value, _, _) in summary.constants.items() if value and _collects(value)
        }
        opened = {each.local for each in summary.imports if each.specifier.startswith(_OPENED_BY)}
        plain = {
            name
            for name, (value, kind, _) in summary.constants.items()
            if _to_be_replaced(value) and opened.isdisjoint(_named_by(kind))
        }
        if plain and _makes_application(file, program):
            plain = set()
        if not collections and not plain:
            continue
        changed: set[str] = set()
        replaced: set[str] = set()
        for function in _functions(summary):
            filled = {name for name in collections if _changes(function.body, ("id", name))}
            given = plain & _replaced(function.body) if plain else set()
            if filled or given:
                own = _local_names(function)
                changed |= filled - own
                replaced |= given - own
        for name, (_, _, line) in summary.constants.items():
            if name in changed:
                value = summary.constants[name][0]
                detail = _said_of(value) if value is not None else _COLLECTED
                yield Hazard("in-memory-state", name, detail, file, line)
            elif name in replaced:
                detail = "a variable of the file that code gives other values: each process has its own"
                yield Hazard("in-memory-state", name, detail, file, line)


def _of_no_module(
    file: str, summary: Summary, told: Collection[ClassDecl], graph: ModuleGraph, program: Program
) -> Iterator[Hazard]:
    """Yield the fields of a file's classes that no module provides: of what Nest makes for routes, and static ones of all.

    Nest makes one middleware or guard and keeps it; of another class nobody here knows how many there are.
    """
    for name in summary.classes:
        decl = program.lookup(file, name)
        if isinstance(decl, ClassDecl) and decl.node.fields and decl not in told:
            levels = [level.decl for level in graph.decorators.chain(decl).levels]
            implements = (each for level in levels for each in level.node.implements)
            once = any(
                each is not None and each[0] == "ref" and each[1] in MADE_FOR_ROUTES for each in implements
            )
            kept = {each.name for level in levels for each in level.node.fields if once or each.static}
            yield from (each for each in _fields(decl, levels) if each.subject.partition(".")[2] in kept)


def _named_by(kind: Type) -> Iterator[str]:
    """Yield the names by which a file knows the classes of a variable's type: ``DataSource | undefined``, ``typeorm.DataSource``."""
    if kind is not None and kind[0] == "ref":
        yield kind[1].partition(".")[0]
    elif kind is not None and kind[0] == "union":
        for each in kind[1]:
            yield from _named_by(each)


def _to_be_replaced(value: Expr | None) -> bool:
    """Tell what a variable begins with that gets its value later: nothing, ``null``, ``false`` or a number."""
    return value is None or value[0] in ("lit", "num") or (value[0] == "as" and _to_be_replaced(value[1]))


def _functions(summary: Summary) -> list[Function]:
    """Return the functions of a file that run later, be they declared, methods, or kept in constants."""
    found = list(summary.functions.values())
    found += [method.function for node in summary.classes.values() for method in node.methods]
    values = (value for value, _, _ in summary.constants.values() if value is not None and value[0] == "fn")
    return found + [value[1] for value in values]


def _local_names(function: Function) -> set[str]:
    """Return the names that a function declares, those of functions in it included: they hide the file's."""
    names = {param.pattern for param in function.params if isinstance(param.pattern, str)}
    for each in nodes(function.body):
        if isinstance(each, Function):
            names.update(param.pattern for param in each.params if isinstance(param.pattern, str))
        elif len(each) == 4 and each[0] == "let":
            names.update(part for part in (each[1], *nodes(each[1])) if isinstance(part, str))
            names.update(inner for part in nodes(each[1]) for inner in part if isinstance(inner, str))
    return names


def _replaced(body: tuple[Stmt, ...]) -> set[str]:
    sets = (each for each in nodes(body) if len(each) == 4 and each[0] == "set")
    return {each[1][1] for each in sets if each[1][0] == "id"}


def _makes_application(file: str, program: Program) -> bool:
    """Tell a file that makes the application, or takes it from one that does: it keeps it, and no state of it."""
    summary = program.summary(file)
    assert summary is not None
    if takes(summary, "@nestjs/core", "NestFactory"):
        return True
    targets = {program.resolve(file, each.specifier) for each in summary.imports}
    found = (program.summary(each) for each in targets if each is not None)
    return any(each is not None and takes(each, "@nestjs/core", "NestFactory") for each in found)


def _fields(decl: ClassDecl, levels: Sequence[ClassDecl]) -> Iterator[Hazard]:
    """Yield the fields of a class that collect things or get other values; ``levels`` are the class and what it inherits from."""
    held: dict[str, tuple[str, int, str]] = {}
    for level in reversed(levels):
        held |= {name: (level.file, line, detail) for name, line, detail in _collecting(level)}
    methods = [each.function for level in levels for each in level.node.methods]
    bodies = [spelled_out(each.body) for each in methods] if held else []
    for name, (file, line, detail) in held.items():
        owners = (("mem", ("this",), name), *(("mem", ("id", level.name), name) for level in levels))
        if any(_changes(body, own) for body in bodies for own in owners):
            yield Hazard("in-memory-state", f"{decl.name}.{name}", detail, file, line)
    plain = {
        each.name: (level.file, each.line)
        for level in reversed(levels)
        for each in level.node.fields
        if each.name not in held and not each.decorators and _to_be_replaced(each.value)
    }
    later = [spelled_out(each.body) for each in methods if plain and each.name not in _AT_START_AND_END]
    given = {name for body in later for name in _kept(body)}
    for name in sorted(plain.keys() & given):
        yield Hazard("in-memory-state", f"{decl.name}.{name}", _REPLACED, *plain[name])


def _kept(body: tuple[Stmt, ...]) -> Iterator[str]:
    """Yield the fields that get a number, a list, an object, a time, or what a dependency answers; a client that is made late is no state."""
    for each in nodes(body):
        if len(each) == 4 and each[0] == "set" and each[1][0] == "mem" and each[1][1] == ("this",):
            _, target, operator, value = each
            if operator not in _FILLS or _is_kept(value):
                yield target[2]


def _is_kept(value: Expr) -> bool:
    if value[0] == "as":
        return _is_kept(value[1])
    if value[0] in ("obj", "arr", "num") or _made_of(value) in _COLLECTIONS | {"Date"}:
        return True
    if (
        value[0] != "call" or value[1][-1] == "createQueryRunner"
    ):  # a connection, which nobody expects to share
        return False
    steps, root = 0, value
    while root[0] in ("call", "mem"):
        steps += root[0] == "mem"
        root = root[1]
    return (root == ("this",) and steps > 1) or value[1] == ("mem", ("id", "Date"), "now")


def _made_of(value: Expr) -> object:
    """Return the class of ``new Class()``."""
    if value[0] == "as":
        return _made_of(value[1])
    return value[1][-1] if value[0] == "new" and value[1][0] in ("id", "mem") else None


def _collecting(decl: ClassDecl) -> Iterator[tuple[str, int, str]]:
    """Yield the class's own fields that hold a collection, each with its line and what is to be said of it."""
    found = {
        each.name: (each.line, _said_of(each.value))
        for each in decl.node.fields
        if each.value and _collects(each.value)
    }
    constructor = decl.node.constructor
    for statement in constructor.body if constructor is not None else ():
        if statement[0] == "exp" and statement[1][0] == "set":
            _, target, _, value = statement[1]
            if target[0] == "mem" and target[1] == ("this",) and _collects(value):
                assert constructor is not None
                found.setdefault(target[2], (constructor.line, _said_of(value)))
    for name, (line, detail) in found.items():
        yield name, line, detail


def _said_of(value: Expr) -> str:
    return _SENT if _made_of(value) in _CHANNELS else _COLLECTED


def _collects(value: Expr) -> bool:
    """Tell a new collection, or an empty list or object that is there to be filled."""
    if value[0] == "as":
        return _collects(value[1])
    if value[0] == "new":
        return _made_of(value) in _COLLECTIONS | _CHANNELS
    return value in (("arr", ()), ("obj", ()))


def _changes(node: Any, owner: Expr) -> bool:
    """Tell whether something is put into, or taken out of, what ``owner`` holds."""
    for each in nodes(node):
        if len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][2] in _CHANGING:
            target = each[1][1]
            if target == owner or (target[0] == "idx" and target[1] == owner):
                return True
        if len(each) == 4 and each[0] == "set":
            target = each[1]
            if target[0] in ("idx", "mem") and target[1] == owner:
                return True
            if target == owner and each[2] == "=":
                return True
    return False


def job_hazards(jobs: Iterable[Job]) -> Iterator[Hazard]:
    """Yield jobs: each process of the application runs them."""
    for job in jobs:
        detail = f"every process that runs this code does it: {job.schedule}"
        yield Hazard("per-process-job", job.function, detail, job.file, job.line)
