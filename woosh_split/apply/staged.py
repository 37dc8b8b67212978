"""Many files of one folder at once: written aside, then moved into place, or none of them.

What can fail (no room, no permission) fails while everything is still aside. What is moved is first kept under a second
name, so that a failure or Ctrl-C on the way is undone without room on the disk. A run that is killed leaves a journal.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Put:
    """A path below the folder and the bytes that it is to hold; a file that is there keeps its mode."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Removals:
    """Files to remove: ``first``, to make way, or ``last``, when what they held stands elsewhere."""

    first: Sequence[str] = ()
    last: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Staging:
    """Where a change is prepared: names below its folder, both gone when all is done."""

    folder: str
    journal: str


def exchange(root: Path, puts: Sequence[Put], removals: Removals, staging: Staging, journal: bytes) -> None:
    """Remove and put files, in order; folders are made where they are missing, and removed where they get empty.

    Links below ``root`` are never followed.

    Raises:
        OSError: ``filename`` says what could not be read, written or removed; everything is as it was.
    """
    with contextlib.ExitStack() as undo:
        _make_folders(root, undo)
        aside = root / staging.folder
        _clear(aside)
        aside.mkdir()
        undo.callback(_clear, aside)
        touched = (*removals.first, *(put.path for put in puts), *removals.last)
        _check_folders(root, touched)
        fresh = [
            _aside(aside / f"new-{number}", put.data, root / put.path) for number, put in enumerate(puts)
        ]
        names = [_second_name(root / path, aside / f"old-{number}") for number, path in enumerate(touched)]
        kept = dict(zip(touched, names, strict=True))
        begun = _aside(aside / "journal", journal, root / staging.journal)
        _flush((*fresh, begun))
        _begin(begun, root / staging.journal, undo)
        for path in removals.first:
            _remove(root, path, kept[path], undo)
        for put, new in zip(puts, fresh, strict=True):
            _make_folders((root / put.path).parent, undo)
            _make_way(root / put.path, undo)
            undo.callback(_restore, root / put.path, kept[put.path])
            with _named(root / put.path):
                new.replace(root / put.path)
        for path in removals.last:
            _remove(root, path, kept[path], undo)
        undo.pop_all()
    _quietly((root / staging.journal).unlink)
    _clear(aside)


def clear_leftovers(root: Path, staging: Staging) -> None:
    """Remove what a run prepared that was killed before it changed anything."""
    _clear(root / staging.folder)


def _aside(path: Path, data: bytes, place: Path) -> Path:
    """Write the bytes that are to be at ``place``, with the mode of what is there."""
    with _named(place):
        path.write_bytes(data)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.chmod(place.lstat().st_mode & 0o7777)
    return path


def _flush(paths: Sequence[Path]) -> None:
    """Have the bytes on the disk before a name leads to them; at once, since one after the other takes seconds."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _begin(new: Path, journal: Path, undo: contextlib.ExitStack) -> None:
    """Put the journal in its place: from here on, a run that is killed has begun."""
    undo.callback(_quietly, journal.unlink)
    with _named(journal):
        new.replace(journal)


def _second_name(path: Path, name: Path) -> Path | None:
    """Keep a file under a second name, as a copy where the file system has no second names; None where there is no file."""
    if not path.is_file() or path.is_symlink():
        return None
    with _named(path):
        try:
            os.link(path, name)
        except OSError:
            shutil.copy2(path, name)
    return name


def _remove(root: Path, path: str, old: Path | None, undo: contextlib.ExitStack) -> None:
    """Remove a file and the folders that it leaves empty."""
    place = root / path
    undo.callback(_restore, place, old)
    with _named(place):
        place.unlink(missing_ok=True)
    folder = place.parent
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        _remove_folder(folder, undo)
        folder = folder.parent


def _make_way(place: Path, undo: contextlib.ExitStack) -> None:
    """Remove a folder that holds nothing but folders where a file is to be."""
    if place.is_symlink() or not place.is_dir():
        return
    for folder, _, _ in os.walk(place, topdown=False):
        _remove_folder(Path(folder), undo)


def _remove_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    mode = folder.stat().st_mode & 0o7777
    undo.callback(_quietly, partial(folder.mkdir, mode, exist_ok=True))
    with _named(folder):
        folder.rmdir()


def _restore(place: Path, old: Path | None) -> None:
    with contextlib.suppress(OSError):
        if old is None:
            place.unlink()
        else:
            old.replace(place)


def _make_folders(folder: Path, undo: contextlib.ExitStack) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        undo.callback(_quietly, each.rmdir)  # before it is made: Ctrl-C may come between the two
        with _named(each):
            each.mkdir()


def _check_folders(root: Path, paths: Sequence[str]) -> None:
    """Refuse a folder in which nothing may be written, before anything is touched."""
    for folder in sorted({_nearest(root, path) for path in paths}):
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13), str(folder))


def _nearest(root: Path, path: str) -> Path:
    """Return the folder that is there in which the path, or the first of its folders, has its name."""
    folder = (root / path).parent
    while not folder.is_dir():
        folder = folder.parent
    return folder


def _clear(aside: Path) -> None:
    """Remove what a run prepared; a killed run may have left it."""
    shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Have an error name the file that a person knows, not the one that stands in for it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _quietly(act: Callable[[], object]) -> None:
    with contextlib.suppress(OSError):
        act()
