"""MySQL's own statement forms, brought into the shape that sqlglot parses; nothing that names a table changes."""

from __future__ import annotations

from woosh_split.sql.lexer import OPERATOR, PARAMETER, STRING, VARIABLE, WORD, Token

MODIFIERS = frozenset({"LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "IGNORE", "QUICK"})
"""What may stand between the verb of an INSERT, UPDATE or DELETE and its table."""


def plain_query(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a query without modifiers, INTO targets and other things that change no use."""
    first = tokens[0]
    if first.is_word("TABLE"):
        return [_word("SELECT"), _operator("*"), _word("FROM"), *tokens[1:]]
    if first.is_word("REPLACE", "INSERT"):
        body = _without_modifiers(tokens[1:])
        into = [] if body and body[0].is_word("INTO") else [_word("INTO")]
        return [_word("INSERT"), *into, *_without_row_alias(body)]
    if first.is_word("UPDATE"):
        return [first, *_without_modifiers(_without_braces(tokens[1:]))]
    if first.is_word("DELETE"):
        return [first, *_targets_first(_without_stars(_without_modifiers(tokens[1:])))]
    return _without_into(_without_braces(tokens))


def _word(text: str) -> Token:
    return Token(WORD, text, -2, -3, text)


def _operator(text: str) -> Token:
    return Token(OPERATOR, text, -2, -3)


def _without_modifiers(tokens: list[Token]) -> list[Token]:
    index = 0
    while index < len(tokens) and tokens[index].is_word(*MODIFIERS):
        index += 1
    return tokens[index:]


def _without_row_alias(tokens: list[Token]) -> list[Token]:
    """Drop ``VALUES (...) AS new(a, b)`` 's column list, which only names the new row."""
    for index in range(len(tokens) - 2):
        alias = tokens[index].is_word("AS") and tokens[index - 1].is_operator(")")
        if alias and tokens[index + 2].is_operator("(") and any(t.is_word("VALUES") for t in tokens[:index]):
            end = next((i for i in range(index, len(tokens)) if tokens[i].is_operator(")")), index + 1)
            if end + 1 < len(tokens) and tokens[end + 1].is_word("ON"):
                return tokens[: index + 2] + tokens[end + 1 :]
    return tokens


def _without_stars(tokens: list[Token]) -> list[Token]:
    """Drop the ``.*`` behind the targets of a DELETE."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.is_word("WHERE"):
            return kept + tokens[index:]
        if token.is_operator("*") and kept and kept[-1].is_operator("."):
            kept.pop()
        else:
            kept.append(token)
    return kept


def _targets_first(tokens: list[Token]) -> list[Token]:
    """Turn ``FROM a, b USING x`` of a DELETE, where it names several targets, into ``a, b FROM x``."""
    using = next((i for i, token in enumerate(tokens) if token.is_word("USING", "WHERE", "JOIN")), 0)
    targets = tokens[1:using]
    several = tokens[:1] and tokens[0].is_word("FROM") and any(token.is_operator(",") for token in targets)
    if not several or not tokens[using].is_word("USING"):
        return tokens
    return [*targets, tokens[0], *tokens[using + 1 :]]


def _without_braces(tokens: list[Token]) -> list[Token]:
    """Drop ODBC's ``{ oj ... }``."""
    if not any(token.text == "{" for token in tokens):
        return tokens
    kept: list[Token] = []
    for token in tokens:
        if token.text in ("{", "}"):
            continue
        if token.is_word("OJ") and tokens[tokens.index(token) - 1].text == "{":
            continue
        kept.append(token)
    return kept


def _without_into(tokens: list[Token]) -> list[Token]:
    """Drop ``INTO @a, b`` and ``INTO OUTFILE 'x' ...`` of a SELECT, wherever MySQL lets them stand."""
    index = next((i for i, token in enumerate(tokens) if token.is_word("INTO")), 0)
    if index == 0 or tokens[index - 1].is_word("INSERT", "REPLACE"):
        return tokens
    end = index + 1
    if end < len(tokens) and tokens[end].is_word("OUTFILE", "DUMPFILE"):
        while end < len(tokens) and not tokens[end].is_word("FROM", "FOR", "LOCK"):
            end += 1
        return tokens[:index] + tokens[end:]
    while end < len(tokens) and tokens[end].kind in (WORD, VARIABLE, PARAMETER, STRING, "identifier"):
        end += 1
        if end < len(tokens) and tokens[end].is_operator("."):
            end += 2
        if end >= len(tokens) or not tokens[end].is_operator(","):
            break
        end += 1
    return tokens[:index] + tokens[end:]
