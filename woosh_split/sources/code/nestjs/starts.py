"""Where applications are made: the files that call ``NestFactory``, run to see what they set up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.metadata import Import, read_import
from woosh_split.sources.code.nestjs.structure import Invocation, structure_interpreter
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, FunctionDecl, Program, takes
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.values import Instance

_KINDS = {
    "NestFactory.create": "http",
    "NestFactory.createMicroservice": "microservice",
    "NestFactory.createApplicationContext": "context",
}
_ROUNDS = 3
_SETS_UP = re.compile(r"set|use|enable|connect|register|start|init|listen")
"""How the methods begin that make an application what it is, or start it."""


@dataclass(frozen=True, eq=False)
class Start:
    """One call of ``NestFactory``.

    ``kind`` is http, microservice or context; ``file`` is the entry file, which may call a helper that makes the
    application at ``made``. ``calls`` are the methods called on the application, in order.
    """

    file: str
    line: int
    kind: str
    root: Import
    made: ExternalCall
    calls: tuple[Invocation, ...]

    @property
    def module(self) -> ClassDecl:
        """The root module's class."""
        assert self.root.decl is not None
        return self.root.decl

    @property
    def listens(self) -> bool:
        """Whether the application opens a port here."""
        return any(call.method == "listen" for call in self.calls)


@dataclass(frozen=True, slots=True)
class Starts:
    """All applications that are made, and every call of a package that the files that make them contain."""

    found: tuple[Start, ...]
    invocations: tuple[Invocation, ...]
    unknown: tuple[tuple[str, int], ...] = ()
    """Places of calls of ``NestFactory`` whose root module could not be told."""


def find_starts(files: Sequence[str], program: Program) -> Starts:
    """Run every file that makes an application; where the root is a parameter, those who import it as well."""
    interpreter, world = structure_interpreter(program)
    entries = [file for file in files if _imports_factory(file, program)]
    done: dict[str, None] = {}
    starts: dict[tuple[str, ClassDecl, str], Start] = {}
    unknown: dict[tuple[str, int], None] = {}
    for _ in range(_ROUNDS):
        for file in entries:
            before = len(world.invocations)
            run_file(file, program, interpreter)
            done[file] = None
            _collect(file, world.invocations[before:], starts, unknown)
        helpers = {file for file, _ in unknown if file in done}
        known = {start.made.file for start in starts.values()}
        entries = _importers(helpers - known, [file for file in files if file not in done], program)
        if not entries:
            break
    _follow_out(starts, files, done, program, interpreter, world.invocations)
    resolved = {(start.made.file, start.made.line) for start in starts.values()}
    return Starts(
        tuple(starts.values()),
        tuple(world.invocations),
        tuple(place for place in unknown if place not in resolved),
    )


def _follow_out(
    starts: dict[tuple[str, ClassDecl, str], Start],
    files: Sequence[str],
    done: Iterable[str],
    program: Program,
    interpreter: Interpreter,
    invocations: list[Invocation],
) -> None:
    """Run the files that import one that makes an application: what it hands out may be set up there.

    Such a file stands for the application where it sets up more of it than the file that makes it does; beside that file
    where that one listens, too: it is started by itself as well. Who only uses it (``app.get(..)``) starts nothing.
    """
    made = dict(starts)
    makers = {start.made.file for start in made.values()}
    for file in _importers(makers, [each for each in files if each not in done], program):
        before = len(invocations)
        run_file(file, program, interpreter)
        for key, start in made.items():
            known = {(call.method, call.file, call.line) for call in start.calls}
            more = [
                call
                for call in _on(start.made, invocations[before:])
                if (call.method, call.file, call.line) not in known and _SETS_UP.match(call.method)
            ]
            if more:
                outer = replace(start, file=file, line=1, calls=(*start.calls, *more))
                if not start.listens:
                    starts.pop(key, None)
                starts[(file, start.module, start.kind)] = outer


def _imports_factory(file: str, program: Program) -> bool:
    summary = program.summary(file)
    return summary is not None and takes(summary, "@nestjs/core", "NestFactory")


def _importers(helpers: set[str], files: Iterable[str], program: Program) -> list[str]:
    """Return the files that import one of the helpers, or a file that exports something of one again."""
    reached: dict[str, bool] = dict.fromkeys(helpers, True)
    found = []
    for file in files if helpers else ():
        summary = program.summary(file)
        for each in summary.imports if summary is not None else ():
            target = program.resolve(file, each.specifier)
            if target is None:
                continue
            if target not in reached:
                reached[target] = _passes_on(program, target, helpers)
            if reached[target]:
                found.append(file)
                break
    return found


def _passes_on(program: Program, file: str, helpers: set[str]) -> bool:
    summary = program.summary(file)
    again = (each.specifier for each in summary.exports if each.specifier) if summary is not None else ()
    return any(program.resolve(file, each) in helpers for each in again)


def run_file(file: str, program: Program, interpreter: Interpreter) -> None:
    """Run everything in a file once: its statements, constants, functions and the methods of its classes."""
    summary = program.summary(file)
    if summary is None:
        return
    scope = interpreter.outer_scope(file)
    interpreter.running.body(summary.statements, scope, Frame("", "", file, 1))
    for name in summary.constants:
        interpreter.name(name, scope)
    call = Call([], (), 0, (), Scope(file, Frame("", "", file, 1)))
    for name in summary.functions:
        decl = program.lookup(file, name)
        if isinstance(decl, FunctionDecl):
            interpreter.calls.function(decl, call)
    for name in summary.classes:
        owner = program.lookup(file, name)
        if not isinstance(owner, ClassDecl):
            continue
        for method in owner.node.methods:
            if method.static:
                interpreter.calls.static(owner, method.function.name, call)
            elif not method.abstract:
                interpreter.calls.entry(Instance(owner), 0, method)


def _collect(
    file: str,
    invocations: Sequence[Invocation],
    starts: dict[tuple[str, ClassDecl, str], Start],
    unknown: dict[tuple[str, int], None],
) -> None:
    for call in invocations:
        kind = _KINDS.get(call.external.name)
        if kind is None or call.external.package != "@nestjs/core" or call.method:
            continue
        roots = [found for found in map(read_import, leaves(call.arg(0))) if found and found.decl is not None]
        if not roots:
            unknown[(call.file, call.line)] = None
        for root in roots:
            assert root.decl is not None
            made = ExternalCall(call.external, call.args, call.line, call.file)
            line = call.line if call.file == file else 1
            key = (file, root.decl, kind)
            if key not in starts:
                starts[key] = Start(file, line, kind, root, made, _on(made, invocations))


def _on(made: ExternalCall, invocations: Sequence[Invocation]) -> tuple[Invocation, ...]:
    """Return the calls on one application; a helper may have made another one at the same place."""
    root = made.args[0] if made.args else UNKNOWN
    found: dict[tuple[str, str, int], Invocation] = {}
    for call in invocations:
        receiver: Value = call.receiver
        if isinstance(receiver, ExternalCall) and receiver.key() == made.key():
            own = receiver.args[0] if receiver.args else UNKNOWN
            if own is root or own.key() == root.key():
                found[(call.method, call.file, call.line)] = call
    return tuple(found.values())
