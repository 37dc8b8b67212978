r"""The slow query log of MariaDB and MySQL; with ``long_query_time = 0`` it holds every statement.

::

    # Time: 261128 10:19:57
    # User@Host: svc[svc] @ localhost []
    # Thread_id: 4  Schema: shop  QC_hit: No
    # Query_time: 0.000211  Lock_time: 0.000093  Rows_sent: 0  Rows_examined: 0
    use shop;
    SET timestamp=1795861197;
    SELECT * FROM orders;

Every statement ends in ``;`` at the end of a line, so a line inside a text that looks like a heading is told from one.
MySQL names the schema only where it changes from one entry to the next, in the ``use`` line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from woosh_split.sources.logs.stream import (
    BANNER,
    HEADINGS,
    LONGEST_STATEMENT,
    Ran,
    Tallied,
    lines_of,
    schema_of_use,
    text_of,
)

_USER = re.compile(rb"# User@Host: .*?\[(.*?)\] @ +\S* *\[.*?\]")
_TIME = re.compile(
    rb"# Time: (\d{6} [ \d]\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)\r?\n"
)
_SCHEMA = re.compile(rb"# (?:Thread_id: \d+  )?Schema: (.*?)  (?:QC_hit|Last_errno|Killed)")
_STAMP = re.compile(rb"SET (?:[\w=, .@-]*,)?timestamp=\d+(?:\.\d+)?(?:,[\w=, .@-]*)?;\r?\n\Z", re.IGNORECASE)
_COMMAND = b"# administrator command:"


def read_slow(file: BinaryIO, name: str, tallied: Tallied) -> Iterator[Ran]:
    """Yield what ran, in order.

    Raises:
        InputError: the file breaks off.
    """
    user: str | None = None
    schema: str | None = None
    parts: list[bytes] = []
    size = 0
    inside = whole = False  # inside: behind the head of an entry; whole: the line before came to its end
    for line in lines_of(file, name):
        starts, whole = whole or not size, line[-1:] == b"\n"
        if starts and line[:1] == b"#":
            who = _USER.match(line)
            when = None if who is not None else _TIME.match(line)
            if who is not None or when is not None:
                if parts:
                    if parts[-1].rstrip()[-1:] != b";":
                        if who is None:
                            parts.append(line)
                            size += len(line)
                            continue
                        tallied.unread += 1  # it broke off, or the line above is part of a text
                    else:
                        yield from _entry(user, schema, parts, size, tallied)
                parts, size = [], 0
                if who is not None:
                    tallied.entries += 1
                    user, inside = text_of(who[1]), True
                elif when is not None:
                    tallied.saw(when[1])
                continue
            if not parts and line.startswith(b"# "):
                told = _SCHEMA.match(line)
                if told is not None:
                    schema = text_of(told[1]) or None
                continue
        if not parts and inside and starts:
            if (used := schema_of_use(line)) is not None:
                schema = used
                continue
            if _STAMP.match(line):
                continue
        if BANNER.match(line):
            if parts:
                yield from _entry(user, schema, parts, size, tallied)
            parts, size, inside = [], 0, False
        elif inside:
            size += len(line)
            if size <= LONGEST_STATEMENT:
                parts.append(line)
        elif not line.startswith(HEADINGS) and line.strip():
            tallied.unread += 1
    if parts:
        yield from _entry(user, schema, parts, size, tallied)


def _entry(
    user: str | None, schema: str | None, parts: list[bytes], size: int, tallied: Tallied
) -> Iterator[Ran]:
    text = b"".join(parts).strip()
    if not text or text.startswith(_COMMAND):
        return
    tallied.statements += 1
    yield user, schema, text.rstrip(b";"), size > LONGEST_STATEMENT
