"""The monolith's files and what was read of each: from the cache where the content is known, else anew."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from functools import partial
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woosh_split.records import dataclass
from woosh_split.sources.cache import Cache, digest
from woosh_split.sources.files import SourceFile
from woosh_split.sources.unpickling import unpickled

if TYPE_CHECKING:  # as in files
    from woosh_split.model.code import Unresolved

Reader = Callable[[bytes, str], Any]
"""Reads one file's bytes; the path is for the places in what it finds."""

FRAMEWORK = b"@nestjs/"
"""A package none of whose files mentions this holds no part of the backend, but what the backend imports."""
SUPPRESSION = b"woosh-split-ignore-next-line"
"""Only a file that mentions this can hold a comment that suppresses something."""
_MARKS = (FRAMEWORK, SUPPRESSION)
WORTH_PROCESSES = 1_500_000
"""Bytes to read from which on a second process pays for its start."""
_TAKEN_AT_ONCE = 64
"""Readings that are taken from the cache at once: their bytes lie beside their values, and leave holes in the memory."""
_PUT_AT_ONCE = 400
_FEW = 100
"""One file among so many may be read for its digest in each run: that costs less than to write the index anew."""
RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again without its time showing it."""


@dataclass(slots=True)
class SourceTree:
    """All files below a root. ``jobs`` is the number of processes, 0 for as many as there are cores."""

    root: Path
    files: dict[str, SourceFile]
    cache: Cache
    jobs: int = 0
    unreadable: list[Unresolved] = field(default_factory=list)
    _digests: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    _known: dict[str, tuple[int, int, bytes, int]] | None = None
    _learnt: int = 0
    _ending: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = field(default_factory=dict)
    _disturbed: bool = False

    def content(self, path: str) -> bytes | None:
        """Return a file's bytes, None (and a note in ``unreadable``) where it cannot be read."""
        try:
            content = _bytes_of(str(self.root), path)
        except OSError as error:
            self.cannot_read(path, _why(error))
            return None
        self._is_as_listed(path)
        return content

    def text(self, path: str) -> str | None:
        """Return a file's text; bytes that are not UTF-8 become replacement marks."""
        content = self.content(path)
        if content is None:
            return None
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16", "replace")
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")

    def ending(self, suffixes: tuple[str, ...], *, but: tuple[str, ...] = ()) -> list[str]:
        """Return the paths that end in one of the suffixes and in none of the others, sorted; thousands are looked at once."""
        key = (suffixes, but)
        if key not in self._ending:
            self._ending[key] = sorted(
                path for path in self.files if path.endswith(suffixes) and not path.endswith(but)
            )
        return self._ending[key]

    def cannot_read(self, path: str, reason: str) -> None:
        """Note a file that holds something which is lost to the facts."""
        from woosh_split.model.code import Unresolved

        self.unreadable.append(Unresolved("file", path, 1, "", reason))

    def may_be_kept(self) -> bool:
        """Tell whether what was made of the files may be kept under their digests: each was read, as it was listed.

        An editor may save a file between its digest and its reading; whoever takes that back is not to be answered by what
        was read in between.
        """
        return not self.unreadable and not self._disturbed

    def _is_as_listed(self, path: str) -> bool:
        """Tell whether a file that was just read is still the one that was listed, and remember where it is not."""
        file = self.files.get(path)
        try:
            status = os.stat(f"{self.root}/{path}")  # noqa: PTH116 - as in _bytes_of
        except OSError:
            same = False
        else:
            same = file is None or (status.st_size, status.st_mtime_ns) == (file.size, file.modified_ns)
        self._disturbed = self._disturbed or not same
        return same

    # Digests -------------------------------------------------------------------------------------------

    def digest_of(self, path: str) -> bytes | None:
        """Return the digest of a file's content; an unchanged size and time of change spare the reading."""
        found = self.state_of(path)
        return found[0] if found is not None else None

    def mentions(self, path: str, mark: bytes = FRAMEWORK) -> bool:
        """Tell whether a file's bytes hold a mark: :data:`FRAMEWORK` or :data:`SUPPRESSION`."""
        found = self.state_of(path)
        return found is not None and holds(found[1], mark)

    def state_of(self, path: str) -> tuple[bytes, int] | None:
        """Return a file's digest and the marks that it mentions (see :func:`holds`); None where it cannot be read."""
        return self._digests.get(path) or (self.states((path,)) or {}).get(path)

    def states(self, paths: Collection[str]) -> dict[str, tuple[bytes, int]] | None:
        """Return the state of each file, as :meth:`state_of` does; None where one cannot be read."""
        known, files, states = self._index(), self.files, self._digests
        for path in paths:
            if path in states:
                continue
            entry, file = known.get(path), files[path]
            if entry is not None and entry[0] == file.size and entry[1] == file.modified_ns:
                states[path] = (entry[2], entry[3])
            elif not self._learn(path):
                return None
        return {path: states[path] for path in paths}

    def _learn(self, path: str) -> bool:
        """Read a file for its state; tell whether it could be read."""
        content = self.content(path)
        if content is None:
            return False
        held = sum(1 << bit for bit, mark in enumerate(_MARKS) if mark in content)
        self._learnt += 1
        self._digests[path] = (digest(content), held)
        return True

    def _index(self) -> dict[str, tuple[int, int, bytes, int]]:
        if self._known is None:
            self._known = unpickled(self.cache.get_many([self._index_key]).get(self._index_key)) or {}
        return self._known

    @property
    def _index_key(self) -> bytes:
        return b"index-2:" + os.fsencode(self.root.resolve())

    def save_index(self) -> None:
        """Remember sizes and times of change, so that the next run need not read what did not change.

        After a change of a few files the old index is good enough: it takes a tenth of such a run to put together and write
        another one.
        """
        if self._learnt * _FEW <= len(self.files):
            return
        now = time.time_ns()
        index = {
            path: (file.size, file.modified_ns, *self._digests[path])
            for path, file in self.files.items()
            if path in self._digests and now - file.modified_ns > RACY_NS
        }
        known = self._index()
        if any(
            known.get(path) != entry for path, entry in index.items()
        ):  # who is not seen any more does no harm
            self.cache.put_many({self._index_key: pickle.dumps(index, 5)})

    # Readings ------------------------------------------------------------------------------------------

    def readings(
        self, kind: str, paths: Collection[str], reader: Reader, progress: Callable[[int, int], None]
    ) -> dict[str, Any]:
        """Return what ``reader`` (a module-level function) gives for each file, from the cache where it is known.

        ``kind`` names the reading. Where the same content stands at several paths it is read for each of them only
        if the reading depends on the path, which the kind says by ending in ``@``. A file that cannot be read is left
        out, and noted in ``unreadable``.
        """
        keys: dict[str, bytes] = {}
        for path in paths:
            known = self.digest_of(path)
            if known is not None:
                keys[path] = _key(kind, path, known)
        results = self._kept(keys)
        missing = [path for path in keys if path not in results]
        progress(len(results), len(keys))
        fresh: dict[bytes, bytes] = {}
        for done, (path, value, blob) in enumerate(self._read(missing, reader), 1):
            if isinstance(value, _Unread):
                self.cannot_read(path, value.reason)
                continue
            results[path] = value
            if self._is_as_listed(path):
                fresh[keys[path]] = blob
            if done % 50 == 0:
                progress(len(results), len(keys))
            if len(fresh) >= _PUT_AT_ONCE:
                self.cache.put_many(fresh)
                fresh = {}
        self.cache.put_many(fresh)
        progress(len(keys), len(keys))
        return {path: results[path] for path in keys if path in results}

    def kept_readings(self, kind: str, contents: Mapping[str, bytes]) -> dict[str, Any]:
        """Return what was read of files when they had other contents, given by digest, as far as it is kept."""
        keys = {path: _key(kind, path, known) for path, known in contents.items()}
        return self._kept(keys)

    def _kept(self, keys: Mapping[str, bytes]) -> dict[str, Any]:
        """Return what is kept, by path; a part after the other, so that not all bytes are held beside all values."""
        found: dict[str, Any] = {}
        paths = list(keys)
        for start in range(0, len(paths), _TAKEN_AT_ONCE):
            some = paths[start : start + _TAKEN_AT_ONCE]
            blobs = self.cache.get_many({keys[path] for path in some})
            for path in some:
                value = unpickled(blobs.get(keys[path]))
                if value is not None:
                    found[path] = value
        return found

    def _read(self, paths: list[str], reader: Reader) -> Iterable[tuple[str, Any, bytes]]:
        """Yield each file's path, reading, and the reading pickled (empty where there is no cache to keep it)."""
        total = sum(self.files[path].size for path in paths)
        processes = self.jobs or min(os.cpu_count() or 1, 4)
        read = partial(_read_one, str(self.root), reader=reader)
        if processes < 2 or total < WORTH_PROCESSES:
            yield from self._read_here(paths, read)
            return
        # Imported here: it brings sockets and logging along, and what is kept needs no processes.
        from woosh_split.sources.workers import read_in_processes

        here = partial(self._read_here, read=read)
        yield from read_in_processes(paths, processes, read, here, pickled=self.cache.is_open)

    def _read_here(
        self, paths: Iterable[str], read: Callable[[str], Any]
    ) -> Iterator[tuple[str, Any, bytes]]:
        for path in paths:
            value = read(path)
            yield path, value, pickle.dumps(value, 5) if self.cache.is_open else b""


