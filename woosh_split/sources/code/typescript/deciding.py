"""Which branch is taken where a decorator of the project's own is put together: all that it is handed is known there.

Anywhere else both branches are read: what stands for a value that only the running program has is not that value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.choices import choose, unless_undefined
from woosh_split.sources.code.typescript.references import Closure, ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.string_parts import Pattern, matches
from woosh_split.sources.code.typescript.summary import Expr, Function, Stmt
from woosh_split.sources.code.typescript.values import Items, Literal, Record, is_nothing, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_TESTS = frozenset({"call", "or", "and", "cmp", "not"})


def decided(interpreter: Interpreter, condition: Expr, scope: Scope) -> bool | None:
    """Return whether a condition holds, None where that cannot be told."""
    if condition[0] == "not":
        inner = decided(interpreter, condition[1], scope)
        return None if inner is None else not inner
    if condition[0] in ("or", "and"):
        parts = [decided(interpreter, each, scope) for each in condition[1:]]
        ends = condition[0] == "or"
        return ends if ends in parts else None if None in parts else not ends
    if condition[0] == "cmp":
        left, right = (_plain(_given(interpreter, each, scope)) for each in condition[2:])
        return None if left is None or right is None else (left == right) is condition[1]
    if condition[0] == "call":
        holds = _holds(interpreter, condition, scope)
        return truth(_called(interpreter, condition, scope)) if holds is None else holds
    return truth(_given(interpreter, condition, scope))


def _called(interpreter: Interpreter, call: Expr, scope: Scope) -> Value:
    """Return what a call gives that is read with all that it is handed."""
    callee = call[1]
    if callee[0] not in ("id", "mem") or callee[1] == ("super",):
        return interpreter.evaluate(call, scope)
    args = interpreter.arguments(call[2], scope)
    method = callee if callee[0] == "mem" else None
    exact = Call(args, call[2], call[3], (), scope, method, exact=True)
    if callee[0] == "mem":
        return interpreter.evaluate(callee[1], scope).invoke(callee[2], exact, interpreter)
    return interpreter.evaluate(callee, scope).apply(exact, interpreter)


def _holds(interpreter: Interpreter, call: Expr, scope: Scope) -> bool | None:
    """Return what a list, a text or a pattern says of something that is known: ``OPEN.includes(path)``; None of any other call."""
    if call[1][0] != "mem" or len(call[2]) != 1:
        return None
    name, argument = call[1][2], call[2][0]
    owner = interpreter.evaluate(call[1][1], scope)
    if name in ("some", "every", "find") and argument[0] == "fn" and isinstance(owner, Items):
        return _any_of(interpreter, owner, name, argument[1], scope)
    given = _given(interpreter, argument, scope)
    text, other = known_text(owner), known_text(given)
    if text is not None and name in _ABOUT_TEXTS and other is not None:
        return _ABOUT_TEXTS[name](text, other)
    if isinstance(owner, Pattern) and name == "test" and other is not None:
        return matches(owner, other)
    if isinstance(given, Pattern) and name == "match" and text is not None:
        return matches(given, text)
    if name not in ("includes", "has") or not isinstance(owner, Items):
        return None
    sought, held = _plain(given), [_plain(each) for each in owner.values]
    if sought is not None and sought in held:
        return True
    return None if sought is None or None in held or owner.open else False


_ABOUT_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "includes": str.__contains__,
}


def _any_of(interpreter: Interpreter, items: Items, name: str, test: Function, scope: Scope) -> bool | None:
    """Return whether a test that is one expression holds for any item of a list, or for all."""
    if len(test.body) != 1 or test.body[0][0] != "ret" or len(test.params) != 1:
        return None
    answers = []
    for item in items.values:
        inner = scope.child()
        interpreter.bind(test.params[0].pattern, item, inner)
        answers.append(decided(interpreter, test.body[0][1], inner))
    ends = name != "every"
    return ends if ends in answers else None if None in answers or items.open else not ends


def answer(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Return whether a test holds that a function gives back, UNKNOWN where that cannot be told."""
    holds = decided(interpreter, expression, scope) if expression[0] in _TESTS else None
    return UNKNOWN if holds is None else Literal(holds)


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
    right = interpreter.evaluate(expression[2], scope)
    if left is UNKNOWN and expression[2][0] == "set" and expression[2][1] == expression[1]:
        return right  # `kept[key] ?? (kept[key] = read(key))`: what was kept is what was put there
    return choose((left, right))


def both(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate ``a && b``."""
    holds = decided(interpreter, expression[1], scope) if interpreter.composing else None
    if holds is not None:
        return interpreter.evaluate(expression[2], scope) if holds else Literal(None)
    return either(interpreter, expression, scope)


def operands(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate what a test asks, for what it calls."""
    holds = decided(interpreter, expression, scope) if interpreter.composing else None
    if holds is not None:
        return Literal(holds)
    for part in expression[1:]:
        if isinstance(part, tuple):
            interpreter.evaluate(part, scope)
    return UNKNOWN
