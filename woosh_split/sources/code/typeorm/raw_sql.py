"""``query(...)``: the text of the SQL, put together as far as it is known, to the tables that it touches."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass

from woosh_split.model.access import TableUse
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Either, Literal, Record, Text, each_value
from woosh_split.sql.text import HOLE

MAX_ALTERNATIVES = 64
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


@dataclass(frozen=True, slots=True)
class SqlTag(Value):
    """``sql`` of a data source, manager, runner or repository, with which a template is run as a statement."""

    session: Session
    transaction: OpenTransaction | None = None
    matters = True

    def key(self) -> Hashable:
        """Return the transaction."""
        return ("sql", id(self.transaction))


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
    for text in alternatives(value):
        if text.strip(HOLE).strip():
            known = True
            read_text(session, frame, line, text, transaction)
    if not known:
        expression = call.exprs[0] if call.exprs else None
        session.recorder.unresolved(
            frame, line, "sql", render(expression), "the text of the SQL is not known"
        )
    return UNKNOWN


def alternatives(value: Value) -> list[str]:
    """Return the texts that a value may be, a :data:`HOLE` for each part that is not known."""
    return _alternatives(value, {})


def _alternatives(value: Value, known: dict[int, list[str]]) -> list[str]:
    results: list[str] = []
    for each in each_value(value):
        if not isinstance(each, Text):
            continue
        found = [""]
        for part in each.parts:
            pieces = [part] if isinstance(part, str) else _pieces(part, known)
            found = [before + piece for before in found for piece in pieces][:MAX_ALTERNATIVES]
        results.extend(found)
    return list(dict.fromkeys(results))[:MAX_ALTERNATIVES]


def _pieces(value: Value, known: dict[int, list[str]]) -> list[str]:
    """Return what a part of a text may be; ``known`` holds the parts that were met already, for they are shared."""
    found = known.get(id(value))
    if found is None:
        if isinstance(value, Either):
            pieces = [piece for each in value.values for piece in _pieces(each, known)]
            found = list(dict.fromkeys(pieces))[:MAX_ALTERNATIVES] or [HOLE]
        elif isinstance(value, Text):
            found = _alternatives(value, known)
        elif isinstance(value, Literal) and isinstance(value.value, str):
            found = [value.value]
        else:
            found = [HOLE]
        known[id(value)] = found
    return found


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
