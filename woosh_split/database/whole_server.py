"""Reads everything about a server that a move depends on. Only reads, and says what it may not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from woosh_split.database.connection import connect
from woosh_split.model.server import (
    MARIADB,
    MYSQL,
    AccountOnServer,
    ForeignKeyOnServer,
    KeyOnServer,
    Server,
    StoredOnServer,
    TableOnServer,
)
from woosh_split.sql.quoting import account, quoted

_SETTINGS = (
    "autocommit", "binlog_format", "default_storage_engine", "event_scheduler", "foreign_key_checks",
    "general_log", "gtid_mode", "innodb_lock_wait_timeout", "innodb_read_only", "lock_wait_timeout", "log_bin", "lower_case_table_names",
    "partial_revokes", "performance_schema", "read_only", "slow_query_log", "sql_mode", "super_read_only",
    "transaction_isolation", "tx_isolation", "wsrep_on",
)  # fmt: skip
_TABLES = """
    SELECT t.TABLE_NAME, t.ENGINE, t.TABLE_ROWS, t.DATA_LENGTH, t.INDEX_LENGTH, t.TABLE_COLLATION, t.AUTO_INCREMENT,
      (SELECT COUNT(p.PARTITION_NAME) FROM information_schema.PARTITIONS p
       WHERE p.TABLE_SCHEMA = t.TABLE_SCHEMA AND p.TABLE_NAME = t.TABLE_NAME)
    FROM information_schema.TABLES t
    WHERE t.TABLE_SCHEMA = :schema AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1
"""
_KEYS = """
    SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = :schema ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
"""
_FOREIGN_KEYS = """
    SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA,
      k.REFERENCED_TABLE_NAME, r.UPDATE_RULE, r.DELETE_RULE
    FROM information_schema.KEY_COLUMN_USAGE k
    JOIN information_schema.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
    WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND (k.TABLE_SCHEMA = :schema OR k.REFERENCED_TABLE_SCHEMA = :schema)
    ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION
"""
_STORED = (
    "SELECT 'view', TABLE_NAME, DEFINER, SECURITY_TYPE, NULL, NULL, CONCAT('updatable: ', LOWER(IS_UPDATABLE)),"
    " VIEW_DEFINITION <> '' FROM information_schema.VIEWS WHERE TABLE_SCHEMA = :schema ORDER BY 2",
    "SELECT LOWER(ROUTINE_TYPE), ROUTINE_NAME, DEFINER, SECURITY_TYPE, SQL_MODE, NULL, '', ROUTINE_DEFINITION IS NOT NULL"
    " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = :schema ORDER BY 1, 2",
    "SELECT 'trigger', TRIGGER_NAME, DEFINER, NULL, SQL_MODE, EVENT_OBJECT_TABLE, LOWER(CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION)),"
    " ACTION_STATEMENT IS NOT NULL FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = :schema ORDER BY 2",
    "SELECT 'event', EVENT_NAME, DEFINER, NULL, SQL_MODE, NULL, CONCAT_WS(' ', LOWER(STATUS), IF(EXECUTE_AT IS NULL, 'every', 'at'),"
    " COALESCE(EXECUTE_AT, INTERVAL_VALUE), LOWER(INTERVAL_FIELD)), EVENT_DEFINITION IS NOT NULL"
    " FROM information_schema.EVENTS WHERE EVENT_SCHEMA = :schema ORDER BY 2",
)
_PRIVILEGES = """
    SELECT PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = :us
    UNION SELECT PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.SCHEMA_PRIVILEGES
    WHERE GRANTEE = :us AND (TABLE_SCHEMA = :schema OR :schema LIKE TABLE_SCHEMA)
"""
_LEFTOVERS = """
    SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES
    WHERE TABLE_NAME LIKE '~ws\\_%' ESCAPE '\\\\' OR TABLE_NAME LIKE '$ws\\_%' ESCAPE '\\\\' ORDER BY 1
