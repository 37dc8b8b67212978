"""Puts something parsable in the place of each hole, by where it stands, and says when a table may hide in it.

A hole in the place of a value, a column, a direction or a further condition hides no table, and the statement is read
as if it were complete. A hole in the place of a table name, after the table list, or in the place of a whole query may
hide one: the rest is read, and the reading gets a ``problem``.
"""

from __future__ import annotations

from dataclasses import field
from itertools import pairwise

from woosh_split.records import dataclass
from woosh_split.sql.lexer import (
    HOLE_TOKEN,
    IDENTIFIER,
    NUMBER,
    OPERATOR,
    PARAMETER,
    STRING,
    VARIABLE,
    WORD,
    Token,
)
from woosh_split.sql.text import HOLE
from woosh_split.sql.words import OPERAND_WORDS, RESERVED

MARK = "zz9hole9zz"
"""What a hole becomes inside a name, where sqlglot is to see a plain identifier."""

COMPUTED_STATEMENT = "the statement is computed"
COMPUTED_PART = "part of the statement is computed"
COMPUTED_TABLE = "table name is computed"
COMPUTED_PROCEDURE = "procedure name is computed"

_VALUES = (IDENTIFIER, STRING, NUMBER, PARAMETER, VARIABLE, HOLE_TOKEN)
_TABLE_FOLLOWS = frozenset({"FROM", "JOIN", "STRAIGHT_JOIN", "INTO", "UPDATE", "TABLE", "TRUNCATE"})
_TABLE_MODIFIERS = frozenset({"LOW_PRIORITY", "IGNORE", "ONLY", "LATERAL", "TABLE", "IF", "EXISTS"})
_CLAUSES = {
    "SELECT": "select", "FROM": "from", "JOIN": "from", "STRAIGHT_JOIN": "from", "ON": "on", "USING": "on",
    "WHERE": "where", "GROUP": "tail", "HAVING": "where", "ORDER": "tail", "LIMIT": "tail", "OFFSET": "tail",
    "INTO": "into", "SET": "set", "VALUES": "values", "VALUE": "values", "CALL": "call", "UNION": "union",
    "INTERSECT": "union", "EXCEPT": "union", "WITH": "with", "FOR": "tail", "LOCK": "tail", "RETURNING": "tail",
}  # fmt: skip
_QUERY = "SELECT 1"


@dataclass(slots=True)
class _Level:
    """One level of brackets: which clause it is in, and what stood before the bracket."""

    clause: str = ""
    opened_by: str = ""  # table | query | ""


