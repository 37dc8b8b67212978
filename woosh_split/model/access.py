"""Facts about who touches which table, and in which transaction."""

from __future__ import annotations

from woosh_split.records import dataclass

READ = "read"
WRITE = "write"

REFUSED_ON_VIEWS = {
    "truncate": "use DELETE",
    "alter": "let a migration do it that knows the table's new place",
}
"""Operations that a view refuses, which is what a moved table's old name becomes, each with what to do instead."""


@dataclass(frozen=True, slots=True)
class TableUse:
    """What one statement does to one table, before it is known whose statement it is."""

    table: str
    mode: str  # read | write
    operation: str  # select | insert | update | delete | truncate | alter | call
    lock: bool = False
    columns: tuple[str, ...] | None = None
    joined_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """A read or a write of a table by a function of a module."""

    module: str
    table: str
    mode: str  # read | write
    via: str  # repository | manager | query-builder | raw-sql | procedure | relation | trigger | view
    function: str
    file: str
    line: int
    transaction: str | None = None
    operation: str = "select"
    lock: bool = False
    columns: tuple[str, ...] | None = None
    joined_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction and every table that it reads or writes, through other modules too."""

    id: str
    module: str
    function: str
    file: str
    line: int
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
