"""The facts that a command works on: read from the code with progress on stderr, or from a facts file."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli.console import complain
from woosh_split.cli.progress import StageProgress

if TYPE_CHECKING:
    from woosh_split.cli.workspace import Reading
    from woosh_split.model.facts import Facts
    from woosh_split.model.progress import Progress
    from woosh_split.pipeline.request import AnalyseRequest
    from woosh_split.reports.packed_text import LongText

CACHE_FOLDER = ".woosh_split_cache"


def facts_of(root: Path, reading: Reading) -> Facts:
    """Return the facts of the monolith below ``root``, or those of the facts file where one is given.

    Raises:
        InputError: the folder, a file in it or the facts file cannot be read.
        DatabaseError: a server is named and cannot be read.
    """
    if reading.facts_file is not None:
        from woosh_split.pipeline.facts_file import read_facts

        if reading.database is not None and not reading.quiet:
            complain(
                "--facts says what there is, so no server is read: --database (or WOOSH_SPLIT_DATABASE) has no effect."
            )
        return read_facts(reading.facts_file)
    from woosh_split.pipeline.analyse import analyse

    with request_for(root, reading) as request:
        return analyse(request)


def facts_text_of(root: Path, reading: Reading) -> LongText:
    """Return the facts file of the monolith below ``root``, as :func:`facts_of` returns its facts.

    Raises:
        InputError: the folder or a file in it cannot be read.
        DatabaseError: a server is named and cannot be read.
    """
    from woosh_split.pipeline.analyse import analyse_as_json

    with request_for(root, reading) as request:
        return analyse_as_json(request)


def cache_folder(root: Path, reading: Reading) -> Path | None:
    """Return where readings are kept, None for nowhere: so it is where a link that was committed leads the place away."""
    from woosh_split.sources.repository import is_beyond, repository_of

    if reading.no_cache:
        return None
    if reading.cache_dir is not None:
        return reading.cache_dir
    place = root / CACHE_FOLDER
    return None if is_beyond(place, repository_of(root)) else place


@contextmanager
def request_for(root: Path, reading: Reading) -> Iterator[AnalyseRequest]:
    """Yield what the options ask of the analysis, with a bar of progress on stderr while it is worked on."""
    # Readings are millions of small tuples without circles: looking for garbage among them costs a third, and
    # Python's last look for it, at the exit, a quarter of what is left.
    gc.disable()
    atexit.register(gc.freeze)
    with StageProgress(quiet=reading.quiet, verbose=reading.verbose) as progress:
        yield request_with(root, reading, progress)


def request_with(root: Path, reading: Reading, progress: Progress) -> AnalyseRequest:
    """Return what the options ask of the analysis, for whoever shows the progress already."""
    from woosh_split.pipeline.request import AnalyseRequest, no_note

    return AnalyseRequest(
        root=root,
        project=reading.project,
        dumps=reading.dumps,
        clients=reading.clients,
        database=reading.database,
        cache_dir=cache_folder(root, reading),
        jobs=reading.jobs,
        progress=progress,
        note=no_note if reading.quiet else complain,
    )
