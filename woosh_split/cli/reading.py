"""The facts that a command works on: read from the code with progress on stderr, or from a facts file."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli.console import complain
from woosh_split.cli.progress import StageProgress

if TYPE_CHECKING:
    from woosh_split.model.facts import Facts
    from woosh_split.pipeline.request import AnalyseRequest

CACHE_FOLDER = ".woosh_split_cache"


def facts_of(
    root: Path,
    *,
    facts_file: Path | None = None,
    project: str | None = None,
    dumps: Sequence[str] = (),
    clients: Sequence[str] = (),
    database: str | None = None,
    no_cache: bool = False,
    cache_dir: Path | None = None,
    jobs: int = 0,
    quiet: bool = False,
    verbose: bool = False,
) -> Facts:
    """Return the facts of the monolith below ``root``, or those of ``facts_file`` where one is given.

    Raises:
        InputError: the folder, a file in it or the facts file cannot be read.
        DatabaseError: ``database`` is given and the server cannot be read.
    """
    if facts_file is not None:
        from woosh_split.pipeline.facts_file import read_facts

        return read_facts(facts_file)
    from woosh_split.pipeline.analyse import analyse

    with _request(
        root, project, dumps, clients, database, no_cache, cache_dir, jobs, quiet=quiet, verbose=verbose
    ) as request:
        return analyse(request)


def facts_text_of(
    root: Path,
    *,
    project: str | None = None,
    dumps: Sequence[str] = (),
    clients: Sequence[str] = (),
    database: str | None = None,
    no_cache: bool = False,
    cache_dir: Path | None = None,
    jobs: int = 0,
    quiet: bool = False,
    verbose: bool = False,
) -> str:
    """Return the facts file of the monolith below ``root``, as :func:`facts_of` returns its facts.

    Raises:
        InputError: the folder or a file in it cannot be read.
        DatabaseError: ``database`` is given and the server cannot be read.
    """
    from woosh_split.pipeline.analyse import analyse_as_json

    with _request(
        root, project, dumps, clients, database, no_cache, cache_dir, jobs, quiet=quiet, verbose=verbose
    ) as request:
        return analyse_as_json(request)


@contextmanager
def _request(
    root: Path,
    project: str | None,
    dumps: Sequence[str],
    clients: Sequence[str],
    database: str | None,
    no_cache: bool,
    cache_dir: Path | None,
    jobs: int,
    *,
    quiet: bool,
    verbose: bool,
) -> Iterator[AnalyseRequest]:
    from woosh_split.pipeline.request import AnalyseRequest, no_note

    # Readings are millions of small tuples without circles: looking for garbage among them costs a third, and
    # Python's last look for it, at the exit, a quarter of what is left.
    gc.disable()
    atexit.register(gc.freeze)
    with StageProgress(quiet=quiet, verbose=verbose) as progress:
        yield AnalyseRequest(
            root=root,
            project=project,
            dumps=tuple(dumps),
            clients=tuple(clients),
            database=database,
            cache_dir=None if no_cache else cache_dir or root / CACHE_FOLDER,
            jobs=jobs,
            progress=progress,
            note=no_note if quiet else complain,
        )
