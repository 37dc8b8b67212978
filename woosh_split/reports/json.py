"""The facts file: JSON with one fact a line.

One fact a line keeps the file small, lets ``git diff`` and ``grep`` show whole facts, and lets the C encoder do
the work: a hundred thousand facts take about a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from itertools import islice
from json import JSONEncoder
from operator import attrgetter
from typing import Any

from woosh_split.model.facts import SCHEMA_VERSION, Facts
from woosh_split.reports.layout import Layout

LINES_OF_A_PIECE = 2000


def to_json(facts: Facts, layout: Layout) -> str:
    """Return the facts file; ``layout.parts`` leaves out every other list."""
    return "".join(to_pieces(facts, layout))


def to_pieces(facts: Facts, layout: Layout) -> Iterator[str]:
    """Yield the facts file in pieces of many lines."""
    lines = _lines(facts, {part.replace("-", "_") for part in layout.parts})
    before = ""
    while some := list(islice(lines, LINES_OF_A_PIECE)):
        yield before + "\n".join(some)
        before = "\n"


def _lines(facts: Facts, parts: set[str]) -> Iterator[str]:
    encode = JSONEncoder(ensure_ascii=False, check_circular=False, default=_document).encode
    keys = [key for key in _shape(Facts)[0] if not parts or key in parts or key == "monolith"]
    yield "{"
    yield f'  "schema_version": {SCHEMA_VERSION},'
    for key in keys:
        value = getattr(facts, key)
        comma = "," if key != keys[-1] else ""
        if not isinstance(value, tuple):
            yield f'  "{key}": {encode(value)}{comma}'
        elif not value:
            yield f'  "{key}": []{comma}'
        else:
            yield f'  "{key}": ['
            for item in value[:-1]:
                yield f"    {encode(item)},"
            yield f"    {encode(value[-1])}"
            yield f"  ]{comma}"
    yield "}"


def _document(fact: Any) -> dict[str, Any]:
    keys, values_of = _shape(type(fact))  # type: ignore[arg-type]
    return dict(zip(keys, values_of(fact), strict=True))


@cache
def _shape(kind: type[Any]) -> tuple[tuple[str, ...], attrgetter[tuple[Any, ...]]]:
    """Return the keys of a kind of fact, and what reads their values; every kind has two fields or more."""
    found = fields(kind)
    return tuple(field.metadata.get("key", field.name) for field in found), attrgetter(
        *(f.name for f in found)
    )
