"""Reads what a server holds into a world: schemas, tables, views, routines, accounts and rights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from woosh_split.database.ddl import Ddl
from woosh_split.model.world import (
    DEFAULT,
    EVENT,
    GRANT,
    LOCKED,
    MEMBER,
    OBJECT,
    ROLE,
    ROUTINE,
    SCHEMA,
    USER,
    BaseTable,
    Key,
    SimpleView,
    Value,
)
from woosh_split.sql.quoting import literal

_NAME = r"`(?:[^`]|``)+`"
_TARGET = re.compile(rf"^select .* from ({_NAME})\.({_NAME})$", re.DOTALL | re.IGNORECASE)  # noqa: S608 - no query
_SCHEMA_RIGHTS = {
    "Lock_tables_priv": "LOCK TABLES",
    "Create_tmp_table_priv": "CREATE TEMPORARY TABLES",
    "Show_view_priv": "SHOW VIEW",
}


def read_world(
    ddl: Ddl,
    schemas: Mapping[str, frozenset[str] | None],
    users: Iterable[tuple[str, str]],
    roles: Iterable[str],
) -> dict[Key, Value]:
    """Return what the server holds of the given schemas, users (name and host) and roles.

    Of a schema these tables and views and nothing else are read; None: all, with routines and events.

    Raises:
        Rejected: a right is missing, or the connection is lost.
    """
    found: dict[Key, Value] = {}
    for schema, names in schemas.items():
        found.update(_schema(ddl, schema, names))
    users, roles = tuple(users), tuple(roles)
    accounts = sorted({user for user, _ in users} | set(roles))
    if accounts:
        found.update(_accounts(ddl, users, roles))
        found.update(_rights(ddl, accounts, set(users), set(roles)))
    return found


def _schema(ddl: Ddl, schema: str, names: frozenset[str] | None) -> Iterator[tuple[Key, Value]]:
    name = literal(schema)
    only = f" AND TABLE_NAME IN ({_list(names)})" if names else ""
    if not ddl.rows(
        f"SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {name}",  # noqa: S608
    ):
        return
    yield (SCHEMA, schema), True
    columns: dict[str, list[str]] = {}
    for table, column in ddl.rows(
        "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS"  # noqa: S608
        f" WHERE TABLE_SCHEMA = {name}{only} ORDER BY TABLE_NAME, ORDINAL_POSITION",
    ):
        columns.setdefault(table, []).append(column)
    views = {
        view: (definition, definer)
        for view, definition, definer in ddl.rows(
            "SELECT TABLE_NAME, VIEW_DEFINITION, DEFINER FROM information_schema.VIEWS"  # noqa: S608
            f" WHERE TABLE_SCHEMA = {name}{only}",
        )
    }
    for table, kind in ddl.rows(
        f"SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = {name}{only}",  # noqa: S608
    ):
        shown = tuple(columns.get(table, ()))
        if kind == "VIEW":
            definition, definer = views.get(table, ("", ""))
            yield (OBJECT, schema, table), SimpleView(_target(definition or ""), shown, definer or "")
        else:
            yield (OBJECT, schema, table), BaseTable(shown)
    if names is not None:
        return
    for kind, routine in ddl.rows(
        f"SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {name}",  # noqa: S608
    ):
        yield (ROUTINE, kind.lower(), schema, routine), True
    for (event,) in ddl.rows(
        f"SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {name}",  # noqa: S608
    ):
        yield (EVENT, schema, event), True


def _target(definition: str) -> tuple[str, str] | None:
    found = _TARGET.match(definition)
    if found is None or re.search(
        r"\b(join|where|group by|having|limit|union)\b", definition[: found.start(1)], re.I
    ):
        return None
    schema, name = (found[i][1:-1].replace("``", "`") for i in (1, 2))
    return schema, name


def _accounts(
    ddl: Ddl, users: tuple[tuple[str, str], ...], roles: tuple[str, ...]
) -> Iterator[tuple[Key, Value]]:
    names = _list({user for user, _ in users} | set(roles))
    if ddl.mariadb:
        query = (
            "SELECT User, Host, JSON_VALUE(Priv, '$.is_role') = 1, JSON_VALUE(Priv, '$.account_locked') = 1,"  # noqa: S608
            f" JSON_VALUE(Priv, '$.default_role') FROM mysql.global_priv WHERE User IN ({names})"
        )
        for user, host, is_role, locked, default in ddl.rows(query):
            if is_role and user in roles:
                yield (ROLE, user), True
            elif not is_role and (user, host) in users:
                yield (USER, user, host), True
                if locked:
                    yield (LOCKED, user, host), True
                if default in roles:
                    yield (DEFAULT, default, user, host), True
        edges = f"SELECT Role, User, Host FROM mysql.roles_mapping WHERE User IN ({names})"  # noqa: S608
    else:
        query = f"SELECT User, Host, account_locked FROM mysql.user WHERE User IN ({names})"  # noqa: S608
        for user, host, locked in ddl.rows(query):
            if (user, host) in users:
                yield (USER, user, host), True
                if locked == "Y":
                    yield (LOCKED, user, host), True
            elif user in roles:
                yield (ROLE, user), True
        if not roles:
            return
        query = f"SELECT DEFAULT_ROLE_USER, USER, HOST FROM mysql.default_roles WHERE USER IN ({names})"  # noqa: S608
        for role, user, host in ddl.rows(query):
            yield (DEFAULT, role, user, host), True
        edges = f"SELECT FROM_USER, TO_USER, TO_HOST FROM mysql.role_edges WHERE TO_USER IN ({names})"  # noqa: S608
    for role, user, host in ddl.rows(edges) if roles else ():
        if role in roles and (user, host) in users:
            yield (MEMBER, role, user, host), True


def _rights(
    ddl: Ddl, names: list[str], users: set[tuple[str, str]], roles: set[str]
) -> Iterator[tuple[Key, Value]]:
    listed = _list(names)

    def grantee(user: str, host: str) -> str:
        if (user, host) in users:
            return f"{user}@{host}"
        return user if user in roles else f"{user}@{host}"

    for user, host, schema, table, verbs in ddl.rows(
        f"SELECT User, Host, Db, Table_name, Table_priv FROM mysql.tables_priv WHERE User IN ({listed})",  # noqa: S608
    ):
        for verb in _verbs(verbs):
            yield (GRANT, grantee(user, host), "table", schema, table, verb, ""), True
    for user, host, schema, table, column, verbs in ddl.rows(
        "SELECT User, Host, Db, Table_name, Column_name, Column_priv FROM mysql.columns_priv"  # noqa: S608
        f" WHERE User IN ({listed})",
    ):
        for verb in _verbs(verbs):
            yield (GRANT, grantee(user, host), "table", schema, table, verb, column), True
    for user, host, schema, routine, kind, verbs in ddl.rows(
        "SELECT User, Host, Db, Routine_name, Routine_type, Proc_priv FROM mysql.procs_priv"  # noqa: S608
        f" WHERE User IN ({listed})",
    ):
        for verb in _verbs(verbs):
            yield (GRANT, grantee(user, host), kind.lower(), schema, routine, verb, ""), True
    columns = ", ".join(_SCHEMA_RIGHTS)
    for user, host, schema, *flags in ddl.rows(
        f"SELECT User, Host, Db, {columns} FROM mysql.db WHERE User IN ({listed})",  # noqa: S608
    ):
        for verb, flag in zip(_SCHEMA_RIGHTS.values(), flags, strict=True):
            if flag == "Y":
                yield (GRANT, grantee(user, host), "schema", schema.replace("\\_", "_"), "", verb, ""), True


def _verbs(told: str | set[str]) -> list[str]:
    parts = told.split(",") if isinstance(told, str) else sorted(told)
    return [part.strip().upper() for part in parts if part.strip()]


def _list(names: Iterable[str]) -> str:
    return ", ".join(literal(name) for name in sorted(names))
