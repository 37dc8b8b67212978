"""Statements that a key chooses, ``QUERIES[key]``: who knows the key is charged with the one statement that it means.

A function that is read with nothing known may run every statement of the catalogue. That is what is recorded; where every call of
it tells the key, and was read with it, it is taken back in the end.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.scope import KEY, Frame, Handed, Origin
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import (
    Items,
    Literal,
    Record,
    Text,
    each_value,
    held_in,
    known_text,
)
from woosh_split.sql.text import looks_like_sql

_DEPTH = 3
_PLAIN = frozenset({"str", "mem", "id", "num", "idx"})
"""Expressions that are what they are worth: nothing that is not known may stand for it."""

Place = tuple[str, str, str]
"""Module, function and file."""
Run = tuple[str, str, str, int]
"""Module, function and file, and the line of a call that runs SQL."""


def key_name(value: Value) -> str | None:
    """Return the name of a property that a value means, None where it is not known."""
    if isinstance(value, Literal):
        return value.value if isinstance(value.value, str) else None
    return known_text(value)


@dataclass(slots=True)
class _Calls:
    """Who calls a function that chooses a statement by what it is handed."""

    told: bool = False
    unknown: bool = False
    passed_on: set[Place] = field(default_factory=set)
    """Functions that hand in what they are handed themselves."""


class Keyed:
    """The statements that keys chose so far, and the functions that are handed the keys."""

    def __init__(self) -> None:
        self._statements: dict[str, set[str]] = {}
        self._calls: dict[Place, _Calls] = {}
        self._runs: dict[Run, bool] = {}

    def chosen(self, key: Value, names: Sequence[str | None], found: Value) -> None:
        """Note what a key chose of an object, a map or a ``switch``."""
        for statement in _statements(found, 0):
            self._statements.setdefault(statement, set()).update(name for name in names if name is not None)
            for asked in _asked(key):
                asked.used()
                asked.frame.picks |= {asked.index}

    def handed(self, call: Call, picks: frozenset[int]) -> Handed:
        """Return the keys among the arguments of a call of a function that chooses statements by them."""
        frame = call.scope.frame
        if not frame.function or not frame.file:
            return ()
        here = Origin(frame.module, frame.function, frame.file, call.line, spot=call.spot)
        given = dict(frame.handed)
        return tuple(
            (KEY + name, given.get(KEY + name, here))
            for index in sorted(picks)
            for name in _told(call, index)
        )

    def called(self, call: Call, picks: frozenset[int], place: Place, *, read: bool) -> None:
        """Note a call of such a function, and whether it was ``read`` with what it is handed."""
        frame = call.scope.frame
        if not frame.function or not frame.file:
            return
        calls = self._calls.setdefault(place, _Calls())
        for index in picks:
            asked = list(_asked(call.arg(index)))
            for each in asked:
                each.used()
                each.frame.picks |= {each.index}
                calls.passed_on.add(place_of(each.frame))
            if not asked:
                known = read and bool(_told(call, index))
                calls.told, calls.unknown = calls.told or known, calls.unknown or not known

    def origin(self, frame: Frame, text: str) -> Origin | None:
        """Return who told the key by which a statement was chosen that a function runs."""
        keys = {name[1:]: origin for name, origin in frame.handed if name.startswith(KEY)}
        if not keys:
            return None
        names = {name for statement in self._meant(text) for name in self._statements[statement]}
        return next((origin for key, origin in keys.items() if any(key in name for name in names)), None)

    def run(self, frame: Frame, line: int, text: str) -> None:
        """Note that a function runs a text for itself, which a key may have chosen that is not known."""
        run = (*place_of(frame), line)
        self._runs[run] = self._runs.get(run, True) and bool(frame.picks and self._meant(text))

    def taken_back(self) -> frozenset[Run]:
        """Return the calls that run nothing but what others are charged with, who all told the key."""
        return frozenset(run for run, open_ in self._runs.items() if open_ and self._told(run[:3], set()))

    def _told(self, place: Place, seen: set[Hashable]) -> bool:
        """Tell whether each call of a function told the key, or got it from someone who did; there is one at least."""
        calls = self._calls.get(place)
        if place in seen:
            return True
        seen.add(place)
        if calls is None or calls.unknown:
            return False
        return all(self._told(each, seen) for each in calls.passed_on)

    def _meant(self, text: str) -> list[str]:
        return [each for each in self._statements if each in text] if self._statements else []


def place_of(frame: Frame) -> Place:
    """Return the function that a frame reads."""
    return (frame.module, frame.function, frame.file)


def _statements(value: Value, depth: int) -> Iterator[str]:
    """Yield what is known of the statements in a value: the longest part of each."""
    for each in each_value(value):
        if isinstance(each, Text):
            parts = [part for part in each.parts if isinstance(part, str)]
            if parts and looks_like_sql(parts[0]):
                yield max(parts, key=len).strip()
        elif isinstance(each, Record | Items) and depth < _DEPTH:
            for inner in held_in(each):
                yield from _statements(inner, depth + 1)


def _asked(key: Value) -> Iterator[Parameter]:
    """Yield the parameters that a key is made of."""
    parts = [part for part in key.parts if isinstance(part, Value)] if isinstance(key, Text) else [key]
    for part in parts:
        while isinstance(part, Member):
            part = part.owner
        if isinstance(part, Parameter):
            yield part


def _told(call: Call, index: int) -> list[str]:
    """Return the keys that an argument surely is, or that an object that is written there holds; none where it is not known."""
    if index >= len(call.args) or index >= len(call.exprs):
        return []
    return _names(call.args[index], call.exprs[index])


def _names(value: Value, expression: Expr) -> list[str]:
    if expression[0] == "obj" and isinstance(value, Record):
        held = [(value.fields.get(key), each) for key, each in expression[1] if isinstance(key, str)]
        return [name for inner, each in held if inner is not None for name in _names(inner, each)]
    while expression[0] == "as":
        expression = expression[1]
    names = [key_name(each) for each in each_value(value)] if expression[0] in _PLAIN else [None]
    if expression[0] == "cond":
        names = [key_name(each) for each in each_value(value)]
        names = names if all(each[0] in _PLAIN for each in expression[2:]) else [None]
    return [name for name in names if name is not None] if None not in names else []
