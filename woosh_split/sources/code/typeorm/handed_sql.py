"""SQL that a function is handed to run: whoever wrote the statement is charged for it, at the place of his call.

A provider that only runs what it is handed (``database.query(sql)``) would else read and write every table of the
monolith, in one line. So would one that is handed the table's name (``database.insert('orders', row)``), or a procedure's
(``routines.call('close_day', day)``): who names it is charged where the rest of the statement names none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import alternatives, is_statement, may_be_unknown
from woosh_split.sources.code.typescript.parameters import Parameter, mark_used
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import ENTITY, KEY, Frame, Handed, Origin
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Record,
    Text,
    each_value,
    known_text,
)
from woosh_split.sql.text import HOLE, looks_like_sql

UNKNOWN_CHOICE = "one of the texts that the SQL may be is not known"
UNKNOWN_TEXT = "the text of the SQL is not known"
_DEPTH = 2
_FILE = re.compile(r"[\w./-]{1,200}")
_VALUE = re.compile(rf"\?|{HOLE}")
"""What stands in a statement for a value, once its parameters are bound."""
_NAME = re.compile(r"`?[A-Za-z_$][\w$]*`?(?:\.`?[A-Za-z_$][\w$]*`?)?(?:\s+(?:as\s+)?[a-z_]\w*)?", re.I)
"""A table's name, with its alias perhaps."""


def statements(session: Session, call: Call, runs: Collection[int] = ()) -> Handed:
    """Return the statements among the arguments of a call, each with where it was handed in first.

    ``runs`` are the arguments of which it is known that the function runs them: those are statements, whatever they look like.
    """
    frame = call.scope.frame
    if not frame.function or not frame.file:
        return ()
    here = Origin(frame.module, frame.function, frame.file, call.line, spot=call.spot)
    found: dict[str, Origin] = {}
    for index, arg in enumerate(call.args):
        for value in _texts(arg, 0):
            for text in alternatives(value):
                is_name = _is_name(text) and session.effects.may_be_named(text.split()[0])
                is_run = index in runs and bool(text.strip(HOLE).strip())
                if (is_name or is_run or looks_like_sql(text)) and text.strip() not in found:
                    if is_name:
                        origin = dict(frame.handed).get(text)
                    else:
                        origin = _origin(session, frame, call.line, text.strip())
                    if origin is not None and not is_name:
                        session.recorder.settled(frame, call.line)
                    found[text.strip()] = origin or here
                if _FILE.fullmatch(text):
                    for content in map(str.strip, session.files_named(text)):
                        found[content] = dict(frame.handed).get(content) or here
        for entity in _entities(session, arg, 0):
            key = ENTITY + entity.table
            found[key] = dict(frame.handed).get(key) or here
    return tuple(found.items())


def _entities(session: Session, value: Value, depth: int) -> Iterator[Entity]:
    """Yield the entities of which a value holds the class, the name or a row."""
    for each in each_value(value):
        if isinstance(each, ClassValue | Instance):
            entity = session.entities.of(each.decl)
        elif isinstance(each, Record | Items) and depth < _DEPTH:
            held = each.fields.values() if isinstance(each, Record) else each.values
            for inner in held:
                yield from _entities(session, inner, depth + 1)
            continue
        else:
            name = known_text(each)
            entity = session.entities.named(name) if name and _NAME.fullmatch(name) else None
        if entity is not None:
            yield entity


def charged(session: Session, frame: Frame, line: int, text: str) -> tuple[Frame, int]:
    """Return who is charged for a statement that a function runs, and the line."""
    origin = _origin(session, frame, line, text.strip())
    if origin is None:
        return frame, line
    session.recorder.settled(frame, line)
    place = Frame(
        origin.module, origin.function, origin.file, origin.line, frame.ambient, held=frame.held,
        wrapper=origin.wrapper, spot=origin.spot,
    )  # fmt: skip
    return place, origin.line


def hands_sql(call: Call) -> bool:
    """Tell whether a call is handed SQL; a wrapper's callers know what it hands on."""
    mark_used(call.arg(0))
    return any(looks_like_sql(text) for text in alternatives(call.arg(0)))


