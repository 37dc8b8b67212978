"""One piece of SQL text read: which tables it reads and writes, which routines it needs."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.model.access import TableUse


@dataclass(frozen=True, slots=True)
class SqlReading:
    """What a text of one or more statements does; names keep their case and lose their quotes and schema."""

    uses: tuple[TableUse, ...] = ()  # one per table, mode and operation, sorted
    calls: tuple[str, ...] = ()  # procedures that are CALLed
    functions: tuple[
        str, ...
    ] = ()  # functions used that are not MySQL's own: stored ones, if the DDL has them
    problem: str | None = None  # why part of it could not be read; what was read stands all the same
    control: str | None = None  # begin | commit | rollback
    temporary: tuple[
        str, ...
    ] = ()  # temporary tables that it creates; they are no uses here, nor on that connection
    extra_events: tuple[
        tuple[str, str], ...
    ] = ()  # (table, event) whose triggers fire too: REPLACE, ON DUPLICATE KEY


def read_sql(text: str, dialect: str = "mysql") -> SqlReading:
    """Read SQL ``text``, in which ``HOLE`` stands for each part that only run time knows."""
    raise NotImplementedError
