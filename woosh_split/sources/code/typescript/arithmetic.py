"""Arithmetic on numbers that are known: ``5 * 60 * 1000``."""

from __future__ import annotations

from math import isfinite

from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Literal


def calculate(operator: str, left: Value, right: Value) -> Value:
    """Return the result as JavaScript would write it, UNKNOWN unless both sides are known numbers."""
    first, second = _number(left), _number(right)
    if first is None or second is None or (operator == "/" and second == 0):
        return UNKNOWN
    result = {
        "+": lambda: first + second,
        "-": lambda: first - second,
        "*": lambda: first * second,
        "/": lambda: first / second,
    }[operator]()
    if not isfinite(result):
        return UNKNOWN
    return Literal(str(int(result)) if result == int(result) else repr(result))


def _number(value: Value) -> float | None:
    if not isinstance(value, Literal) or not isinstance(value.value, str):
        return None
    try:
        return (
            float(int(value.value, 0))
            if value.value[:2].lower() in ("0x", "0b", "0o")
            else float(value.value)
        )
    except (ValueError, OverflowError):
        return None
