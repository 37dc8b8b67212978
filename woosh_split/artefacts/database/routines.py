"""Procedures and functions that a service calls: their text as it is created anew in the service's schema.

A routine looks its tables up in its own schema. In the service's schema it meets the service's tables and published
views, and it runs with the rights of its caller, whatever it did in the monolith: so it can do no more than the service.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from woosh_split.model.organisation import StoredRoutine
from woosh_split.sources.schema.ddl.routine_text import RoutineText
from woosh_split.sql.lexer import IDENTIFIER, WORD, tokenize


@dataclass(frozen=True, slots=True)
class Copied:
    """The routines of one service: created anew, and those whose text is not known."""

    routines: tuple[StoredRoutine, ...] = ()
    missing: tuple[str, ...] = ()
    temporary: bool = False  # one of them makes temporary tables


def copied(
    called: Iterable[str], texts: Mapping[str, RoutineText], schema: str, monolith: Collection[str]
) -> Copied:
    """Return the routines that a service calls and those that they call.

    ``texts`` are by name in lower case; ``monolith`` are the names of the schema that their text was written for.
    """
    found: dict[str, RoutineText] = {}
    missing: set[str] = set()
    pending = sorted(called, reverse=True)
    while pending:
        name = pending.pop()
        key = name.lower()
        if key in found:
            continue
        text = texts.get(key)
        if text is None:
            missing.add(name)
            continue
        found[key] = text
        pending += _named(text, texts)
    routines = tuple(
        StoredRoutine(schema, text.name, text.kind, _without_schema(text.rest, monolith), text.sql_mode)
        for _, text in sorted(found.items())
    )
    return Copied(
        routines, tuple(sorted(missing)), any(_makes_temporary(text.rest) for text in found.values())
    )


def _named(text: RoutineText, texts: Mapping[str, RoutineText]) -> list[str]:
    words = {token.name.lower() for token in tokenize(text.rest) if token.kind in (WORD, IDENTIFIER)}
    return sorted(words & set(texts), reverse=True)


def _without_schema(text: str, schemas: Collection[str]) -> str:
    """Take the monolith's schema off qualified names, so that they too are looked up where the routine lies."""
    tokens = tokenize(text)
    parts: list[str] = []
    position = 0
    for token, following in pairwise(tokens):
        if token.kind in (WORD, IDENTIFIER) and token.name in schemas and following.is_operator("."):
            parts.append(text[position : token.start])
            position = following.end
    return "".join([*parts, text[position:]])


def _makes_temporary(text: str) -> bool:
    tokens = tokenize(text)
    return any(
        a.is_word("CREATE", "REPLACE") and b.is_word("TEMPORARY") and c.is_word("TABLE")
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
