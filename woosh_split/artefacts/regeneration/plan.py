"""A generator's output over what stands there: for every file what becomes of it. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from unicodedata import normalize

from woosh_split.artefacts.regeneration.outcome import (
    BASE_LOST,
    GeneratedFile,
    digest_of,
    moved_away,
    outcome,
)
from woosh_split.artefacts.regeneration.renames import find_renames
from woosh_split.artefacts.regeneration.state import journal_text, state_files
from woosh_split.artefacts.regeneration.three_way import has_marks
from woosh_split.model.regeneration import FileOutcome, RegenerationPlan
from woosh_split.sources.files import MANIFEST_FILE
from woosh_split.sources.generation import BASE_FILE, JOURNAL_FILE, MARKER_FILE, STAGING_FOLDER, Generation

_OURS = (MANIFEST_FILE, BASE_FILE, MARKER_FILE, JOURNAL_FILE, STAGING_FOLDER)


def plan_files(
    tree: Generation,
    new: Mapping[str, bytes],
    generated_by: str,
    *,
    moved: Collection[str] = (),
    force: bool = False,
    options: Mapping[str, str] | None = None,
) -> RegenerationPlan:
    """Return what writing ``new`` (path below the folder -> bytes) over ``tree`` does.

    ``moved`` are paths that people may edit without ``check`` minding; what the manifest lists as such stays so. With
    ``force``, a file in the way that was never generated is merged instead of refused, and a file that somebody removed is
    written again. ``options`` are kept in the manifest for the next run.

    Raises:
        ValueError: the generator names a path that is none, or one that cannot be beside another.
    """
    _check_paths(new)
    hashes = {path: digest_of(data) for path, data in new.items()}
    files = [
        GeneratedFile(
            path, new.get(path), hashes.get(path), known, tree.held.get(path), tree.base_text(known or "")
        )
        for path in sorted({*new, *tree.known})
        for known in [tree.known.get(path)]
    ]
    files = _with_origins(files)
    going = {file.path for file in files if file.new is None and file.held and file.before == file.known}
    heirs = {file.origin.path: file.path for file in files if file.origin}
    outcomes = tuple(
        moved_away(file, heirs[file.path]) if file.path in heirs else outcome(file, going, force=force)
        for file in files
    )
    known_now = {file.path: file.known for file in outcomes if file.known is not None}
    texts = {hashes[path]: data for path, data in new.items()}
    texts |= {each.digest: each.data for each in tree.held.values() if each.digest}
    state = state_files(tree, texts, known_now, generated_by, tree.moved.union(moved), options)
    return RegenerationPlan(
        tree.target,
        generated_by,
        outcomes,
        state,
        journal_text(outcomes, state, generated_by),
        tuple(_warnings(tree, new, outcomes)),
    )


def _with_origins(files: list[GeneratedFile]) -> list[GeneratedFile]:
    """Return the files, those with the edited file that they were before the monolith renamed it."""
    edited = {
        file.path: file
        for file in files
        if file.new is None
        and file.base is not None
        and file.held is not None
        and file.before not in (None, file.known)
        and not has_marks(file.held.data)
    }
    gone = {path: file.base for path, file in edited.items() if file.base is not None}
    fresh = {
        file.path: file.new
        for file in files
        if file.new is not None and file.known is None and file.held is None
    }
    renames = find_renames(gone, fresh)
    return [
        replace(file, origin=edited[renames[file.path]]) if file.path in renames else file for file in files
    ]


def _warnings(tree: Generation, new: Mapping[str, bytes], outcomes: tuple[FileOutcome, ...]) -> Iterator[str]:
    if tree.interrupted:
        yield "The last run was interrupted. This one takes it into account and finishes it."
    lost = [file.path for file in outcomes if file.note == BASE_LOST]
    if lost:
        yield (
            f"{BASE_FILE} does not hold what was generated last of {', '.join(lost[:3])}"
            f"{' and others' if len(lost) > 3 else ''}: every difference counts as a conflict. Restore it from git."
        )
    folded = sorted((_folded(path), path) for path in new)
    for _, group in groupby(folded, key=lambda pair: pair[0]):
        paths = [path for _, path in group]
        if len(paths) > 1:
            yield f"{' and '.join(paths)} differ in case only: where case does not count, one hides the other."


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()


def _check_paths(new: Mapping[str, bytes]) -> None:
    for path in new:
        parts = path.split("/")
        if not all(parts) or {".", ".."} & set(parts) or "\\" in path or "\0" in path or parts[0] in _OURS:
            raise ValueError(f"a generator may not write {path!r}")
        for number in range(1, len(parts)):
            if "/".join(parts[:number]) in new:
                raise ValueError(f"a generator may not write {'/'.join(parts[:number])!r} and {path!r}")
