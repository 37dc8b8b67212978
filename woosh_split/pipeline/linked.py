"""The facts of an open tree: those that were kept, those of the last link on other lines, or linked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.pipeline.kept_link import WORTH_KEEPING, KeptLink, Moved
from woosh_split.sources.code.typescript.depth import on_one_stack

if TYPE_CHECKING:  # as in kept_result
    from woosh_split.pipeline.kept_result import KeptResult, Result
    from woosh_split.pipeline.request import AnalyseRequest
    from woosh_split.sources.tree import SourceTree


def result_of(
    tree: SourceTree,
    kept: KeptResult,
    request: AnalyseRequest,
    *,
    keep: bool = False,
    link: KeptLink | None = None,
) -> Result:
    """Return the facts and the notes; with ``keep`` facts that only moved are kept in any case, as a link of their own.

    ``link`` is the last link, where somebody has looked at it already.

    Raises:
        InputError: a dump or the project cannot be read, or there is no monolith.
        DatabaseError: ``request.database`` is given and the server cannot be read.
    """
    found = kept.load()
    if found is not None:
        return found
    link = link or KeptLink(tree, request, kept)
    moved = link.moved()
    found = moved_result(kept, moved) if moved is not None else None
    if moved is None or found is None:
        return link_anew(tree, kept, link, request)
    if len(moved.changed) >= WORTH_KEEPING or keep:
        kept.save(*found)
        link.renew()
    return found


def moved_result(kept: KeptResult, moved: Moved) -> Result | None:
    """Return the last link's facts where they stand now, None where that cannot be told."""
    before = kept.load(moved.key)
    if before is None:
        return None
    from woosh_split.pipeline.moved_facts import move_facts

    facts = move_facts(before[0], moved)
    return None if facts is None else (facts, before[1])


@on_one_stack
def link_anew(tree: SourceTree, kept: KeptResult, link: KeptLink, request: AnalyseRequest) -> Result:
    """Read what has not been read, link everything, and keep it.

    Raises:
        InputError: as :func:`result_of`.
        DatabaseError: as :func:`result_of`.
    """
    # Imported here, since what is kept needs none of the front ends.
    from woosh_split.pipeline.monolith import read_monolith

    facts, notes, looked = read_monolith(tree, request)
    kept.save(facts, notes)
    link.save(looked)
    if tree.cache.is_committed:
        notes = (
            f"{request.cache_dir} is in git, and a cache that came with a commit is not trusted: everything is "
            "read again, each time. Take it out of the index: git rm -r --cached.",
            *notes,
        )
    return facts, notes
