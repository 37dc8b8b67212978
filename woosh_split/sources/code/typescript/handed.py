"""Who wrote a text that a function runs: a wrapper around the database does what its caller says."""

from __future__ import annotations

import re

from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Either, Record, Text, known_text

_STATEMENT = re.compile(
    r"\s*\(?\s*(?:select|insert|update|delete|replace|with|call|truncate)\b", re.IGNORECASE
)
"""What a whole statement begins with: who hands in only a condition has not chosen the table."""


def way_of(value: Value, frame: Frame, line: int) -> list[tuple[Frame, int]]:
    """Return the functions through which a statement comes, and the lines on which they hand it on.

    The first is the one that runs it, the last the one that wrote it; it may have been added to on the way.
    """
    way = [(frame, line)]
    while (call := way[-1][0].answers) is not None and any(_is_in(arg, value) for arg in call.args):
        way.append((call.scope.frame, call.line))
    return way


def _is_in(given: Value, value: Value) -> bool:
    if given is value:
        return isinstance(given, Text | Either)
    if isinstance(given, Record):
        return any(_is_in(inner, value) for inner in given.fields.values())
    if not isinstance(value, Text):
        return False
    if value.parts and value.parts[0] is given:
        return True
    text, whole = known_text(given), known_text(value)
    return text is not None and whole is not None and _STATEMENT.match(text) is not None and text in whole
