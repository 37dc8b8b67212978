"""Transactions that are begun and ended in SQL: ``runner.query('START TRANSACTION')``."""

from __future__ import annotations

import re

from woosh_split.sources.code.typeorm.sql_texts import alternatives
from woosh_split.sources.code.typescript.root import Value

_METHODS = (
    (re.compile(r"\s*(START\s+TRANSACTION|BEGIN)\b", re.IGNORECASE), "startTransaction"),
    (re.compile(r"\s*COMMIT\b", re.IGNORECASE), "commitTransaction"),
    (re.compile(r"\s*ROLLBACK\b(?!(\s+WORK)?\s+TO\b)", re.IGNORECASE), "rollbackTransaction"),
)


def method_meant(sql: Value) -> str | None:
    """Return the query runner's method that does the same as a statement; None for any other statement."""
    texts = alternatives(sql)
    for pattern, name in _METHODS:
        if texts and all(pattern.match(text) for text in texts):
            return name
    return None
