"""Shapes of a service's code to JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it.

What is not known is an open schema (``{}``): it claims nothing. Named shapes become components, and a name that two
files use gets a number in the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.validators import narrowed
from woosh_split.model.service_code import Shape, ShapeField, ShapeType

Schema = dict[str, Any]
_DEPTH = 12

_PRIMITIVES: Mapping[str, Schema] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "bigint": {"type": "string", "pattern": "^-?[0-9]+$"},
    "Date": {"type": "string", "format": "date-time"},
    "Buffer": {},
    "file": {"type": "string", "contentMediaType": "application/octet-stream"},
}


class Components:
    """The named schemas that were asked for, made as they are needed."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._shapes = {(each.file, each.name): each for each in shapes}
        self._names: dict[tuple[str, str], str] = {}
        self._schemas: dict[str, Schema] = {}

    @property
    def schemas(self) -> dict[str, Schema]:
        """The components, sorted."""
        return dict(sorted(self._schemas.items()))

    def schema(self, type_: ShapeType, depth: int = 0) -> Schema:
        """Return the schema of a type."""
        if depth > _DEPTH:
            return {}
        found = _READERS.get(type_[0])
        return found(self, type_, depth + 1) if found is not None else {}

    def ancestors(self, file: str, name: str) -> Iterator[tuple[str, str]]:
        """Yield the file and name of every class that a class extends, the nearest first."""
        seen = {(file, name)}
        pending = [(file, name)]
        while pending:
            shape = self._shapes.get(pending.pop(0))
            for parent in shape.parents if shape is not None else ():
                key = (str(parent[1]), str(parent[2])) if parent[0] == "ref" else ("", "")
                if parent[0] == "ref" and key not in seen:
                    seen.add(key)
                    pending.append(key)
                    yield key

    def fields(self, type_: ShapeType, depth: int = 0) -> tuple[ShapeField, ...] | None:
        """Return all fields of a shape with those that it inherits; None where it is no shape with fields."""
        tag = type_[0]
        if depth > _DEPTH:
            return None
        if tag == "obj":
            return tuple(type_[1])
        if tag == "ref":
            shape = self._shapes.get((type_[1], type_[2]))
            return self._fields_of(shape, depth + 1) if shape is not None else None
        if tag == "all":
            parts = [self.fields(each, depth + 1) for each in type_[1]]
            return _joined(part for part in parts if part is not None) if all(parts) else None
        if tag in ("partial", "whole", "pick", "omit"):
            inner = self.fields(type_[1], depth + 1)
            return _mapped(tag, inner, type_) if inner is not None else None
        return None

    def _fields_of(self, shape: Shape, depth: int) -> tuple[ShapeField, ...] | None:
        if shape.type[0] != "obj":
            return self.fields(shape.type, depth)
        inherited = [self.fields(each, depth) for each in shape.parents]
        return _joined([*(each for each in inherited if each is not None), tuple(shape.type[1])])

    def _ref(self, type_: ShapeType, depth: int) -> Schema:
        key = (type_[1], type_[2])
        shape = self._shapes.get(key)
        if shape is None:
            return {}
        name = self._name(key)
        if name not in self._schemas:
            self._schemas[name] = {}  # a shape may hold itself
            if shape.type[0] == "obj":
                self._schemas[name] = self.object(self._fields_of(shape, 0) or (), 0)
            else:
                self._schemas[name] = self.schema(shape.type, 0)
        return {"$ref": f"#/components/schemas/{name}"}

    def _name(self, key: tuple[str, str]) -> str:
        """Return a component's name: the shape's own, with a number where another file's shape has it already."""
        if key not in self._names:
            plain = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in key[1])
            taken = set(self._names.values())
            name, number = plain, 1
            while name in taken:
                number += 1
                name = f"{plain}{number}"
            self._names[key] = name
        return self._names[key]

    def object(self, fields: Iterable[ShapeField], depth: int) -> Schema:
        """Return the schema of an object with fields."""
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for field in fields:
            if any(rule.name in ("Exclude", "ApiHideProperty", "get") for rule in field.rules):
                continue
            schema, optional = narrowed(field, self.schema(field.type, depth), self._asked(depth))
            properties[field.name] = schema
            if not optional:
                required.append(field.name)
        found: Schema = {"type": "object", "properties": properties}
        if required:
            found["required"] = required
        return found

    def _asked(self, depth: int) -> Callable[[ShapeType], Schema]:
        return lambda type_: self.schema(type_, depth)

    def _object(self, type_: ShapeType, depth: int) -> Schema:
        return self.object(type_[1], depth)

    def _fields(self, type_: ShapeType, depth: int) -> Schema:
        fields = self.fields(type_)
        return self.object(fields, depth) if fields is not None else {}

    def _array(self, type_: ShapeType, depth: int) -> Schema:
        return {"type": "array", "items": self.schema(type_[1], depth)}

    def _union(self, type_: ShapeType, depth: int) -> Schema:
        members = [each for each in type_[1] if each[0] != "undefined"]
        values = [each[1] for each in members if each[0] == "lit"]
        if members and len(values) == len(members):
            return {"enum": list(dict.fromkeys(values))}
        schemas: list[Schema] = [
            self.schema(each, depth) for each in members if each[0] != "lit" or each[1] is None
        ]
        literals = [value for value in values if value is not None]
        if literals:
            schemas.append({"enum": list(dict.fromkeys(literals))})
        if {} in schemas or not schemas:
            return {}
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _literal(self, type_: ShapeType, depth: int) -> Schema:
        return {"type": "null"} if type_[1] is None else {"const": type_[1]}

    def _map(self, type_: ShapeType, depth: int) -> Schema:
        return {"type": "object", "additionalProperties": self.schema(type_[1], depth)}

    def _primitive(self, type_: ShapeType, depth: int) -> Schema:
        return dict(_PRIMITIVES.get(type_[1], {}))


_READERS: Mapping[str, Callable[[Components, ShapeType, int], Schema]] = {
    "prim": Components._primitive,
    "ref": Components._ref,
    "arr": Components._array,
    "union": Components._union,
    "lit": Components._literal,
    "obj": Components._object,
    "map": Components._map,
    "all": Components._fields,
    "partial": Components._fields,
    "whole": Components._fields,
    "pick": Components._fields,
    "omit": Components._fields,
}


def _joined(parts: Iterable[tuple[ShapeField, ...]]) -> tuple[ShapeField, ...]:
    """Join fields; a later one takes the place of an earlier one of its name."""
    found: dict[str, ShapeField] = {}
    for part in parts:
        for field in part:
            found[field.name] = field
    return tuple(found.values())


def _mapped(tag: str, fields: tuple[ShapeField, ...], type_: ShapeType) -> tuple[ShapeField, ...]:
    if tag == "pick":
        return tuple(each for each in fields if each.name in type_[2])
    if tag == "omit":
        return tuple(each for each in fields if each.name not in type_[2])
    return tuple(ShapeField(each.name, each.type, tag == "partial", each.rules) for each in fields)
