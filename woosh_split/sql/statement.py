"""One piece of SQL text read: which tables it reads and writes, which routines it needs.

What counts as a use
- The target of INSERT, REPLACE, UPDATE, DELETE and TRUNCATE is written and not read, unless it also stands among the
  sources a second time (self-join, sub-query). REPLACE is an ``insert`` and a ``delete``, ON DUPLICATE KEY UPDATE one ``insert``.
- In a joined UPDATE the tables whose columns SET assigns are written, the others read.
- ``LOCK TABLES`` is a read with ``lock``, whatever the kind of lock: the writes are in the statements that follow.
- ``DESCRIBE t``, ``SHOW COLUMNS FROM t``, ``CREATE TEMPORARY TABLE x LIKE t`` and the like read ``t`` (operation
  ``select``): they fail without it.
- SET, SHOW, USE, EXPLAIN (unless it is to ANALYZE) and the server's own schemas are no uses. ALTER, CREATE and DROP are a problem, not a use,
  but for ``ALTER TABLE t AUTO_INCREMENT = n``: it writes ``t`` (operation ``alter``).
- ``columns`` of an INSERT or UPDATE are those it assigns (be it where the row is there already), of a read those it
  surely names; a DELETE has None.

Dialects: the text is MySQL. Where that is impossible (a name in double quotes or brackets in the place of a table, a
cast ``::``, a clause that only PostgreSQL has), it is read as PostgreSQL or SQL Server; nothing else is ever guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import lru_cache
from itertools import pairwise

from woosh_split.model.access import READ, WRITE, TableUse
from woosh_split.records import dataclass
from woosh_split.sql.collector import UseCollector
from woosh_split.sql.functions import stored_functions
from woosh_split.sql.holes import COMPUTED_PROCEDURE, COMPUTED_STATEMENT, COMPUTED_TABLE, MARK, fill_holes
from woosh_split.sql.lexer import (
    ERROR,
    STRING,
    WORD,
    Token,
    render,
    split_statements,
    tokenize,
)
from woosh_split.sql.naming import counted_anew, name_at, written_at_head
from woosh_split.sql.rewriting import plain_query
from woosh_split.sql.run_within import deleted_history, run_by_analysis, run_with_settings
from woosh_split.sql.text import DDL_AT_RUN_TIME, NO_SQL, UNCLOSED
from woosh_split.sql.words import WITHOUT_TABLES

PREPARED = "a statement is prepared at run time"
EMPTY = "there is no statement"


@dataclass(frozen=True, slots=True)
class SqlReading:
    """What a text of one or more statements does; names keep their case and lose their quotes and schema."""

    uses: tuple[TableUse, ...] = ()  # one per table, mode and operation, sorted
    calls: tuple[str, ...] = ()  # procedures that are CALLed
    functions: tuple[
        str, ...
    ] = ()  # functions used that are not MySQL's own: stored ones, if the DDL has them
    table_functions: tuple[str, ...] = ()  # stored functions that stand where a table does
    problem: str | None = None  # why part of it could not be read; what was read stands all the same
    control: str | None = None  # begin | commit | rollback
    temporary: tuple[
        str, ...
    ] = ()  # temporary tables that it creates; no uses here, nor later on that connection
    extra_events: tuple[tuple[str, str], ...] = ()  # (table, event) that fire too: ON DUPLICATE KEY


@dataclass(slots=True)
class _Reading:
    """What grows while the statements are read."""

    dialect: str
    collector: UseCollector = field(default_factory=UseCollector)
    calls: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    control: str | None = None
    temporary: list[str] = field(default_factory=list)
    extra_events: list[tuple[str, str]] = field(default_factory=list)


_DIALECTS = {
    "mariadb": "mysql",
    "aurora-mysql": "mysql",
    "mysql2": "mysql",
    "postgresql": "postgres",
    "aurora-postgres": "postgres",
    "cockroachdb": "postgres",
    "mssql": "tsql",
    "better-sqlite3": "sqlite",
    "sqljs": "sqlite",
    "expo": "sqlite",
}


@lru_cache(maxsize=65536)
def read_sql(text: str, dialect: str = "mysql") -> SqlReading:
    """Read SQL ``text``, in which ``HOLE`` stands for each part that only run time knows.

    ``dialect`` is sqlglot's name of it, or what TypeORM calls the driver.
    """
    dialect = _DIALECTS.get(dialect, dialect)
    tokens = tokenize(text, ansi=dialect != "mysql")
    if dialect == "mysql" and (other := _other_dialect(tokens)) is not None:
        return read_sql(text, other)
    reading = _Reading(dialect)
    for statement in split_statements(tokens):
        read_tokens(statement, reading)
    if not tokens:
        reading.collector.trouble(EMPTY)
    return SqlReading(
        uses=reading.collector.uses(without=reading.temporary),
        calls=tuple(dict.fromkeys(reading.calls)),
        functions=tuple(sorted(set(reading.functions))),
        table_functions=tuple(dict.fromkeys(reading.collector.table_functions)),
        problem="; ".join(reading.collector.problems) or None,
        control=reading.control,
        temporary=tuple(dict.fromkeys(reading.temporary)),
        extra_events=tuple(sorted(set(reading.extra_events))),
    )


def _other_dialect(tokens: list[Token]) -> str | None:
    """Return the dialect of a text that cannot be MySQL: a quoted or bracketed name for a table, a cast ``::``."""
    before: Token | None = None
    for token in tokens:
        if before is not None and before.is_word("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "TRUNCATE"):
            if token.kind == STRING and token.text[0] == '"':
                return "postgres"
            if token.is_operator("["):
                return "tsql"
        elif token.is_operator("::"):
            return "postgres"
        before = token
    return None


def read_tokens(tokens: list[Token], reading: _Reading) -> None:
    """Read one statement."""
    if any(token.kind == ERROR for token in tokens):
        reading.collector.trouble(UNCLOSED)
        return
    tokens = _unwrap(tokens)
    tokens, problems = fill_holes(tokens)
    for problem in problems:
        reading.collector.trouble(problem)
    if COMPUTED_STATEMENT in problems or not tokens:
        return
    first = tokens[0]
    reader = _READERS.get(first.upper if first.kind == WORD else first.text)
    if reader is None:
        reading.collector.trouble(NO_SQL)
    else:
        reader(tokens, reading)


def _unwrap(tokens: list[Token]) -> list[Token]:
    """Take JDBC's call escape ``{CALL p(?)}`` out of its braces."""
    if len(tokens) > 2 and tokens[0].text == "{" and tokens[-1].text == "}":
        return tokens[1:-1]
    return tokens


