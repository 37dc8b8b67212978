"""Clients that speak SQL: as the monolith's user under the old names, and as a service's user under its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pymysql
from ledger import COLUMNS, Ledger

from woosh_split.database.comparing import Endpoint

INSERTS = {
    "FeedbackReport": "INSERT INTO FeedbackReport (comment, clientId, userId) VALUES (%s, 1, 1)",
    "tasks": "INSERT INTO tasks (title, description, salesRepId) VALUES ('Load', %s, 1)",
    "NoticeBoard": "INSERT INTO NoticeBoard (title, content) VALUES (%s, 'Load')",
    "leave_requests": "INSERT INTO leave_requests (leave_type_id, start_date, end_date, reason) VALUES (1, NOW(), NOW(), %s)",
    "stores": "INSERT INTO stores (store_code, store_name, country_id) VALUES (LEFT(UUID(), 20), %s, 1)",
    "UpliftSale": "INSERT INTO UpliftSale (clientId, userId, comment, updatedAt) VALUES (1, 1, %s, NOW())",
    "role": "INSERT INTO role (name) VALUES (%s)",
    "Clients": "INSERT INTO Clients (name, region_id, region, contact, countryId) VALUES (%s, 1, 'Load', '0711', 1)",
}
OWNERS = {
    "analytics-reporting": "FeedbackReport",
    "tasks-notices": "tasks",
    "time-attendance": "leave_requests",
    "sales-targets": "UpliftSale",
    "user-management": "role",
    "client-management": "Clients",
}
"""A table of each service that its user may insert into as above."""
COUNTER = 1
"""The row of ``routes`` whose column ``status`` counts; the monolith's user adds to it."""
_RETRY = (1205, 1213)
_READS = (
    "SELECT s.id, c.name, r.name FROM UpliftSale s JOIN Clients c ON c.id = s.clientId JOIN SalesRep r ON r.id = s.userId"
    " ORDER BY s.id LIMIT 5",
    "SELECT t.id, r.name FROM tasks t JOIN SalesRep r ON r.id = t.salesRepId ORDER BY t.id LIMIT 5",
    "SELECT o.id, i.id, p.product_name FROM sales_orders o JOIN sales_order_items i ON i.sales_order_id = o.id"
    " JOIN products p ON p.id = i.product_id ORDER BY o.id, i.id LIMIT 5",
    "SELECT l.id, r.name FROM LoginHistory l JOIN SalesRep r ON r.id = l.userId ORDER BY l.id LIMIT 5",
)


class LostRaceError(Exception):
    """The transaction lost against another one; that is no failure, and nothing of it is there."""


@dataclass
class Sql:
    """One connection."""

    way: str
    database: Endpoint
    user: str
    password: str
    schema: str
    tables: Collection[str]
    ledger: Ledger
    whole: bool
    """Whether it is the monolith's, which reads and counts everywhere."""

    def __post_init__(self) -> None:
        self._connection = pymysql.connect(
            host=self.database.host, port=self.database.port, user=self.user, password=self.password,
            database=self.schema, autocommit=True,
        )  # fmt: skip

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def jobs(self, chance: random.Random) -> list[Callable[[], None]]:
        """Return what it does."""
        table = lambda: chance.choice(sorted(self.tables))  # noqa: E731
        own = [
            lambda: self._once(table()),
            lambda: self._twice(table(), table()),
            lambda: self._look(table()),
        ]
        if self.whole:
            own += [lambda: self._read(chance.choice(_READS)), self._count, lambda: self._prepared(table())]
        return [self._retrying(job) for job in own]

    def _retrying(self, job: Callable[[], None]) -> Callable[[], None]:
        def tried() -> None:
            try:
                job()
            except pymysql.Error as error:
                if error.args[0] not in _RETRY:
                    raise
                self._connection.rollback()
                raise LostRaceError from error

        return tried

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return list(cursor.fetchall())

    def _once(self, table: str) -> None:
        mark = self.ledger.mark()
        self._run(INSERTS[table], mark)
        self.ledger.wrote(table, mark)

    def _twice(self, first: str, second: str) -> None:
        marks = [self.ledger.mark(), self.ledger.mark()]
        self._run("BEGIN")
        for table, mark in zip((first, second), marks, strict=True):
            self._run(INSERTS[table], mark)
        self._run("COMMIT")
        for table, mark in zip((first, second), marks, strict=True):
            self.ledger.wrote(table, mark)

    def _look(self, table: str) -> None:
        self._run(f"SELECT MAX(id), COUNT({COLUMNS[table]}) FROM {table} WHERE id < 50")

    def _read(self, statement: str) -> None:
        self._run(statement)

    def _count(self) -> None:
        self._run("UPDATE routes SET status = status + 1 WHERE id = %s", COUNTER)
        self.ledger.grew()

    def _prepared(self, table: str) -> None:
        mark = self.ledger.mark()
        self._run(f"PREPARE ws FROM '{INSERTS[table].replace('%s', '?').replace(chr(39), chr(39) * 2)}'")
        self._run("SET @mark = %s", mark)
        self._run("EXECUTE ws USING @mark")
        self.ledger.wrote(table, mark)
