"""What may stand in the way of a move, asked of the server: settings, triggers, engines, names of foreign keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from woosh_split.database.ddl import Ddl, Rejected
from woosh_split.sql.quoting import literal, quoted


@dataclass(frozen=True, slots=True)
class ServerState:
    """The server: which it is, and whether it takes changes."""

    version: str
    number: tuple[int, int]
    mariadb: bool
    read_only: bool
    replica: bool | None
    """None: we may not see it."""
    folds_names: bool
    binlog_only: tuple[str, ...] = ()
    binlog_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableState:
    """A table as it lies on the server."""

    kind: str
    engine: str
    triggers: tuple[str, ...]
    keys: tuple[str, ...]


def server_state(ddl: Ddl) -> ServerState:
    """Ask the server about itself."""
    version = str(ddl.value("SELECT VERSION()"))
    numbers = re.match(r"(?:5\.5\.5-)?(\d+)\.(\d+)", version)
    read_only = bool(ddl.value("SELECT @@GLOBAL.read_only"))
    replica: bool | None = None
    for statement in (
        ("SHOW ALL SLAVES STATUS",) if ddl.mariadb else ("SHOW REPLICA STATUS", "SHOW SLAVE STATUS")
    ):
        try:
            replica = bool(ddl.rows(statement))
            break
        except Rejected:
            continue
    logged = _binlog(ddl)
    return ServerState(
        version,
        (int(numbers[1]), int(numbers[2])) if numbers else (0, 0),
        ddl.mariadb,
        read_only,
        replica,
        int(ddl.value("SELECT @@lower_case_table_names")) != 0,
        *logged,
    )


def _binlog(ddl: Ddl) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for statement in ("SHOW MASTER STATUS", "SHOW BINARY LOG STATUS"):
        try:
            rows = ddl.rows(statement)
        except Rejected:
            continue
        if rows:
            only, never = (
                tuple(n.strip() for n in str(text or "").split(",") if n.strip()) for text in rows[0][2:4]
            )
            return only, never
        break
    return (), ()


def table_states(ddl: Ddl, schema: str, tables: Iterable[str]) -> dict[str, TableState]:
    """Return what is to be known of tables of a schema; those that are not there are left out."""
    names = ", ".join(literal(table) for table in sorted(tables))
    if not names:
        return {}
    where = f"TABLE_SCHEMA = {literal(schema)} AND TABLE_NAME IN ({names})"
    triggers: dict[str, list[str]] = {}
    for table, trigger in ddl.rows(
        "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS"  # noqa: S608
        f" WHERE EVENT_OBJECT_SCHEMA = {literal(schema)} AND EVENT_OBJECT_TABLE IN ({names}) ORDER BY 1, 2"
    ):
        triggers.setdefault(table, []).append(trigger)
    keys = foreign_keys(ddl, schema)
    return {
        table: TableState(kind, engine or "", tuple(triggers.get(table, ())), tuple(keys.get(table, ())))
        for table, kind, engine in ddl.rows(
            f"SELECT TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE {where}"  # noqa: S608
        )
    }


def foreign_keys(ddl: Ddl, schema: str) -> dict[str, list[str]]:
    """Return the names of the foreign keys of a schema's tables; they are unique in a schema."""
    found: dict[str, list[str]] = {}
    for table, name in ddl.rows(
        "SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS"  # noqa: S608
        f" WHERE CONSTRAINT_SCHEMA = {literal(schema)} ORDER BY 1, 2"
    ):
        found.setdefault(table, []).append(name)
    return found


def validates_passwords(ddl: Ddl) -> bool:
    """Whether a plugin looks at new passwords; it refuses hashes, which it cannot judge."""
    return bool(
        ddl.rows(
            "SELECT 1 FROM information_schema.PLUGINS"
            " WHERE PLUGIN_TYPE = 'PASSWORD VALIDATION' AND PLUGIN_STATUS = 'ACTIVE'"
        )
    )


def anonymous_hosts(ddl: Ddl) -> tuple[str, ...]:
    """Return the hosts from which somebody without a name may log in: before a named account of any host is looked at."""
    found = ddl.rows("SELECT Host FROM mysql.user WHERE User = '' AND Host NOT IN ('', '%') ORDER BY 1")
    return tuple(str(row[0]) for row in found)


def charset_of(ddl: Ddl, schema: str) -> tuple[str, str] | None:
    """Return a schema's character set and collation, None where there is no such schema."""
    found = ddl.rows(
        "SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA"  # noqa: S608
        f" WHERE SCHEMA_NAME = {literal(schema)}"
    )
    return (found[0][0], found[0][1]) if found else None


def rows_told(ddl: Ddl, schema: str, table: str) -> bool:
    """Whether a table holds at least one row."""
    return bool(ddl.rows(f"SELECT 1 FROM {quoted(schema, table)} LIMIT 1"))  # noqa: S608


def written_by(ddl: Ddl, users: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """Return rows inserted, updated and deleted by users, where MariaDB counts them (``userstat``)."""
    if not ddl.mariadb or not ddl.value("SELECT @@GLOBAL.userstat"):
        return {}
    names = ", ".join(literal(user) for user in sorted(users))
    found = ddl.rows(
        "SELECT USER, ROWS_INSERTED, ROWS_UPDATED, ROWS_DELETED FROM information_schema.USER_STATISTICS"  # noqa: S608
        f" WHERE USER IN ({names})"
    )
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in found}
