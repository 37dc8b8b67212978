"""Keeps the schema in a table's name: ``shop.orders`` in the place of a table becomes one name of two parts.

The readers of SQL take the last part of a name, which is all that the code of a monolith needs. What a server ran may
name tables of several databases, so that part must not be lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.sql.lexer import IDENTIFIER, OPERATOR, WORD, Token
from woosh_split.sql.words import RESERVED

SEPARATOR = "\ue5a2"
"""Stands between schema and table: a character of Unicode's private use area, so that no name has it."""

_TABLE_FOLLOWS = frozenset({"FROM", "JOIN", "STRAIGHT_JOIN", "INTO", "UPDATE", "TABLE", "TABLES", "TRUNCATE"})
_ALONE = frozenset({"INTO", "TABLE", "TABLES", "TRUNCATE", "DESCRIBE", "DESC", "DELETE"})
_SKIPPED = frozenset({"LOW_PRIORITY", "IGNORE", "QUICK", "LATERAL", "IF", "EXISTS", "NOT", "TABLE"})
_ENDS = frozenset(
    {"WHERE", "SET", "SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "VALUES", "VALUE", "WINDOW", "FOR", "LOCK", "UNION"}
)  # fmt: skip


@dataclass(slots=True)
class _Level:
    """One level of brackets: whether it holds a query, and whether a table list goes on in it."""

    query: bool
    tables: bool = False
    follows: str = ""  # the word after which the table stands


def joined_names(tokens: list[Token]) -> list[Token]:
    """Return the tokens with ``schema.table`` in the place of a table as one name, and ``schema.table.column`` without."""
    found: list[Token] = []
    levels = [_Level(query=True)]
    expected = False
    index = 0
    while index < len(tokens):
        token = tokens[index]
        level = levels[-1]
        width = _width(tokens, index)
        if width > 1:
            if expected:
                found += _table(tokens, index, level.follows)
            else:
                found += tokens[index + 2 : index + 5] if width == 3 else tokens[index : index + 3]
            expected = False
            index += 2 * width - 1
            continue
        if token.kind == OPERATOR:
            if token.text == "(":
                levels.append(_Level(query=expected, tables=expected, follows=level.follows))
            elif token.text == ")":
                if len(levels) > 1:
                    levels.pop()
                expected = False
            elif token.text == ",":
                expected = level.tables
            else:
                expected = False
        elif token.kind == WORD:
            expected = _after_word(token, tokens[index - 1] if index else None, level, expected)
        else:
            expected = False
        found.append(token)
        index += 1
    return found


def _after_word(token: Token, previous: Token | None, level: _Level, expected: bool) -> bool:
    """Return whether a table's name comes after this word."""
    word = token.upper
    if expected and word in _SKIPPED:
        return True
    if word in ("SELECT", "WITH"):
        level.query = True
    if word == "UPDATE" and previous is not None and previous.is_word("KEY", "FOR", "DO"):
        return False
    if word == "FROM" and not level.query:
        return False  # EXTRACT(YEAR FROM d)
    if word in _TABLE_FOLLOWS or (previous is None and word in ("DESCRIBE", "DESC", "EXPLAIN", "DELETE")):
        level.tables, level.follows = True, word
        return True
    if word in _ENDS:
        level.tables = False
    return False


def _width(tokens: list[Token], index: int) -> int:
    """Return of how many parts the name at ``index`` is, at most three; 0 where there is none."""
    width = 0
    while index < len(tokens) and width < 3:
        token = tokens[index]
        if token.kind not in (WORD, IDENTIFIER) or (
            width == 0 and token.kind == WORD and token.upper in RESERVED
        ):
            return width
        width += 1
        if index + 1 >= len(tokens) or not tokens[index + 1].is_operator("."):
            break
        index += 2
    return width


def _table(tokens: list[Token], index: int, follows: str) -> list[Token]:
    """Return one name for the two parts at ``index``, under the alias by which the statement may call it."""
    schema, table = tokens[index], tokens[index + 2]
    name = f"{schema.name}{SEPARATOR}{table.name}".replace("`", "``")
    found = [Token(IDENTIFIER, f"`{name}`", schema.start, table.end)]
    following = tokens[index + 3] if index + 3 < len(tokens) else None
    named = following is not None and (
        following.kind == IDENTIFIER
        or (following.kind == WORD and (following.upper == "AS" or following.upper not in RESERVED))
    )
    if follows not in _ALONE and not named:
        alias = table.text if table.kind == IDENTIFIER else f"`{table.text}`"
        found += [Token(WORD, "AS", -2, -3, "AS"), Token(IDENTIFIER, alias, -2, -3)]
    return found


def parts_of(name: str) -> tuple[str | None, str]:
    """Return schema and table of a joined name; no schema where the statement named none."""
    schema, separator, table = name.partition(SEPARATOR)
    return (schema, table) if separator else (None, schema)
