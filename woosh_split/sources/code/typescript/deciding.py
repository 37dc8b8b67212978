"""Which branch is taken where a decorator of the project's own is put together: all that it is handed is known there.

Anywhere else both branches are read: what stands for a value that only the running program has is not that value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.choices import choose, unless_undefined
from woosh_split.sources.code.typescript.references import Closure, ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr, Stmt
from woosh_split.sources.code.typescript.values import Items, Literal, Record, is_nothing, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def decided(interpreter: Interpreter, condition: Expr, scope: Scope) -> bool | None:
    """Return whether a condition holds, None where that cannot be told."""
    if condition[0] == "not":
        inner = decided(interpreter, condition[1], scope)
        return None if inner is None else not inner
    if condition[0] == "cmp":
        left, right = (_plain(_given(interpreter, each, scope)) for each in condition[2:])
        return None if left is None or right is None else (left == right) is condition[1]
    if condition[0] == "call":
        return _holds(interpreter, condition, scope)
    return truth(_given(interpreter, condition, scope))


def _holds(interpreter: Interpreter, call: Expr, scope: Scope) -> bool | None:
    """Return whether a list holds something, ``['post', 'put'].includes(verb)``; None of any other call."""
    if call[1][0] != "mem" or call[1][2] != "includes" or len(call[2]) != 1:
        return None
    owner = interpreter.evaluate(call[1][1], scope)
    sought = _plain(_given(interpreter, call[2][0], scope))
    held = [_plain(each) for each in owner.values] if isinstance(owner, Items) and not owner.open else [None]
    return None if sought is None or None in held else sought in held


def truth(value: Value) -> bool | None:
    """Return whether a value counts as true, None where that cannot be told."""
    if isinstance(value, Literal):
        return value.value not in (None, False, "0", "")
    text = known_text(value)
    if text is not None:
        return text != ""
    return True if isinstance(value, Items | Record | Closure | ExternalCall | ExternalValue) else None


def _given(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Return what an operand is worth; what an object that is known lacks is nothing."""
    if expression == ("id", "undefined"):
        return Literal(None)
    if expression[0] == "mem":
        owner = _given(interpreter, expression[1], scope)
        lacks = isinstance(owner, Record) and not (owner.open or owner.spread or owner.others)
        if is_nothing(owner) and owner is not UNKNOWN:
            return owner
        if lacks and isinstance(owner, Record) and expression[2] not in owner.fields:
            return Literal(None)
    return interpreter.evaluate(expression, scope)


def _plain(value: Value) -> tuple[str, object] | None:
    """Return what tells a text, a number, a name of a package and the like from another one."""
    if isinstance(value, Literal):
        return ("literal", value.value)
    text = known_text(value)
    if text is not None:
        return ("text", text)
    return ("external", value.key()) if isinstance(value, ExternalValue) else None


def branch(interpreter: Interpreter, statement: Stmt, scope: Scope) -> tuple[Stmt, ...] | None:
    """Return the statements of an ``if`` that are run, None where that cannot be told."""
    if len(statement) < 5:
        return None
    holds = decided(interpreter, statement[2], scope)
    return None if holds is None else statement[3 if holds else 4]


def conditional(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate ``a ? b : c``; yes or no beside what is not known is neither, as nobody would take it for the known one."""
    holds = decided(interpreter, expression[1], scope) if interpreter.composing else None
    if holds is not None:
        return interpreter.evaluate(expression[2 if holds else 3], scope)
    interpreter.evaluate(expression[1], scope)
    values = [unless_undefined(each, interpreter.evaluate(each, scope)) for each in expression[2:]]
    if UNKNOWN in values and any(
        isinstance(each, Literal) and isinstance(each.value, bool) for each in values
    ):
        return UNKNOWN
    return choose(values)


def either(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate ``a || b`` and ``a ?? b``."""
    left = interpreter.evaluate(expression[1], scope)
    if interpreter.composing and truth(left):
        return left
    return choose((left, interpreter.evaluate(expression[2], scope)))


def both(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate ``a && b``."""
    holds = decided(interpreter, expression[1], scope) if interpreter.composing else None
    if holds is not None:
        return interpreter.evaluate(expression[2], scope) if holds else Literal(None)
    return either(interpreter, expression, scope)


def operands(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate what a test asks, for what it calls."""
    for part in expression[1:]:
        if isinstance(part, tuple):
            interpreter.evaluate(part, scope)
    return UNKNOWN
