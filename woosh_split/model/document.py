"""Facts to the JSON document of the public contract, and back."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from woosh_split.model.facts import SCHEMA_VERSION, Facts

T = TypeVar("T")


def to_document(facts: Facts) -> dict[str, Any]:
    """Return the facts as the JSON document that ``analyse --format json`` prints."""
    return {"schema_version": SCHEMA_VERSION} | _encode_fields(facts)


def from_document(document: dict[str, Any]) -> Facts:
    """Read a facts document.

    Raises:
        ValueError: the document has another schema version, lacks a key or holds a value of another shape.
    """
    version = document.get("schema_version")
    if version != SCHEMA_VERSION:
        raise ValueError(f"schema_version is {version!r}, this version reads {SCHEMA_VERSION}")
    return _decode(Facts, document, "facts")


@cache
def _keys(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, _key(f)) for f in fields(kind))


def _key(field: Field[Any]) -> str:
    key: str = field.metadata.get("key", field.name)
    return key


def _encode_fields(value: Any) -> dict[str, Any]:
    return {key: _encode(getattr(value, name)) for name, key in _keys(type(value))}  # type: ignore[arg-type]


def _encode(value: Any) -> Any:
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return _encode_fields(value)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: type[T], value: Any, place: str) -> T:
    if not isinstance(value, dict):
        raise ValueError(f"{place}: expected an object, found {type(value).__name__}")
    arguments: dict[str, Any] = {}
    hints = _hints(kind)  # type: ignore[arg-type]
    for field in fields(kind):  # type: ignore[arg-type]
        key = _key(field)
        if key in value:
            arguments[field.name] = _decode_value(hints[field.name], value[key], f"{place}.{key}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{place}: the key {key!r} is missing")
    return kind(**arguments)


def _decode_value(hint: Any, value: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
        origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{place}: expected a list, found {type(value).__name__}")
        item = get_args(hint)[0]
        return tuple(_decode_value(item, each, f"{place}[{index}]") for index, each in enumerate(value))
    if is_dataclass(hint):
        return _decode(hint, value, place)  # type: ignore[arg-type]
    if not isinstance(value, hint):
        raise ValueError(f"{place}: expected {hint.__name__}, found {type(value).__name__}")
    return value
