"""Crossings: accesses, calls, relations, transactions, events and imports that leave their service."""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256

from woosh_split.records import dataclass

READ, WRITE, JOIN = "read", "write", "join"
RELATION, CALL, TRANSACTION, EVENT, IMPORT = "relation", "call", "transaction", "event", "import"
KINDS = (WRITE, TRANSACTION, JOIN, READ, RELATION, CALL, EVENT, IMPORT)
"""Every kind, the dearest to undo first; the order in which reports list them."""


CONNECTION = "connection"
"""How a call reaches what it calls: it takes the caller's EntityManager or the like, and is bound to this process."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place of a crossing.

    ``table`` or ``member`` is what the place touches; ``operation`` and ``via`` are those of the access
    (``foreign-key`` and ``entity`` for a relation, ``type`` or ``value`` for an import).
    """

    file: str
    line: int
    module: str
    function: str
    operation: str = ""
    via: str = ""
    target: str = ""
    lock: bool = False
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """Everything of one kind by which one service reaches one thing of another: one contract to be written.

    ``what`` is a table (read, write, join), ``Provider.method`` (call), ``table->table`` (relation),
    ``Class.function`` (transaction), an event's name, or a file (import).
    """

    id: str
    from_service: str = field(metadata={"key": "from"})
    to_service: str = field(metadata={"key": "to"})
    kind: str
    what: str
    sites: tuple[Site, ...]

    @property
    def provider(self) -> str:
        """The class that a call calls."""
        return provider_of(self.what)


def provider_of(what: str) -> str:
    """Return the class of ``Provider.method``, as which calls are named."""
    return what.partition(".")[0]


def crossing_id(kind: str, from_service: str, to_service: str, what: str) -> str:
    """Return the eight hexadecimal digits by which the split file and ``check`` name a crossing.

    Each part is preceded by its length, so that no two different crossings spell the same text.
    """
    parts = (kind, from_service, to_service, what)
    text = "".join(f"{len(part.encode())}:{part}" for part in parts)
    return sha256(text.encode()).hexdigest()[:8]
