"""Which functions a statement calls that may be stored ones: all that are not the server's own."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sql.holes import MARK
from woosh_split.sql.lexer import IDENTIFIER, WORD, Token
from woosh_split.sql.rewriting import MODIFIERS
from woosh_split.sql.words import BUILT_IN_FUNCTIONS, RESERVED, TYPE_WORDS, VALUES_FOLLOW

_NAMES_FOLLOW = ("INTO", "TABLE", "JOIN", "FROM", "AS", "WITH", "RECURSIVE", "INSERT", "REPLACE")


def stored_functions(tokens: list[Token]) -> Iterator[str]:
    """Yield each name that is called and is not built in; of ``schema.name(...)`` the name."""
    for index in range(1, len(tokens)):
        token = tokens[index - 1]
        if not tokens[index].is_operator("(") or token.kind not in (WORD, IDENTIFIER):
            continue
        if token.kind == WORD and (token.upper in RESERVED or token.upper in TYPE_WORDS):
            continue
        if token.name.lower() in BUILT_IN_FUNCTIONS or MARK in token.text:
            continue
        start = index - 2
        while start > 0 and tokens[start].is_operator("."):
            start -= 2
        if start < 0 or not _names_something(tokens, start):
            yield token.name


def _names_something(tokens: list[Token], before: int) -> bool:
    """Say whether the name behind the token at ``before`` is that of a table, or an alias with a column list."""
    token = tokens[before]
    if token.is_word(*_NAMES_FOLLOW):
        return True
    if tokens[0].is_word("INSERT", "REPLACE") and all(t.is_word(*MODIFIERS) for t in tokens[1 : before + 1]):
        return True  # INSERT IGNORE t(a)
    return (
        token.kind in (WORD, IDENTIFIER) and token.upper not in RESERVED and token.upper not in VALUES_FOLLOW
    )
