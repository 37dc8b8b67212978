"""What one round over the project teaches the next: who constructs what with which values, and which texts are passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import TypeVar

from woosh_split.records import dataclass
from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.values import (
    Family,
    Function,
    Hole,
    Instance,
    Listed,
    Mapped,
    Options,
    Sender,
    Text,
    Value,
    Values,
    Word,
    joined,
)

_Key = TypeVar("_Key")
ClassKey = tuple[int, str]
FieldKey = tuple[int, str, str]


@dataclass(slots=True)
class Knowledge:
    """Facts that hold for the whole project, whatever the order of the code.

    ``unions`` are the classes whose objects nobody tells apart: a field is then all that any object has.
    """

    constructed: dict[ClassKey, dict[str, Values]] = field(default_factory=dict)
    assigned: dict[FieldKey, Values] = field(default_factory=dict)
    field_bases: dict[FieldKey, Values] = field(default_factory=dict)
    class_bases: dict[ClassKey, Values] = field(default_factory=dict)
    bases: dict[str, Values] = field(default_factory=dict)
    unions: set[ClassKey] = field(default_factory=set)

    def shape(self) -> object:
        """Return what two rounds have to agree on: the addresses and clients in it, and what holds them.

        Closures are made anew in each round, and of an unknown value it does not matter how it is unknown.
        """
        return (
            {key: told for key, fields in self.constructed.items() if (told := _told(fields))},
            _told(self.assigned),
            _told(self.field_bases),
            _told(self.class_bases),
            _told(self.bases),
        )

    def addresses(self) -> object:
        """Return the written addresses and the clients alone: what is told of them is told in two rounds.

        What else objects hold may grow for longer where screens are made of screens, and no request hangs on it.
        """
        groups = [values for fields in self.constructed.values() for values in fields.values()]
        groups += self.assigned.values()
        found = {value for values in groups for value in values if _is_address(value)}
        return found, _told(self.field_bases), _told(self.class_bases), _told(self.bases)

    def construct(self, key: ClassKey, fields: dict[str, Values]) -> None:
        """Note a construction."""
        known = self.constructed.setdefault(key, {})
        for name, values in fields.items():
            known[name] = joined(known.get(name, ()), _kept(values))

    def assign(self, key: FieldKey, values: Values) -> None:
        """Note an assignment to a field or a top-level variable (its class is empty)."""
        self.assigned[key] = _told_apart(joined(self.assigned.get(key, ()), _kept(values)))

    def rebase(self, key: FieldKey, values: Values) -> None:
        """Note a base URL that the client in a field, or in a top-level variable, is given."""
        self.field_bases[key] = joined(self.field_bases.get(key, ()), _kept(values))

    def base_class(self, key: ClassKey, values: Values) -> None:
        """Note a base URL that a class which is a client gives itself."""
        self.class_bases[key] = joined(self.class_bases.get(key, ()), _kept(values))

    def tells_apart(self, owner: ClassKey) -> bool:
        """Tell whether objects of the class were seen to be made with addresses."""
        return any(isinstance(v, Text) for values in self.constructed.get(owner, {}).values() for v in values)

    def base(self, kind: str, values: Values) -> None:
        """Note a base URL that some client of this kind is given."""
        known = tuple(value for value in values if isinstance(value, Text) and _is_told(value))
        if known:
            self.bases[kind] = joined(self.bases.get(kind, ()), known)


def _told_apart(values: Values) -> Values:
    """Leave out objects that differ from one before them only in how something in them is unknown."""
    found: list[Value] = []
    shapes: list[object] = []
    for value in values:
        shape = _shape_of(value) if isinstance(value, Instance) and value.fields else None
        if shape is None or shape not in shapes:
            found.append(value)
            shapes.append(shape)
    return tuple(found)


def _kept(values: Values) -> Values:
    """Return values as others see them: a parameter of the code that stored one is no hole that a caller fills."""
    return tuple(_kept_one(value) for value in values)


def _kept_one(value: Value) -> Value:
    match value:
        case Hole():
            return _foreign(value)
        case Text(parts) if any(isinstance(part, Hole) for part in parts):
            return Text(tuple(_foreign(part) if isinstance(part, Hole) else part for part in parts))
        case Instance(file, name, fields) if fields:
            return Instance(file, name, tuple((key, _kept(held)) for key, held in fields))
    return value


def _foreign(hole: Hole) -> Hole:
    return replace(hole, kind="unknown", owner=None) if hole.kind == "parameter" else hole


def _told(values: Mapping[_Key, Values]) -> dict[_Key, object]:
    return {key: shape for key, group in values.items() if (shape := _shape(group))}


def _shape(values: Values) -> list[object]:
    return [shape for value in values if (shape := _shape_of(value))]


def _shape_of(value: Value) -> object:
    match value:
        case Function(code) | Family(Function(code)):
            return id(code)
        case Hole() | Word() | Mapped():
            return None
        case Instance(file, name, fields):
            return (file, name, [(key, _shape(values)) for key, values in fields or ()])
        case Text(parts):
            return [part if isinstance(part, str) else "" for part in parts]
        case Listed(groups):
            return [shape for values in groups if (shape := _shape(values))]
        case Options(bases, method, path):
            return (_shape(bases), _shape(method), _shape(path))
    return value


def _is_address(value: Value) -> bool:
    if isinstance(value, Text):
        return any(isinstance(part, str) and "/" in part for part in value.parts)
    return isinstance(value, Sender | Options)


def _is_told(value: Text) -> bool:
    return not (value.parts and isinstance(value.parts[0], Hole) and value.parts[0].kind == "parameter")


_HANDED_ON = ("", "call")
"""A closure without a name, and the method of an object that is called itself: what calls them has another name."""


def _held(files: Iterable[ir.DartFile]) -> dict[str, set[str]]:
    """Return the functions that fields and variables may hold as values: ``final fetch = api.get``."""
    found: dict[str, set[str]] = {}
    for file in files:
        fields = [entry for item in file.classes for entry in item.fields]
        methods = [method for item in file.classes for method in item.methods]
        pairs = [(entry.name, entry.value) for entry in (*file.variables, *fields)]
        pairs += [pair for method in methods for pair in method.initialisers]
        for name, value in pairs:
            found.setdefault(name, set()).update(ir.functions_in(value))
    return found


class Passed:
    """Which arguments are written texts, by the name of the function that gets them."""

    __slots__ = ("_written",)

    def __init__(self, files: Iterable[ir.DartFile]) -> None:
        read = tuple(files)
        written = {pair for file in read for pair in file.written}
        held = _held(read)
        self._written = written | {(own, place) for name, place in written for own in held.get(name, ())}

    def is_filled(
        self, name: str, parameters: tuple[ir.Parameter, ...], parameter: str, *, segments: bool = False
    ) -> bool:
        """Tell whether a call of the function passes a written text (with a slash, if ``segments``) for the parameter."""
        if name in _HANDED_ON and not segments:
            return any(item.name == parameter for item in parameters)
        place = 0
        for item in parameters:
            if item.name == parameter:
                wanted = parameter if item.named else str(place)
                return (name, f"{wanted}/" if segments else wanted) in self._written
            place += not item.named
        return False