"""
_IDENTIFIED = re.compile(r" IDENTIFIED .*?(?= WITH GRANT OPTION| REQUIRE|\Z)", re.DOTALL)
_MOST_ACCOUNTS = 300
_DENIED = (1044, 1045, 1141, 1142, 1143, 1227, 1370)


def read_whole_server(url: str) -> Server:
    """Read the server and the schema that ``url`` names.

    Raises:
        DatabaseError: the server is away, refuses us, or was lost half-way.
    """
    with connect(url) as connection:
        return _server(connection, str(connection.engine.url.database))


def _server(connection: Connection, schema: str) -> Server:
    version, us, schema = _one(connection, "SELECT VERSION(), CURRENT_USER(), DATABASE()", schema)
    charset, collation = _one(
        connection,
        "SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = :schema",
        schema,
    )
    names = ", ".join(f"'{name}'" for name in _SETTINGS)
    settings = _rows(connection, f"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({names})", schema)
    family = MARIADB if "mariadb" in version.lower() else MYSQL
    return Server(
        family=family,
        version=version,
        schema=schema,
        charset=charset,
        collation=collation,
        settings=tuple(sorted((name.lower(), value) for name, value in settings)),
        schemas=tuple(sorted(row[0] for row in _rows(connection, "SHOW DATABASES", schema))),
        tables=tuple(TableOnServer(*_numbers(row)) for row in _rows(connection, _TABLES, schema)),
        keys=tuple(_keys(connection, schema)),
        foreign_keys=tuple(_foreign_keys(connection, schema)),
        stored=tuple(
            StoredOnServer(kind, name, definer, security, mode, table, detail or "", bool(visible))
            for query in _STORED
            for kind, name, definer, security, mode, table, detail, visible in _rows(
                connection, query, schema
            )
        ),
        accounts=_accounts(connection, schema, family),
        us=us,
        privileges=_privileges(connection, schema, us),
        leftovers=tuple(row[0] for row in _rows(connection, _LEFTOVERS, schema)),
    )


def _rows(connection: Connection, query: str, schema: str, **values: str) -> list[tuple[Any, ...]]:
    """Return the rows with bytes decoded: MySQL 8 gives some texts of its own as bytes."""
    rows = connection.execute(text(query), {"schema": schema} | values).fetchall()
    return [
        tuple(value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row)
        for row in rows
    ]


def _one(connection: Connection, query: str, schema: str) -> tuple[Any, ...]:
    return _rows(connection, query, schema)[0]


def _numbers(row: tuple[Any, ...]) -> tuple[Any, ...]:
    name, engine, rows, data, index, collation, auto, partitions = row
    return (
        name, engine, int(rows or 0), int(data or 0), int(index or 0), collation,
        None if auto is None else int(auto), int(partitions or 0),
    )  # fmt: skip


def _keys(connection: Connection, schema: str) -> Iterator[KeyOnServer]:
    found: dict[tuple[str, str, bool], list[str]] = {}
    for table, name, not_unique, column in _rows(connection, _KEYS, schema):
        found.setdefault((table, name, not int(not_unique)), []).append(column or "(expression)")
    for (table, name, unique), columns in found.items():
        yield KeyOnServer(table, name, unique, tuple(columns))


def _foreign_keys(connection: Connection, schema: str) -> Iterator[ForeignKeyOnServer]:
    found: dict[tuple[str, ...], list[str]] = {}
    for lies_in, table, name, column, *rest in _rows(connection, _FOREIGN_KEYS, schema):
        found.setdefault((lies_in, table, name, *rest), []).append(column)
    for (lies_in, table, name, to_schema, to_table, update, delete), columns in found.items():
        yield ForeignKeyOnServer(
            lies_in, table, name, tuple(columns), to_schema, to_table, update.lower(), delete.lower()
        )


def _accounts(connection: Connection, schema: str, family: str) -> tuple[AccountOnServer, ...] | None:
    """Return the accounts with their grants; None where we may not read them."""
    role = "is_role" if family == MARIADB else "'N'"
    locked = (
        "(SELECT JSON_VALUE(g.Priv, '$.account_locked') FROM mysql.global_priv g WHERE g.User = u.User AND g.Host = u.Host)"
        if family == MARIADB
        else "u.account_locked"
    )
    try:
        query = f"SELECT u.User, u.Host, {role}, {locked} FROM mysql.user u ORDER BY 1, 2"  # noqa: S608
        rows = _rows(connection, query, schema)
    except DBAPIError as error:
        if _is_denied(error):
            return None
        raise
    found = []
    for number, (user, host, is_role, is_locked) in enumerate(rows):
        grants = _grants(connection, user, host, schema) if user and number < _MOST_ACCOUNTS else ()
        found.append(
            AccountOnServer(user, host, is_role == "Y", str(is_locked).lower() in ("y", "true", "1"), grants)
        )
    return tuple(found)


def _grants(connection: Connection, user: str, host: str, schema: str) -> tuple[str, ...]:
    """Return the grants of an account that reach the schema, and the roles that it has."""
    place = account(user, host) if host else quoted(user)
    try:
        rows = connection.exec_driver_sql(f"SHOW GRANTS FOR {place}".replace("%", "%%")).fetchall()
    except DBAPIError as error:
        if _is_denied(error):
            return ()
        raise
    lines = [_IDENTIFIED.sub("", str(row[0])) for row in rows]
    return tuple(line for line in lines if _reaches(line, schema) and not line.startswith("GRANT PROXY"))


def _is_denied(error: DBAPIError) -> bool:
    """Whether we may not see it, or it is gone in the meantime."""
    arguments: tuple[object, ...] = getattr(error.orig, "args", ())
    return bool(arguments) and arguments[0] in _DENIED


def _reaches(grant: str, schema: str) -> bool:
    _, on, rest = grant.partition(" ON ")
    if not on:
        return True  # a role
    name = quoted(schema)
    escaped = name.replace("_", "\\_")
    if rest.startswith("*.*"):
        return not grant.startswith("GRANT USAGE")
    words = rest.removeprefix("PROCEDURE ").removeprefix("FUNCTION ").removeprefix("TABLE ")
    return words.startswith((f"{name}.", f"{escaped}.")) or "%" in words.partition(".")[0]


def _privileges(connection: Connection, schema: str, us: str) -> tuple[str, ...]:
    user, _, host = us.rpartition("@")
    rows = _rows(connection, _PRIVILEGES, schema, us=f"'{user}'@'{host}'")
    found = {str(name).upper() for name, _ in rows}
    if any(grantable == "YES" for _, grantable in rows):
        found.add("GRANT OPTION")
    return tuple(sorted(found))
