"""What a MySQL or MariaDB server says about one schema: ``information_schema``, read with bound parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class ServerColumn:
    """A column; ``filled`` when a default or the server fills it in."""

    table: str
    name: str
    type: str
    nullable: bool
    primary_key: bool
    filled: bool


@dataclass(frozen=True, slots=True)
class ServerForeignKey:
    """A foreign key with its columns in order."""

    table: str
    name: str
    columns: tuple[str, ...]
    referenced_table: str
    referenced_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServerRoutine:
    """A procedure or function; ``definition`` is None when we may not see it."""

    name: str
    kind: str  # procedure | function
    parameters: tuple[str, ...]
    definition: str | None


@dataclass(frozen=True, slots=True)
class ServerTrigger:
    """A trigger and the statement that it runs."""

    name: str
    table: str
    event: str
    timing: str
    definition: str | None


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """A scheduled event and the statement that it runs."""

    name: str
    schedule: str
    definition: str | None


@dataclass(frozen=True, slots=True)
class Inventory:
    """The schema as the server tells it, each list in the server's order of names."""

    schema: str
    tables: tuple[str, ...]
    views: tuple[tuple[str, str | None], ...]  # name and query, None when we may not see it
    columns: tuple[ServerColumn, ...]
    foreign_keys: tuple[ServerForeignKey, ...]
    routines: tuple[ServerRoutine, ...]
    triggers: tuple[ServerTrigger, ...]
    events: tuple[ServerEvent, ...]
    engines: tuple[tuple[str, str], ...] = ()  # table and engine


def read_inventory(connection: Connection, schema: str) -> Inventory:
    """Read everything that is declared in ``schema``."""
    kinds = _rows(connection, _TABLES, schema)
    views = {name: definition or None for name, definition in _rows(connection, _VIEWS, schema)}
    return Inventory(
        schema=schema,
        tables=tuple(name for name, kind, _ in kinds if kind in ("BASE TABLE", "SYSTEM VERSIONED")),
        views=tuple((name, views.get(name)) for name, kind, _ in kinds if kind == "VIEW"),
        columns=tuple(_column(row) for row in _rows(connection, _COLUMNS, schema)),
        foreign_keys=_foreign_keys(connection, schema),
        routines=_routines(connection, schema),
        triggers=tuple(
            ServerTrigger(name, table, event.lower(), timing.lower(), definition or None)
            for name, table, event, timing, definition in _rows(connection, _TRIGGERS, schema)
        ),
        events=tuple(_event(row) for row in _rows(connection, _EVENTS, schema)),
        engines=tuple((name, engine) for name, _, engine in kinds if engine),
    )


_TABLES = "SELECT TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = :schema ORDER BY 1"
_VIEWS = (
    "SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = :schema ORDER BY 1"
)
_COLUMNS = """
    SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY, COLUMN_DEFAULT, EXTRA
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = :schema ORDER BY TABLE_NAME, ORDINAL_POSITION
"""
_FOREIGN_KEYS = """
    SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
    FROM information_schema.KEY_COLUMN_USAGE
    WHERE TABLE_SCHEMA = :schema AND REFERENCED_TABLE_NAME IS NOT NULL
    ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION
"""
_ROUTINES = """
    SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION FROM information_schema.ROUTINES
    WHERE ROUTINE_SCHEMA = :schema AND ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION') ORDER BY 1, 2
"""
_PARAMETERS = """
    SELECT SPECIFIC_NAME, ROUTINE_TYPE, PARAMETER_NAME FROM information_schema.PARAMETERS
    WHERE SPECIFIC_SCHEMA = :schema AND PARAMETER_NAME IS NOT NULL ORDER BY 1, 2, ORDINAL_POSITION
"""
_TRIGGERS = """
    SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_STATEMENT
    FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = :schema ORDER BY 1
"""
_EVENTS = """
    SELECT EVENT_NAME, EVENT_DEFINITION, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD
    FROM information_schema.EVENTS WHERE EVENT_SCHEMA = :schema ORDER BY 1
"""


def _rows(connection: Connection, query: str, schema: str) -> list[tuple[Any, ...]]:
    """Return the rows with bytes decoded: MySQL 8 gives some texts of its own as bytes."""
    rows = connection.execute(text(query), {"schema": schema}).fetchall()
    return [
        tuple(value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row)
        for row in rows
    ]


def _column(row: tuple[Any, ...]) -> ServerColumn:
    table, name, column_type, nullable, key, default, extra = row
    filled = default is not None or any(
        word in (extra or "").upper() for word in ("AUTO_INCREMENT", "GENERATED")
    )
    return ServerColumn(table, name, column_type, nullable == "YES", key == "PRI", filled)


def _foreign_keys(connection: Connection, schema: str) -> tuple[ServerForeignKey, ...]:
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for table, name, *rest in _rows(connection, _FOREIGN_KEYS, schema):
        found.setdefault((table, name), []).append((rest[0], rest[1], rest[2]))
    return tuple(
        ServerForeignKey(table, name, tuple(p[0] for p in pairs), pairs[0][1], tuple(p[2] for p in pairs))
        for (table, name), pairs in found.items()
    )


def _routines(connection: Connection, schema: str) -> tuple[ServerRoutine, ...]:
    parameters: dict[tuple[str, str], list[str]] = {}
    for routine, kind, name in _rows(connection, _PARAMETERS, schema):
        parameters.setdefault((routine, kind), []).append(name)
    return tuple(
        ServerRoutine(name, kind.lower(), tuple(parameters.get((name, kind), ())), definition or None)
        for name, kind, definition in _rows(connection, _ROUTINES, schema)
    )


def _event(row: tuple[Any, ...]) -> ServerEvent:
    name, definition, execute_at, value, unit = row
    schedule = f"AT '{execute_at}'" if execute_at is not None else f"EVERY {value} {unit}"
    return ServerEvent(name, schedule, definition or None)
