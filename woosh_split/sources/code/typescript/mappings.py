"""Maps: what ``new Map(...)`` holds, as an array of pairs whose ``get`` gives any of the values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Items, Record, Text, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def pair(keys: list[Value], values: list[Value]) -> Items:
    """Return one pair for any of the keys with any of the values."""
    return Items([join_values(keys), join_values(values)])


def entries(record: Record) -> Items:
    """Return what ``Object.entries`` gives: whoever goes through it meets each key and each value."""
    if not record.fields:
        return Items([], True)
    return Items([pair([Text((key,)) for key in record.fields], list(record.fields.values()))], True)


@dataclass(slots=True, eq=False)
class Mapping(Items):
    """A map; ``frame`` is the function that made it, the only one whose ``set`` is surely done by then.

    ``declared`` is what its type says of a value: all that is known where others fill it.
    """

    frame: Frame | None = None
    declared: Value = UNKNOWN

    def _value(self) -> Value:
        held = join_values(self._held(1))
        return self.declared if held is UNKNOWN else held

    def _held(self, index: int) -> list[Value]:
        return [
            each.values[index] for each in self.values if isinstance(each, Items) and len(each.values) == 2
        ]

    def element(self) -> Value:
        """Return one pair for any of those that are held."""
        return pair(self._held(0), [self._value()])

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a property: none that says anything."""
        return UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow the methods that keep and give values."""
        if name == "set":
            frame = call.scope.frame
            if frame is self.frame or frame.constructing is not None:
                self.values.append(Items([call.arg(0), call.arg(1)]))
            return self
        if name == "get":
            return self._value()
        if name in ("values", "keys"):
            return Items([self._value()] if name == "values" else self._held(0), True)
        if name == "entries":
            return self
        interpreter.run_callbacks(call, [self._value(), join_values(self._held(0)), self])
        return UNKNOWN


def made(name: str, call: Call, interpreter: Interpreter) -> Value:
    """Return what ``new Map(pairs)`` or ``new Set(items)`` gives."""
    given = call.arg(0)
    if name == "Set":
        return Items(list(given.values), True) if isinstance(given, Items) else UNKNOWN
    pairs = [each for each in given.values if isinstance(each, Items)] if isinstance(given, Items) else []
    scope, types = call.scope, call.types
    declared = interpreter.types.value(types[1], scope.file, scope.bindings) if len(types) == 2 else UNKNOWN
    return Mapping(list(pairs), True, scope.frame, declared if declared.matters else UNKNOWN)
