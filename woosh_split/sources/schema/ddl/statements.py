"""One statement of a dump to the steps that it takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from woosh_split.model.schema import Column
from woosh_split.sources.schema.ddl.dialects import NAMES
from woosh_split.sources.schema.ddl.reading import TokenReader
from woosh_split.sources.schema.ddl.schema_name import SYSTEM
from woosh_split.sources.schema.ddl.stored import (
    read_event,
    read_routine,
    read_trigger,
    read_view,
    result_names,
)
from woosh_split.sources.schema.ddl.tables import read_alterations, read_engine, read_items
from woosh_split.sources.schema.steps import (
    AlterTable,
    Change,
    ColumnSpec,
    CreateBody,
    CreateTable,
    Drop,
    Place,
    Step,
)
from woosh_split.sql.lexer import ERROR, Token, tokenize

_OBJECTS = ("TABLE", "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT")
NO_DDL = "this is no statement of a dump that we know"


class StatementReader:
    """Reads the statements of one dump in order, and remembers which schema is in use."""

    def __init__(self, file: str, dialect: str) -> None:
        self.file = file
        self.dialect = dialect
        self.in_system_schema = False
        self.problems: list[tuple[int, str, str]] = []

    def read(self, text: str, line: int) -> list[Step]:
        """Return the steps of one statement; what cannot be read goes to ``problems``."""
        tokens = tokenize(text, ansi=self.dialect != "mysql")
        if self.dialect == "tsql":  # where nothing need stand between two statements
            steps: list[Step] = []
            for part in _batch(tokens):
                steps += self._read(part, text, line + text.count("\n", 0, part[0].start))
            return steps
        return self._read(tokens, text, line)

    def _read(self, tokens: list[Token], text: str, line: int) -> list[Step]:
        if not tokens:
            return []
        first = TokenReader(tokens)
        word = first.take_word("CREATE", "ALTER", "DROP", "RENAME", "USE")
        if word == "USE":
            self.in_system_schema = first.take_name().lower() in SYSTEM
            return []
        if self.in_system_schema:
            return []
        place = Place(self.file, line)
        if word == "CREATE":
            return self._create(first, text, place)
        if word == "ALTER":
            return self._alter(first, text, place)
        if word == "DROP":
            return self._drop(first)
        if word == "RENAME":
            return self._rename(first, place)
        if tokens[0].kind == "word" and tokens[0].upper in _QUIET:
            return []
        self.problems.append((line, text, NO_DDL))
        return []

    def _create(self, head: TokenReader, text: str, place: Place) -> list[Step]:
        temporary, kind = False, ""
        while not head.ended and head.index < 30:
            if head.at_word(
                "AS", "SELECT", "INDEX", "DATABASE", "SCHEMA", "SEQUENCE", "TYPE", "EXTENSION", "USER"
            ):
                return []
            kind = head.take_word(*_OBJECTS)
            if kind:
                break
            temporary = temporary or head.at_word("TEMPORARY", "TEMP")
            head.index += 1
        keeps = head.take_words("IF", "NOT", "EXISTS")
        if temporary or not kind:
            return []
        if kind == "TABLE":
            return self._create_table(head, text, place, keeps)
        if kind == "VIEW":
            view = read_view(head, place)
            if not view.name or (view.schema or "").lower() in SYSTEM:
                return []
            return [replace(view, schema=_own_schema(view.schema))]
        if self.dialect != "mysql":
            self._foreign(kind, text, place)
            return []
        if kind == "EVENT":
            return [read_event(head, place)]
        if kind == "TRIGGER":
            trigger = read_trigger(head, place)
            if trigger is None:
                self._foreign(kind, text, place)
            return [trigger] if trigger is not None else []
        return self._create_routine(kind.lower(), head, place)

    def _create_routine(self, kind: str, head: TokenReader, place: Place) -> list[Step]:
        after = TokenReader(head.tokens, head.index)
        after.take_qualified()
        if (
            after.take_word("RETURNS")
            and (following := after.peek(1)) is not None
            and following.is_word("SONAME")
        ):
            return []  # a loadable function: no SQL inside
        body: CreateBody = read_routine(kind, head, place)
        return [body]

    def _foreign(self, kind: str, text: str, place: Place) -> None:
        name = NAMES.get(self.dialect, "another database")
        self.problems.append((place.line, text, f"a {kind.lower()} in the language of {name} is not read"))

    def _create_table(self, head: TokenReader, text: str, place: Place, keeps: bool) -> list[Step]:
        schema, name = head.take_qualified()
        if not name:
            self.problems.append((place.line, text, NO_DDL))
            return []
        if (schema or "").lower() in SYSTEM:
            return []
        schema = _own_schema(schema)
        like = self._like(head)
        if like:
            return [CreateTable(name, schema, (), place, keeps, like)]
        items = head.take_brackets()
        if items is None and head.at_operator("("):  # the dump ends in the middle
            items = _complete_items(head.rest()[1:])
        inner = TokenReader(items or [])
        if inner.take_word("LIKE"):
            return [CreateTable(name, schema, (), place, keeps, inner.take_qualified()[1])]
        if inner.at_word("SELECT", "WITH"):
            changes = _columns_of_query(inner.rest())
        else:
            changes = [*read_items(items or []), *_engine(head)]
            changes += _columns_of_query(_query_behind(head))
        return [CreateTable(name, schema, tuple(changes), place, keeps)]

    def _like(self, head: TokenReader) -> str:
        return head.take_qualified()[1] if head.take_word("LIKE") else ""

    def _alter(self, head: TokenReader, text: str, place: Place) -> list[Step]:
        head.take_word("ONLINE", "IGNORE")
        if not head.take_word("TABLE"):
            return []
        head.take_words("IF", "EXISTS")
        head.take_word("ONLY")
        schema, name = head.take_qualified()
        if not name or (schema or "").lower() in SYSTEM:
            return []
        if head.at_word("WITH"):  # SQL Server: WITH CHECK ADD CONSTRAINT
            head.index += 2
        changes = read_alterations(head.rest())
        short = " ".join(text.split())
        return [AlterTable(name, tuple(changes), place, short if len(short) <= 80 else f"{short[:77]}...")]

    def _drop(self, head: TokenReader) -> list[Step]:
        head.take_word("TEMPORARY")
        kind = head.take_word(*_OBJECTS).lower()
        if not kind:
            return []
        head.take_words("IF", "EXISTS")
        steps: list[Step] = []
        while True:
            _, name = head.take_qualified()
            if name:
                steps.append(Drop(kind, name))
            if not head.take_operator(","):
                return steps

    def _rename(self, head: TokenReader, place: Place) -> list[Step]:
        """RENAME TABLE a TO b, c TO d."""
        steps: list[Step] = []
        if not head.take_word("TABLE", "TABLES"):
            return steps
        while True:
            _, old = head.take_qualified()
            head.take_word("TO")
            _, new = head.take_qualified()
            if not old or not new:
                return steps
            steps.append(AlterTable(old, (Change("rename", new_name=new),), place))
            head.take_operator(",")


_QUIET = frozenset(
    {
        "COMMENT",
        "DELIMITER",
        "WITH",
        "GO",
        "DO",
        "PREPARE",
        "DEALLOCATE",
        "RESET",
        "KILL",
        "LOAD",
        "XA",
        "DESCRIBE",
        "DESC",
        "EXPLAIN",
    }
)


def _own_schema(schema: str | None) -> str | None:
    """Return the schema unless it is the one that other databases put everything in."""
    return None if schema in ("public", "dbo", "main") else schema


def _batch(tokens: list[Token]) -> list[list[Token]]:
    """Cut a batch of SQL Server before each CREATE TABLE and ALTER TABLE; a routine is one piece to its end."""
    if any(token.is_word("PROCEDURE", "PROC", "FUNCTION", "TRIGGER") for token in tokens[:5]):
        return [tokens]
    parts: list[list[Token]] = [[]]
    depth = 0
    for token, following in pairwise([*tokens, Token("end", "", -1, -1)]):
        depth += token.is_operator("(") - token.is_operator(")")
        if depth == 0 and token.is_word("CREATE", "ALTER") and following.is_word("TABLE"):
            parts.append([])
        parts[-1].append(token)
    return [part for part in parts if part]


def _complete_items(tokens: list[Token]) -> list[Token]:
    """Return the items of a CREATE TABLE that is cut off, without the one in which it ends."""
    depth, last = 0, 0
    for index, token in enumerate(tokens):
        if token.kind == ERROR:
            break
        depth += token.is_operator("(") - token.is_operator(")")
        if depth == 0 and token.is_operator(","):
            last = index
    return tokens[:last]


def _engine(head: TokenReader) -> list[Change]:
    """Return the engine that the options of a CREATE TABLE name; what stands behind a query is none of them."""
    options = TokenReader(head.tokens, head.index)
    while not options.ended and not options.at_word("SELECT", "WITH", "AS"):
        if options.at_word("ENGINE"):
            return read_engine(options)
        if options.take_brackets() is None:
            options.index += 1
    return []


def _query_behind(head: TokenReader) -> list[Token]:
    """Return the query of CREATE TABLE ... [AS] SELECT."""
    while not head.ended and not head.at_word("SELECT", "WITH", "AS"):
        head.index += 1
    head.take_word("AS")
    return head.rest()


def _columns_of_query(query: list[Token]) -> list[Change]:
    return [Change("add-column", name, ColumnSpec(Column(name, ""))) for name in result_names(query)]
