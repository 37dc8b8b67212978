"""A ``switch`` whose cases only return: ``switch (verb) { case 'GET': return Get(path); case 'POST': return Post(path); }``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.keyed import key_name
from woosh_split.sources.code.typescript.references import ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Literal, is_nothing, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def pick(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Return what the cases return: of a decorator that is put together what the one case returns that is meant.

    Elsewhere a text that is known may be what stands for one that nobody knows (``process.env.KIND ?? 'local'``).
    """
    _, subject, cases = expression
    value = interpreter.evaluate(subject, scope)
    name = key_name(value)
    told = interpreter.composing or (name is not None and scope.frame.is_told(name))
    meant = _meant(interpreter, value, cases, scope) if told and _is_plain(value) else None
    if meant is not None:
        found = interpreter.evaluate(cases[meant][1], scope) if meant < len(cases) else UNKNOWN
        interpreter.keyed.chosen(value, [name], found)
        return found
    before = interpreter.trail.state
    each_found = []
    for _, given in cases:
        each_found.append(interpreter.evaluate(given, scope))
        interpreter.trail.back_to(before)
    joined = join_values(each_found)
    interpreter.keyed.chosen(value, [], joined)
    return joined


def _meant(
    interpreter: Interpreter,
    value: Value,
    cases: tuple[tuple[tuple[Expr | None, ...], Expr], ...],
    scope: Scope,
) -> int | None:
    """Return the number of the case for a value, that behind the last where there is none; None where nobody knows."""
    fallback = len(cases)
    sure = True
    for index, (labels, _) in enumerate(cases):
        for label in labels:
            if label is None:
                fallback = index
                continue
            each = interpreter.evaluate(label, scope)
            if _is_plain(each) and type(each) is type(value) and each.key() == value.key():
                return index
            sure = sure and _is_plain(each)
    return fallback if sure else None


def _is_plain(value: Value) -> bool:
    """Tell a value that is one and no other: a text, a number, a name of a package."""
    return value.is_name or (isinstance(value, ExternalValue | Literal) and not is_nothing(value))