def _read_query(text: str, reading: _Reading) -> str | None:
    # Imported here: many a monolith has no query of its own, and to load sqlglot takes as long as to read fifty files.
    from woosh_split.sql.query import read_query

    return read_query(text, reading.dialect, reading.collector)


def _query(tokens: list[Token], reading: _Reading) -> None:
    """SELECT, WITH, INSERT, REPLACE, UPDATE, DELETE, VALUES, TABLE and a query in brackets."""
    if (of := deleted_history(tokens)) is not None:
        _use(name_at(tokens, of)[0], WRITE, "delete", False, reading)
        return
    rewritten = plain_query(tokens)
    reading.functions += stored_functions(tokens)
    reading.collector.last_insert = None
    problem = _read_query(render(rewritten), reading)
    if problem is not None:
        head = written_at_head(tokens) if any(MARK in token.text for token in tokens) else ()
        for table, operation in head:
            _use(table, WRITE, operation, False, reading)
        if not head:
            reading.collector.trouble(problem)
        return
    target = reading.collector.last_insert
    if target is not None:
        if tokens[0].is_word("REPLACE"):
            _use(target, WRITE, "delete", False, reading)
        reading.extra_events += [(target, event) for event in _extra_events(tokens)]


def _extra_events(tokens: list[Token]) -> tuple[str, ...]:
    for token, following in pairwise(tokens):
        if token.is_word("DUPLICATE") and following.is_word("KEY"):
            return ("update",)
    return ()


def _expression(tokens: list[Token], reading: _Reading) -> None:
    """SET and DO: their expressions may hold sub-queries and functions; SET STATEMENT ... FOR runs a statement."""
    if run := run_with_settings(tokens):
        read_tokens(run, reading)
        return
    reading.functions += stored_functions(tokens)
    if any(token.is_word("SELECT") for token in tokens):
        text = render([token for token in tokens[1:] if not token.is_word("GLOBAL", "SESSION", "LOCAL")])
        problem = _read_query("SELECT " + text.replace(":=", "="), reading)
        if problem is not None:
            reading.collector.trouble(problem)


