"""Clients that go on while tables move: each remembers what the server acknowledged, and how long it waited."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pymysql
from mariadb import MariaDb
from pymysql.cursors import Cursor

RETRY = {1205, 1213}
"""A transaction that loses against another one tries again; that is no failure. It is counted."""


@dataclass
class Ledger:
    """What clients saw, all of them together."""

    statements: int = 0
    failures: list[str] = field(default_factory=list)
    retried: int = 0
    inserted: set[int] = field(default_factory=set)
    added: int = 0
    """How often the counter was acknowledged to have grown by one."""
    longest: float = 0.0

    def add(self, other: Ledger) -> None:
        """Put another one's into this."""
        self.statements += other.statements
        self.failures += other.failures
        self.retried += other.retried
        self.inserted |= other.inserted
        self.added += other.added
        self.longest = max(self.longest, other.longest)


@dataclass
class Client:
    """One connection in a thread of its own, doing one of its jobs after the other until it is told to stop."""

    connection: pymysql.Connection
    jobs: Sequence[Callable[[Cursor, Ledger], None]]
    think: float
    ledger: Ledger = field(default_factory=Ledger)
    stopping: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End after the job that is under way."""
        self.stopping.set()
        assert self.thread is not None
        self.thread.join(30)
        self.connection.close()

    def _run(self) -> None:
        chance = random.Random(id(self))
        with self.connection.cursor() as cursor:
            while not self.stopping.is_set():
                job = chance.choice(self.jobs)
                began = time.monotonic()
                try:
                    job(cursor, self.ledger)
                except pymysql.Error as error:
                    if error.args[0] in RETRY:
                        self.ledger.retried += 1
                        self.connection.rollback()
                    else:
                        self.ledger.failures.append(f"{job.__name__}: {error.args}")
                self.ledger.longest = max(self.ledger.longest, time.monotonic() - began)
                self.ledger.statements += 1
                time.sleep(self.think * chance.random() * 2)


def insert(cursor: Cursor, ledger: Ledger) -> None:
    cursor.execute("INSERT INTO orders (user_id, total) VALUES (1, 3)")
    ledger.inserted.add(cursor.lastrowid)


def count(cursor: Cursor, ledger: Ledger) -> None:
    cursor.execute("UPDATE orders SET total = total + 1 WHERE id = 100")
    ledger.added += 1


def look(cursor: Cursor, ledger: Ledger) -> None:
    cursor.execute(
        "SELECT o.id, u.email FROM orders o JOIN users u ON u.id = o.user_id ORDER BY o.id LIMIT 2"
    )
    if len(cursor.fetchall()) != 2:
        ledger.failures.append("look: rows are missing")


def transaction(cursor: Cursor, ledger: Ledger) -> None:
    cursor.execute("BEGIN")
    cursor.execute("INSERT INTO orders (user_id, total) VALUES (2, 5)")
    id_ = cursor.lastrowid
    cursor.execute("INSERT INTO order_tags VALUES (%s, 'load')", (id_,))
    cursor.execute("UPDATE orders SET total = total + 1 WHERE id = 100")
    cursor.execute("COMMIT")
    ledger.inserted.add(id_)
    ledger.added += 1


def prepared(cursor: Cursor, ledger: Ledger) -> None:
    cursor.execute("PREPARE ws FROM 'INSERT INTO orders (user_id, total) VALUES (?, ?)'")
    cursor.execute("SET @who = 1, @much = 2")
    cursor.execute("EXECUTE ws USING @who, @much")
    ledger.inserted.add(cursor.lastrowid)


JOBS = (insert, count, look, transaction, prepared)


@contextmanager
def clients(
    server: MariaDb, number: int, database: str, user: str, password: str, think: float = 0.01
) -> Iterator[list[Client]]:
    """Yield clients that are at work; they are stopped afterwards if nobody did before."""
    made = [
        Client(
            pymysql.connect(
                host=server.host,
                port=server.port,
                user=user,
                password=password,
                database=database,
                autocommit=True,
            ),
            JOBS,
            think,
        )
        for _ in range(number)
    ]
    for each in made:
        each.start()
    try:
        yield made
    finally:
        for each in made:
            if not each.stopping.is_set():
                each.stop()


def told(made: Sequence[Client]) -> Ledger:
    """Return what all of them saw."""
    whole = Ledger()
    for each in made:
        whole.add(each.ledger)
    return whole


def lost_rows(server: MariaDb, ledger: Ledger, database: str = "shop") -> list[str]:
    """Return what the server acknowledged and does not have, or has and nobody was told of."""
    rows = {
        int(line) for line in server.execute("SELECT id FROM orders WHERE id > 101;", database).split()[1:]
    }
    (_, total) = server.execute("SELECT total FROM orders WHERE id = 100;", database).split()
    found = [f"row {id_} is gone" for id_ in sorted(ledger.inserted - rows)]
    found += [f"row {id_} was never acknowledged" for id_ in sorted(rows - ledger.inserted)]
    if float(total) != 10 + ledger.added:
        found.append(f"the counter is at {total} and was acknowledged {ledger.added} times")
    return found
