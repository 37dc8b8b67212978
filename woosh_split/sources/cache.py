"""What was read of a file before, by the digest of its content.

One SQLite file, so that two runs may share it and a run that is killed leaves nothing half-written. An entry
is keyed by what kind of reading it is, the version of that reading, and the digest of the bytes; nothing in it
depends on where the file lies. A cache that cannot be opened or is damaged is no cache, never an error.

The folder lies in the monolith, so whoever wrote that may have put a cache there: it is opened only as we make it, and
what is in it is read by ``unpickling``. One that git tracks is not opened at all: what a cache says is believed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from woosh_split.hashing import blake2b

FILE_NAME = "facts.sqlite"
_JOURNAL_NAME = f"{FILE_NAME}-journal"
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""How a journal of SQLite ends that names a file besides."""
KEEP = 60_000
"""Entries kept: the oldest go first."""
_TABLE = "CREATE TABLE entry (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"


DIGEST_SIZE = 16
"""Bytes of a content's digest."""


def digest(content: bytes) -> bytes:
    """Return the digest by which a content is known."""
    return blake2b(content, digest_size=DIGEST_SIZE).digest()


class Cache:
    """A table of bytes by key; every failure of the disk means that nothing is found or kept.

    ``is_committed`` says that git tracks the file, so that it is left alone.
    """

    def __init__(self, folder: Path | None, version: str) -> None:
        self._version = version.encode()
        self.is_committed = folder is not None and _came_with_a_commit(folder)
        self._connection = _open(folder) if folder is not None and not self.is_committed else None

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
        _hide_from_git(folder / ".gitignore")
        if (folder / FILE_NAME).is_symlink():
            return None
        _refuse_foreign_journal(folder / _JOURNAL_NAME)
        return _connect(folder / FILE_NAME)
    except OSError:
        return None
    except sqlite3.DatabaseError:
        try:  # damaged: begin anew
            (folder / _JOURNAL_NAME).unlink(missing_ok=True)
            (folder / FILE_NAME).unlink(missing_ok=True)
            return _connect(folder / FILE_NAME)
        except (OSError, sqlite3.Error):
            return None


def _came_with_a_commit(folder: Path) -> bool:
    try:
        if not any((folder / name).exists() for name in (FILE_NAME, _JOURNAL_NAME)):
            return False
        from woosh_split.sources.committed import is_committed

        return is_committed(folder, FILE_NAME)
    except OSError:  # nor can it be opened
        return False


def _hide_from_git(place: Path) -> None:
    """Let the folder ignore itself, unless somebody has said otherwise there.

    Raises:
        OSError: there is no room for it, or no permission.
    """
    try:
        ignore = place.open("x")  # "x": a link that leads elsewhere is not written through
    except FileExistsError:
        return
    try:
        with ignore:
            ignore.write("*\n")
    except OSError:
        place.unlink(missing_ok=True)  # an empty one would let git see the cache from then on
        raise


def _refuse_foreign_journal(path: Path) -> None:
    """Refuse what is left of a transaction that was cut short, unless it is one of ours, over one file.

    A journal may name another file, which spans several, at its end; SQLite removes that once it has rolled back. So
    whoever commits a journal could have any file of ours removed.

    Raises:
        sqlite3.DatabaseError: it is none of ours.
    """
    if path.is_symlink():
        raise sqlite3.DatabaseError("not a journal of ours")
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(_NAMES_ANOTHER)))
        if file.read() == _NAMES_ANOTHER:
            raise sqlite3.DatabaseError("not a journal of ours")


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file, or make it.

    Raises:
        sqlite3.DatabaseError: it is damaged, or holds something besides our table: a trigger of a stranger's would
            change what we keep.
    """
    connection = sqlite3.connect(path, timeout=5)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
        held = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall()
        if held != [("table", "entry", _TABLE)]:
            raise sqlite3.DatabaseError("not a cache of ours")
        connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone()
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