def _call(tokens: list[Token], reading: _Reading) -> None:
    name, index = name_at(tokens, 1)
    if not name:
        reading.collector.trouble(NO_SQL)
    elif MARK in name:
        reading.collector.trouble(COMPUTED_PROCEDURE)
    else:
        reading.calls.append(name)
    if len(tokens) > index:
        _expression([tokens[0], *tokens[index:]], reading)


_OF_TRUNCATE = ("RESTART", "CONTINUE", "CASCADE", "RESTRICT")  # behind a comma: what is computed stood before


def _truncate(tokens: list[Token], reading: _Reading) -> None:
    """TRUNCATE t; PostgreSQL takes a list of tables, and what is to become of sequences and references."""
    index = 1 if len(tokens) > 1 and tokens[1].is_word("TABLE") else 0
    while index == 0 or tokens[index].is_operator(",") or tokens[index].is_word("TABLE"):
        computed = index + 1 < len(tokens) and tokens[index + 1].is_word(*_OF_TRUNCATE)
        name, index = (MARK, len(tokens)) if computed else name_at(tokens, index + 1)
        _use(name, WRITE, "truncate", False, reading)
        if index >= len(tokens):
            return


def _use(name: str, mode: str, operation: str, lock: bool, reading: _Reading) -> None:
    if not name:
        reading.collector.trouble(NO_SQL)
    elif MARK in name:
        reading.collector.trouble(COMPUTED_TABLE)
    else:
        reading.collector.add(TableUse(name, mode, operation, lock))


def _lock(tokens: list[Token], reading: _Reading) -> None:
    """LOCK TABLES a READ, b AS x WRITE."""
    index = 2
    while index < len(tokens):
        name, index = name_at(tokens, index)
        _use(name, READ, "select", True, reading)
        while index < len(tokens) and not tokens[index].is_operator(","):
            index += 1
        index += 1


def _describe(tokens: list[Token], reading: _Reading) -> None:
    """DESCRIBE t reads t; EXPLAIN of a statement runs nothing, unless it is to ANALYZE that."""
    run = run_by_analysis(tokens)
    if run:
        read_tokens(run, reading)
        return
    name, _ = name_at(tokens, 2 if len(tokens) > 1 and tokens[1].is_word("TABLE") else 1)
    words = (
        "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "TABLE", "ANALYZE", "EXTENDED", "FORMAT", "FOR",
    )  # fmt: skip
    if len(tokens) > 1 and (tokens[1].is_word(*words, "PARTITIONS") or not name):
        return
    _use(name, READ, "select", False, reading)


def _show(tokens: list[Token], reading: _Reading) -> None:
    """SHOW COLUMNS FROM t and SHOW CREATE TABLE t read t; every other SHOW asks the server."""
    for index, token in enumerate(tokens[1:5], 1):
        if token.is_word("COLUMNS", "FIELDS", "INDEX", "INDEXES", "KEYS") and index + 2 < len(tokens):
            _use(name_at(tokens, index + 2)[0], READ, "select", False, reading)
            return
        if token.is_word("CREATE") and len(tokens) > index + 2 and tokens[index + 1].is_word("TABLE", "VIEW"):
            _use(name_at(tokens, index + 2)[0], READ, "select", False, reading)
            return


def _control(tokens: list[Token], reading: _Reading) -> None:
    word = tokens[0].upper
    if word == "START":
        reading.control = "begin" if len(tokens) > 1 and tokens[1].is_word("TRANSACTION") else reading.control
    elif word == "ROLLBACK" and any(token.is_word("TO") for token in tokens):
        return  # to a savepoint: the transaction goes on
    else:
        reading.control = word.lower()


_BEGINNING = 5  # CREATE OR REPLACE TEMPORARY TABLE


