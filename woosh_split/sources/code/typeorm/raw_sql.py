"""``query(...)``: the text of the SQL, put together as far as it is known, to the tables that it touches."""

from __future__ import annotations

import re
from collections.abc import Iterable

from woosh_split.model.access import TableUse
from woosh_split.sources.code.typeorm.handed_sql import UNKNOWN_TEXT, charged, run_by
from woosh_split.sources.code.typeorm.placeholders import filled
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import MAX_TEXTS, Expansion
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Record
from woosh_split.sql.text import HOLE

SUB_SELECT = re.compile(r"\bselect\b[\s\S]*\bfrom\b", re.IGNORECASE)


def run_raw(session: Session, call: Call, transaction: OpenTransaction | None) -> Value:
    """Record what ``query(sql)`` does; what cannot be put together is unresolved."""
    value, values = call.arg(0), call.arg(1)
    if isinstance(value, Record):  # mysql2: query({ sql, values })
        values = value.fields.get("values", values)
        value = value.fields.get("sql", UNKNOWN)
    frame, line = call.scope.frame, call.line
    mark_used(value)
    run_by(value)
    known = False
    said: set[tuple[str, int, str]] = set()
    expansion = Expansion()
    for text in expansion.texts(filled(value, values)):
        if text.strip(HOLE).strip():
            known = True
            read_text(session, *charged(session, frame, line, text), text, transaction, said)
    expression = render(call.exprs[0] if call.exprs else None)
    if not known:
        session.recorder.unresolved(frame, line, "sql", expression, UNKNOWN_TEXT)
    elif expansion.cut:
        reason = f"more than {MAX_TEXTS} texts are possible; the others are not read"
        session.recorder.broken(frame, line, "sql", expression, reason)
    return UNKNOWN


def read_text(
    session: Session,
    frame: Frame,
    line: int,
    text: str,
    transaction: OpenTransaction | None,
    said: set[tuple[str, int, str]],
) -> None:
    """Record what one text of SQL touches, procedures that it calls included.

    ``said`` is what was found to be wrong with other texts of the same place: one of them is enough.
    """
    from woosh_split.sql.statement import read_sql

    reading = read_sql(text, session.dialect)
    session.recorder.temporary.update(name.lower() for name in reading.temporary)
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
    for name in reading.table_functions:
        if session.effects.function(name) is None:
            bodiless = True
            session.recorder.unresolved(frame, line, "procedure", name, "no dump holds the function's body")
    names = (*reading.functions, *reading.table_functions)
    problem = _use_functions(session, frame, line, names, transaction) or problem
    if problem is not None and (frame.file, line, problem) in said:
        return
    if problem is not None:
        said.add((frame.file, line, problem))
        shown = " ".join(text.replace(HOLE, "${…}").split())[:160]
        session.recorder.unresolved(frame, line, "sql", shown, problem)
    elif not bodiless:
        session.recorder.resolved(frame, line, statement=True)


def _use_functions(
    session: Session, frame: Frame, line: int, names: Iterable[str], transaction: OpenTransaction | None
) -> str | None:
    """Record what the stored functions among ``names`` do. Return why the body of one could not be read to its end."""
    problem = None
    for name in names:
        effects = session.effects.function(name)
        for use, via in effects or ():
            touch_use(session, frame, line, use, via, transaction)
        problems = session.effects.problems(name) if effects is not None else ()
        problem = problem or (f"function {name}: {problems[0]}" if problems else None)
    return problem


def needs_reading(session: Session, text: str) -> bool:
    """Tell whether a piece of SQL, a condition say, reads tables: by a sub-query, or by a stored function."""
    return SUB_SELECT.search(text) is not None or session.effects.uses_function(text)


def read_fragment(
    session: Session,
    frame: Frame,
    line: int,
    text: str,
    via: str,
    transaction: OpenTransaction | None,
    aliases: frozenset[str] = frozenset(),
) -> str | None:
    """Read a piece of SQL that :func:`needs_reading`. Return what could not be understood."""
    from woosh_split.sql.statement import read_sql

    # Never run: only wrapped so that the reader sees a whole statement.
    reading = read_sql(f"SELECT 1 FROM dual WHERE ({text})", session.dialect)  # noqa: S608
    if reading.problem is not None:
        reading = read_sql(f"SELECT {text}", session.dialect)
    for use in reading.uses:
        if use.table.lower() != "dual" and use.table not in aliases:
            touch_use(session, frame, line, use, via, transaction)
    return _use_functions(session, frame, line, reading.functions, transaction) or reading.problem


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
        understood=False,
    )
