"""Routes that a guard lets in by the path of the request: ``if (OPEN.includes(request.path)) return true;``.

The guard is read for each route as far as what it tests: a list of paths, a beginning, a comparison, a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.turning_away import asks_path, may_refuse_in
from woosh_split.sources.code.typescript.deciding import answer, decided
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import LEAVES, Expr, Function, Stmt
from woosh_split.sources.code.typescript.values import Instance, Record, Text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_REQUEST = frozenset({"getRequest", "getArgByIndex", "req", "request"})
_PARAMETER = re.compile(r":\w+|\*\w*")
_SAMPLES = ("7", "some-value", "0a1b2c3d-0000-4000-8000-000000000000")
"""What stands for a parameter: what a guard says of all of them alike it says of any."""
_LETS_IN: Stmt = ("ret", ("lit", True))


@dataclass(frozen=True, slots=True)
class _Context(Value):
    """What Nest hands to a guard: whatever it is asked for leads to the request."""

    request: Record

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the request, or what leads to it."""
        return self.request if name in _REQUEST else self

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Return the request, or what leads to it; the handler and its class are asked for marks, which are judged elsewhere."""
        return UNKNOWN if name in ("getHandler", "getClass") else self.get(name, interpreter)


@dataclass(slots=True)
class _Walk:
    """One walk through a guard's method; ``done`` is what was run, ``unsure`` that a test of a branch that lets in is not known."""

    interpreter: Interpreter
    lets_in: Callable[[tuple[Stmt, ...]], bool]
    done: list[Stmt] = field(default_factory=list)
    unsure: bool = False
    tests: set[str] = field(default_factory=set)
    """Names of tests that ask for the path."""

    def run(self, statements: tuple[Stmt, ...], scope: Scope) -> bool | None:
        """Return whether the statements let the request in, None where they go on."""
        for statement in statements:
            kind = statement[0]
            if statement == _LETS_IN:
                return self.lets_in(tuple(self.done))
            if statement == LEAVES or kind == "ret":
                return False
            if kind == "blk" and len(statement) == 5:
                found = self._branch(statement, scope)
                if found is not None:
                    return found
                continue
            self.done.append(statement)
            if kind in ("let", "exp"):
                self.interpreter.run((statement,), scope, [])
            if kind == "let" and statement[3] is not None and isinstance(statement[1], str):
                self._test(statement[1], statement[3], scope)
        return None

    def _test(self, name: str, given: Expr, scope: Scope) -> None:
        """Keep what a test says that is made before it is asked: ``const isOpen = OPEN.includes(request.path)``."""
        if scope.names.get(name) is UNKNOWN:
            scope.names[name] = answer(self.interpreter, given, scope)
        if asks_path(given):
            self.tests.add(name)

    def _branch(self, statement: Stmt, scope: Scope) -> bool | None:
        holds = decided(self.interpreter, statement[2], scope)
        if holds is not None:
            return self.run(statement[3 if holds else 4], scope.child())
        test = statement[2]
        about = asks_path(test) or any(each[:1] == ("id",) and each[-1] in self.tests for each in nodes(test))
        refused = LEAVES in nodes(tuple(self.done))  # strangers do not come so far
        self.unsure = self.unsure or (about and not refused and _LETS_IN in statement[3])
        self.done.append(statement)
        return None


def opened(
    interpreter: Interpreter, decl: ClassDecl, method: Function, index: int, path: str, verb: str
) -> bool | None:
    """Tell whether a guard lets everybody in to a route, None where it may; ``method`` is its ``canActivate``, at a level of its chain."""
    answers = {_opened(interpreter, decl, method, index, each, path, verb) for each in _filled(path)}
    return answers.pop() if len(answers) == 1 else None


def _filled(path: str) -> Iterator[str]:
    if _PARAMETER.search(path) is None:
        yield path
        return
    for sample in _SAMPLES:
        yield _PARAMETER.sub(sample, path)


def _opened(
    interpreter: Interpreter,
    decl: ClassDecl,
    method: Function,
    index: int,
    path: str,
    pattern: str,
    verb: str,
) -> bool | None:
    said: dict[str, Value] = {name: Text((path,)) for name in ("path", "url", "originalUrl")}
    said |= {
        "baseUrl": Text(("",)),
        "method": Text((verb,)),
        "route": Record({"path": Text((pattern,))}, True),
    }
    context = _Context(Record(said, True))
    frame = Frame("", f"{decl.name}.canActivate", decl.file, method.line)
    scope = interpreter.instances.scope(Instance(decl, (), True), index, frame)
    if method.params:
        interpreter.bind(method.params[0].pattern, context, scope)
    walk = _Walk(interpreter, lambda done: not may_refuse_in(method, done))
    interpreter.composing += 1
    try:
        with interpreter.world.muted():
            found = walk.run(method.body, scope)
    finally:
        interpreter.composing -= 1
    return None if walk.unsure and not found else bool(found)
