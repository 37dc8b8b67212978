"""One of several values of which one is chosen: a statement beside which another one may be run that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Either, Literal, Text, each_value, join_values
from woosh_split.sql.text import looks_like_sql

UNKNOWN_TEXT = Text((UNKNOWN,))
_UNDEFINED: Expr = ("id", "undefined")


def choose(values: Sequence[Value]) -> Value:
    """Return one value for what may be any of several; where one of them is SQL, it is kept that another is not known."""
    joined = join_values(values)
    if joined is UNKNOWN or not any(each is UNKNOWN for each in values):
        return joined
    held = each_value(joined)
    if UNKNOWN_TEXT in held or not any(map(is_sql, held)):
        return joined
    return Either((*held, UNKNOWN_TEXT))


def is_sql(value: Value) -> bool:
    """Tell a text that begins as a statement."""
    if not isinstance(value, Text) or not value.parts:
        return False
    first = value.parts[0]
    return isinstance(first, str) and looks_like_sql(first)


def unless_undefined(expression: Expr, value: Value) -> Value:
    """Return a value, and null for a plain ``undefined``: that nothing is given is known."""
    return Literal(None) if expression == _UNDEFINED else value
