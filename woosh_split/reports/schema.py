"""The JSON Schema of the facts file, generated from the dataclasses that the file is read into."""

from __future__ import annotations

import json
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from inspect import cleandoc
from typing import Any, get_args, get_origin, get_type_hints

from woosh_split.model.facts import SCHEMA_VERSION, Facts

_VIA = ["repository", "manager", "query-builder", "raw-sql", "procedure", "relation", "trigger", "view"]

_VALUES: dict[str, list[str]] = {
    "Monolith.framework": ["nestjs", "fastapi", "flask", "django"],
    "Access.mode": ["read", "write"],
    "Access.via": _VIA,
    "Access.operation": ["select", "insert", "update", "delete", "truncate", "alter", "call"],
    "Table.kind": ["table", "view"],
    "Table.declared_by": ["ddl", "entity", "database"],
    "Route.auth": ["required", "optional", "none"],
    "Route.body": ["none", "json", "upload", "stream"],
    "Route.kind": ["http", "sse", "websocket", "webhook"],
    "Relation.kind": ["many-to-one", "one-to-many", "one-to-one", "many-to-many"],
    "Event.direction": ["emits", "handles"],
    "Trigger.event": ["insert", "update", "delete"],
    "Trigger.timing": ["before", "after"],
    "Routine.kind": ["procedure", "function"],
    "Violation.severity": ["error", "warning"],
    "Violation.state": ["new", "known"],
}
"""Closed sets of the contract; kinds that may grow (hazards, drift, unresolved) stay open."""


def facts_schema() -> str:
    """Return the schema as JSON text.

    ``required`` lists what the file cannot be read without; ``analyse`` writes every key, unless ``--only``
    leaves lists out. Further keys may be added without a new ``schema_version``.
    """
    definitions: dict[str, Any] = {}
    facts = object_schema(Facts, definitions)
    facts["properties"] = {"schema_version": {"const": SCHEMA_VERSION}} | facts["properties"]
    facts["required"] = ["schema_version", *facts["required"]]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:woosh-split:facts:{SCHEMA_VERSION}",
        "title": "woosh-split facts",
        **facts,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False)


def object_schema(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one dataclass; the dataclasses in its fields are added to ``definitions``."""
    hints = get_type_hints(kind)
    properties = {
        _key(field): _value(hints[field.name], f"{kind.__name__}.{field.name}", definitions)
        for field in fields(kind)
    }
    required = [
        _key(field) for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING
    ]
    return {
        "type": "object",
        "description": cleandoc(kind.__doc__ or ""),
        "properties": properties,
        "required": required,
    }


def _key(field: Field[Any]) -> str:
    return str(field.metadata.get("key", field.name))


def _value(hint: Any, place: str, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        inner = next(each for each in get_args(hint) if each is not type(None))
        return {"anyOf": [_value(inner, place, definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0], place, definitions)}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = object_schema(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        return {"type": "integer", "minimum": 1 if place.endswith((".line", "column")) else 0}
    if hint is str:
        return {"type": "string"} | ({"enum": _VALUES[place]} if place in _VALUES else {})
    raise TypeError(f"{place}: no JSON Schema for {hint!r}")
