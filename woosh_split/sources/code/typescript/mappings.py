"""Maps: what ``new Map(...)`` holds, as an array of pairs whose ``get`` gives any of the values."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.arrays import listed
from woosh_split.sources.code.typescript.choices import is_sql
from woosh_split.sources.code.typescript.keyed import key_name
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import (
    Instance,
    Items,
    Record,
    Text,
    each_value,
    join_values,
    known_text,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

SETS = frozenset({"Set", "WeakSet", "Array"})
CONTAINERS = SETS | {"Map", "WeakMap"}
"""The classes of the language whose objects hold values."""


def pair(keys: list[Value], values: list[Value]) -> Items:
    """Return one pair for any of the keys with any of the values."""
    return Items([join_values(keys), join_values(values)])


def holds_classes(record: Record) -> bool:
    """Tell an object of classes, as registries are: who goes through it does something for each of them."""
    return bool(record.fields) and all(isinstance(each, ClassValue) for each in record.fields.values())


def entries(record: Record) -> Items:
    """Return what ``Object.entries`` gives: whoever goes through it meets each key and each value."""
    if not (record.fields or record.others):
        return Items([], True)
    if holds_classes(record):
        return Items([Items([Text((key,)), value]) for key, value in record.fields.items()], record.open)
    values = [*record.fields.values(), *record.others]
    return Items([pair([Text((key,)) for key in record.fields], values)], True)


def from_entries(pairs: Value) -> Record:
    """Return what ``Object.fromEntries`` makes of pairs, or of a map."""
    record = Record({}, True)
    for each in listed(pairs):
        if not isinstance(each, Items) or len(each.values) != 2:
            continue
        names = [known_text(key) for key in each_value(each.values[0])]
        for name in names:
            if name is None:
                record.keep(each.values[1])
            else:
                held = record.fields.get(name, UNKNOWN)
                record.fields[name] = join_values((held, each.values[1]))
    return record


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

    def _is_kept(self, value: Value, interpreter: Interpreter) -> bool:
        """Tell what a map that others made is sure to hold: what keeping it changes, and statements that are looked for."""
        value.kept()
        return value.is_kept or (interpreter.filling and is_sql(value))

    def put(self, value: Value) -> None:
        """Put a pair into the map that is not there yet."""
        if not any(value.key() == each.key() for each in self.values):
            self.values.append(value)

    def _found(self, call: Call, interpreter: Interpreter) -> Value:
        """Return what stands under a key: that one where it is written there or a caller told it, else any."""
        names = [key_name(each) for each in each_value(call.arg(0))]
        written = bool(call.exprs) and call.exprs[0][0] == "str"
        told = all(name is not None and (written or call.scope.frame.is_told(name)) for name in names)
        found = join_values(self._under(names)) if told else UNKNOWN
        found = self._value() if found is UNKNOWN else found
        if found is UNKNOWN:
            found = call.scope.frame.put.get(_written(call), UNKNOWN)
        interpreter.keyed.chosen(call.arg(0), names, found)
        return found

    def _under(self, names: list[str | None]) -> list[Value]:
        pairs = [each.values for each in self.values if isinstance(each, Items) and len(each.values) == 2]
        return [value for key, value in pairs if key_name(key) in (None, *names)]

    def _held(self, index: int) -> list[Value]:
        return [
            each.values[index] for each in self.values if isinstance(each, Items) and len(each.values) == 2
        ]

    def element(self) -> Value:
        """Return one pair for any of those that are held."""
        return pair(self._held(0), [self._value()])

    def spread(self) -> list[Value]:
        """Return the pairs, as one."""
        return [self.element()]

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a property: none that says anything."""
        return UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow the methods that keep and give values."""
        if name == "set":
            frame = call.scope.frame
            if frame is self.frame or frame.constructing is not None:
                self.values.append(Items([call.arg(0), call.arg(1)]))
            else:
                frame.put[_written(call)] = call.arg(1)
                if self._is_kept(call.arg(1), interpreter):
                    self.put(Items([call.arg(0), call.arg(1)]))
            return self

        if name == "get":
            return self._found(call, interpreter)
        if name in ("values", "keys"):
            return Items([self._value()] if name == "values" else self._held(0), True)
        if name == "entries":
            return self
        interpreter.run_callbacks(call, [self._value(), join_values(self._held(0)), self])
        return UNKNOWN


def _written(call: Call) -> Hashable:
    """Return how a call names the map and the key."""
    return (call.callee and call.callee[1], call.exprs[:1])


def made(name: str, call: Call, interpreter: Interpreter) -> Value:
    """Return what ``new Map(pairs)``, ``new Set(items)`` or ``new Array(...)`` gives."""
    scope, types = call.scope, call.types
    declared = interpreter.types.value(types[-1], scope.file, scope.bindings) if types else UNKNOWN
    if name in SETS:
        held = listed(call.arg(0))
        return Items(held or ([declared] if isinstance(declared, Instance) else []), True)
    pairs: list[Value] = [each for each in listed(call.arg(0)) if isinstance(each, Items)]
    return Mapping(pairs, True, scope.frame, declared)
