"""MySQL's own statement forms, brought into the shape that sqlglot parses; nothing that names a table changes."""

from __future__ import annotations

from woosh_split.sql.lexer import OPERATOR, PARAMETER, STRING, VARIABLE, WORD, Token, closing

MODIFIERS = frozenset({"LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "IGNORE", "QUICK"})
"""What may stand between the verb of an INSERT, UPDATE or DELETE and its table."""


_AFTER_GROUP = ("HAVING", "ORDER", "LIMIT", "UNION", "FOR", "LOCK", "WINDOW", "SELECT")


def plain_query(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a query without modifiers, INTO targets and other things that change no use."""
    tokens = _plain_expressions(_without_hints(_without_braces(tokens)))
    first = tokens[0]
    if first.is_word("TABLE"):
        return [_word("SELECT"), _operator("*"), _word("FROM"), *_without_into(tokens)[1:]]
    if first.is_word("REPLACE", "INSERT"):
        body = _without_qualifiers(_without_modifiers(tokens[1:]))
        into = [] if body and body[0].is_word("INTO") else [_word("INTO")]
        return [_word("INSERT"), *into, *_without_row_alias(body)]
    if first.is_word("UPDATE"):
        return [first, *_without_list_brackets(_without_modifiers(_without_portion(tokens)[1:]))]
    if first.is_word("DELETE"):
        tokens = _without_portion(tokens)
        return [first, *_targets_first(_without_stars(_without_modifiers(tokens[1:])))]
    return _without_into(tokens)


def _word(text: str) -> Token:
    return Token(WORD, text, -2, -3, text)


def _operator(text: str) -> Token:
    return Token(OPERATOR, text, -2, -3)


def _without_modifiers(tokens: list[Token]) -> list[Token]:
    index = 0
    while index < len(tokens) and tokens[index].is_word(*MODIFIERS):
        index += 1
    return tokens[index:]


def _without_portion(tokens: list[Token]) -> list[Token]:
    """Drop MariaDB's ``FOR PORTION OF p FROM a TO b``."""
    start = next((i for i, token in enumerate(tokens) if token.is_word("FOR")), len(tokens))
    if not (_is_word(tokens, start + 1, "PORTION") and _is_word(tokens, start + 2, "OF")):
        return tokens
    ends = ("SET", "WHERE", "ORDER", "LIMIT", "RETURNING")
    end = next((i for i in range(start, len(tokens)) if tokens[i].is_word(*ends)), len(tokens))
    return tokens[:start] + tokens[end:]


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
    """Drop ODBC's ``{ oj ... }``, ``{ d '...' }`` and ``{ fn ... }`` but for what they hold."""
    if not any(token.text == "{" for token in tokens):
        return tokens
    return [
        token
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.text not in ("{", "}")
        and not (before is not None and before.text == "{" and token.is_word("OJ", "D", "T", "TS", "FN"))
    ]


def _without_hints(tokens: list[Token]) -> list[Token]:
    """Drop index hints and the choice of partitions, behind whatever they stand: what is in their brackets is no column."""
    kept: list[Token] = []
    index, hinted = 0, False
    while index < len(tokens):
        at = index + 1 if hinted and tokens[index].is_operator(",") else index
        end = _end_of_hint(tokens, at) if kept else None
        if end is None:
            kept.append(tokens[index])
            index, hinted = index + 1, False
        else:
            index, hinted = end, True
    return kept


def _end_of_hint(tokens: list[Token], index: int) -> int | None:
    """Return the index behind ``USE INDEX FOR JOIN (...)`` or ``PARTITION (...)`` at ``index``; None: there is none."""
    at = index + 1
    if tokens[index:at] and not tokens[index].is_word("PARTITION"):
        if not (tokens[index].is_word("USE", "FORCE", "IGNORE") and _is_word(tokens, at, "INDEX", "KEY")):
            return None
        at += 1
        if _is_word(tokens, at, "FOR"):
            at += 2 if _is_word(tokens, at + 1, "JOIN") else 3
    return closing(tokens, at) + 1 if tokens[at : at + 1] and tokens[at].is_operator("(") else None


def _is_word(tokens: list[Token], index: int, *words: str) -> bool:
    return index < len(tokens) and tokens[index].is_word(*words)


def _plain_expressions(tokens: list[Token]) -> list[Token]:
    """Put what sqlglot parses for ``DEFAULT(a)``, ``SET a := 1``, ``GROUP BY a DESC`` and the columns of a JSON_TABLE."""
    kept: list[Token] = []
    index, grouped = 0, False
    while index < len(tokens):
        token = tokens[index]
        grouped = token.is_word("GROUP") or (grouped and not token.is_word(*_AFTER_GROUP))
        if grouped and token.is_word("ASC", "DESC"):
            index += 1
            continue
        bracket = index + 1 < len(tokens) and tokens[index + 1].is_operator("(")
        if token.is_operator(":=") and kept and kept[-1].kind != VARIABLE:
            token = _operator("=")
        elif bracket and token.is_word("DEFAULT"):
            token = _word("ANY_VALUE")
        elif bracket and token.is_word("COLUMNS") and any(each.is_word("JSON_TABLE") for each in kept):
            kept += [
                token,
                tokens[index + 1],
                _word("x"),
                _word("INT"),
                _word("PATH"),
                Token(STRING, "'$'", -2, -3),
            ]
            index = closing(tokens, index + 1)
            continue
        kept.append(token)
        index += 1
    return kept


def _without_qualifiers(tokens: list[Token]) -> list[Token]:
    """Drop the table before the columns that an INSERT lists, and of those in VALUES(column): ``INSERT INTO t (t.a)``."""
    opened = next((i for i, token in enumerate(tokens) if token.is_operator("(")), len(tokens))
    first = tokens[opened + 1 : opened + 2]
    listed = first and not first[0].is_word("SELECT", "WITH", "TABLE") and not first[0].is_operator("(")
    before = not any(token.is_word("VALUES", "VALUE", "SET", "SELECT", "WITH") for token in tokens[:opened])
    ranges = [(opened, closing(tokens, opened))] if listed and before else []
    again = next((i for i, token in enumerate(tokens) if token.is_word("DUPLICATE")), len(tokens))
    for index in range(again, len(tokens) - 1):
        if tokens[index].is_word("VALUES") and tokens[index + 1].is_operator("("):
            ranges.append((index + 1, closing(tokens, index + 1)))
    dropped = {
        place
        for start, end in ranges
        for dot in range(start + 2, end)
        if tokens[dot].is_operator(".")
        for place in (dot - 1, dot)
    }
    return [token for index, token in enumerate(tokens) if index not in dropped]


def _without_list_brackets(tokens: list[Token]) -> list[Token]:
    """Drop the brackets around the whole table list of an UPDATE."""
    while tokens and tokens[0].is_operator("(") and _is_word(tokens, (end := closing(tokens, 0)) + 1, "SET"):
        tokens = [*tokens[1:end], *tokens[end + 1 :]]
    return tokens


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
