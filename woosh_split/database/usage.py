"""Who uses names: rights on them, stored code that says them, statements that ran or run now, connections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from woosh_split.database.ddl import Ddl, Rejected
from woosh_split.model.world import TableRight
from woosh_split.sql.digest import from_server
from woosh_split.sql.quoting import literal

Place = tuple[str, str]
_COMMENT_OR_TEXT = re.compile(
    r"/\*.*?(?:\*/|\Z)|--[^\n]*|#[^\n]*|'(?:[^'\\]|''|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\\.", re.DOTALL
)
_SPELLED = {"DELETE VERSIONING ROWS": "DELETE HISTORY"}


@dataclass(frozen=True, slots=True)
class RanDigest:
    """A statement that ran, without values: ``ago`` seconds since it was last seen."""

    schema: str | None
    text: str
    count: int
    ago: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Digests:
    """What performance_schema keeps; ``since`` seconds it counts, ``full``: some of what ran lately has no digest."""

    statements: tuple[RanDigest, ...]
    since: int
    full: bool


def rights_on(ddl: Ddl, places: Iterable[Place], not_of: Collection[str]) -> tuple[TableRight, ...]:
    """Return the rights on names, but for those of some users."""
    wanted = " OR ".join(f"(Db = {literal(s)} AND Table_name = {literal(t)})" for s, t in sorted(places))
    if not wanted:
        return ()
    found = [
        TableRight(user, host, schema, table, _verbs(verbs))
        for user, host, schema, table, verbs in ddl.rows(
            f"SELECT User, Host, Db, Table_name, Table_priv FROM mysql.tables_priv WHERE {wanted} ORDER BY 1, 2, 3, 4"  # noqa: S608
        )
    ]
    found += [
        TableRight(user, host, schema, table, _verbs(verbs), column)
        for user, host, schema, table, column, verbs in ddl.rows(
            "SELECT User, Host, Db, Table_name, Column_name, Column_priv FROM mysql.columns_priv"  # noqa: S608
            f" WHERE {wanted} ORDER BY 1, 2, 3, 4, 5"
        )
    ]
    return tuple(each for each in found if each.verbs and each.user not in not_of)


def _verbs(told: str | set[str]) -> tuple[str, ...]:
    parts = told.split(",") if isinstance(told, str) else sorted(told)
    words = (part.strip().upper() for part in parts if part.strip())
    return tuple(_SPELLED.get(word, word) for word in words)


def wide_rights(ddl: Ddl, schemas: Iterable[str], not_of: Collection[str]) -> tuple[str, ...]:
    """Return the accounts that reach schemas by rights on everything, or on a schema as a whole."""
    users = "SELECT User, Host FROM mysql.user WHERE Select_priv = 'Y' OR Update_priv = 'Y'"
    listed = ", ".join(literal(schema) for schema in sorted(schemas))
    rows = [(user, host, "*.*") for user, host in ddl.rows(users)]
    rows += [
        (user, host, f"{schema}.*")
        for user, host, schema in ddl.rows(
            "SELECT User, Host, REPLACE(Db, '\\\\_', '_') AS db FROM mysql.db"  # noqa: S608
            f" WHERE (Select_priv = 'Y' OR Update_priv = 'Y') HAVING db IN ({listed})"
        )
    ]
    return tuple(
        sorted(f"{user}@{host} on {where}" for user, host, where in rows if user not in not_of and user != "mariadb.sys")
    )  # fmt: skip


def stored_code(ddl: Ddl, schema: str, names: Iterable[str], not_views: Collection[Place]) -> Iterator[str]:
    """Yield what is stored on the server and says one of the names: views anywhere, and code of the schema.

    Code is searched for the word, outside of texts and comments; that a column is meant cannot be told.
    """
    listed = tuple(sorted(names))
    case = re.IGNORECASE if int(ddl.value("SELECT @@lower_case_table_names")) else re.NOFLAG
    for place, definition in _views(ddl):
        if place not in not_views:
            for name in listed:
                if f"`{schema}`.`{name}`" in (definition or ""):
                    yield f"the view {place[0]}.{place[1]} reads {name}"
    for kind, where, text in _code(ddl, schema):
        if text is None:
            yield f"the {kind} {schema}.{where} may: its text may not be seen"
            continue
        bare = _COMMENT_OR_TEXT.sub(" ", text)
        for name in listed:
            if re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", bare, case):
                yield f"the {kind} {schema}.{where} names {name}"


def _views(ddl: Ddl) -> list[tuple[Place, str]]:
    query = "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA <> 'sys' ORDER BY 1, 2"
    return [((schema, name), definition) for schema, name, definition in ddl.rows(query)]


def _code(ddl: Ddl, schema: str) -> Iterator[tuple[str, str, str | None]]:
    name = literal(schema)
    for kind, routine, text in ddl.rows(
        "SELECT ROUTINE_TYPE, ROUTINE_NAME, ROUTINE_DEFINITION FROM information_schema.ROUTINES"  # noqa: S608
        f" WHERE ROUTINE_SCHEMA = {name} ORDER BY 1, 2"
    ):
        yield kind.lower(), routine, text
    for trigger, text in ddl.rows(
        "SELECT TRIGGER_NAME, ACTION_STATEMENT FROM information_schema.TRIGGERS"  # noqa: S608
        f" WHERE TRIGGER_SCHEMA = {name} ORDER BY 1"
    ):
        yield "trigger", trigger, text
    for event, text in ddl.rows(
        f"SELECT EVENT_NAME, EVENT_DEFINITION FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {name} ORDER BY 1"  # noqa: S608
    ):
        yield "event", event, text


def running_now(ddl: Ddl, schema: str) -> list[tuple[str, str]]:
    """Return who runs which statement in a schema now, values and all: it is for looking at, not for showing."""
    return [
        (f"connection {id_} of {user}@{host}", statement)
        for id_, user, host, statement in ddl.rows(
            "SELECT ID, USER, HOST, INFO FROM information_schema.PROCESSLIST"  # noqa: S608
            f" WHERE DB = {literal(schema)} AND INFO IS NOT NULL AND ID <> {ddl.id} ORDER BY ID"
        )
    ]


def connections(ddl: Ddl, schema: str, not_of: Collection[str]) -> list[tuple[str, int]]:
    """Return the users that have connections open with a schema as their database, and how many."""
    return [
        (user, int(number))
        for user, number in ddl.rows(
            "SELECT USER, COUNT(*) FROM information_schema.PROCESSLIST"  # noqa: S608
            f" WHERE DB = {literal(schema)} AND ID <> {ddl.id} GROUP BY USER ORDER BY USER"
        )
        if user not in not_of
    ]


def digests(ddl: Ddl) -> Digests | None:
    """Return the digests of performance_schema, None where the server keeps none."""
    if not int(ddl.value("SELECT @@performance_schema")):
        return None
    try:
        enabled = ddl.rows(
            "SELECT ENABLED FROM performance_schema.setup_consumers WHERE NAME = 'statements_digest'"
        )
        rows = ddl.rows(
            "SELECT SCHEMA_NAME, DIGEST_TEXT, COUNT_STAR, TIMESTAMPDIFF(SECOND, LAST_SEEN, NOW()),"
            " TIMESTAMPDIFF(SECOND, FIRST_SEEN, NOW())"
            " FROM performance_schema.events_statements_summary_by_digest ORDER BY 1, 2"
        )
    except Rejected:
        return None
    if not enabled or enabled[0][0] != "YES":
        return None
    found = []
    for schema, text, count, ago, _ in rows:
        if text is not None:
            statement, cut = from_server(text)
            found.append(RanDigest(schema, statement, int(count), int(ago or 0), cut))
    full = any(text is None and int(count) > 0 for _, text, count, _, _ in rows)
    return Digests(tuple(found), max((int(row[4] or 0) for row in rows), default=0), full)
