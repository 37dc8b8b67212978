"""What a view, routine, trigger or database event does by its own text."""

from __future__ import annotations

from woosh_split.model.access import TableUse
from woosh_split.records import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """The text of one stored object, read: its own uses only, calls and views not yet followed."""

    kind: str  # view | procedure | function | trigger | event
    name: str
    file: str
    line: int
    uses: tuple[TableUse, ...] = ()
    calls: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    extra_events: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    table: str | None = None  # of a trigger
    event: str | None = None  # of a trigger: insert | update | delete
    timing: str | None = None  # of a trigger: before | after
    schedule: str | None = None  # of a database event
