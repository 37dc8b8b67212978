"""Statement digests of ``performance_schema``: what ran since the server started, by schema, without users."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from woosh_split.database.connection import connect, parse_url
from woosh_split.errors import DatabaseError
from woosh_split.model.observation import Source
from woosh_split.sql.digest import from_server

OFF = (
    "performance_schema is off on this server, so it keeps no digests. It is switched on in the server's configuration "
    "(performance_schema = ON below [mysqld]) and needs a restart; it costs 15 to 20 % of the server's time. Without a "
    "restart: SET GLOBAL general_log = ON, and --general-log FILE."
)
DISABLED = (
    "performance_schema keeps no digests: its consumer statements_digest is off. "
    "UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME = 'statements_digest' switches it on."
)
NO_USER = (
    "digests name no user: give --digests-of USER if only that user is instrumented (INSERT INTO "
    "performance_schema.setup_actors, and its row for everybody deleted)"
)
_SYSTEM = "('mysql', 'sys', 'performance_schema', 'information_schema')"
_DIGESTS = f"""
    SELECT SCHEMA_NAME, DIGEST_TEXT, COUNT_STAR, FIRST_SEEN, LAST_SEEN
    FROM performance_schema.events_statements_summary_by_digest
    WHERE SCHEMA_NAME IS NULL OR SCHEMA_NAME NOT IN {_SYSTEM}
    ORDER BY SCHEMA_NAME, DIGEST
"""  # noqa: S608 - nothing from outside


@dataclass(frozen=True, slots=True)
class ServerDigest:
    """A digest with its count; ``cut``: the server keeps only its beginning."""

    schema: str | None
    text: str
    count: int
    cut: bool


def read_digests(url: str, *, told_user: bool = False) -> tuple[tuple[ServerDigest, ...], Source]:
    """Return the digests of a server, and what they are as a source.

    Raises:
        DatabaseError: the server is away or refuses us, or keeps no digests; says how to switch them on.
    """
    with connect(url) as connection:
        _refuse_without_digests(connection)
        rows = connection.execute(text(_DIGESTS)).fetchall()
    digests: list[ServerDigest] = []
    overflow = 0
    for schema, digest, count, _, _ in rows:
        if digest is None:
            overflow += int(count)
            continue
        sql, cut = from_server(_text(digest))
        digests.append(ServerDigest(None if schema is None else _text(schema), sql, int(count), cut))
    notes = [] if told_user else [NO_USER]
    if overflow:
        notes.append(
            f"{overflow:,} runs have no digest of their own: the table was full. Raise performance_schema_digests_size, "
            "or TRUNCATE performance_schema.events_statements_summary_by_digest before watching"
        )
    if any(each.cut for each in digests):
        notes.append(
            "some digests are cut: raise max_digest_length and performance_schema_max_digest_length (a restart)"
        )
    seen = [(row[3], row[4]) for row in rows if row[3]]
    first = min((str(each[0]) for each in seen), default=None)
    last = max((str(each[1]) for each in seen), default=None)
    name = f"{parse_url(url).host or 'localhost'}"
    total = sum(each.count for each in digests)
    return tuple(digests), Source(
        "performance-schema", name, len(rows), total, overflow, first, last, tuple(notes)
    )


def _refuse_without_digests(connection: Connection) -> None:
    if not connection.execute(text("SELECT @@performance_schema")).scalar():
        raise DatabaseError(OFF)
    query = "SELECT ENABLED FROM performance_schema.setup_consumers WHERE NAME = 'statements_digest'"
    if connection.execute(text(query)).scalar() == "NO":
        raise DatabaseError(DISABLED)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
