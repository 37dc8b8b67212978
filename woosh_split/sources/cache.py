"""What was read of a file before, by the digest of its content.

One SQLite file, so that two runs may share it and a run that is killed leaves nothing half-written. An entry
is keyed by what kind of reading it is, the version of that reading, and the digest of the bytes; nothing in it
depends on where the file lies. A cache that cannot be opened or is damaged is no cache, never an error.
"""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

FILE_NAME = "facts.sqlite"
KEEP = 60_000
"""Entries kept: the oldest go first."""


def digest(content: bytes) -> bytes:
    """Return the digest by which a content is known."""
    return blake2b(content, digest_size=16).digest()


def unpickled(blob: bytes | None) -> Any:
    """Return what a blob holds; a damaged one holds nothing."""
    if blob is None:
        return None
    try:
        # Only this program writes the cache, into a folder of the user's own.
        return pickle.loads(blob)  # noqa: S301
    except (pickle.PickleError, EOFError, AttributeError, ValueError, TypeError, ImportError, IndexError):
        return None


class Cache:
    """A table of bytes by key; every failure of the disk means that nothing is found or kept."""

    def __init__(self, folder: Path | None, version: str) -> None:
        self._version = version.encode()
        self._connection = _open(folder) if folder is not None else None

    @property
    def is_open(self) -> bool:
        """Whether anything is kept at all."""
        return self._connection is not None

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values of the keys that are there."""
        found: dict[bytes, bytes] = {}
        if self._connection is None:
            return found
        wanted = [self._version + key for key in keys]
        cut = len(self._version)
        try:
            for start in range(0, len(wanted), 500):
                some = wanted[start : start + 500]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM entry WHERE key IN ({marks})"  # noqa: S608 - marks only
                for key, value in self._connection.execute(query, some):
                    found[key[cut:]] = value
        except sqlite3.Error:
            return {}
        return found

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, in one transaction."""
        if self._connection is None or not values:
            return
        rows = [(self._version + key, value) for key, value in values.items()]
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO entry (key, value) VALUES (?, ?)", rows)
            self._connection.execute(
                "DELETE FROM entry WHERE rowid <= (SELECT max(rowid) FROM entry) - ?", (KEEP,)
            )

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _open(folder: Path) -> sqlite3.Connection | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
        return _connect(folder / FILE_NAME)
    except OSError:
        return None
    except sqlite3.DatabaseError:
        try:  # damaged: begin anew
            (folder / FILE_NAME).unlink(missing_ok=True)
            return _connect(folder / FILE_NAME)
        except (OSError, sqlite3.Error):
            return None


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS entry (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)")
    connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone()
    connection.commit()
    return connection
