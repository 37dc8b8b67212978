"""The continuous load: a thread for each client, which can be halted between two jobs and goes on where it was."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pymysql
from ledger import Ledger
from sql_clients import LostRaceError, Sql
from web_clients import RefusedError, Web

Client = Web | Sql


@dataclass
class Load:
    """All clients that are at work."""

    ledger: Ledger
    think: float
    """Seconds that a client thinks between two jobs, on average."""
    _going: threading.Event = field(default_factory=threading.Event)
    _threads: dict[int, tuple[threading.Thread, threading.Event, threading.Lock]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self._going.set()

    def start(self, client: Client) -> None:
        """Put a client to work."""
        stopping, busy = threading.Event(), threading.Lock()
        thread = threading.Thread(target=self._work, args=(client, stopping, busy), daemon=True)
        self._threads[id(client)] = thread, stopping, busy
        thread.start()

    def stop(self, client: Client) -> None:
        """Let a client end the job that it is at, and go."""
        thread, stopping, _ = self._threads.pop(id(client))
        stopping.set()
        thread.join(90)
        client.close()

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Within it nobody is at work, and what was begun has ended."""
        self._going.clear()
        for _, _, busy in self._threads.values():
            with busy:
                pass
        try:
            yield
        finally:
            self._going.set()

    def _work(self, client: Client, stopping: threading.Event, busy: threading.Lock) -> None:
        chance = random.Random(id(client))
        jobs = client.jobs(chance)
        while not stopping.is_set():
            with busy:
                if self._going.is_set():
                    self._do(client, chance.choice(jobs))
            time.sleep(self.think * chance.random() * 2)

    def _do(self, client: Client, job: object) -> None:
        began, going_on = time.monotonic(), self.ledger.now
        try:
            job()  # type: ignore[operator]
        except LostRaceError:
            self.ledger.tried_again()
        except (RefusedError, OSError, http.client.HTTPException, pymysql.Error) as error:
            self.ledger.failed(f"[{going_on}] {client.way}: {type(error).__name__} {error}")
        self.ledger.took(client.way, time.monotonic() - began, going_on)
