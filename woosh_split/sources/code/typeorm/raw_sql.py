"""``query(...)``: the text of the SQL, put together as far as it is known, to the tables that it touches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field

from woosh_split.model.access import TableUse
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.handed_sql import UNKNOWN_CHOICE, UNKNOWN_TEXT, charged, run_by
from woosh_split.sources.code.typeorm.placeholders import filled
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import MAX_TEXTS, Expansion, may_be_unknown
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Record
from woosh_split.sql.text import HOLE, NO_SQL, UNCLOSED
from woosh_split.sql.words import FAMILIES

Problem = tuple[str, str, str]
"""Kind, text and reason of something that could not be understood."""
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
    given = filled(value, values)
    expansion = Expansion()
    places: dict[tuple[str, str, int], _Place] = {}
    unknown = may_be_unknown(given)
    for text in expansion.texts(given):
        if text.strip(HOLE).strip():
            known = True
            by, at = charged(session, frame, line, text)
            if by is frame:
                session.keyed.run(frame, line, text.strip())
            place = places.setdefault((by.file, by.function, at), _Place(by, at))
            problems = read_text(session, by, at, text, transaction)
            place.problems |= dict.fromkeys(problems, text)
            if not problems:
                place.read.append(text)
    for place in places.values():
        if unknown and place.read and place.by is frame:
            place.problems[("sql", render(call.exprs[0] if call.exprs else None), UNKNOWN_CHOICE)] = ""
        place.tell(session, whole=not unknown)
    expression = render(call.exprs[0] if call.exprs else None)
    if not known:
        session.recorder.unresolved(frame, line, "sql", expression, UNKNOWN_TEXT)
    elif expansion.cut:
        reason = f"more than {MAX_TEXTS} texts are possible; the others are not read"
        session.recorder.broken(frame, line, "sql", expression, reason)
    return UNKNOWN


@dataclass(slots=True)
class _Place:
    """Who is charged for statements of a call, and what could not be read of them.

    That one of them could be read makes the others no better.
    """

    by: Frame
    line: int
    read: list[str] = field(default_factory=list)
    """The texts that could be read."""
    problems: dict[Problem, str] = field(default_factory=dict)
    """What is wrong, each with the text."""

    def tell(self, session: Session, *, whole: bool) -> None:
        """Record it."""
        if self.read:
            others = [each for each, text in self.problems.items() if not self._is_torn(each, text)]
            session.recorder.stated(self.by, self.line, others, whole=whole)
            return
        for kind, text, reason in self.problems:
            session.recorder.unresolved(self.by, self.line, kind, text, reason)

    def _is_torn(self, problem: Problem, text: str) -> bool:
        """Tell what is but a statement that was read, torn off: a text that is built in steps is followed with each left out."""
        half = text[: len(text) // 2 + 1]
        return problem[2] in (NO_SQL, UNCLOSED) and any(each.startswith(half) for each in self.read)


def read_text(
    session: Session, frame: Frame, line: int, text: str, transaction: OpenTransaction | None
) -> list[Problem]:
    """Record what one text of SQL touches, procedures that it calls included. Return what could not be understood."""
    from woosh_split.sql.statement import read_sql

    reading = read_sql(text, session.dialect)
    session.recorder.temporary.update(name.lower() for name in reading.temporary)
    for use in reading.uses:
        touch_use(session, frame, line, use, "raw-sql", transaction, reading.extra_events)
    found: list[Problem] = []
    problem = reading.problem
    for name in reading.calls:
        effects = session.effects.call(name)
        if effects is None:
            found.append(("procedure", name, "no dump holds the procedure's body"))
            continue
        for use, via in effects:
            touch_use(session, frame, line, use, via, transaction)
        problems = session.effects.problems(name)
        problem = problem or (f"procedure {name}: {problems[0]}" if problems else None)
    for name in (*reading.table_functions, *_unknown_functions(session, reading.functions)):
        if session.effects.function(name) is None:
            found.append(("procedure", name, "no dump holds the function's body"))
    names = (*reading.functions, *reading.table_functions)
    problem = _use_functions(session, frame, line, names, transaction) or problem
    if problem is not None:
        shown = " ".join(text.replace(HOLE, "${…}").split())[:160]
        found.append(("sql", shown, problem))
    return found


def _unknown_functions(session: Session, names: Iterable[str]) -> Iterator[str]:
    """Yield those that must be stored ones. Of what other servers have of their own there is no list here."""
    if session.dialect == "mysql":
        yield from (name for name in names if not name.lower().startswith(FAMILIES))


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
