"""The one connection on which a phase changes the server: it holds the advisory lock, and never waits while it holds others.

MariaDB: lock timeouts of 0, and another attempt after half a millisecond to some. MySQL knows no wait below a second, so
there the pauses are longer, and clients get on in between.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from woosh_split.database.comparing import administer
from woosh_split.database.connection import is_lost
from woosh_split.errors import DatabaseError, Refusal
from woosh_split.model.migration import Client
from woosh_split.sql.quoting import literal

TAKEN = frozenset({1205, 1213, 3572})
"""Lock wait timeout, deadlock, NOWAIT: somebody else is at it just now."""

PATIENCE = 3
"""Seconds to wait for the advisory lock: a killed run's connection may live on for a moment."""

_PAUSES = {True: ((0.0005, 0.004), (0.004, 0.025)), False: ((0.05, 0.2), (0.1, 0.5))}
_EAGER = 2.0
_LITERAL = re.compile(
    r"'(?:[^'\\]|''|\\.)*(?:'|\\?$)|\"(?:[^\"\\]|\"\"|\\.)*(?:\"|\\?$)|\b0x[0-9a-f]+\b|\b\d[\d.]*(?:e[+-]?\d+)?\b",
    re.DOTALL | re.IGNORECASE,
)
"""A text or a number; the server cuts a statement off after 1,024 characters, so that a text may have no end."""


class Taken(Refusal):
    """A lock could not be had within the budget; what was done so far is whole."""


class Rejected(DatabaseError):  # noqa: N818 - reads as what happened
    """The server refused one statement. ``lost``: the connection is gone, and nobody knows what became of it."""

    def __init__(self, error: DBAPIError | PendingRollbackError) -> None:
        if isinstance(
            error, PendingRollbackError
        ):  # the connection was lost before, and no other takes its place
            self.code, self.reason, self.lost = 0, "the connection was lost", True
        else:
            arguments = getattr(error.orig, "args", ())
            self.code = arguments[0] if arguments and isinstance(arguments[0], int) else 0
            self.reason = " ".join(str(arguments[-1] if arguments else error.orig).split())
            self.lost = error.connection_invalidated or is_lost(self.code)
        super().__init__(self.reason)


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """Somebody asked to stop; nothing is half done."""


