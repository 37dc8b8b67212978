"""A live server to schema facts: the same facts as from a dump, ``declared_by`` the database.

The place of every fact is ``database:<schema>``, line 1: what a server tells stands on no line, and facts hold neither
host nor user nor password.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import Column, ForeignKey
from woosh_split.sources.schema.ddl.compound import read_body
from woosh_split.sources.schema.ddl.dump import build_facts
from woosh_split.sources.schema.ddl.stored import event_body, make_body, trigger_body, view_body
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sources.schema.steps import (
    Change,
    ColumnSpec,
    CreateBody,
    CreateTable,
    CreateView,
    Place,
    Step,
)
from woosh_split.sql.body import Body
from woosh_split.sql.lexer import WORD, Token, tokenize

if TYPE_CHECKING:
    from woosh_split.database.inventory import Inventory, ServerColumn, ServerForeignKey

HIDDEN = (
    "the server does not show its text to this user: grant SHOW VIEW, TRIGGER, EVENT and SHOW CREATE ROUTINE"
)


def read_server(url: str) -> SchemaFacts:
    """Read the schema that ``url`` names.

    Raises:
        DatabaseError: the server is away, refuses us, or was lost half-way.
    """
    from woosh_split.database.connection import connect  # SQLAlchemy is slow to import, and rarely needed
    from woosh_split.database.inventory import read_inventory

    with connect(url) as connection:
        inventory = read_inventory(connection, str(connection.engine.url.database))
    return facts_of(inventory)


def facts_of(inventory: Inventory) -> SchemaFacts:
    """Return the schema facts of an inventory."""
    place = Place(f"database:{inventory.schema}", 1)
    hidden: list[Unresolved] = []
    columns: dict[str, list[ServerColumn]] = defaultdict(list)
    for column in inventory.columns:
        columns[column.table].append(column)
    keys: dict[str, list[ServerForeignKey]] = defaultdict(list)
    for key in inventory.foreign_keys:
        keys[key.table].append(key)
    engines = dict(inventory.engines)
    steps: list[Step] = [
        CreateTable(name, None, _changes(columns[name], engines.get(name), keys[name]), place)
        for name in inventory.tables
    ]
    for name, query in inventory.views:
        body = Body("view", name, place.file, place.line)
        if query is None:
            hidden.append(_hidden("view", name, place))
        else:
            body = view_body(name, tokenize(query), place)
        steps.append(CreateView(name, None, _view_columns(columns[name]), body, place))
    for kind, name, made in _stored(inventory, place):
        if made is None:
            hidden.append(_hidden(kind, name, place))
        else:
            steps.append(CreateBody(made))
    return build_facts(steps, hidden, "database")


def _hidden(kind: str, name: str, place: Place) -> Unresolved:
    return Unresolved("ddl", place.file, place.line, f"{kind} {name}", HIDDEN)


def _changes(
    columns: Sequence[ServerColumn], engine: str | None, foreign_keys: Iterable[ServerForeignKey]
) -> tuple[Change, ...]:
    """Return the columns and keys of a table as the changes that a CREATE TABLE would make."""
    changes: list[Change] = []
    for column in columns:
        spec = ColumnSpec(Column(column.name, column.type, column.nullable), column.filled)
        changes.append(Change("add-column", column.name, spec))
    key = tuple(column.name for column in columns if column.primary_key)
    if key:
        changes.append(Change("primary-key", columns=key))
    if engine is not None:
        changes.append(Change("engine", engine))
    for foreign in foreign_keys:
        target = ForeignKey(foreign.columns, foreign.referenced_table, foreign.referenced_columns)
        changes.append(Change("foreign-key", foreign.name, foreign_key=target))
    return tuple(changes)


def _view_columns(columns: Iterable[ServerColumn]) -> tuple[Column, ...]:
    return tuple(Column(each.name, each.type, each.nullable) for each in columns)


def _stored(inventory: Inventory, place: Place) -> list[tuple[str, str, Body | None]]:
    """Return kind, name and body of each routine, trigger and event; no body where the server hides it."""
    found: list[tuple[str, str, Body | None]] = []
    for routine in inventory.routines:
        made = None
        if routine.definition is not None:
            reading = read_body(tokenize(routine.definition), _parameters(routine.parameters))
            made = make_body(routine.kind, routine.name, reading, place)
        found.append((routine.kind, routine.name, made))
    for trigger in inventory.triggers:
        made = None
        if trigger.definition is not None:
            tokens = tokenize(trigger.definition)
            made = trigger_body(trigger.name, trigger.table, trigger.event, trigger.timing, tokens, place)
        found.append(("trigger", trigger.name, made))
    for event in inventory.events:
        made = None
        if event.definition is not None:
            made = event_body(event.name, event.schedule, tokenize(event.definition), place)
        found.append(("event", event.name, made))
    return found


def _parameters(names: tuple[str, ...]) -> list[Token]:
    tokens: list[Token] = []
    for name in names:
        tokens += [Token(WORD, name, -2, -3, name.upper()), Token("operator", ",", -2, -3)]
    return tokens
