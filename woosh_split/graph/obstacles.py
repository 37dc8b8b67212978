"""What stands in the way of a move: a server against the organisation that is planned for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from woosh_split.model.organisation import Organisation, ServicePart
from woosh_split.model.server import BLOCKS, MARIADB, WARNS, Obstacle, Server, StoredOnServer

_OLDEST = {"mariadb": (10, 6), "mysql": (8, 0)}
_TOLD = {"mariadb": "MariaDB 10.6", "mysql": "MySQL 8.0"}
_NEEDED = (
    "ALTER", "CREATE", "CREATE ROUTINE", "CREATE USER", "CREATE VIEW", "DELETE", "DROP", "GRANT OPTION",
    "INSERT", "SELECT", "SHOW VIEW", "UPDATE",
)  # fmt: skip
_DEFINERS = frozenset({"SUPER", "SET USER", "SET_USER_ID", "SET_ANY_DEFINER"})
_ON = ("ON", "1", "YES")


def obstacles(
    server: Server, organisation: Organisation | None, owners: Mapping[str, str]
) -> tuple[Obstacle, ...]:
    """Return the obstacles, those that block first; without an organisation only what concerns every split.

    ``owners`` maps tables to services; a table that is not named stays with the monolith.
    """
    parts = () if organisation is None else organisation.parts
    moving = {move.table.lower(): part.service for part in parts for move in part.moves}
    small = {name.lower(): owner for name, owner in owners.items()}
    found = [
        *_of_server(server),
        *_privileges(server),
        *_of_tables(server, moving, small, planned=organisation is not None),
        *_foreign_keys(server, small),
        *_stored(server),
        *_names(server, parts),
        *_missing(server, parts),
    ]
    return tuple(sorted(set(found), key=_order))


def _order(obstacle: Obstacle) -> tuple[bool, str, str, str, str]:
    return obstacle.severity != BLOCKS, obstacle.kind, obstacle.service, obstacle.subject, obstacle.text


def _of_server(server: Server) -> Iterator[Obstacle]:
    if server.number[:2] < _OLDEST[server.family]:
        yield Obstacle(
            "version", BLOCKS, server.version,
            f"is older than {_TOLD[server.family]}: a crash in the middle of a RENAME may leave half of the tables moved. "
            "The isolation `grants` works there",
        )  # fmt: skip
    elif server.family != MARIADB:
        yield Obstacle(
            "version", WARNS, server.version, "moves were measured on MariaDB; rehearse them on a clone first"
        )
    for name in ("read_only", "super_read_only", "innodb_read_only"):
        if server.setting(name).upper() in _ON:
            yield Obstacle(
                "read-only",
                BLOCKS,
                name,
                f"is {server.setting(name)}: this is a replica, or was made read-only",
            )
    if server.setting("wsrep_on").upper() in _ON:
        yield Obstacle(
            "setting", WARNS, "wsrep_on", "a Galera cluster runs DDL on every node at once: rehearse it there"
        )
    if server.setting("lower_case_table_names") not in ("", "0"):
        yield Obstacle(
            "setting",
            WARNS,
            "lower_case_table_names",
            f"is {server.setting('lower_case_table_names')}: names of tables are kept in small letters",
        )
    mode = server.setting("sql_mode").upper()
    for part in ("ANSI_QUOTES", "NO_BACKSLASH_ESCAPES"):
        if part in mode.split(","):
            yield Obstacle(
                "setting",
                WARNS,
                "sql_mode",
                f"has {part}: statements are read and written by MySQL's own rules",
            )
    if server.setting("log_bin").upper() in _ON:
        yield Obstacle(
            "setting",
            WARNS,
            "log_bin",
            "is on: replicas need the new schemas too, and no filter that leaves them out",
        )
    for name in server.leftovers:
        yield Obstacle(
            "leftover", BLOCKS, name, "is left of a move that was stopped: finish it or take it back first"
        )


def _privileges(server: Server) -> Iterator[Obstacle]:
    missing = sorted(set(_NEEDED) - set(server.privileges))
    if missing:
        yield Obstacle(
            "privilege",
            BLOCKS,
            server.us,
            f"may not: {', '.join(missing)}. Moving needs an administrator's account",
        )
    if not _DEFINERS & set(server.privileges):
        yield Obstacle(
            "privilege",
            BLOCKS,
            server.us,
            "may not create views for another definer: SET USER (MariaDB), SET_USER_ID (MySQL) or SUPER",
        )
    if server.accounts is None:
        yield Obstacle(
            "privilege",
            WARNS,
            server.us,
            "may not read the accounts (SELECT on mysql.*): clashes with them were not looked for",
        )


def _of_tables(
    server: Server, moving: Mapping[str, str], owners: Mapping[str, str], *, planned: bool
) -> Iterator[Obstacle]:
    for table in server.tables:
        service = moving.get(table.name.lower(), "")
        if planned and not service:
            continue
        if (table.engine or "").lower() != "innodb":
            yield Obstacle(
                "engine",
                BLOCKS,
                table.name,
                f"is {table.engine or 'of no engine'}",
                service,
            )
        if table.partitions:
            yield Obstacle(
                "partitions",
                WARNS,
                table.name,
                f"has {table.partitions} partitions",
                service,
            )
    for trigger in (each for each in server.stored if each.kind == "trigger"):
        table_name = trigger.table or ""
        moves = table_name.lower() in moving
        service = owners.get(table_name.lower(), "")
        if moves or service or not planned:
            rest = "" if moves else ", so it stays where it is"
            yield Obstacle(
                "trigger",
                BLOCKS if moves else WARNS,
                table_name,
                f"fires {trigger.name} ({trigger.detail}){rest}",
                service,
            )


def _foreign_keys(server: Server, owners: Mapping[str, str]) -> Iterator[Obstacle]:
    for key in server.foreign_keys:
        here, there = owners.get(key.table.lower(), ""), owners.get(key.to_table.lower(), "")
        name = f"{key.table}.{key.name}"
        if key.schema != key.to_schema:
            yield Obstacle(
                "foreign-key",
                WARNS,
                name,
                f"leads from {key.schema}.{key.table} to {key.to_schema}.{key.to_table}: another schema",
                here,
            )
        elif here != there:
            rule = f", on delete {key.on_delete}" if key.on_delete == "cascade" else ""
            text = f"({', '.join(key.columns)}) leads to {key.to_table} of {there or 'the monolith'}{rule}"
            yield Obstacle("foreign-key", WARNS, name, text, here)


def _stored(server: Server) -> Iterator[Obstacle]:
    known = None if server.accounts is None else {f"{each.user}@{each.host}" for each in server.accounts}
    for each in server.stored:
        if not each.visible:
            yield Obstacle(
                "hidden-text",
                WARNS,
                _told(each),
                "is not shown to this account",
            )
        if known is not None and each.definer and each.definer not in known:
            yield Obstacle(
                "definer",
                WARNS,
                _told(each),
                f"has the definer {each.definer}, an account that does not exist",
            )
        elif each.definer and each.definer != server.us and (each.security or "DEFINER") == "DEFINER":
            yield Obstacle(
                "definer",
                WARNS,
                _told(each),
                f"runs with the rights of {each.definer}",
            )


def _told(stored: StoredOnServer) -> str:
    return f"{stored.kind} {stored.name}"


def _names(server: Server, parts: tuple[ServicePart, ...]) -> Iterator[Obstacle]:
    schemas = {name.lower() for name in server.schemas}
    users = {each.user.lower() for each in server.accounts or ()}
    targets: dict[str, str] = {}
    for part in parts:
        for schema in ({part.schema} if part.isolation == "schema" else set()) | {
            move.target for move in part.moves
        }:
            if schema.lower() != server.schema.lower():
                targets.setdefault(schema, part.service)
        names = [part.account.user, part.account.role, part.definer.user if part.definer else None]
        for name in names:
            if name is not None and name.lower() in users:
                yield Obstacle(
                    "account-exists",
                    WARNS,
                    name,
                    "is an account of this server already",
                    part.service,
                )
    for schema, service in sorted(targets.items()):
        if schema.lower() in schemas:
            yield Obstacle(
                "schema-exists",
                WARNS,
                schema,
                "is there already",
                service,
            )


def _missing(server: Server, parts: tuple[ServicePart, ...]) -> Iterator[Obstacle]:
    tables = {table.name.lower() for table in server.tables} | {
        each.name.lower() for each in server.stored if each.kind == "view"
    }
    for part in parts:
        for note in part.notes:
            if note.kind == "missing-table":
                yield Obstacle("missing-table", WARNS, note.subject, note.text, part.service)
        for move in part.moves:
            if move.table.lower() not in tables:
                yield Obstacle(
                    "missing-table",
                    BLOCKS,
                    move.table,
                    f"is to move, and is not in {server.schema}",
                    part.service,
                )
