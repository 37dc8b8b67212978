"""Names in types to the shapes that they mean, through imports, aliases and barrels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from woosh_split.model.service_code import (
    ANYTHING,
    Handler,
    HandlerParameter,
    Rule,
    Shape,
    ShapeField,
    ShapeType,
)
from woosh_split.sources.code.typescript.project import ImportResolver

_WRAPPERS = frozenset({"Promise", "Observable", "Readonly", "NonNullable", "Awaited", "Relation"})
_ARRAYS = frozenset({"Array", "ReadonlyArray", "Set", "Iterable"})
_KNOWN: Mapping[str, ShapeType] = {
    "Date": ("prim", "Date"),
    "Buffer": ("prim", "Buffer"),
    "String": ("prim", "string"),
    "Number": ("prim", "number"),
    "Boolean": ("prim", "boolean"),
    "Express.Multer.File": ("prim", "file"),
}
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Links:
    """What a file imports and re-exports: ``imports`` local -> (specifier, name), ``exports`` the same for re-exports."""

    imports: Mapping[str, tuple[str, str]]
    exports: Mapping[str, tuple[str | None, str]]
    stars: tuple[str, ...]
    default: str | None = None


class Linker:
    """Turns ``(name, ...)`` into ``(ref, file, name)`` where a shape of the service is meant."""

    def __init__(
        self, links: Mapping[str, Links], shapes: Mapping[tuple[str, str], Shape], resolver: ImportResolver
    ) -> None:
        self._links = links
        self._shapes = shapes
        self._resolver = resolver

    def type(self, type_: ShapeType, file: str) -> ShapeType:
        """Link a type, and everything in it."""
        tag = type_[0]
        if tag == "name":
            return self._name(type_, file)
        if tag in ("arr", "map", "partial", "whole"):
            return (tag, self.type(type_[1], file))
        if tag in ("union", "all"):
            return (tag, tuple(self.type(each, file) for each in type_[1]))
        if tag in ("pick", "omit"):
            return (tag, self.type(type_[1], file), type_[2])
        if tag == "obj":
            return (tag, tuple(self.field(each, file) for each in type_[1]))
        return type_

    def _name(self, type_: ShapeType, file: str) -> ShapeType:
        _, name, given = type_
        found = self.find(file, name)
        if found is not None:
            return ("ref", *found)
        if name in _KNOWN:
            return _KNOWN[name]
        inner = [self.type(each, file) for each in given]
        if name in _WRAPPERS and inner:
            return inner[0]
        if name in _ARRAYS and inner:
            return ("arr", inner[0])
        if name in ("Record", "Map") and len(inner) == 2:
            return ("map", inner[1])
        if name == "Partial" and inner:
            return ("partial", inner[0])
        if name == "Required" and inner:
            return ("whole", inner[0])
        if name in ("Pick", "Omit") and len(inner) == 2:
            keys = _keys(inner[1])
            return (name.lower(), inner[0], keys) if keys else ANYTHING
        return ANYTHING

    def find(self, file: str, name: str, depth: int = 0) -> tuple[str, str] | None:
        """Return the file and name of the shape that a name means in a file."""
        if (file, name) in self._shapes:
            return file, name
        links = self._links.get(file)
        if links is None or depth > _DEPTH or name not in links.imports:
            return None
        specifier, imported = links.imports[name]
        target = self._resolver.resolve(file, specifier)
        return self._exported(target, imported, depth + 1) if target is not None else None

    def _exported(self, file: str, name: str, depth: int) -> tuple[str, str] | None:
        links = self._links.get(file)
        if depth > _DEPTH or links is None:
            return None
        if name == "default" and links.default:
            name = links.default
        if name in links.exports:
            specifier, local = links.exports[name]
            if specifier is None:
                return self.find(file, local, depth + 1)
            target = self._resolver.resolve(file, specifier)
            return self._exported(target, local, depth + 1) if target is not None else None
        if (file, name) in self._shapes:
            return file, name
        for star in links.stars:
            target = self._resolver.resolve(file, star)
            found = self._exported(target, name, depth + 1) if target is not None else None
            if found is not None:
                return found
        return None

    def field(self, field: ShapeField, file: str) -> ShapeField:
        """Link a field and its rules."""
        rules = tuple(
            Rule(each.name, tuple(self._given(arg, file) for arg in each.arguments)) for each in field.rules
        )
        return replace(field, type=self.type(field.type, file), rules=rules)

    def _given(self, value: Any, file: str) -> Any:
        if isinstance(value, tuple) and value and value[0] in ("name", "arr"):
            return self.type(value, file)
        if isinstance(value, tuple) and value and value[0] == "options":
            return ("options", tuple((key, self._given(each, file)) for key, each in value[1]))
        return value

    def shape(self, shape: Shape) -> Shape:
        """Link a shape."""
        parents = tuple(self.type(each, shape.file) for each in shape.parents)
        return replace(shape, type=self.type(shape.type, shape.file), parents=parents)

    def handler(self, handler: Handler) -> Handler:
        """Link a handler."""
        parameters = tuple(self._parameter(each, handler.file) for each in handler.parameters)
        returns = self.type(handler.returns, handler.file) if handler.returns is not None else None
        return replace(handler, parameters=parameters, returns=returns)

    def _parameter(self, parameter: HandlerParameter, file: str) -> HandlerParameter:
        return replace(parameter, type=self.type(parameter.type, file))


def _keys(type_: ShapeType) -> tuple[str, ...]:
    members = type_[1] if type_[0] == "union" else (type_,)
    return tuple(each[1] for each in members if each[0] == "lit" and isinstance(each[1], str))
