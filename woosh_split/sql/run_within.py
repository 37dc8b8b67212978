"""Statements within others that run them, and the one DELETE that is no query."""

from __future__ import annotations

from woosh_split.sql.lexer import Token

_VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "TABLE", "VALUES")


def run_by_analysis(tokens: list[Token]) -> list[Token]:
    """Return the statement that ``EXPLAIN ANALYZE`` or MariaDB's ``ANALYZE`` runs; nothing where none is run."""
    at = next((i for i, token in enumerate(tokens[:8]) if token.is_word("ANALYZE")), None)
    start = _start(tokens, 0 if at is None else at)
    if (
        at is None
        or start is None
        or at > start
        or (tokens[start].is_word("TABLE") and tokens[0].is_word("ANALYZE"))
    ):
        return []
    return tokens[start:]


def run_with_settings(tokens: list[Token]) -> list[Token]:
    """Return the statement that ``SET STATEMENT name = value FOR`` runs; nothing of any other SET."""
    if len(tokens) < 3 or not tokens[1].is_word("STATEMENT"):
        return []
    end = next((i for i, token in enumerate(tokens) if token.is_word("FOR")), len(tokens))
    return tokens[end + 1 :]


def deleted_history(tokens: list[Token]) -> int | None:
    """Return where the table is named in MariaDB's ``DELETE HISTORY FROM t``; None: ``history`` is a table, or not there."""
    words = len(tokens) > 3 and tokens[0].is_word("DELETE") and tokens[1].is_word("HISTORY")
    if not words or not tokens[2].is_word("FROM") or tokens[3].text.strip("`").lower() == "history":
        return None
    end = 6 if len(tokens) > 5 and tokens[4].is_operator(".") else 4
    return 3 if len(tokens) == end or tokens[end].is_word("BEFORE", "PARTITION") else None


def _start(tokens: list[Token], index: int) -> int | None:
    return next((i for i in range(index, len(tokens)) if tokens[i].is_word(*_VERBS)), None)
