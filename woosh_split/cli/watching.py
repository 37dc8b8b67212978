"""``--watch``: run again whenever a file that counts has changed, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from woosh_split.cli.console import complain
from woosh_split.cli.workspace import Reading
from woosh_split.errors import WooshSplitError

PAUSE = 0.5
"""Seconds between two looks at the files; a look takes milliseconds for thousands of them."""

State = dict[str, tuple[int, int]]


def watch(
    reading: Reading, run: Callable[[], int], output: Path | None = None, baseline: Path | None = None
) -> NoReturn:
    """Run, wait for a change, and run again; an input that is wrong is told, and may be mended meanwhile.

    ``output`` is written by the run itself, so it does not count; ``baseline`` does, wherever it is.

    Raises:
        KeyboardInterrupt: the person has seen enough.
    """
    while True:
        before = _state(reading, output, baseline)
        try:
            run()
        except WooshSplitError as error:
            complain(f"Error: {error}")
        complain("Watching for changes; Ctrl-C ends.")
        while _state(reading, output, baseline) == before:
            time.sleep(PAUSE)


def _state(reading: Reading, output: Path | None, baseline: Path | None) -> State:
    """Return size and time of change of every file that a check may read."""
    from woosh_split.cli.workspace import open_workspace
    from woosh_split.sources.files import walk
    from woosh_split.sources.manifest import read_manifests

    try:
        root = open_workspace(reading).root
        found = {file.path: (file.size, file.modified_ns) for file in walk(root)}
        for manifest in read_manifests(root, list(found)):
            for listed, _ in manifest.files:
                if listed not in found:
                    found |= _stamp(root / listed, listed)
    except WooshSplitError:  # the split file is half-written, say
        found, root = {}, Path()
    for path in (reading.split_file, reading.facts_file, baseline):
        if path is not None:
            found |= _stamp(path, str(path))
    if output is not None and output.resolve().is_relative_to(root.resolve()):
        found.pop(output.resolve().relative_to(root.resolve()).as_posix(), None)
    return found


def _stamp(path: Path, name: str) -> State:
    """Return size and time of change of one file under its name, nothing where it is not there just now."""
    try:
        status = path.stat()
    except OSError:
        return {}
    return {name: (status.st_size, status.st_mtime_ns)}