def holds(marks: int, mark: bytes) -> bool:
    """Tell whether a mark is among those that a file mentions."""
    return bool(marks & (1 << _MARKS.index(mark)))


def _key(kind: str, path: str, known: bytes) -> bytes:
    return f"{kind}:{path if kind.endswith('@') else ''}:".encode() + known


def _bytes_of(root: str, path: str) -> bytes:
    """Read a file; by tens of thousands of them, what :mod:`pathlib` does around it costs as much as the reading."""
    with FileIO(f"{root}/{path}") as file:
        return file.readall()


def _read_one(root: str, path: str, reader: Reader) -> Any:
    try:
        content = _bytes_of(root, path)
    except OSError as error:  # its digest may come from the index, and its reading must not be kept under it
        return _Unread(_why(error))
    return reader(content, path)


@dataclass(frozen=True, slots=True)
class _Unread:
    """Stands for the reading of a file that could not be read."""

    reason: str


def _why(error: OSError) -> str:
    return f"the file cannot be read: {error.strerror or type(error).__name__}"


def read_json(tree: SourceTree, path: str) -> Mapping[str, Any]:
    """Return a JSON file that may hold comments and trailing commas; an empty mapping where it cannot be read."""
    from woosh_split.sources.nesting import json_of

    text = tree.text(path) if path in tree.files else None
    if text is None:
        return {}
    try:
        document = json_of(text, relaxed=True)
    except ValueError as error:
        tree.cannot_read(path, f"not valid JSON: {' '.join(str(error).split())}")
        return {}
    return document if isinstance(document, dict) else {}
