"""Log files as lines of bounded length, whatever lies in them."""

from __future__ import annotations

import gzip
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from woosh_split.errors import InputError

LONGEST_LINE = 1 << 20
LONGEST_STATEMENT = 1 << 20
"""Bytes of a statement that are kept; a longer one (a bulk INSERT) is read from its beginning."""

MOST_SESSIONS = 100_000
"""Open connections that are remembered; beyond that the oldest are forgotten."""

HEADINGS = (b"Tcp port:", b"Time ", b"Time\t")
"""The lines behind the banner."""

BANNER = re.compile(rb".*, Version: .*started with:\r?\n")
_USE = re.compile(rb"use\s+(?:`((?:[^`]|``)+)`|([^\s;`]+))\s*;?\s*\Z", re.IGNORECASE)


@dataclass(slots=True)
class Tallied:
    """What a reader counts of its file."""

    entries: int = 0
    statements: int = 0
    unread: int = 0
    first: str | None = None
    last: str | None = None
    nameless: int = 0
    """Statements of connections of which the log tells neither user nor schema."""
    notes: list[str] = field(default_factory=list)

    def saw(self, when: bytes) -> None:
        """Note a time as the log writes it."""
        self.last = when.decode("ascii", "replace")
        if self.first is None:
            self.first = self.last


Ran = tuple[str | None, str | None, bytes, bool]
"""User, schema, statement, and whether that is only its beginning; None where the log does not tell."""


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Yield the file to be read, opened up where it is gzip; ``-`` is stdin.

    Raises:
        InputError: it cannot be read.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    path = Path(name)
    try:
        if path.is_dir():
            raise InputError(f"{name} is a folder. Give the log file.")
        file = path.open("rb")
    except FileNotFoundError:
        raise InputError(
            f"There is no log {name}. On the server, SHOW VARIABLES LIKE '%log%file%' says where it is."
        ) from None
    except OSError as error:
        raise InputError(
            f"The log {name} cannot be read: {error.strerror}. Copy it to where you may read it."
        ) from error
    with file:
        packed = file.read(2) == b"\x1f\x8b" if file.seekable() else False
        if file.seekable():
            file.seek(0)
        if not packed:
            yield file
            return
        with gzip.open(file) as plain:
            yield cast("BinaryIO", plain)


def lines_of(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the lines; one that is longer than ``LONGEST_LINE`` comes in pieces.

    Raises:
        InputError: the file breaks off: a damaged gzip or disk.
    """
    try:
        yield from iter(partial(file.readline, LONGEST_LINE), b"")
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"The log {name} cannot be read to its end: {error}. Is it damaged?") from error


def schema_of_use(text: bytes) -> str | None:
    """Return the schema that a USE statement changes to; None where it is none."""
    found = _USE.match(text)
    return None if found is None else (found[1] or found[2]).replace(b"``", b"`").decode("utf-8", "replace")


def text_of(raw: bytes) -> str:
    """Return a name in a log as text."""
    return raw.decode("utf-8", "replace")
