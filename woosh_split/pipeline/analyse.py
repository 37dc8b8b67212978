"""``woosh-split analyse``: a folder to facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from woosh_split.pipeline.kept_link import WORTH_KEEPING, KeptLink, Moved
from woosh_split.pipeline.kept_result import KeptResult, code_version
from woosh_split.pipeline.linked import result_of
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.cache import Cache
from woosh_split.sources.files import walk
from woosh_split.sources.tree import SourceTree

if TYPE_CHECKING:  # as in kept_result
    from woosh_split.model.code import Unresolved
    from woosh_split.model.facts import Facts
    from woosh_split.reports.packed_text import EncodedText, LongText


def analyse(request: AnalyseRequest) -> Facts:
    """Read the monolith below ``request.root`` and return its facts.

    Raises:
        InputError: the folder, a dump or the project cannot be read or holds no monolith.
        DatabaseError: ``request.database`` is given and the server cannot be read.
    """
    with open_tree(request) as tree:
        return facts_from(tree, request)


def analyse_as_json(request: AnalyseRequest) -> LongText:
    """Return the facts file of the monolith; of an unchanged tree it is the text that was kept.

    Raises:
        InputError: as :func:`analyse`.
        DatabaseError: as :func:`analyse`.
    """
    with open_tree(request) as tree:
        text, notes = _text_of(tree, request)
    for note in notes:
        request.note(note)
    return text


@contextmanager
def open_tree(request: AnalyseRequest) -> Iterator[SourceTree]:
    """Walk over the folder and give the tree of its files; what was learnt of them is kept at the end.

    Raises:
        InputError: the folder cannot be read.
    """
    request.progress("looking for files", 0, 0)
    lost: list[Unresolved] = []
    files = {file.path: file for file in walk(request.root, lost)}
    cache = Cache(request.cache_dir, code_version())
    try:
        tree = SourceTree(request.root, files, cache, request.jobs, lost)
        yield tree
        tree.save_index()
    finally:
        cache.close()


def facts_from(tree: SourceTree, request: AnalyseRequest) -> Facts:
    """Return the facts of a tree: those that were kept, or read and linked anew.

    Raises:
        InputError: a dump or the project cannot be read, or there is no monolith.
        DatabaseError: ``request.database`` is given and the server cannot be read.
    """
    facts, notes = result_of(tree, KeptResult(tree, request), request)
    for note in notes:
        request.note(note)
    return facts


def _text_of(tree: SourceTree, request: AnalyseRequest) -> tuple[LongText, tuple[str, ...]]:
    kept = KeptResult(tree, request)
    found = kept.load_text()
    if found is not None:
        return found
    link = KeptLink(tree, request, kept)
    moved = link.moved()
    written = _moved_text(kept, moved) if moved is not None else None
    if written is not None:
        return written
    from woosh_split.reports.json import to_pieces
    from woosh_split.reports.layout import Layout
    from woosh_split.reports.packed_text import PackedText

    facts, notes = result_of(tree, kept, request, keep=moved is not None, link=link)
    text = PackedText.of(to_pieces(facts, Layout()))
    kept.save_text(text, notes)
    return text, notes


def _moved_text(kept: KeptResult, moved: Moved) -> tuple[EncodedText, tuple[str, ...]] | None:
    """Return the last link's facts file where the facts stand now, None where that cannot be told.

    It is not kept: it takes less than keeping another text of ten thousand facts.
    """
    before = kept.load_text(moved.key) if len(moved.lines) < WORTH_KEEPING else None
    if before is None:
        return None
    from woosh_split.pipeline.moved_facts import move_text

    text = move_text(before[0], moved)
    return (text, before[1]) if text is not None else None
