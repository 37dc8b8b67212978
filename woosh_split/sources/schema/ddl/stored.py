"""CREATE VIEW, PROCEDURE, FUNCTION, TRIGGER and EVENT: the head of each, and its body read."""

from __future__ import annotations

from dataclasses import replace

from woosh_split.model.schema import Column
from woosh_split.sources.schema.ddl.compound import BodyReading, read_body
from woosh_split.sources.schema.ddl.reading import TokenReader, names_in, split_list
from woosh_split.sources.schema.steps import CreateBody, CreateView, Place
from woosh_split.sql.body import Body
from woosh_split.sql.lexer import IDENTIFIER, WORD, Token, render
from woosh_split.sql.statement import read_sql

_CHARACTERISTICS = (
    "DETERMINISTIC",
    "LANGUAGE",
    "CONTAINS",
    "NO",
    "READS",
    "MODIFIES",
    "SQL",
    "COMMENT",
    "NOT",
)
_EVENT_OPTIONS = ("ON", "ENABLE", "DISABLE", "COMMENT", "DO")


def make_body(kind: str, name: str, reading: BodyReading, place: Place) -> Body:
    """Return the body of a stored object from what its statements do."""
    return Body(
        kind=kind,
        name=name,
        file=place.file,
        line=place.line,
        uses=reading.uses(),
        calls=tuple(dict.fromkeys(reading.calls)),
        functions=tuple(sorted(set(reading.functions))),
        extra_events=tuple(sorted(set(reading.extra_events))),
        problems=tuple(reading.collector.problems),
    )


def read_routine(kind: str, head: TokenReader, place: Place) -> CreateBody:
    """Read a procedure or function from its name on."""
    _, name = head.take_qualified()
    parameters = head.take_brackets() or []
    if head.take_word("RETURNS"):
        skip_type(head)
    skip_characteristics(head)
    return CreateBody(make_body(kind, name, read_body(head.rest(), parameters), place))


def skip_type(head: TokenReader) -> None:
    """Step over the type that a function returns."""
    head.index += 1
    while not head.ended:
        if head.take_word("CHARSET", "COLLATE") or head.take_words("CHARACTER", "SET"):
            head.index += 1
        elif head.take_brackets() is None and not head.take_word("UNSIGNED", "SIGNED", "ZEROFILL", "VARYING"):
            return


def skip_characteristics(head: TokenReader) -> None:
    """Step over what stands between a routine's parameters and its body: DETERMINISTIC, SQL SECURITY and so on."""
    while head.at_word(*_CHARACTERISTICS):
        word = head.take_word(*_CHARACTERISTICS)
        if word == "SQL":
            head.take_word("SECURITY")
            head.index += 1
        elif word in ("COMMENT", "LANGUAGE"):
            head.index += 1
        elif word == "NO":
            head.take_word("SQL")
        elif word in ("READS", "MODIFIES", "CONTAINS"):
            head.take_word("SQL")
            head.take_word("DATA")


def read_trigger(head: TokenReader, place: Place) -> CreateBody | None:
    """Read a trigger from its name on; None when its head is not MySQL's."""
    _, name = head.take_qualified()
    timing = head.take_word("BEFORE", "AFTER").lower()
    event = head.take_word("INSERT", "UPDATE", "DELETE").lower()
    if not timing or not event or not head.take_word("ON"):
        return None
    _, table = head.take_qualified()
    if not head.take_words("FOR", "EACH", "ROW"):
        return None
    if head.take_word("FOLLOWS", "PRECEDES"):
        head.take_qualified()
    return CreateBody(trigger_body(name, table, event, timing, head.rest(), place))


def trigger_body(name: str, table: str, event: str, timing: str, tokens: list[Token], place: Place) -> Body:
    """Return a trigger's body with its table and event."""
    body = make_body("trigger", name, read_body(tokens, []), place)
    return replace(body, table=table, event=event, timing=timing)


def read_event(head: TokenReader, place: Place) -> CreateBody:
    """Read a database event from its name on."""
    _, name = head.take_qualified()
    head.take_words("ON", "SCHEDULE")
    start = head.index
    while not head.ended and not head.at_word(*_EVENT_OPTIONS):
        head.index += 1
    schedule = render(head.tokens[start : head.index])
    while not head.ended and not head.take_word("DO"):
        head.index += 1
    return CreateBody(event_body(name, schedule, head.rest(), place))


def event_body(name: str, schedule: str, tokens: list[Token], place: Place) -> Body:
    """Return a database event's body with its schedule."""
    return replace(make_body("event", name, read_body(tokens, []), place), schedule=schedule)


def read_view(head: TokenReader, place: Place) -> CreateView:
    """Read a view from its name on."""
    schema, name = head.take_qualified()
    columns = names_in(head.take_brackets()) if head.at_operator("(") else ()
    head.take_word("AS")
    query = _without_check_option(head.rest())
    named = tuple(Column(column, "") for column in columns or result_names(query))
    return CreateView(name, schema, named, view_body(name, query, place), place)


def view_body(name: str, query: list[Token], place: Place) -> Body:
    """Return a view's body: the reads of its query."""
    reading = BodyReading()
    reading.take(read_sql(render(query)))
    return make_body("view", name, reading, place)


def _without_check_option(tokens: list[Token]) -> list[Token]:
    if len(tokens) > 2 and tokens[-1].is_word("OPTION") and tokens[-2].is_word("CHECK"):
        last = next(i for i in range(len(tokens) - 1, -1, -1) if tokens[i].is_word("WITH"))
        return tokens[:last]
    return tokens


def result_names(query: list[Token]) -> tuple[str, ...]:
    """Return the names of a query's columns, or nothing when one of them cannot be told (``*``, an expression)."""
    head = TokenReader(query)
    while head.at_operator("("):
        head.index += 1
    if not head.take_word("SELECT"):
        return ()
    head.take_word("DISTINCT", "ALL", "SQL_NO_CACHE", "STRAIGHT_JOIN")
    depth, start = 0, head.index
    while (token := head.peek()) is not None and not (depth == 0 and token.is_word("FROM", "UNION", "LIMIT")):
        depth += token.is_operator("(") - token.is_operator(")")
        head.index += 1
    names = []
    for item in split_list(query[start : head.index]):
        last = item[-1]
        if last.kind not in (WORD, IDENTIFIER) or last.is_word("END", "NULL", "TRUE", "FALSE"):
            return ()
        names.append(last.name)
    return tuple(names)
