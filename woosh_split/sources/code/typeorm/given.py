"""What an entity's decorators are given: names and options, of which a composing function may leave several to choose from.

``Entity(isObject(given) ? given : given || {})`` is handed a name or options, and each that is known says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import (
    Either,
    Literal,
    Record,
    Text,
    each_value,
    join_values,
    known_text,
)

COMPUTED = "the name of the {what} is put together when the application runs; {taken} is taken for it"

_ABSENT = (("id", "undefined"), ("lit", None))


def word(value: Value) -> str | None:
    """Return the only text among what a value may be, None where there is none or more than one."""
    if not isinstance(value, Either):
        return known_text(value)
    texts = {known_text(each) for each in each_value(value) if each is not UNKNOWN} - {None}
    return texts.pop() if len(texts) == 1 and not _has_holes(value) else None


def options_of(value: Value) -> dict[str, Value]:
    """Return the options that a value holds; of several objects those of each, also where they are spread."""
    if isinstance(value, Record) and not value.spread:
        return value.fields
    merged: dict[str, Value] = {}
    for each in each_value(value):
        if isinstance(each, Record):
            inner = [each.fields, *map(options_of, each.spread)]
            for key, given in (pair for fields in inner for pair in fields.items()):
                merged[key] = join_values((merged[key], given)) if key in merged else given
    return merged


def options(decorator: Decorator) -> dict[str, Value]:
    """Return the options of a decorator, wherever among its arguments they stand."""
    merged: dict[str, Value] = {}
    for arg in decorator.args:
        merged.update(options_of(arg))
    return merged


def named(decorator: Decorator) -> Value:
    """Return what a decorator takes as a name: its first argument, or the option ``name``."""
    first = decorator.arg(0)
    if any(known_text(each) is not None or isinstance(each, Text) for each in each_value(first)):
        return first
    return options(decorator).get("name", UNKNOWN if options_of(first) else first)


class PlaceOfNames:
    """One place that gives names which :func:`word` does not tell; what nobody can tell is added to ``unresolved``.

    ``tables`` are those of the schema. ``given`` says of a value that it names something, whatever is known of it.
    """

    def __init__(self, file: str, line: int, unresolved: list[Unresolved], tables: Iterable[str]) -> None:
        self._file, self._line = file, line
        self._unresolved = unresolved
        self._tables = tables

    def table(self, value: Value, shown: Expr, given: bool) -> str | None:
        """Return the table's name; one that is computed in part may be the only table of the schema that fits."""
        return _only_fitting(value, self._tables) or self._taken(value, shown, "table", given)

    def column(self, value: Value, shown: Expr, given: bool) -> str | None:
        """Return the name that a column is given, None where it has the usual one."""
        return self._taken(value, shown, "column", given)

    def _taken(self, value: Value, shown: Expr, what: str, given: bool) -> str | None:
        """Return what of the name stands in the code; a name of which nothing is known there is the usual one."""
        unknown = given and not isinstance(value, Text | Literal | Record)
        if not (unknown or _is_computed(value)):
            return None
        taken = _remainder(value)
        reason = COMPUTED.format(what=what, taken=f"`{taken}`" if taken else "the usual one")
        self._unresolved.append(Unresolved("entity", self._file, self._line, render(shown), reason))
        return taken


class Names:
    """The names that the decorators of one class or field give."""

    def __init__(self, place: PlaceOfNames, expressions: Sequence[Expr]) -> None:
        self._place, self._expressions = place, expressions

    def table(self, decorator: Decorator) -> str | None:
        """Return the name of the table that a decorator declares, None where it has the usual one."""
        value = named(decorator)
        return word(value) or self._place.table(value, *self._written(decorator, "table"))

    def column(self, value: Value, decorator: Decorator) -> str | None:
        """Return the name that a column is given, None where it has the usual one."""
        return word(value) or self._place.column(value, *self._written(decorator, "column"))

    def _written(self, decorator: Decorator, what: str) -> tuple[Expr, bool]:
        """Return the call that is the decorator, or that composes it, and whether a name stands in it.

        Several decorators may stand on one line.
        """
        calls = [each for each in self._expressions if each[0] == "call" and each[3] == decorator.line]
        here = next((each for each in calls if each[1][-1] == decorator.name), calls[0] if calls else None)
        return here or self._expressions[0], _is_given(what, here)


def _is_given(what: str, here: Expr | None) -> bool:
    """Tell whether a name stands in the decorator's own call, not in that of a function that composes it."""
    if here is None or not here[2]:
        return False
    return (what == "table" and here[2][0][0] != "obj") or any(map(_names, here[2]))


def _names(expression: Expr) -> bool:
    if expression[0] == "arr":
        return any(map(_names, expression[1]))
    given = [value for key, value in expression[1] if key == "name"] if expression[0] == "obj" else []
    return any(value not in _ABSENT for value in given)


def _is_computed(value: Value) -> bool:
    return _has_holes(value) or len({known_text(each) for each in each_value(value)} - {None}) > 1


def _only_fitting(value: Value, names: Iterable[str]) -> str | None:
    """Return the only one of ``names`` that a computed name may be, None where none or several fit."""
    pattern = "|".join(
        "".join(re.escape(part) if isinstance(part, str) else ".*" for part in each.parts)
        for each in each_value(value)
        if isinstance(each, Text) and any(isinstance(part, str) and part for part in each.parts)
    )
    fitting = [name for name in names if pattern and re.fullmatch(pattern, name, re.IGNORECASE)]
    return fitting[0] if len(fitting) == 1 else None


def _remainder(value: Value) -> str | None:
    """Return what of a computed name stands in the code, without what is put in when the application runs."""
    if not isinstance(value, Text):
        return None
    return "".join(part for part in value.parts if isinstance(part, str)) or None


def _has_holes(value: Value) -> bool:
    return any(isinstance(each, Text) and each.known is None for each in each_value(value))
