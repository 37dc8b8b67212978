"""Where a migration stands: the state of each phase, who works on the server, and the journal."""

from __future__ import annotations

from dataclasses import dataclass

NOTHING, NOT_APPLIED, PARTLY, APPLIED, BROKEN = "nothing", "not applied", "partly", "applied", "broken"
COMPLETE = "complete"
"""``complete``: applied, and the tables' old names are gone. ``nothing``: the phase does nothing to the database; ``broken``: a table is not where one of ours can be."""

SCRATCH = "ws_try_"
"""How the schemas and accounts of a rehearsal begin."""


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who works on the server: a connection and what it is at, without any value."""

    id: int
    user: str
    host: str
    seconds: int
    doing: str

    @property
    def told(self) -> str:
        """The connection in words."""
        where = f"{self.user}@{self.host}" if self.user else "somebody"
        return f"connection {self.id} of {where}, for {self.seconds} s, {self.doing or 'idle'}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the journal. ``state`` is intent, done, failed, or left: its run was cut off."""

    id: int
    at: str
    run: str
    phase: str
    goal: str
    step: str
    kind: str
    subject: str
    statement: str
    state: str
    attempts: int
    ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class PhaseState:
    """Where a phase stands: ``left`` statements to go forward, ``undo`` to go back; ``why`` it is broken.

    ``routes``: where the routes of its services lead, empty where there are none.
    """

    id: str
    state: str
    left: int = 0
    undo: int = 0
    why: str = ""
    routes: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Where everything stands. ``blocking`` are open transactions of others, the oldest first."""

    schema: str
    phases: tuple[PhaseState, ...]
    running: Client | None = None
    blocking: tuple[Client, ...] = ()
    journal: tuple[Entry, ...] = ()
