r"""The general query log of MariaDB and MySQL: every statement, with the number of its connection.

MariaDB (and MySQL 5.6)::

    261128 10:19:57\t     3 Connect\tsvc@localhost on shop using Socket
    \t\t     3 Query\tSELECT * FROM orders

MySQL 5.7 and 8::

    2026-11-28T10:19:57.388061Z\t    3 Query\tSELECT * FROM orders

A statement goes on over as many lines as it has. A line inside one that looks like the head of another entry cannot be
told from it; the form that the file does not have is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from woosh_split.sources.logs.stream import (
    BANNER,
    HEADINGS,
    LONGEST_STATEMENT,
    MOST_SESSIONS,
    Ran,
    Tallied,
    lines_of,
    schema_of_use,
    text_of,
)

_COMMANDS = (
    rb"(Query|Execute|Prepare|Connect|Quit|Init DB|Change user|Reset connection|Close stmt|Reset stmt|Fetch|Long Data|"
    rb"Field List|Create DB|Drop DB|Refresh|Shutdown|Statistics|Processlist|Kill|Debug|Ping|Time|Delayed insert|"
    rb"Binlog Dump GTID|Binlog Dump|Table Dump|Connect Out|Register Slave|Register Replica|Set option|Daemon|Error|"
    rb"Sleep|Bulk_execute|Slave_worker|Slave_IO|Slave_SQL|clone|Subscribe Group Replication Stream)"
)
_TAIL = rb" *(\d+) " + _COMMANDS + rb"(?:\t|[ \t]*\r?$)"
_MARIADB = re.compile(rb"(?:(\d{6} [ \d]\d:\d\d:\d\d)\t|\t\t)" + _TAIL)
_MYSQL = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+-]\d\d:\d\d))\t" + _TAIL)
_WHO = re.compile(rb"(.*)@([^@\s]*)(?: as .*?)? on (.*?)(?: using .*)?\Z", re.DOTALL)
_RUNS = (b"Query", b"Execute", b"Bulk_execute")
_SETS = (
    b"Connect",
    b"Change user",
    b"Init DB",
    b"Quit",
    b"Query",
    b"Execute",
    b"Bulk_execute",
    b"Reset connection",
)
_Session = tuple[str | None, str | None]
_NOBODY: _Session = (None, None)


def read_general(file: BinaryIO, name: str, tallied: Tallied) -> Iterator[Ran]:
    """Yield what ran, in order.

    Raises:
        InputError: the file breaks off.
    """
    sessions: dict[bytes, _Session] = {}
    match = None
    command, connection, parts, size = b"", b"", [b""], 0
    whole = True  # the line before came to its end
    for line in lines_of(file, name):
        head = None
        if whole:
            head = _either(line) if match is None else match(line)
        whole = line[-1:] == b"\n"
        if head is None:
            if BANNER.match(line):
                if command:
                    yield from _entry(command, connection, parts, size, sessions, tallied)
                command, match = b"", None
                sessions.clear()  # the server starts to count anew
            elif command:
                size += len(line)
                if size <= LONGEST_STATEMENT:
                    parts.append(line)
            elif not line.startswith(HEADINGS) and line.strip():
                tallied.unread += 1
            continue
        if match is None:
            match = head.re.match
        if command:
            yield from _entry(command, connection, parts, size, sessions, tallied)
        when, connection, command = head.groups()
        if when is not None:
            tallied.saw(when)
        tallied.entries += 1
        first = line[head.end() :]
        parts, size = [first], len(first)
    if command:
        yield from _entry(command, connection, parts, size, sessions, tallied)


def _either(line: bytes) -> re.Match[bytes] | None:
    return _MARIADB.match(line) or _MYSQL.match(line)


def _entry(
    command: bytes,
    connection: bytes,
    parts: list[bytes],
    size: int,
    sessions: dict[bytes, _Session],
    tallied: Tallied,
) -> Iterator[Ran]:
    """Yield the statement of an entry, or take note of who is connected to what."""
    if command not in _SETS:
        return
    text = (parts[0] if len(parts) == 1 else b"".join(parts)).strip()
    session = sessions.get(connection, _NOBODY)
    if command in _RUNS:
        tallied.statements += 1
        if text[:3] in (b"USE", b"use", b"Use") and (schema := schema_of_use(text)) is not None:
            _remember(sessions, connection, (session[0], schema))
        else:
            tallied.nameless += session == _NOBODY
            yield session[0], session[1], text, size > LONGEST_STATEMENT
    elif command == b"Quit":
        sessions.pop(connection, None)
    elif command == b"Init DB":
        _remember(sessions, connection, (session[0], text_of(text)))
    elif command != b"Reset connection":
        who = _WHO.match(text)
        if who is not None:
            _remember(sessions, connection, (text_of(who[1]), text_of(who[3].strip()) or None))
        elif not text.startswith(b"Access denied"):
            tallied.unread += 1


def _remember(sessions: dict[bytes, _Session], connection: bytes, session: _Session) -> None:
    if connection not in sessions and len(sessions) >= MOST_SESSIONS:
        del sessions[next(iter(sessions))]
    sessions[connection] = session
