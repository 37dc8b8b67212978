"""The text of procedures and functions as a dump has it: what is needed to create them somewhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from woosh_split.sources.schema.ddl.dialects import find_dialect
from woosh_split.sources.schema.ddl.reading import TokenReader
from woosh_split.sources.schema.ddl.splitting import split_dump
from woosh_split.sources.schema.ddl.stored import skip_characteristics, skip_type
from woosh_split.sql.lexer import tokenize

_MODE = re.compile(
    r"^[^\n'\"`#]*?\bsql_mode\s*=\s*(?:'([A-Z_,]*)'|\"([A-Z_,]*)\")", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class RoutineText:
    """A routine: ``rest`` is everything from the parameters on, with SQL SECURITY INVOKER among its characteristics.

    ``sql_mode`` is the session's when the dump creates it, None where the dump does not say.
    """

    name: str
    kind: str  # procedure | function
    rest: str
    sql_mode: str | None = None


def routine_texts(dump: str) -> dict[str, RoutineText]:
    """Return the routines of a dump by their name in lower case; of two with one name the last stands."""
    dump = dump.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if find_dialect(dump[:200_000]) != "mysql":
        return {}
    return {text.name.lower(): text for text in _routines(dump)}


def _routines(dump: str) -> Iterator[RoutineText]:
    modes, mode = _modes(dump), None
    following = next(modes, None)
    for statement in split_dump(dump):
        while following is not None and following[0] < statement.line:
            mode, following = following[1], next(modes, None)
        found = None if statement.cut else _read(statement.text)
        if found is not None:
            yield RoutineText(*found, mode)


def _modes(dump: str) -> Iterator[tuple[int, str]]:
    """Yield each ``sql_mode`` that the dump sets, with the line on which it does; lines are counted once."""
    line, counted = 1, 0
    for match in _MODE.finditer(dump):
        line += dump.count("\n", counted, match.end())
        counted = match.end()
        yield line, match.group(1) or match.group(2) or ""


def _read(text: str) -> tuple[str, str, str] | None:
    """Return name, kind and the rest; None where the statement creates no routine."""
    head = TokenReader(tokenize(text))
    if not head.take_word("CREATE"):
        return None
    kind = ""
    while not head.ended and head.index < 20 and not kind:
        kind = head.take_word("PROCEDURE", "FUNCTION").lower()
        if not kind:
            if head.at_word("TABLE", "VIEW", "TRIGGER", "EVENT", "AGGREGATE", "AS"):
                return None
            head.index += 1
    head.take_words("IF", "NOT", "EXISTS")
    _, name = head.take_qualified()
    start = head.peek()
    if not kind or not name or start is None or head.take_brackets() is None:
        return None
    if head.take_word("RETURNS"):
        skip_type(head)
    first = head.index
    skip_characteristics(head)
    body, last = head.peek(), head.tokens[-1]
    if body is None:
        return None
    declared = text[start.start : body.start]
    for index in range(first, head.index - 1):
        token, security, value = (*head.tokens[index : index + 2], head.peek(index + 2 - head.index))
        if token.is_word("SQL") and security.is_word("SECURITY") and value is not None:
            declared = text[start.start : token.start] + text[value.end : body.start]
            break
    return name, kind, f"{declared.rstrip()}\nSQL SECURITY INVOKER\n{text[body.start : last.end]}"