@dataclass(slots=True)
class _Filling:
    """The state of the pass over one statement."""

    out: list[Token] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    table_expected: bool = False

    def emit(self, text: str) -> None:
        self.out.append(Token(OPERATOR, text, -2, -3))

    def trouble(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def fill_holes(tokens: list[Token]) -> tuple[list[Token], tuple[str, ...]]:
    """Return the statement's tokens without holes, and the problems that they are."""
    if not any(t.kind in (HOLE_TOKEN, PARAMETER) or HOLE in t.text for t in tokens):
        return tokens, ()
    tokens = [
        t for i, t in enumerate(tokens) if t.kind != HOLE_TOKEN or i == 0 or tokens[i - 1].kind != HOLE_TOKEN
    ]
    filling = _Filling()
    qualifiers = {token.text for token, dot in pairwise(tokens) if dot.is_operator(".")}
    for index, token in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        is_hole = token.kind == HOLE_TOKEN
        if is_hole or (token.kind == PARAMETER and _stands_for_more(filling, previous, following)):
            _fill(filling, token, previous, following)
        elif _has_clause_glued_on(filling, token, qualifiers):
            plain = token.text.rstrip(HOLE)
            end = token.start + len(plain)
            kind = NUMBER if plain[0].isdigit() else WORD
            word = Token(kind, plain, token.start, end, plain.upper())
            _pass(filling, word, previous, None)
            _fill(filling, Token(HOLE_TOKEN, HOLE, end, token.end), word, following)
        else:
            _pass(filling, token, previous, following)
    return filling.out, tuple(filling.problems)


def _has_clause_glued_on(filling: _Filling, token: Token, qualifiers: set[str]) -> bool:
    """Say whether a word and the hole behind it are two things: ``FROM orders o${where}``, ``LIMIT 10${offset}``.

    In a table list a name with a hole at its end is taken for one name only where it names a table, or where the
    statement uses it as an alias (``LEFT JOIN items i${n} ON i${n}.order_id = ...``).
    """
    plain = token.text.rstrip(HOLE)
    if token.kind != WORD or filling.table_expected or plain == token.text or HOLE in plain or not plain:
        return False
    if plain[0].isdigit():
        return True
    return filling.levels[-1].clause in ("from", "on") and token.text not in qualifiers


def _stands_for_more(filling: _Filling, previous: Token | None, following: Token | None) -> bool:
    """Say whether a ``?`` is not one value: mysql2's ``SET ?``, ``VALUES ?`` and ``IN ?``."""
    clause = filling.levels[-1].clause
    if previous is None:
        return False
    if clause == "set":
        return (previous.is_word("SET", "UPDATE") or previous.is_operator(",")) and not (
            following is not None and following.is_operator("=")
        )
    return (clause == "values" and previous.is_word("VALUES", "VALUE")) or previous.is_word("IN")


def _pass(filling: _Filling, token: Token, previous: Token | None, following: Token | None) -> None:
    """Take over a token that is no hole, and follow where we are."""
    level = filling.levels[-1]
    if token.kind == OPERATOR:
        if token.text == "(":
            filling.levels.append(_Level(*_bracket(filling, previous)))
            filling.table_expected = filling.levels[-1].clause == "from"
        elif token.text == ")":
            if len(filling.levels) > 1:
                filling.levels.pop()
            filling.table_expected = False
        elif token.text == ",":
            filling.table_expected = level.clause == "from"
        elif token.text != ".":
            filling.table_expected = False
    elif token.kind == WORD and token.upper in RESERVED:
        _enter_clause(filling, token, previous)
    elif not (filling.table_expected and token.kind == WORD and token.upper in _TABLE_MODIFIERS):
        of_schema = following is not None and following.is_operator(".")  # `${tenant}`.orders is orders
        if HOLE in token.text and filling.table_expected and not of_schema:
            filling.trouble(COMPUTED_TABLE)
        filling.table_expected = False
    if HOLE in token.text:
        token = Token(token.kind, token.text.replace(HOLE, MARK), token.start, token.end, token.upper)
    filling.out.append(token)


def _bracket(filling: _Filling, previous: Token | None) -> tuple[str, str]:
    if filling.table_expected:
        return "from", "table"
    if previous is not None and previous.is_word("EXISTS", "AS", "UNION", "ALL", "EXCEPT", "INTERSECT"):
        return "", "query"
    if previous is not None and filling.levels[-1].clause == "on" and previous.is_word("USING"):
        return "args", ""
    return "", ""


def _enter_clause(filling: _Filling, token: Token, previous: Token | None) -> None:
    level = filling.levels[-1]
    word = token.upper
    if word in _TABLE_MODIFIERS and filling.table_expected:
        return
    inside_call = len(filling.levels) > 1 and level.clause in ("", "args")
    if word == "FROM" and inside_call:
        return  # EXTRACT(YEAR FROM d)
    if word == "UPDATE":
        if previous is not None and previous.is_word("KEY"):
            level.clause = "set"
        elif previous is not None and previous.is_word("FOR", "DO"):
            level.clause = "tail" if previous.upper == "FOR" else "set"
        else:
            level.clause = "from"
            filling.table_expected = True
        return
    if word == "WITH" and previous is not None and not previous.is_operator("("):
        return  # GROUP BY ... WITH ROLLUP
    if word in ("LEFT", "RIGHT", "IF", "REPLACE", "INSERT", "VALUES") and level.clause not in (
        "",
        "from",
        "on",
        "into",
    ):
        filling.table_expected = False
        return  # the functions of that name
    if (
        word == "ON"
        and level.clause in ("values", "set", "into", "select", "where")
        and level.clause != "from"
    ):
        filling.table_expected = False
        return  # ON DUPLICATE KEY
    if word in ("USE", "FORCE", "IGNORE", "INDEX", "KEY", "FOR") and level.clause == "from":
        filling.table_expected = False
        return  # index hints stay in the table list
    level.clause = _CLAUSES.get(word, level.clause)
    filling.table_expected = word in _TABLE_FOLLOWS


def _is_operand(tokens: list[Token], token: Token | None) -> bool:
    """Say whether ``token`` ends a value, so that a hole after it is not a value itself."""
    if token is None:
        return False
    if token.kind == WORD:
        return token.upper not in RESERVED or token.upper in OPERAND_WORDS
    if token.is_operator("*"):
        before = tokens[-2] if len(tokens) > 1 else None
        return before is None or before.is_word("SELECT", "DISTINCT") or before.text in (".", "(", ",")
    return token.kind in _VALUES or token.text in (")", "(hole)", MARK)


def _starts_operand(token: Token | None) -> bool:
    if token is None:
        return False
    if token.kind == WORD:
        return token.upper not in RESERVED and token.upper not in ("ASC", "DESC", "END")
    return token.kind in _VALUES


def _fill(filling: _Filling, hole: Token, previous: Token | None, following: Token | None) -> None:
    last = filling.out[-1] if filling.out else None
    if previous is None:
        _fill_start(filling, following)
    elif previous.is_operator("."):
        if filling.table_expected:
            filling.trouble(COMPUTED_TABLE)
            filling.table_expected = False
        filling.out.append(Token(WORD, MARK, hole.start, hole.end, MARK.upper()))
    elif filling.table_expected:
        _fill_table(filling, previous, following)
    elif last is not None and _is_operand(filling.out, last):
        _fill_after_operand(filling, following)
    else:
        _fill_operand(filling, previous, following)


def _fill_start(filling: _Filling, following: Token | None) -> None:
    known = following is not None and following.is_word(
        "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"
    )
    filling.trouble(COMPUTED_PART if known or (following and following.text == "(") else COMPUTED_STATEMENT)


def _fill_table(filling: _Filling, previous: Token, following: Token | None) -> None:
    level = filling.levels[-1]
    filling.table_expected = False
    if previous.is_operator("(") and (following is None or following.is_operator(")")):
        filling.trouble(COMPUTED_PART)
        filling.emit(_QUERY)
    elif previous.is_operator("(") and following is not None and following.is_word("SELECT", "WITH"):
        level.clause = ""
        filling.trouble(COMPUTED_PART)
    elif following is not None and following.is_operator("."):
        filling.table_expected = True
        filling.emit(MARK)
    else:
        filling.trouble(COMPUTED_TABLE)
        filling.emit(MARK)


def _fill_after_operand(filling: _Filling, following: Token | None) -> None:
    level = filling.levels[-1]
    bracket = following is not None and following.is_operator("(")
    if level.clause == "with" and len(filling.levels) == 1:
        filling.trouble(COMPUTED_PART)
    elif level.clause in ("from", "on"):
        filling.trouble(COMPUTED_PART)
        if _starts_operand(following):
            filling.emit("JOIN" if level.clause == "from" else "=")
            filling.table_expected = level.clause == "from"
    elif level.clause == "into":
        filling.trouble(COMPUTED_PART)
        if following is None:
            filling.emit("VALUES (1)")
    elif following is not None and following.is_word("END", "ELSE"):
        _fill_case(filling)
    elif level.clause in ("values", "union", "call"):
        return
    elif level.clause == "select" and (
        following is None or following.is_word("FROM") or following.text == ","
    ):
        filling.emit(f", {MARK}")  # further columns, perhaps
    elif _starts_operand(following) or bracket:
        filling.emit("=")


def _fill_case(filling: _Filling) -> None:
    """Give a CASE the branch that it needs, where a hole holds its branches."""
    inside = next((t for t in reversed(filling.out) if t.is_word("CASE", "ELSE")), None)
    if inside is not None and inside.is_word("CASE"):
        filling.emit("WHEN 1 THEN 1")


def _fill_operand(filling: _Filling, previous: Token, following: Token | None) -> None:
    level = filling.levels[-1]
    alone = following is None or following.is_operator(")")
    if previous.is_word("DELETE"):
        filling.trouble(COMPUTED_TABLE)
        filling.emit(MARK)
    elif previous.is_word("CASE") and following is not None and following.is_word("END", "ELSE"):
        _fill_case(filling)
    elif previous.is_word("UPDATE") and level.clause == "tail":
        return
    elif previous.is_word("CALL"):
        filling.trouble(COMPUTED_PROCEDURE)
        filling.emit(MARK)
    elif level.clause == "union":
        filling.trouble(COMPUTED_PART)
        filling.emit(_QUERY)
    elif previous.is_word("EXISTS"):
        filling.trouble(COMPUTED_PART)
        filling.emit(f"({_QUERY})")
    elif level.opened_by == "query" and previous.is_operator("(") and alone:
        filling.trouble(COMPUTED_PART)
        filling.emit(_QUERY)
    elif level.clause == "with" and len(filling.levels) == 1:
        if following is not None and following.is_word("AS"):
            filling.emit(MARK)
        else:
            filling.trouble(COMPUTED_PART)
            filling.emit(f"{MARK} AS ({_QUERY})")
    elif level.clause == "set" and (previous.is_word("SET", "UPDATE") or previous.is_operator(",")):
        named = following is not None and following.text in ("=", ".", ":=")
        filling.emit(MARK if named else f"{MARK} = 1")
    elif level.clause == "values" or previous.is_word("IN"):
        filling.emit(f"({MARK})")
    elif previous.is_word("LIMIT", "OFFSET") or (level.clause == "tail" and previous.is_word("FOR", "LOCK")):
        filling.emit("1")
    elif level.clause == "select" and _starts_operand(following) and previous.text.upper() in ("SELECT", ","):
        filling.emit(f"{MARK} ,")
    elif _starts_operand(following) and not previous.is_word("INTERVAL", "AS", "CASE"):
        return  # DISTINCT, NOT, BINARY, ...
    else:
        filling.emit(MARK)
