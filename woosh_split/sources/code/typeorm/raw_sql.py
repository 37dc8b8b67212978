"""``query(...)``: the text of the SQL, put together as far as it is known, to the tables that it touches."""

from __future__ import annotations

import re

from woosh_split.model.access import TableUse
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Either, Literal, Record, Text, each_value
from woosh_split.sql.text import HOLE

MAX_COMBINATIONS = 64
"""So many texts are made of every choice with every other one; beyond it each choice stands in one text at least."""
MAX_TEXTS = 256
"""So many texts of one statement are read; that there are more is said."""
SUB_SELECT = re.compile(r"\bselect\b[\s\S]*\bfrom\b", re.IGNORECASE)
_STARTS = (
    "select",
    "insert",
    "update",
    "delete",
    "replace",
    "with",
    "call",
    "truncate",
    "(select",
    "lock",
    "exec",
)


def looks_like_sql(text: str) -> bool:
    """Tell whether a text begins as a statement that touches tables."""
    words = text.lstrip().lower().split(None, 1)
    return bool(words) and words[0].startswith(_STARTS)


def run_raw(session: Session, call: Call, transaction: OpenTransaction | None) -> Value:
    """Record what ``query(sql)`` does; what cannot be put together is unresolved."""
    value = call.arg(0)
    if isinstance(value, Record):  # mysql2: query({ sql, values })
        value = value.fields.get("sql", UNKNOWN)
    frame, line = call.scope.frame, call.line
    mark_used(value)
    known = False
    expansion = _Expansion()
    for text in expansion.texts(value):
        if text.strip(HOLE).strip():
            known = True
            read_text(session, frame, line, text, transaction)
    expression = render(call.exprs[0] if call.exprs else None)
    if not known:
        session.recorder.unresolved(frame, line, "sql", expression, "the text of the SQL is not known")
    elif expansion.cut:
        reason = f"more than {MAX_TEXTS} texts are possible; the others are not read"
        session.recorder.broken(frame, line, "sql", expression, reason)
    return UNKNOWN


def alternatives(value: Value) -> list[str]:
    """Return the texts that a value may be, a :data:`HOLE` for each part that is not known."""
    return _Expansion().texts(value)


class _Expansion:
    """The texts that a value may be; parts are shared, so each is expanded once."""

    def __init__(self) -> None:
        self.cut = False
        """Whether there are more than :data:`MAX_TEXTS`: a text that is built in many turns doubles with each."""
        self._known: dict[int, list[str]] = {}

    def texts(self, value: Value) -> list[str]:
        """Return them, a :data:`HOLE` for each part that is not known."""
        results: list[str] = []
        for each in each_value(value):
            if not isinstance(each, Text):
                continue
            found = [""]
            for part in each.parts:
                found = _combined(found, [part] if isinstance(part, str) else self._pieces(part))
            results.extend(found)
        return self._some(results)

    def _pieces(self, value: Value) -> list[str]:
        found = self._known.get(id(value))
        if found is None:
            if isinstance(value, Either):
                found = self._some([piece for each in value.values for piece in self._pieces(each)]) or [HOLE]
            elif isinstance(value, Text):
                found = self.texts(value)
            elif isinstance(value, Literal) and isinstance(value.value, str):
                found = [value.value]
            else:
                found = [HOLE]
            self._known[id(value)] = found
        return found

    def _some(self, texts: list[str]) -> list[str]:
        different = list(dict.fromkeys(texts))
        self.cut = self.cut or len(different) > MAX_TEXTS
        return different[:MAX_TEXTS]


def _combined(texts: list[str], pieces: list[str]) -> list[str]:
    """Return the texts with a further part, of which several pieces may be meant; no piece is left out."""
    if min(len(texts), len(pieces)) == 1 or len(texts) * len(pieces) <= MAX_COMBINATIONS:
        return [text + piece for text in texts for piece in pieces]
    count = max(len(texts), len(pieces))
    return [texts[index % len(texts)] + pieces[index % len(pieces)] for index in range(count)]


def read_text(
    session: Session, frame: Frame, line: int, text: str, transaction: OpenTransaction | None
) -> None:
    """Record what one text of SQL touches, procedures that it calls included."""
    from woosh_split.sql.statement import read_sql

    reading = read_sql(text, session.dialect)
    for use in reading.uses:
        touch_use(session, frame, line, use, "raw-sql", transaction, reading.extra_events)
    problem = reading.problem
    bodiless = False
    for name in reading.calls:
        effects = session.effects.call(name)
        if effects is None:
            bodiless = True
            session.recorder.unresolved(frame, line, "procedure", name, "no dump holds the procedure's body")
            continue
        for use, via in effects:
            touch_use(session, frame, line, use, via, transaction)
        problems = session.effects.problems(name)
        problem = problem or (f"procedure {name}: {problems[0]}" if problems else None)
    for name in reading.functions:
        for use, via in session.effects.function(name) or ():
            touch_use(session, frame, line, use, via, transaction)
    if problem is not None:
        shown = " ".join(text.replace(HOLE, "${…}").split())[:160]
        session.recorder.unresolved(frame, line, "sql", shown, problem)
    elif not bodiless:
        session.recorder.resolved(frame, line)


def read_fragment(
    session: Session,
    frame: Frame,
    line: int,
    text: str,
    via: str,
    transaction: OpenTransaction | None,
    aliases: frozenset[str] = frozenset(),
) -> str | None:
    """Read a piece of SQL that holds a sub-query: its tables are read. Return what could not be understood."""
    from woosh_split.sql.statement import read_sql

    # Never run: only wrapped so that the reader sees a whole statement.
    reading = read_sql(f"SELECT 1 FROM dual WHERE ({text})", session.dialect)  # noqa: S608
    if reading.problem is not None:
        reading = read_sql(f"SELECT {text}", session.dialect)
    for use in reading.uses:
        if use.table.lower() != "dual" and use.table not in aliases:
            touch_use(session, frame, line, use, via, transaction)
    return reading.problem


def touch_use(
    session: Session,
    frame: Frame,
    line: int,
    use: TableUse,
    via: str,
    transaction: OpenTransaction | None,
    extra_events: tuple[tuple[str, str], ...] = (),
) -> None:
    """Record one use of a table by SQL, without saying yet that the whole call was understood."""
    site = session.recorder.sites.get((frame.file, line))
    was = site.resolved if site is not None else False
    own = tuple(each for each in extra_events if each[0] == use.table)
    session.touch(
        frame,
        line,
        use.table,
        use.mode,
        use.operation,
        via,
        transaction,
        lock=use.lock,
        columns=use.columns,
        joined_with=use.joined_with,
        extra_events=own,
    )
    if not session.recorder.silent:
        session.recorder.sites[(frame.file, line)].resolved = was
