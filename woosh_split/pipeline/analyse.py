"""``woosh-split analyse``: a folder to facts."""

from __future__ import annotations

from woosh_split.model.code import Unresolved
from woosh_split.model.facts import Facts
from woosh_split.pipeline.kept_result import KeptResult, code_version
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
    request.progress("looking for files", 0, 0)
    lost: list[Unresolved] = []
    files = {file.path: file for file in walk(request.root, lost)}
    cache = Cache(request.cache_dir, code_version())
    try:
        tree = SourceTree(request.root, files, cache, request.jobs, lost)
        kept = KeptResult(tree, request)
        found = kept.load()
        if found is None:
            # Imported here, since what is kept needs none of the front ends.
            from woosh_split.pipeline.monolith import read_monolith

            facts, notes = read_monolith(tree, request)
            kept.save(facts, notes)
        else:
            facts, notes = found
        tree.save_index()
    finally:
        cache.close()
    for note in notes:
        request.note(note)
    return facts
