"""The text that callers hand to the SQL reader: how it begins, and how a part that only run time knows is marked."""

from __future__ import annotations

import re

HOLE = "\ue5a1"
"""Stands in SQL text for an interpolation that cannot be resolved, as `${name}` in a template or `+ name`.

A character of Unicode's private use area, so no source text means anything by it. Callers substitute whatever they
do know (constants, literals) and put one ``HOLE`` for each part that they do not, without adding blanks or quotes:
``"SELECT * FROM orders_" + HOLE`` is a computed table name, ``"... LIMIT " + HOLE`` is a value.
"""

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
    "create temporary",
)


LONGEST_START = max(map(len, _STARTS))
DDL_AT_RUN_TIME = "DDL at run time"
NO_SQL = "this is no SQL that we can parse"
UNCLOSED = "a string, name or comment is not closed"
_BEFORE = re.compile(r"\s+|(?:--|#)[^\n]*|/\*(?!!).*?\*/", re.DOTALL)
"""What may stand before a statement: a file of SQL mostly begins with what it is for."""


def looks_like_sql(text: str) -> bool:
    """Tell whether a text begins, comments apart, as a statement that touches tables."""
    at = beginning(text)
    return text[at : at + LONGEST_START].lower().startswith(_STARTS)


def beginning(text: str) -> int:
    """Return where a statement begins, behind the comments before it."""
    at = 0
    while match := _BEFORE.match(text, at):
        at = match.end()
    return at
