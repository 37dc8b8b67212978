"""What reading a function gave, kept for its callers: read once with nothing known, again where a caller knows more."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.keyed import Place
from woosh_split.sources.code.typescript.parameters import Member, Parameter, mark_used
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Handed
from woosh_split.sources.code.typescript.summary import Function
from woosh_split.sources.code.typescript.trail import NO_CHANGE, Change, Reached
from woosh_split.sources.code.typescript.values import Items, Record, Text, each_returned, text_parts

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

MAX_CONTEXTS = 200
MAX_NESTED = 2
"""How deep a function that calls itself is followed with what it hands to itself."""
MAX_NESTED_OBJECTS = 8
MAX_NESTED_READINGS = 100
"""How deep, and how often from one place, methods are followed that call themselves on ever other objects: each object that
a list has grown by is another one."""


@dataclass(slots=True)
class Result:
    """What reading a function once gave."""

    value: Value
    sensitive: frozenset[int]
    begun: frozenset[Hashable] = frozenset()
    ended: frozenset[Hashable] = frozenset()
    runs: frozenset[int] = frozenset()
    fills: frozenset[int] = frozenset()
    picks: frozenset[int] = frozenset()
    place: Place = ("", "", "")
    change: Change = NO_CHANGE
    frame: Frame | None = None


Reading = Callable[[list[Value] | None, Handed], Result]
"""Reads a function with the given arguments and the statements among them, or with nothing known."""


class Readings:
    """The results of one interpreter, by what tells one reading of a function from another."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._results: dict[Hashable, Result] = {}
        self._reached: dict[Hashable, Reached] = {}
        self._contexts: dict[Hashable, int] = {}
        self._running: set[Hashable] = set()
        self._active: dict[Hashable, int] = {}
        self._objects: dict[int, int] = {}
        self._nested = 0

    def forget(self) -> None:
        """Let go of the results."""
        self._results.clear()
        self._contexts.clear()
        self._reached.clear()

    def resolve(self, identity: Hashable, call: Call, read: Reading, function: Function, free: bool) -> Value:
        """Return what a call gives, reading the function only where its result is not there already.

        ``identity`` tells one function in one context from all others, ``free`` says that it is charged to its caller.
        """
        if call.exact:
            return self._exactly(identity, call, read)
        plain = self._heard((identity, None))
        base = self._once(plain, call, lambda: read(None, ()))
        if base is None:
            self._interpreter.trail.called(self._reached[plain], NO_CHANGE)
            return UNKNOWN
        args = call.args
        for index in base.sensitive:
            mark_used(call.arg(index))
        for index in base.runs:
            self._interpreter.world.statement_handed(call, index)
        again = any(arg.matters for arg in args) or any(
            index < len(args) and _informative(args[index]) for index in base.sensitive
        )
        if not again and base.frame is not None and call.callee is not None:
            again = any(index >= len(args) for index in base.frame.awaits)
        if not again and free and base.sensitive:
            again = any(param.type is not None for param in function.params)
        if not again:
            self._told(base, call, read=False)
            return self._returned(base, call, plain)
        runs = base.runs or self._run_on_what_is_handed(identity, call, read)
        handed = self._interpreter.world.statements(call, runs)
        if base.picks:
            handed += self._interpreter.keyed.handed(call, base.picks)
        origins = _origins(handed)
        key = self._heard((identity, origins, _keys(args)))
        around = tuple(call.scope.frame.around.values())
        group = (plain, origins, around)  # however many hand statements to one function, each of them is read
        transient = any(arg.transient for arg in args) or any(
            isinstance(call.arg(index), Record) for index in base.fills
        )
        known = None if transient else self._results.get(key)
        if known is not None:
            self._told(base, call, read=True)
            self._found(key, call)
            return self._returned(known, call, key)
        full = self._active.get(identity, 0) >= MAX_NESTED
        if not full:
            step = (id(function), call.scope.file, call.line)
            enough = self._contexts.get(group, 0) >= MAX_CONTEXTS
            full = self._interpreter.running.worn(step, call.scope.frame, call.line, enough=enough)
        self._told(base, call, read=not full)
        if full:
            return self._returned(base, call, plain)
        self._active[identity] = self._active.get(identity, 0) + 1
        try:
            if transient:
                return self._returned(read(args, handed), call, None)
            self._contexts[group] = self._contexts.get(group, 0) + 1
            found = self._once(key, call, lambda: read(args, handed))
            return self._returned(base if found is None else found, call, key)
        finally:
            self._active[identity] -= 1

    def _told(self, base: Result, call: Call, *, read: bool) -> None:
        """Note a call of a function that chooses a statement by what it is handed."""
        if base.picks:
            self._interpreter.keyed.called(call, base.picks, base.place, read=read)

    def _run_on_what_is_handed(self, identity: Hashable, call: Call, read: Reading) -> frozenset[int]:
        """Return the arguments that a function runs as statements on a connection that is handed in beside them.

        With nothing known it runs none. It is asked only where a text may be a statement that nobody takes for one by itself.
        """
        given = [arg if arg.matters and not arg.transient else UNKNOWN for arg in call.args]
        if not any(map(_may_be_run, call.args)) or all(arg is UNKNOWN for arg in given):
            return frozenset()
        found = self._once(self._heard((identity, None, _keys(given))), call, lambda: read(given, ()))
        return frozenset() if found is None else found.runs

    def resolve_made(
        self, identity: Hashable, call: Call, read: Reading, function: Function, free: bool
    ) -> Value:
        """Return what a call gives of a method of an object that the code makes; it may make ever other ones meanwhile."""
        key = id(function)
        depth = self._objects.get(key, 0)
        if depth >= MAX_NESTED:
            if depth >= MAX_NESTED_OBJECTS or self._nested >= MAX_NESTED_READINGS:
                return UNKNOWN
            self._nested += 1
        self._objects[key] = depth + 1
        try:
            return self.resolve(identity, call, read, function, free)
        finally:
            if depth:
                self._objects[key] = depth
            else:
                del self._objects[key]
                if not self._objects:
                    self._nested = 0

    def _exactly(self, identity: Hashable, call: Call, read: Reading) -> Value:
        """Return what a call gives that is read with all that it is handed, however many others there are."""
        handed = self._interpreter.world.statements(call)
        key = self._heard((identity, _origins(handed), _keys(call.args)))
        found = self._once(key, call, lambda: read(call.args, handed))
        return UNKNOWN if found is None else self._returned(found, call, key)

    def _returned(self, result: Result, call: Call, key: Hashable) -> Value:
        """Return a function's value to its caller, who goes on in the transactions that it began.

        ``key`` is that of the reading, None for one that was made within the caller's.
        """
        if key is not None:
            self._interpreter.trail.called(self._reached[key], result.change)
        frame = call.scope.frame
        if result.ended:
            frame.ended |= result.ended
        for begun in result.begun:
            self._interpreter.world.begun(frame, begun, call.line)
        value = _of_caller(result.value, result.frame, call)
        if isinstance(value, Items):  # `const [runner, owned] = prepared(source)`
            given = each_returned(value.values, call)
            return value if all(map(is_, given, value.values)) else replace(value, values=given)
        return value.returned(call)

    def _heard(self, key: Hashable) -> Hashable:
        """Return the key of a reading: where nothing is recorded, one that leaves it to be read for the record.

        What is known already is good enough there, too, and so is a function in the middle of being read.
        """
        silent = self._interpreter.world.silent and key not in self._results and key not in self._running
        return ("unheard", key) if silent else key

    def _found(self, key: Hashable, call: Call) -> None:
        """Note what is open around a call: the reading may be that of another one, which has something else open."""
        around = call.scope.frame.around
        if around and not self._interpreter.world.silent:
            self._interpreter.trail.found(around, self._reached[key])

    def _once(self, key: Hashable, call: Call, read: Callable[[], Result]) -> Result | None:
        known = self._results.get(key)
        if known is not None or key in self._running:
            self._found(key, call)
            return known
        node = self._reached.setdefault(key, Reached(around=call.scope.frame.around))
        self._found(key, call)
        self._running.add(key)
        trail = self._interpreter.trail
        try:
            with trail.reading(node):
                result: Result = read()
                result.change = trail.state
        finally:
            self._running.discard(key)
        self._results[key] = result
        return result


