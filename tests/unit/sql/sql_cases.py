"""The cases in ``cases/*.txt``: SQL in the first lines of a paragraph, what it does in the last, behind ``=>``.

``${...}`` in the SQL is a hole. The notation of the last line: ``read t(a,b)``, ``insert t(*)`` (columns unknown),
``lock t()`` for a locking read, ``call p``, ``function f``, ``temporary t``, ``fires t.event``, ``begin``, ``nothing``,
each followed by ``;``, and at the very end, if there is one, ``problem: ...``.
"""

from __future__ import annotations

import re
from pathlib import Path

from woosh_split.sql.statement import SqlReading
from woosh_split.sql.text import HOLE

FOLDER = Path(__file__).parent / "cases"
_HOLE = re.compile(r"\$\{[^}]*\}")


def read_cases(name: str) -> list[tuple[str, str]]:
    """Return the (SQL, expectation) pairs of one file."""
    cases = []
    for paragraph in (FOLDER / name).read_text().split("\n\n"):
        lines = [line for line in paragraph.strip().splitlines() if not line.startswith("%")]
        if lines:
            sql, expected = "\n".join(lines).split("\n=> ")
            cases.append((_HOLE.sub(HOLE, sql), expected))
    return cases


def describe(reading: SqlReading) -> str:
    """Return a reading in the notation of the cases."""
    parts = []
    for use in reading.uses:
        verb = ("lock" if use.lock else "read") if use.mode == "read" else use.operation
        parts.append(f"{verb} {use.table}({'*' if use.columns is None else ','.join(use.columns)})")
    parts += [f"call {name}" for name in reading.calls]
    parts += [f"function {name}" for name in reading.functions]
    parts += [f"temporary {name}" for name in reading.temporary]
    parts += [f"fires {table}.{event}" for table, event in reading.extra_events]
    parts += [reading.control] if reading.control else []
    parts += [f"problem: {reading.problem}"] if reading.problem else []
    return "; ".join(parts) or "nothing"
