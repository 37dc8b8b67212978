"""What the code of each service will touch once it is extracted: its own modules', and code that is copied or borrowed.

No compiler is asked. It would tell the types that stand-ins need, and types reach no table; so what is granted does not
depend on whether the monolith's packages are installed where the SQL is written.
"""

from __future__ import annotations

from typing import cast

from woosh_split.artefacts.database.stage import Reach
from woosh_split.errors import InputError
from woosh_split.hashing import blake2b
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.kept_result import generated_state, tree_digest
from woosh_split.pipeline.packed_facts import squeezed, unsqueezed
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.service_closures import Closures, reach_of
from woosh_split.sources.code.nestjs.codebase import open_codebase
from woosh_split.sources.tree import SourceTree


def service_reach(request: AnalyseRequest, facts: Facts, split: SplitFile) -> Reach | None:
    """Return what the code of every service touches, or None, with a note, where there is no code to be read.

    It is kept: `apply`, `status` and the others ask for it anew each time, and following every service through thousands of
    files takes many times as long as reading their facts.
    """
    try:
        with open_tree(request) as tree:
            key = _key(tree, request, facts, split)
            found = _kept(tree, key)
            if found is None:
                found = _followed(tree, request, facts, split)
                if key is not None and tree.may_be_kept():
                    tree.cache.put_many({key: squeezed(found)})
            return found
    except InputError as error:
        request.note(
            "What each service touches is taken from its own modules alone: code that will be copied into it (a "
            "passport "
            f"strategy, a borrowed provider) is not followed, since {str(error)[:1].lower()}{str(error)[1:]}"
        )
        return None


def _followed(tree: SourceTree, request: AnalyseRequest, facts: Facts, split: SplitFile) -> Reach:
    with open_codebase(tree, request.project, request.progress) as code:
        request.progress("following the code of each service", 0, 0)
        closures = Closures(code, facts, placement_of(split), split, None)
        return reach_of((*(each.name for each in split.services), MONOLITH), closures)


def _key(tree: SourceTree, request: AnalyseRequest, facts: Facts, split: SplitFile) -> bytes | None:
    """Return all that the answer depends on, in few bytes; None where nothing is kept.

    The facts are in it, too: they may be of a live server, or of what the files held a moment ago.
    """
    generated = generated_state(tree) if tree.cache.is_open else None
    if generated is None:
        return None
    told = blake2b(repr((facts, split)).encode("utf-8", "backslashreplace"), digest_size=16).digest()
    state = tree_digest(tree, (request.project, generated, told))
    return None if state is None else b"reach:" + state


def _kept(tree: SourceTree, key: bytes | None) -> Reach | None:
    found = unsqueezed(tree.cache.get_many([key]).get(key)) if key is not None else None
    return cast(Reach, found) if isinstance(found, dict) else None
