"""The facts file: JSON with one fact a line.

One fact a line keeps the file small, lets ``git diff`` and ``grep`` show whole facts, and lets the C encoder do
the work: a hundred thousand facts take well under a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from json import JSONEncoder
from operator import attrgetter
from typing import Any

from woosh_split.model.facts import SCHEMA_VERSION, Facts
from woosh_split.reports.layout import Layout


def to_json(facts: Facts, layout: Layout) -> str:
    """Return the facts file; ``layout.parts`` leaves out every other list."""
    return "\n".join(_lines(facts, {part.replace("-", "_") for part in layout.parts}))


def _lines(facts: Facts, parts: set[str]) -> Iterator[str]:
    encode = JSONEncoder(ensure_ascii=False, default=_fact).encode
    yield "{"
    yield f'  "schema_version": {SCHEMA_VERSION},'
    keys = [key for key, _ in _shape(Facts) if not parts or key in parts or key == "monolith"]
    for key in keys:
        value = getattr(facts, key)
        comma = "," if key != keys[-1] else ""
        if not isinstance(value, tuple):
            yield f'  "{key}": {encode(value)}{comma}'
        elif not value:
            yield f'  "{key}": []{comma}'
        else:
            yield f'  "{key}": ['
            yield ",\n".join([f"    {encode(item)}" for item in value])
            yield f"  ]{comma}"
    yield "}"


def _fact(value: Any) -> dict[str, Any]:
    shape = _shape(type(value))  # type: ignore[arg-type]
    return {key: getter(value) for key, getter in shape}


@cache
def _shape(kind: type[Any]) -> tuple[tuple[str, attrgetter[Any]], ...]:
    return tuple((field.metadata.get("key", field.name), attrgetter(field.name)) for field in fields(kind))