def _create(tokens: list[Token], reading: _Reading) -> None:
    """Take CREATE TEMPORARY TABLE x [AS] SELECT ... as a read of its sources, any other CREATE as run-time DDL."""
    table = next((i for i, token in enumerate(tokens[:_BEGINNING]) if token.is_word("TABLE")), None)
    temporary = any(token.is_word("TEMPORARY", "TEMP") for token in tokens[:_BEGINNING])
    if table is None or not temporary:
        reading.collector.trouble(DDL_AT_RUN_TIME)
        if table is None:
            return
    index = table + 1
    while index < len(tokens) and tokens[index].is_word("IF", "NOT", "EXISTS"):
        index += 1
    name, index = name_at(tokens, index)
    if temporary and name and MARK not in name:
        reading.temporary.append(name)
    like = index + 1 if index < len(tokens) and tokens[index].is_operator("(") else index
    if like < len(tokens) and tokens[like].is_word("LIKE"):
        if temporary:  # MySQL wants SELECT on what is copied, be it the form alone
            _use(name_at(tokens, like + 1)[0], READ, "select", False, reading)
        return
    depth = 0
    for position in range(index, len(tokens)):
        token = tokens[position]
        depth += 1 if token.text == "(" else -1 if token.text == ")" else 0
        if token.is_word("SELECT", "WITH", "TABLE") and depth <= 1:
            opening = [] if depth == 0 else [tokens[position - 1]]
            _query([*opening, *tokens[position:]], reading)
            return


def _ddl(tokens: list[Token], reading: _Reading) -> None:
    """ALTER, DROP, RENAME: a problem, except for temporary tables of the same text, and where only the next number is set."""
    counted = counted_anew(tokens)
    if counted is not None:
        _use(counted, WRITE, "alter", False, reading)
        return
    if tokens[0].is_word("DROP"):
        if any(token.is_word("TEMPORARY", "PREPARE") for token in tokens[:3]):
            return
        index = 4 if len(tokens) > 3 and tokens[2].is_word("IF") else 2
        if name_at(tokens, index)[0].lower() in {name.lower() for name in reading.temporary}:
            return
    reading.collector.trouble(DDL_AT_RUN_TIME)


def _load(tokens: list[Token], reading: _Reading) -> None:
    """LOAD DATA INFILE ... INTO TABLE t inserts into t."""
    for index, token in enumerate(tokens):
        if token.is_word("TABLE"):
            _use(name_at(tokens, index + 1)[0], WRITE, "insert", False, reading)
            return
    reading.collector.trouble(NO_SQL)


def _handler(tokens: list[Token], reading: _Reading) -> None:
    """HANDLER t OPEN reads t; what follows on that connection names t or its alias, and touches nothing else."""
    name, index = name_at(tokens, 1)
    if index >= len(tokens) or not tokens[index].is_word("READ", "CLOSE"):
        _use(name, READ, "select", False, reading)


def _prepare(tokens: list[Token], reading: _Reading) -> None:
    """PREPARE s FROM 'text' and EXECUTE IMMEDIATE 'text' are read; any other text is only known at run time."""
    last = tokens[-1]
    if tokens[0].is_word("EXECUTE") and not any(token.is_word("IMMEDIATE") for token in tokens[1:2]):
        return
    if last.kind != STRING or len(tokens) < 3 or not tokens[-2].is_word("FROM", "IMMEDIATE"):
        reading.collector.trouble(PREPARED)
        return
    for statement in split_statements(tokenize(last.text[1:-1].replace("\\'", "'").replace("''", "'"))):
        read_tokens(statement, reading)


def _nothing(tokens: list[Token], reading: _Reading) -> None:
    """Touch no table: SHOW, USE, SAVEPOINT, ..."""


def _analyze(tokens: list[Token], reading: _Reading) -> None:
    """ANALYZE of a statement runs it, that of tables counts rows."""
    if run := run_by_analysis(tokens):
        read_tokens(run, reading)


_Reader = Callable[[list[Token], _Reading], None]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(WITHOUT_TABLES, _nothing),
    **dict.fromkeys(
        ("SELECT", "WITH", "INSERT", "REPLACE", "UPDATE", "DELETE", "VALUES", "TABLE", "("), _query
    ),
    **dict.fromkeys(("SET", "DO"), _expression),
    **dict.fromkeys(("START", "BEGIN", "COMMIT", "ROLLBACK"), _control),
    **dict.fromkeys(("DESCRIBE", "DESC", "EXPLAIN"), _describe),
    **dict.fromkeys(("ALTER", "DROP", "RENAME"), _ddl),
    "ANALYZE": _analyze,
    "CREATE": _create,
    "CALL": _call,
    "TRUNCATE": _truncate,
    "LOCK": _lock,
    "SHOW": _show,
    "LOAD": _load,
    "HANDLER": _handler,
    "PREPARE": _prepare,
    "EXECUTE": _prepare,
}
