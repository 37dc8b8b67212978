"""The placeholders of the MySQL driver that stand for names: ``SELECT ?? FROM ??``."""

from __future__ import annotations

import re

from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import (
    Either,
    Items,
    Literal,
    Text,
    join_values,
    known_text,
    text_parts,
)

_PLACEHOLDER = re.compile(r"\?\??")


def filled(sql: Value, values: Value) -> Value:
    """Return a statement with the names that its ``??`` stand for; each ``?`` is left, for it is a value."""
    if isinstance(sql, Either):
        return join_values([filled(each, values) for each in sql.values])
    if isinstance(sql, Literal):
        sql = Text(tuple(text_parts(sql)))
    if not isinstance(sql, Text) or not any(isinstance(part, str) and "??" in part for part in sql.parts):
        return sql
    given = values.values if isinstance(values, Items) and not values.open else []
    if not isinstance(values, Items) and values is not UNKNOWN:
        given = [values]  # format(sql, value)
    parts: list[str | Value] = []
    index = 0
    for part in sql.parts:
        if not isinstance(part, str):
            parts.append(part)
            continue
        start = 0
        for match in _PLACEHOLDER.finditer(part):
            if match[0] == "??":
                parts += [
                    part[start : match.start()],
                    *_name(given[index] if index < len(given) else UNKNOWN),
                ]
                start = match.end()
            index += 1
        parts.append(part[start:])
    return Text(tuple(parts))


def quoted(name: Value) -> Value:
    """Return what ``escapeId(name)`` gives."""
    return Text(tuple(_name(name)))


def _name(value: Value) -> list[str | Value]:
    if isinstance(value, Items) and not value.open and value.values:
        parts: list[str | Value] = []
        for each in value.values:
            parts += [*([", "] if parts else []), *_name(each)]
        return parts
    text = known_text(value)
    return [value] if text is None else [".".join(f"`{part.strip('`')}`" for part in text.split("."))]
