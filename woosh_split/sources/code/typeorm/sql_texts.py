"""The texts that a value may be, as far as they are known, and whether one begins as a statement does."""

from __future__ import annotations

from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Either, Literal, Text, each_value
from woosh_split.sql.text import HOLE

MAX_ALTERNATIVES = 64
_STARTS = (
    "select",
    "insert",
    "update",
    "delete",
    "replace",
    "with",
    "call",
    "truncate",
    "(select",
    "lock",
    "exec",
)


def looks_like_sql(text: str) -> bool:
    """Tell whether a text begins as a statement that touches tables."""
    words = text.lstrip().lower().split(None, 1)
    return bool(words) and words[0].startswith(_STARTS)


def alternatives(value: Value) -> list[str]:
    """Return the texts that a value may be, a :data:`HOLE` for each part that is not known."""
    return _alternatives(value, {})


def _alternatives(value: Value, known: dict[int, list[str]]) -> list[str]:
    results: list[str] = []
    for each in each_value(value):
        if not isinstance(each, Text):
            continue
        found = [""]
        for part in each.parts:
            pieces = [part] if isinstance(part, str) else _pieces(part, known)
            found = [before + piece for before in found for piece in pieces][:MAX_ALTERNATIVES]
        results.extend(found)
    return list(dict.fromkeys(results))[:MAX_ALTERNATIVES]


def _pieces(value: Value, known: dict[int, list[str]]) -> list[str]:
    """Return what a part of a text may be; ``known`` holds the parts that were met already, for they are shared."""
    found = known.get(id(value))
    if found is None:
        if isinstance(value, Either):
            pieces = [piece for each in value.values for piece in _pieces(each, known)]
            found = list(dict.fromkeys(pieces))[:MAX_ALTERNATIVES] or [HOLE]
        elif isinstance(value, Text):
            found = _alternatives(value, known)
        elif isinstance(value, Literal) and isinstance(value.value, str):
            found = [value.value]
        else:
            found = [HOLE]
        known[id(value)] = found
    return found
