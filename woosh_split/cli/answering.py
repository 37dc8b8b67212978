"""The answer of a check, from what was kept: an unchanged tree is answered before the split file is even parsed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli.reading import cache_folder

if TYPE_CHECKING:
    from woosh_split.cli.workspace import Reading
    from woosh_split.pipeline.kept_answer import Answer
    from woosh_split.sources.tree import SourceTree

Compute = Callable[["SourceTree | None"], "tuple[Answer, Path]"]
"""Makes an answer anew, in a tree that is open already or in one of its own, and says what the root was."""


def answer_of(reading: Reading, words: tuple[object, ...], baseline: Path | None, compute: Compute) -> Answer:
    """Return the answer that was kept, or compute one and keep it.

    ``words`` are the options and whatever else shapes the answer beside files. Nothing is kept where facts come
    from a file, nor where the split file puts the monolith's root elsewhere.

    Raises:
        InputError: whatever ``compute`` raises; an error is never kept.
    """
    split = _split_path(reading)
    if split is None or reading.no_cache or reading.facts_file is not None:
        return compute(None)[0]
    from woosh_split.pipeline.analyse import open_tree
    from woosh_split.pipeline.kept_answer import KeptAnswer
    from woosh_split.pipeline.request import AnalyseRequest
    from woosh_split.split.place import BASELINE_FILE

    root = reading.path or split.parent
    request = AnalyseRequest(root, cache_dir=cache_folder(root, reading), jobs=reading.jobs)
    with open_tree(request) as tree:
        options = (reading.project, reading.dumps, reading.clients, str(split), *words)
        kept = KeptAnswer(tree, options, (split, baseline or split.parent / BASELINE_FILE))
        found = kept.load()
        if found is None:
            found, real = compute(tree)
            if real.resolve() == root.resolve():
                kept.save(found)
    return found


def _split_path(reading: Reading) -> Path | None:
    """Return where the split file is, None where there is none or no folder to look at."""
    from woosh_split.split.place import SPLIT_FILE, find_split_file

    if reading.path is not None and not reading.path.is_dir():
        return None
    if reading.split_file is not None:
        path: Path | None = reading.split_file
    elif reading.path is not None:
        path = reading.path / SPLIT_FILE
    else:
        path = find_split_file(Path())
    return path if path is not None and path.is_file() else None
