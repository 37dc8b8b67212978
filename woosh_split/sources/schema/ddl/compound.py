"""The body of a routine, trigger or event: cut into its simple statements, each of which is read as SQL.

sqlglot does not know MySQL's compound statements, so the control flow is taken apart here: BEGIN and END, IF, CASE,
loops, labels, cursors and handlers. Conditions and assignments are read too, since they may hold sub-queries.
"""

from __future__ import annotations

from dataclasses import field, replace

from woosh_split.model.access import TableUse
from woosh_split.records import dataclass
from woosh_split.sources.schema.ddl.reading import TokenReader, split_list
from woosh_split.sql.collector import UseCollector
from woosh_split.sql.lexer import IDENTIFIER, PARAMETER, STRING, WORD, Token, render
from woosh_split.sql.statement import SqlReading, read_sql

_SILENT = frozenset({"FETCH", "OPEN", "CLOSE", "LEAVE", "ITERATE", "SIGNAL", "RESIGNAL", "GET"})
_LOOPS = (":LOOP", ":WHILE", ":REPEAT", ":BEGIN")


@dataclass(slots=True)
class BodyReading:
    """What the statements of one body do, summed up."""

    collector: UseCollector = field(default_factory=UseCollector)
    calls: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    temporary: list[str] = field(default_factory=list)
    extra_events: list[tuple[str, str]] = field(default_factory=list)
    variables: set[str] = field(default_factory=set)

    def take(self, reading: SqlReading) -> None:
        """Add what one statement does."""
        for use in reading.uses:
            self.collector.add(use)
        self.calls += reading.calls
        self.functions += reading.functions
        self.temporary += reading.temporary
        self.extra_events += reading.extra_events
        if reading.problem is not None:
            self.collector.trouble(reading.problem)

    def uses(self) -> tuple[TableUse, ...]:
        """Return the uses without temporary tables, and their columns without the body's own variables."""
        return tuple(
            use
            if use.columns is None
            else replace(use, columns=tuple(c for c in use.columns if c.lower() not in self.variables))
            for use in self.collector.uses(without=self.temporary)
        )


def read_body(tokens: list[Token], parameters: list[Token]) -> BodyReading:
    """Read the statements of a body; ``parameters`` are the tokens between the routine's brackets."""
    reading = BodyReading()
    for item in split_list(parameters):
        parameter = TokenReader(item)
        parameter.take_word("IN", "OUT", "INOUT")
        reading.variables.add(parameter.take_name().lower())
    cursor = TokenReader(tokens)
    while not cursor.ended:
        _read_next(cursor, reading)
    return reading


def _read_next(cursor: TokenReader, reading: BodyReading) -> None:
    """Read what begins at a place where a statement may begin."""
    _skip_label(cursor)
    token = cursor.peek()
    if token is None:
        return
    word = token.upper
    if token.is_operator(";"):
        cursor.index += 1
    elif word == "BEGIN":
        cursor.index += 1
        cursor.take_words("NOT", "ATOMIC")
    elif word == "END":
        _skip_end(cursor)
    elif word in ("ELSE", "LOOP", "REPEAT"):
        cursor.index += 1
    elif word in ("IF", "ELSEIF", "WHEN"):
        _read_condition(cursor, reading, "THEN")
    elif word in ("WHILE", "FOR"):
        _read_condition(cursor, reading, "DO")
    elif word == "CASE":
        _read_condition(cursor, reading, "WHEN")
        cursor.index -= 1
    elif word == "UNTIL":
        _read_condition(cursor, reading, "END")
        cursor.index -= 1
    elif word == "DECLARE":
        _read_declaration(cursor, reading)
    elif word == "RETURN":
        cursor.index += 1
        _read_expression(_until_semicolon(cursor), reading)
    elif word in _SILENT:
        _until_semicolon(cursor)
    else:
        statement = _until_semicolon(cursor)
        if not _changes_temporary(statement, reading):
            reading.take(read_sql(render(statement)))


