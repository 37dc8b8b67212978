"""What really ran: statements without their values, who touched which table, and how that compares with the facts."""

from __future__ import annotations

from dataclasses import dataclass

OBSERVATION_VERSION = 1

UNKNOWN_USER = "(unknown)"
"""Statements of connections that were open before the log began, and digests that name no user."""

STATEMENT = "statement"
"""How an access comes about where a statement names the table itself."""

AUDIT = "audit"
"""How it comes about where an audit log names the table, and no statement."""

CONFIRMED, ADDED, UNKNOWN_TABLE = "confirmed", "added", "unknown-table"

ALTER = "alter"
"""The operation of DDL on a table: ALTER, DROP, CREATE INDEX and the like."""

CHANGE = "change"
"""The operation of a write that the source does not tell more of (an audit log says READ or WRITE)."""


@dataclass(frozen=True, slots=True)
class SeenUse:
    """What one statement does to one table; ``schema`` is None where it names none and its connection has none.

    ``via`` is ``statement``, ``procedure`` (of a CALL), ``trigger`` (fired by a write) or ``audit``.
    """

    schema: str | None
    table: str
    mode: str  # read | write
    operation: str  # select | insert | update | delete | truncate | alter | change
    columns: tuple[str, ...] | None = None
    lock: bool = False
    via: str = STATEMENT


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as one user ran it in one schema, all values masked.

    ``problem`` says why it could not be read to the end, ``refused_by_view`` what of it a view would not do.
    """

    digest: str
    text: str
    user: str
    schema: str | None
    count: int
    uses: tuple[SeenUse, ...] = ()
    calls: tuple[str, ...] = ()
    problem: str | None = None
    refused_by_view: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A log or a server that was read. ``unread`` counts what was broken and passed over; times are as it writes them."""

    kind: str  # general-log | slow-log | audit-log | performance-schema | observed
    name: str
    entries: int
    statements: int
    unread: int = 0
    first: str | None = None
    last: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sources say, before it is compared with anything. ``accesses`` count what an audit log tells."""

    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    accesses: tuple[tuple[str, SeenUse, int], ...] = ()  # user, use, count


@dataclass(frozen=True, slots=True)
class Explanation:
    """A place in the code whose access a runtime access may be."""

    module: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class RuntimeAccess:
    """Reads or writes of a table by a user of the database, counted.

    ``service`` is whose user it is (``monolith`` for any that is no service's), ``owner`` whose table.
    ``columns`` are those of all its statements, None where one does not tell. ``digests`` name some of the statements.
    """

    user: str
    service: str
    table: str
    owner: str
    mode: str
    operation: str
    via: str
    count: int
    verdict: str  # confirmed | added | unknown-table
    columns: tuple[str, ...] | None = None
    lock: bool = False
    digests: tuple[str, ...] = ()
    explained_by: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """An access of the facts that never ran while the sources were written."""

    module: str
    table: str
    mode: str
    operation: str
    via: str
    function: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class OtherDatabase:
    """What was touched in a schema that is neither the monolith's nor a service's."""

    schema: str
    tables: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Observation:
    """The whole: ``schema`` is the monolith's, ``schemas`` are that and the services'. ``foreign`` are the accesses whose owner is not the user's service."""

    schema: str | None
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    accesses: tuple[RuntimeAccess, ...]
    foreign: tuple[RuntimeAccess, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    elsewhere: tuple[OtherDatabase, ...] = ()
    schemas: tuple[str, ...] = ()
    compared: bool = True  # False: there were no facts to compare with
    version: int = OBSERVATION_VERSION


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that the grants of a phase refuse to the service that runs it.

    ``missing`` are rights such as ``UPDATE on users``. Not ``certain``: the code does not tell which service the
    statement comes from, and another that it may come from has the rights.
    """

    service: str
    user: str
    digest: str
    text: str
    count: int
    missing: tuple[str, ...]
    places: tuple[Explanation, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Replay:
    """What would be denied once the phases up to ``phase`` are carried out and their grants enforced."""

    phase: str
    extracted: tuple[str, ...]
    statements: int
    runs: int
    denials: tuple[Denial, ...]
    unread: int = 0  # runs of statements that could not be read: of them nothing is known
    ddl: int = (
        0  # runs of ALTER and the like, which no service may do: migrations need an account of their own
    )
    version: int = OBSERVATION_VERSION