def _of_caller(value: Value, frame: Frame | None, call: Call) -> Value:
    """Return a text that a function made of one that it was handed, with what the caller hands in: he may know no more."""
    if isinstance(value, Items) and any(isinstance(each, Text) for each in value.values):
        values = [_of_caller(each, frame, call) if isinstance(each, Text) else each for each in value.values]
        return value if all(map(is_, values, value.values)) else replace(value, values=values)
    if not isinstance(value, Text) or not any(_is_of(part, frame) for part in value.parts):
        return value
    parts: list[str | Value] = []
    for part in value.parts:
        parts += (
            text_parts(call.arg(part.index))
            if isinstance(part, Parameter) and _is_of(part, frame)
            else [part]
        )
    return Text(tuple(parts))


def _is_of(part: str | Value, frame: Frame | None) -> bool:
    return isinstance(part, Parameter) and part.frame is frame


def _origins(handed: Handed) -> tuple[Hashable, ...]:
    return tuple(origin for _, origin in handed)


def _keys(args: list[Value]) -> tuple[Hashable, ...]:
    return tuple(arg.key() for arg in args)


def _may_be_run(value: Value) -> bool:
    """Tell a text of several words."""
    return isinstance(value, Text) and any(
        isinstance(each, str) and " " in each.strip() for each in value.parts
    )


def _informative(value: Value) -> bool:
    return value is not UNKNOWN and not isinstance(value, Parameter | Member)