def hands_statement(call: Call) -> bool:
    """Tell whether a call is handed a whole statement, which nobody takes for anything else."""
    return any(is_statement(text) for text in alternatives(call.arg(0)))


def run_by(value: Value) -> None:
    """Note that a parameter is what a function runs: its callers know the statement, or nobody does."""
    if isinstance(value, Text) and value.parts:
        value = value.parts[0] if not isinstance(value.parts[0], str) else UNKNOWN
    if isinstance(value, Parameter):
        value.frame.runs |= {value.index}


def statement_handed(session: Session, call: Call, index: int) -> None:
    """Note a call that hands a statement to a function that runs it: where nobody knows the text, it is unresolved."""
    frame, value = call.scope.frame, call.arg(index)
    if not frame.function or not frame.file or index >= len(call.args):
        return
    mark_used(value)
    run_by(value)
    expression = call.exprs[index] if index < len(call.exprs) else None
    if any(text.strip(HOLE).strip() for text in alternatives(value)):
        if may_be_unknown(value):
            session.recorder.stated(frame, call.line, [("sql", render(expression), UNKNOWN_CHOICE)])
        else:
            session.recorder.handed_on(frame, call.line, (UNKNOWN_TEXT, UNKNOWN_CHOICE))
    else:
        session.recorder.unresolved(frame, call.line, "sql", render(expression), UNKNOWN_TEXT)


def _is_name(text: str) -> bool:
    """Tell a table's name from a statement of two words (``TRUNCATE orders``)."""
    return _NAME.fullmatch(text) is not None and not looks_like_sql(text)


def _origin(session: Session, frame: Frame, line: int, text: str) -> Origin | None:
    """Return where a statement was handed in, or the names of all its tables and routines; this function is the wrapper then.

    None where the function wrote the statement, or names tables around what it was handed.
    """
    names: dict[Origin, list[str]] = {}
    for handed, origin in frame.handed:
        if handed.startswith((ENTITY, KEY)):
            continue
        if _is_name(handed):
            names.setdefault(origin, []).append(handed)
            continue
        # Trimmed, cut, or its parameters bound; or with something around it that names no table.
        if _is_of(text, handed) or (
            handed in text and not _names_tables(session, text.replace(handed, HOLE))
        ):
            return origin
    told = session.keyed.origin(frame, text)
    if told is not None:
        return told
    for origin, each in names.items():
        word = re.compile("|".join(rf"(?<![\w$]){re.escape(name)}(?![\w$])" for name in each))
        around = word.sub(HOLE, text)
        if around != text and _names_tables(session, text) and not _names_tables(session, around):
            return replace(origin, wrapper=Origin(frame.module, frame.function, frame.file, line))
    return None


def _is_of(text: str, handed: str) -> bool:
    """Tell a statement, or a part of one, in which the places of values may have been filled: ``:id`` by ``?``."""
    if text in handed:
        return True
    at, fixed = 0, 0
    for piece in _VALUE.split(text):
        found = handed.find(piece, at)
        if found < 0:
            return False
        at, fixed = found + len(piece), fixed + len(piece.strip())
    return fixed * 2 > len(handed)


def _texts(value: Value, depth: int) -> Iterator[Value]:
    if isinstance(value, Text | Either):
        yield value
    elif isinstance(value, Record) and depth < _DEPTH:
        for inner in value.fields.values():
            yield from _texts(inner, depth + 1)
    elif isinstance(value, Items) and depth < _DEPTH:
        for inner in value.values:
            yield from _texts(inner, depth + 1)
    elif isinstance(value, Instance) and depth < _DEPTH:
        for inner in value.args:  # `db.fetch(Query.from('orders'))`: an object that was made with the name
            yield from _texts(inner, depth + 1)


def _names_tables(session: Session, text: str) -> bool:
    from woosh_split.sql.statement import read_sql

    reading = read_sql(text, session.dialect)
    stored = (*reading.functions, *reading.table_functions)
    return bool(reading.uses or reading.calls or any(map(session.effects.is_routine, stored)))
