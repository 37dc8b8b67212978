"""What one round over the project teaches the next: who constructs what with which values, and which texts are passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.values import (
    Function,
    Hole,
    Instance,
    Listed,
    Mapped,
    Options,
    Text,
    Value,
    Values,
    joined,
)

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
        """Return what can be compared between rounds: closures are made anew in each, so they do not count."""
        return (
            {
                key: {name: _shape(v) for name, v in fields.items()}
                for key, fields in self.constructed.items()
            },
            *({key: _shape(v) for key, v in one.items()} for one in (self.assigned, self.field_bases)),
            {key: _shape(v) for key, v in self.class_bases.items()},
            {key: _shape(v) for key, v in self.bases.items()},
        )

    def construct(self, key: ClassKey, fields: dict[str, Values]) -> None:
        """Note a construction."""
        known = self.constructed.setdefault(key, {})
        for name, values in fields.items():
            known[name] = joined(known.get(name, ()), values)

    def assign(self, key: FieldKey, values: Values) -> None:
        """Note an assignment to a field or a top-level variable (its class is empty)."""
        self.assigned[key] = joined(self.assigned.get(key, ()), values)

    def base(self, kind: str, values: Values) -> None:
        """Note a base URL that some client of this kind is given."""
        known = tuple(value for value in values if isinstance(value, Text) and _is_told(value))
        if known:
            self.bases[kind] = joined(self.bases.get(kind, ()), known)


def _shape(values: Values) -> object:
    return [_shape_of(value) for value in values]


def _shape_of(value: Value) -> object:
    match value:
        case Function(code):
            return id(code)
        case Hole(name, kind):
            return (name, kind)
        case Instance(file, name, fields):
            return (file, name, [(key, _shape(values)) for key, values in fields or ()])
        case Text(parts):
            return [part if isinstance(part, str) else (part.name, part.kind) for part in parts]
        case Listed(groups):
            return [_shape(values) for values in groups]
        case Mapped(pairs):
            return [(_shape(key), _shape(values)) for key, values in pairs]
        case Options(bases, method, path):
            return (_shape(bases), _shape(method), _shape(path))
    return value


def _is_told(value: Text) -> bool:
    return not (value.parts and isinstance(value.parts[0], Hole) and value.parts[0].kind == "parameter")


class Passed:
    """Which arguments are written texts, by the name of the function that gets them."""

    __slots__ = ("_written",)

    def __init__(self, files: Iterable[ir.DartFile]) -> None:
        self._written = {pair for file in files for pair in file.written}

    def is_filled(self, name: str, parameters: tuple[ir.Parameter, ...], parameter: str) -> bool:
        """Tell whether a call of the function passes a written text for the parameter."""
        place = 0
        for item in parameters:
            if item.name == parameter:
                return (name, parameter if item.named else str(place)) in self._written
            place += not item.named
        return False
