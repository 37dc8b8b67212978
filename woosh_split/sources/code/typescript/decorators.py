"""Decorators as the calls that they really are: composed ones are taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.program import External, Program
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    ExternalCall,
    ExternalValue,
    FunctionValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Either, Items

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


@dataclass(frozen=True, slots=True)
class Decorator:
    """One decorator of a foreign package, with the values of its arguments."""

    package: str
    name: str
    args: tuple[Value, ...]
    line: int

    def arg(self, index: int) -> Value:
        """Return an argument, UNKNOWN where there is none."""
        return self.args[index] if index < len(self.args) else UNKNOWN


def read_decorators(
    expressions: Sequence[Expr], file: str, interpreter: Interpreter, scope: Scope | None = None
) -> tuple[Decorator, ...]:
    """Return the decorators of a declaration; those that our own functions compose are taken apart."""
    if not expressions:
        return ()
    found: list[Decorator] = []
    scope = scope or _scope(file, interpreter)
    for expression in expressions:
        if expression[0] == "call" and expression[1][0] == "id":  # nearly all are: a short way for them
            target = interpreter.evaluate(expression[1], scope)
            if isinstance(target, ExternalValue) and target.external.name != "applyDecorators":
                external = target.external
                args = tuple(interpreter.arguments(expression[2], scope))
                found.append(Decorator(external.package, external.name, args, expression[3]))
                continue
        found.extend(_read(expression, scope, interpreter))
    return tuple(found)


def named_function(expression: Expr, file: str, program: Program) -> External | None:
    """Return the package's function that a decorator at the top level of a file plainly calls, as nearly all do."""
    if expression[0] != "call" or expression[1][0] != "id":
        return None
    found = program.lookup(file, expression[1][1])
    return found if isinstance(found, External) and found.name != "applyDecorators" else None


def _scope(file: str, interpreter: Interpreter) -> Scope:
    return interpreter.outer_scope(file)


def _read(expression: Expr, scope: Scope, interpreter: Interpreter) -> Iterator[Decorator]:
    callee, arguments, line = expression, (), 0
    if expression[0] == "call":
        callee, arguments, line = expression[1], expression[2], expression[3]
    target = interpreter.evaluate(callee, scope)
    if isinstance(target, ExternalValue):
        args = tuple(interpreter.arguments(arguments, scope)) if arguments else ()
        yield from _flatten(ExternalCall(target.external, args, line, scope.file), interpreter)
    elif expression[0] == "call":
        yield from _flatten(_composed(target, expression, scope, interpreter), interpreter)
    else:
        yield from _flatten(target, interpreter)


def made_of_options(expression: Expr, scope: Scope, interpreter: Interpreter) -> Value:
    """Evaluate what a class extends: ``CrudController({ remove: false })`` has the branches that its options choose."""
    if expression[0] != "call":
        return interpreter.evaluate(expression, scope)
    target = interpreter.evaluate(expression[1], scope)
    return _composed(target, expression, scope, interpreter)


def _composed(target: Value, expression: Expr, scope: Scope, interpreter: Interpreter) -> Value:
    """Return what a function or static method of ours makes of all that it is handed: a decorator, a base class."""
    _, callee, arguments, line, types = expression
    owner = interpreter.evaluate(callee[1], scope) if callee[0] == "mem" else UNKNOWN
    if not isinstance(target, FunctionValue) and not isinstance(owner, ClassValue):
        return interpreter.evaluate(expression, scope)
    call = Call(interpreter.arguments(arguments, scope), arguments, line, types, scope, callee, exact=True)
    interpreter.composing += 1
    try:
        if isinstance(target, FunctionValue):
            return target.apply(call, interpreter)
        return owner.invoke(callee[2], call, interpreter)
    finally:
        interpreter.composing -= 1


def _flatten(value: Value, interpreter: Interpreter) -> Iterator[Decorator]:
    if isinstance(value, ExternalCall):
        if value.external.name == "applyDecorators":
            for each in value.args:
                yield from _flatten(each, interpreter)
            return
        yield Decorator(value.external.package, value.external.name, value.args, value.line)
    elif isinstance(value, ExternalValue):
        yield Decorator(value.external.package, value.external.name, (), 0)
    elif isinstance(value, Either | Items):
        for each in value.values:
            yield from _flatten(each, interpreter)
    elif isinstance(value, Closure):
        interpreter.composing += 1
        try:
            with interpreter.world.tracing() as calls:
                interpreter.run_closure(value, [])
        finally:
            interpreter.composing -= 1
        for each in calls:
            yield from _flatten(each, interpreter)


def call_in(scope: Scope, args: list[Value]) -> Call:
    """Return a call from a place that stands for no function of its own."""
    return Call(args, (), 0, (), scope)


def quiet_scope(file: str) -> Scope:
    """Return a scope whose frame nobody is charged for."""
    return Scope(file, Frame("", "", file, 0))
