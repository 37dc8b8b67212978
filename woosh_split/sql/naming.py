"""The names of tables among tokens."""

from __future__ import annotations

from woosh_split.sql.holes import MARK
from woosh_split.sql.lexer import IDENTIFIER, WORD, Token


def name_at(tokens: list[Token], index: int) -> tuple[str, int]:
    """Return the last part of the name at ``index`` ("" when there is none), and the index behind it."""
    name = ""
    while index < len(tokens):
        token = tokens[index]
        if token.kind not in (WORD, IDENTIFIER) and token.text != MARK:
            return "", index
        name = token.name
        index += 1
        if index >= len(tokens) or not tokens[index].is_operator("."):
            break
        index += 1
    return name, index


def counted_anew(tokens: list[Token]) -> str | None:
    """Return the table of ``ALTER TABLE t AUTO_INCREMENT = n``, which leaves its columns as they are; None: it does more."""
    index = next((i for i, token in enumerate(tokens[:3]) if token.is_word("TABLE")), len(tokens)) + 1
    index += 2 if tokens[index : index + 1] and tokens[index].is_word("IF") else 0
    name, end = name_at(tokens, index)
    rest = tokens[end:]
    alone = 1 < len(rest) <= 3 and rest[0].is_word("AUTO_INCREMENT")
    return name if alone and tokens[0].is_word("ALTER") else None


_WRITES = {
    "INSERT": ("insert",),
    "REPLACE": ("insert", "delete"),
    "UPDATE": ("update",),
    "DELETE": ("delete",),
}
_MODIFIERS = ("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "QUICK", "IGNORE", "INTO", "FROM")
_BRING_TABLES = ("SELECT", "FROM", "JOIN", "STRAIGHT_JOIN", "USING", "TABLE", "UNION", "WITH", "INTO")


def written_at_head(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    """Return the table that ``INSERT INTO t SET``, ``UPDATE t SET`` and ``DELETE FROM t WHERE`` write, with each operation.

    Nothing where the head is another, or where a word of the rest may bring further tables.
    """
    operations = _WRITES.get(tokens[0].upper, ())
    index = 1
    while index < len(tokens) and tokens[index].is_word(*_MODIFIERS):
        index += 1
    name, end = name_at(tokens, index)
    rest = tokens[end:]
    if not name or MARK in name or not rest or any(each.is_word(*_BRING_TABLES) for each in rest):
        return ()
    starts = rest[0].is_word("WHERE" if operations == ("delete",) else "SET")
    listed = "insert" in operations and rest[0].is_operator("(")
    return tuple((name, each) for each in operations) if starts or listed else ()
