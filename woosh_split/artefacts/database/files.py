"""The organisation as files: two of SQL for each phase that does something. Statements become text here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.artefacts.database.statements import (
    Statement,
    back_statements,
    forward_statements,
    session_statements,
)
from woosh_split.model.organisation import Organisation, PhasePart
from woosh_split.sql.quoting import comment

FORWARD, BACK = "forward", "back"
SUFFIXES = {FORWARD: ".forward.sql", BACK: ".back.sql"}

_IDLE = (
    "Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:\n"
    "where one stays taken for some seconds the client stops."
)


def sql_files(organisation: Organisation, server: str) -> dict[str, str]:
    """Return the text of every file by its name."""
    found: dict[str, str] = {}
    for phase in organisation.phases:
        if phase.services:
            for direction, suffix in SUFFIXES.items():
                found[f"{phase.id}{suffix}"] = phase_sql(phase, direction, organisation, server)
    return found


def phase_sql(phase: PhasePart, direction: str, organisation: Organisation, server: str) -> str:
    """Return one file of a phase."""
    make = forward_statements if direction == FORWARD else back_statements
    names = ", ".join(part.service for part in phase.services)
    title = f"woosh-split: phase {phase.id}, {direction} ({names})"
    return script((*session_statements(server), *make(phase, organisation, server)), f"{title}\n{_IDLE}")


def script(statements: Iterable[Statement], title: str = "") -> str:
    """Return statements as the command line client reads them, DELIMITER where one holds semicolons."""
    return "\n".join((*([comment(title), ""] if title else []), *_lines(statements))) + "\n"


def _lines(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        if statement.why:
            yield from ("", comment(statement.why))
        if not statement.compound:
            yield f"{statement.sql};"
            continue
        end = _delimiter(statement.sql)
        yield from (f"DELIMITER {end}", f"{statement.sql}{end}", "DELIMITER ;")


def _delimiter(sql: str) -> str:
    end = "$$"
    while end in sql:
        end += "$"
    return end