def _changes_temporary(statement: list[Token], reading: BodyReading) -> bool:
    """Say whether this is DDL on a temporary table that the body itself made."""
    words = TokenReader(statement)
    if not words.take_word("DROP", "ALTER") or not words.take_word("TABLE"):
        return False
    words.take_words("IF", "EXISTS")
    return words.take_qualified()[1].lower() in {name.lower() for name in reading.temporary}


def _skip_label(cursor: TokenReader) -> None:
    """Step over ``name:`` in front of a block or loop."""
    token, following = cursor.peek(), cursor.peek(1)
    if token is None or following is None or token.kind not in (WORD, IDENTIFIER):
        return
    if following.is_operator(":"):
        cursor.index += 2
    elif following.kind == PARAMETER and following.text.upper() in _LOOPS:  # name:LOOP
        keyword = following.text[1:]
        cursor.index += 1
        cursor.tokens[cursor.index] = Token(
            WORD, keyword, following.start + 1, following.end, keyword.upper()
        )


def _skip_end(cursor: TokenReader) -> None:
    """Step over END [IF | WHILE | ...] [label]."""
    cursor.index += 1
    cursor.take_word("IF", "WHILE", "LOOP", "REPEAT", "CASE", "FOR")
    token = cursor.peek()
    if token is not None and token.kind in (WORD, IDENTIFIER) and not token.is_word("END", "ELSE"):
        cursor.index += 1


def _until_semicolon(cursor: TokenReader) -> list[Token]:
    """Step behind the next ``;`` and return what stood before it."""
    start = cursor.index
    while not cursor.ended and not cursor.at_operator(";"):
        cursor.index += 1
    tokens = cursor.tokens[start : cursor.index]
    cursor.index += 1
    return tokens


def _read_condition(cursor: TokenReader, reading: BodyReading, closing: str) -> None:
    """Read from the keyword at the position up to ``closing``, which a CASE expression inside may hold too."""
    cursor.index += 1
    start, depth = cursor.index, 0
    while not cursor.ended and not (depth == 0 and cursor.at_word(closing)):
        depth += cursor.at_word("CASE") - (depth > 0 and cursor.at_word("END"))
        cursor.index += 1
    _read_expression(cursor.tokens[start : cursor.index], reading)
    cursor.index += 1


def _read_expression(tokens: list[Token], reading: BodyReading) -> None:
    """Read an expression for its sub-queries and functions; FOR x IN (SELECT ...) is taken for one too."""
    if len(tokens) > 1 and tokens[1].is_word("IN"):
        tokens = tokens[2:]
    if any(token.is_operator("(") for token in tokens):
        reading.take(read_sql(f"DO {render(tokens)}"))


def _read_declaration(cursor: TokenReader, reading: BodyReading) -> None:
    """DECLARE of variables, a cursor, a condition or a handler; a handler's statement is left to be read next."""
    cursor.index += 1
    if cursor.take_word("CONTINUE", "EXIT", "UNDO"):
        cursor.take_words("HANDLER", "FOR")
        _skip_handler_conditions(cursor)
        return
    tokens = _until_semicolon(cursor)
    for index, token in enumerate(tokens):
        if token.is_word("CURSOR"):
            query = next((i for i in range(index, len(tokens)) if tokens[i].is_word("FOR")), len(tokens))
            reading.take(read_sql(render(tokens[query + 1 :])))
            return
        if token.is_word("CONDITION"):
            return
    default = next((i for i, token in enumerate(tokens) if token.is_word("DEFAULT")), len(tokens))
    for item in split_list(tokens):
        reading.variables.add(TokenReader(item).take_name().lower())
        if len(item) > 1:
            break  # the type, and what follows it
    _read_expression(tokens[default + 1 :], reading)


def _skip_handler_conditions(cursor: TokenReader) -> None:
    while not cursor.ended:
        if cursor.take_word("SQLSTATE"):
            cursor.take_word("VALUE")
            cursor.index += 1
        elif not cursor.take_words("NOT", "FOUND"):
            token = cursor.peek()
            if token is None or token.kind == STRING:
                return
            cursor.index += 1
        if not cursor.take_operator(","):
            return
