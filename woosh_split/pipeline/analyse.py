"""``woosh-split analyse``: a folder to facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from woosh_split.model.code import Unresolved
from woosh_split.model.facts import Facts
from woosh_split.pipeline.kept_result import KeptResult, Result, code_version
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.cache import Cache
from woosh_split.sources.files import walk
from woosh_split.sources.tree import SourceTree


def analyse(request: AnalyseRequest) -> Facts:
    """Read the monolith below ``request.root`` and return its facts.

    Raises:
        InputError: the folder, a dump or the project cannot be read or holds no monolith.
        DatabaseError: ``request.database`` is given and the server cannot be read.
    """
    with _kept_result(request) as (tree, kept):
        facts, notes = _facts(tree, kept, request)
        tree.save_index()
    _say(notes, request)
    return facts


def analyse_as_json(request: AnalyseRequest) -> str:
    """Return the facts file of the monolith; of an unchanged tree it is the text that was kept.

    Raises:
        InputError: as :func:`analyse`.
        DatabaseError: as :func:`analyse`.
    """
    with _kept_result(request) as (tree, kept):
        found = kept.load_text()
        if found is None:
            from woosh_split.reports.json import to_json
            from woosh_split.reports.layout import Layout

            facts, notes = _facts(tree, kept, request)
            text = to_json(facts, Layout())
            kept.save_text(text, notes)
        else:
            text, notes = found
        tree.save_index()
    _say(notes, request)
    return text


@contextmanager
def _kept_result(request: AnalyseRequest) -> Iterator[tuple[SourceTree, KeptResult]]:
    request.progress("looking for files", 0, 0)
    lost: list[Unresolved] = []
    files = {file.path: file for file in walk(request.root, lost)}
    cache = Cache(request.cache_dir, code_version())
    try:
        tree = SourceTree(request.root, files, cache, request.jobs, lost)
        yield tree, KeptResult(tree, request)
    finally:
        cache.close()


def _facts(tree: SourceTree, kept: KeptResult, request: AnalyseRequest) -> Result:
    found = kept.load()
    if found is not None:
        return found
    # Imported here, since what is kept needs none of the front ends.
    from woosh_split.pipeline.monolith import read_monolith

    facts, notes = read_monolith(tree, request)
    kept.save(facts, notes)
    return facts, notes


def _say(notes: tuple[str, ...], request: AnalyseRequest) -> None:
    for note in notes:
        request.note(note)
