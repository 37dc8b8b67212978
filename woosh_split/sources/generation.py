"""A folder that a generator writes into, as it stands: what was generated there last, and what holds its place now.

Beside the files lie the manifest, the *base texts* (what the generator wrote last, for a merge of three texts) and, after
a run that was interrupted, a journal.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from woosh_split.errors import InputError
from woosh_split.sources.files import MANIFEST_FILE, SKIPPED_FOLDERS
from woosh_split.sources.manifest import is_below, is_hash, read_manifests

BASE_FILE = "woosh-split.base"
JOURNAL_FILE = ".woosh-split-journal.json"
STAGING_FOLDER = ".woosh-split-staging"
MARKER_FILE = ".woosh-split-generated"

FILE, LINK, FOLDER, BLOCKED = "file", "link", "folder", "blocked"


@dataclass(frozen=True, slots=True)
class Held:
    """What stands at a path: a file with its bytes, or something else, with the path of what is in the way.

    ``inside`` are the files below a folder.
    """

    kind: str  # file | link | folder | blocked
    data: bytes = b""
    where: str = ""
    inside: tuple[str, ...] = ()

    @property
    def digest(self) -> str | None:
        """The SHA-256 of a file, None for anything else."""
        return sha256(self.data).hexdigest() if self.kind == FILE else None


@dataclass(frozen=True, slots=True)
class Generation:
    """The state of a folder; ``known`` and ``base`` are those of the last run, an interrupted one included.

    ``known`` is path -> SHA-256 of what the generator wrote, ``base`` SHA-256 -> the text, packed. ``strangers`` are some
    of the files in a folder that has no manifest, ``moved`` the paths that the manifest lists apart.
    """

    target: Path
    generated_by: str
    known: Mapping[str, str]
    base: Mapping[str, str]
    held: Mapping[str, Held]
    state: Mapping[str, bytes]
    moved: frozenset[str] = frozenset()
    strangers: tuple[str, ...] = ()
    interrupted: bool = False

    def base_text(self, digest: str) -> bytes | None:
        """Return the text that has this hash, None where it was not kept or is damaged."""
        packed = self.base.get(digest)
        return None if packed is None else _unpacked(packed, digest)


def pack(data: bytes) -> str:
    """Return a text as one short line."""
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def read_generation(target: Path, paths: Iterable[str]) -> Generation:
    """Read the state of ``target``, which need not exist, and what stands at ``paths`` and at all that was generated.

    Links in the folder are never followed.

    Raises:
        InputError: the folder or a file cannot be read, or the manifest is not as a generator writes it.
    """
    if target.exists() and not target.is_dir():
        raise InputError(f"{target} is a file. Give the folder that the generated files go to.")
    state = {
        name: data
        for name in (MANIFEST_FILE, BASE_FILE, MARKER_FILE, JOURNAL_FILE)
        if (data := _state_file(target, name)) is not None
    }
    generated_by, known, moved = _manifest(target) if MANIFEST_FILE in state else ("", {}, frozenset())
    base = read_base(state.get(BASE_FILE, b""))
    journal = _journal(state.get(JOURNAL_FILE))
    wanted = {*paths, *known, *(journal.known if journal else ())}
    held = {path: found for path in sorted(wanted) if (found := _held(target, path)) is not None}
    if journal is not None:
        generated_by = generated_by or journal.generated_by
        known = _overlaid(known, journal, held)
        base = {**base, **journal.base}
    strangers = () if MANIFEST_FILE in state or journal else _strangers(target)
    return Generation(target, generated_by, known, base, held, state, moved, strangers, journal is not None)


@dataclass(frozen=True, slots=True)
class _Journal:
    generated_by: str
    after: Mapping[str, str | None]
    known: Mapping[str, str]
    base: Mapping[str, str]


def _overlaid(known: Mapping[str, str], journal: _Journal, held: Mapping[str, Held]) -> dict[str, str]:
    """Return what was generated last: a file that the interrupted run came to is its, any other that of the run before."""
    result: dict[str, str] = {}
    for path in sorted({*known, *journal.known}):
        found = held.get(path)
        reached = (found.digest if found else None) == journal.after.get(path)
        entry = (journal.known if reached else known).get(path)
        if entry is not None:
            result[path] = entry
    return result


def _manifest(target: Path) -> tuple[str, dict[str, str], frozenset[str]]:
    (manifest,) = read_manifests(target, [MANIFEST_FILE])
    known = dict((*manifest.files, *manifest.moved))
    return manifest.generated_by, known, frozenset(path for path, _ in manifest.moved)


def read_base(data: bytes) -> dict[str, str]:
    """Return the packed texts by their hash; a line that is none (a mark of a git conflict) is passed over."""
    lines = (line.split() for line in data.decode("ascii", "replace").splitlines())
    return {parts[0]: parts[1] for parts in lines if len(parts) == 2 and len(parts[0]) == 64}


def _unpacked(packed: str, digest: str) -> bytes | None:
    try:
        data = zlib.decompress(base64.b64decode(packed, validate=True))
    except (ValueError, binascii.Error, zlib.error):
        return None
    return data if sha256(data).hexdigest() == digest else None


def _journal(data: bytes | None) -> _Journal | None:
    """Return what an interrupted run left; it may also have come with a repository, and then leads anywhere."""
    if data is None:
        return None
    try:
        found = json.loads(data)
        journal = _Journal(found["generated_by"], found["after"], found["known"], found["base"])
        ours = isinstance(journal.generated_by, str) and all(
            is_below(path) and (is_hash(digest) or (digest is None and paths is journal.after))
            for paths in (journal.after, journal.known)
            for path, digest in paths.items()
        )
        packed = all(isinstance(text, str) for text in journal.base.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # written in one step, so it is none of ours
    return journal if ours and packed else None


def _state_file(target: Path, name: str) -> bytes | None:
    found = _held(target, name)
    if found is None:
        return None
    if found.kind != FILE:
        raise InputError(f"{target / name} is no plain file. Remove it, or restore it from git.")
    return found.data


def _held(target: Path, path: str) -> Held | None:
    """Return what stands at a path, or what stands in the way to it; None where nothing does."""
    parts = PurePosixPath(path).parts
    try:
        for number in range(1, len(parts) + 1):
            where = "/".join(parts[:number])
            mode = (target / where).lstat().st_mode
            if stat.S_ISLNK(mode):
                return Held(LINK, where=where)
            if stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode) or number < len(parts):
                return Held(BLOCKED, where=where)
            return Held(FILE, (target / path).read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{target / path} cannot be read: {error.strerror}.") from error
    return Held(FOLDER, where=path, inside=tuple(_inside(target, path)))


def _inside(target: Path, path: str) -> Iterator[str]:
    for folder, folders, files in os.walk(target / path):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted((*files, *links)):
            yield (Path(folder) / name).relative_to(target).as_posix()


def _strangers(target: Path) -> tuple[str, ...]:
    """Return some names in a folder that no generator has written to; what was installed there is none."""
    if not target.is_dir():
        return ()
    try:
        names = sorted(entry.name for entry in os.scandir(target))
    except OSError as error:
        raise InputError(f"{target} cannot be read: {error.strerror}.") from error
    ours = (*SKIPPED_FOLDERS, STAGING_FOLDER, MARKER_FILE, BASE_FILE, JOURNAL_FILE)
    return tuple(name for name in names if name not in ours)[:5]