@dataclass(slots=True)
class Ddl:
    """The connection; ``stop`` says whether somebody asked for an end, and is looked at between attempts."""

    connection: Connection
    mariadb: bool
    id: int
    stop: Callable[[], bool] = lambda: False

    def execute(self, statement: str) -> None:
        """Run one statement once.

        Raises:
            Rejected: the server refuses it.
        """
        try:
            self.connection.exec_driver_sql(statement.replace("%", "%%"))
        except (DBAPIError, PendingRollbackError) as error:
            raise Rejected(error) from error

    def settle(self) -> None:
        """Set how texts are read: a routine that could not be created may leave its own way behind."""
        self.execute("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, bytes decoded.

        Raises:
            Rejected: the server refuses it.
        """
        try:
            found = self.connection.exec_driver_sql(query.replace("%", "%%")).fetchall()
        except (DBAPIError, PendingRollbackError) as error:
            raise Rejected(error) from error
        return [
            tuple(value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row)
            for row in found
        ]

    def value(self, query: str) -> Any:
        """Return the only value of a query."""
        return self.rows(query)[0][0]

    def persist(self, statement: str, deadline: float) -> int:
        """Run a statement until it gets its locks; return the number of attempts.

        Raises:
            Taken: the deadline (of ``time.monotonic``) has passed.
            Stopped: somebody asked for an end.
            Rejected: the server refuses it for another reason.
        """
        attempts, began = 0, time.monotonic()
        while True:
            attempts += 1
            try:
                self.execute(statement)
            except Rejected as error:
                if error.code not in TAKEN:
                    raise
                now = time.monotonic()
                if self.stop():
                    raise Stopped from None
                if now >= deadline:
                    raise Taken(self._told(attempts)) from None
                # chance keeps two who try again from meeting each time; no secret depends on it
                time.sleep(random.uniform(*_PAUSES[self.mariadb][now - began > _EAGER]))  # noqa: S311
            else:
                return attempts

    def _told(self, attempts: int) -> str:
        found = transactions(self)
        who = "; ".join(each.told for each in found[:5]) or "nobody who can be named (LOCK TABLES, perhaps)"
        return f"it was tried {attempts} times and others kept the locks. Open now: {who}."


@contextmanager
def ddl_connection(url: str, stop: Callable[[], bool] = lambda: False) -> Iterator[Ddl]:
    """Yield a connection that is set up for changes.

    Raises:
        DatabaseError: the server is away, or something stands between us and it.
    """
    with administer(url) as connection:
        mariadb = "mariadb" in str(connection.exec_driver_sql("SELECT VERSION()").scalar()).lower()
        id_ = int(connection.exec_driver_sql("SELECT CONNECTION_ID()").scalar() or 0)
        ddl = Ddl(connection, mariadb, id_, stop)
        wait = 0 if mariadb else 1
        ddl.execute("SET NAMES utf8mb4")
        ddl.settle()
        ddl.execute(
            f"SET SESSION lock_wait_timeout = {wait}, innodb_lock_wait_timeout = {max(wait, 0 if mariadb else 1)}"
        )
        if int(ddl.value("SELECT CONNECTION_ID()")) != id_:
            raise DatabaseError(
                "Something between this machine and the server changes connections under way (a proxy, a pooler). Give "
                "--database the server's own address."
            )
        yield ddl


def lock_name(schema: str) -> str:
    """Return the name of the advisory lock for the migration of one monolith."""
    return f"woosh_split:{schema}"[:64]


def take_lock(ddl: Ddl, schema: str) -> None:
    """Take the advisory lock.

    Raises:
        Refusal: another run has it; says which connection that is and what it is at.
    """
    name = literal(lock_name(schema))
    if ddl.value(f"SELECT GET_LOCK({name}, {PATIENCE})") == 1:
        return
    holder = ddl.value(f"SELECT IS_USED_LOCK({name})")
    found = [each for each in clients(ddl) if each.id == holder]
    who = found[0].told if found else f"connection {holder}"
    raise Refusal(
        f"Another run works on {schema}: {who}. Wait until it is done. If it was killed, the server notices soon; "
        f"if not, end it with KILL {holder}."
    )


def holder_of_lock(ddl: Ddl, schema: str) -> Client | None:
    """Return who holds the advisory lock."""
    holder = ddl.value(f"SELECT IS_USED_LOCK({literal(lock_name(schema))})")
    if holder is None:
        return None
    return next((each for each in clients(ddl) if each.id == holder), Client(int(holder), "", "", 0, ""))


def clients(ddl: Ddl) -> list[Client]:
    """Return every connection that we may see."""
    query = (
        "SELECT ID, USER, HOST, TIME, COALESCE(INFO, STATE, COMMAND, '')"
        " FROM information_schema.PROCESSLIST ORDER BY TIME DESC, ID"
    )
    return [Client(int(r[0]), r[1], r[2], int(r[3] or 0), shown(r[4])) for r in ddl.rows(query)]


def transactions(ddl: Ddl, schemas: frozenset[str] | None = None) -> list[Client]:
    """Return the open transactions of others, the oldest first.

    ``schemas``: only those of connections whose database is one of these, or none.
    """
    query = (
        "SELECT t.trx_mysql_thread_id, COALESCE(p.USER, ''), COALESCE(p.HOST, ''),"
        " TIMESTAMPDIFF(SECOND, t.trx_started, NOW()), COALESCE(t.trx_query, p.INFO, p.COMMAND, ''), p.DB"
        " FROM information_schema.INNODB_TRX t LEFT JOIN information_schema.PROCESSLIST p"
        " ON p.ID = t.trx_mysql_thread_id"
        " ORDER BY t.trx_started, 1"
    )
    return [
        Client(int(r[0]), r[1], r[2], int(r[3] or 0), shown(r[4]))
        for r in ddl.rows(query)
        if r[0] not in (0, ddl.id) and (schemas is None or r[5] is None or r[5] in schemas)
    ]


def shown(statement: str | None) -> str:
    """Return the beginning of a statement with every value left out."""
    text = " ".join(_LITERAL.sub("?", statement or "").split())
    return f"{text[:77]}..." if len(text) > 80 else text
