"""Several files at once: all of them are written, or none."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.apply.files import replace_file


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file and the bytes that it is to hold; folders above it are made."""

    path: Path
    data: bytes


def write_all(changes: Sequence[FileChange]) -> None:
    """Write every file in one step each; where one fails, those before it get their old bytes back.

    Raises:
        OSError: a file or folder cannot be written; ``filename`` says which, and everything is as it was.
    """
    with contextlib.ExitStack() as undo:
        for change in changes:
            _make_folders(change.path.parent, undo)
            _keep(change.path, undo)
            try:
                replace_file(change.path, change.data)
            except OSError as error:
                error.filename = str(change.path)
                raise
        undo.pop_all()


def _make_folders(folder: Path, undo: contextlib.ExitStack) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        undo.callback(_quietly, each.rmdir)  # before it is made: Ctrl-C may come between the two
        each.mkdir()


def _keep(path: Path, undo: contextlib.ExitStack) -> None:
    if path.exists():
        undo.callback(_restore, path, path.read_bytes())
    else:
        undo.callback(_quietly, path.unlink)


def _restore(path: Path, data: bytes) -> None:
    with contextlib.suppress(OSError):
        if path.read_bytes() != data:
            replace_file(path, data)


def _quietly(act: Callable[[], object]) -> None:
    with contextlib.suppress(OSError):
        act()
