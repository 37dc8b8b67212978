"""A generator's output over what stands there: for every file what becomes of it. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from unicodedata import normalize

from woosh_split.artefacts.regeneration.state import journal_text, state_files
from woosh_split.artefacts.regeneration.three_way import Merged, has_marks, is_binary, three_way, two_way
from woosh_split.model.regeneration import (
    CONFLICT,
    CREATED,
    DELETED,
    FOREIGN,
    KEPT,
    MERGED,
    ORPHAN,
    REMOVED,
    UNCHANGED,
    UNRESOLVED,
    UPDATED,
    FileOutcome,
    RegenerationPlan,
)
from woosh_split.sources.files import MANIFEST_FILE
from woosh_split.sources.generation import (
    BASE_FILE,
    BLOCKED,
    FILE,
    FOLDER,
    JOURNAL_FILE,
    MARKER_FILE,
    STAGING_FOLDER,
    Generation,
    Held,
)

_OURS = (MANIFEST_FILE, BASE_FILE, MARKER_FILE, JOURNAL_FILE, STAGING_FOLDER)


@dataclass(frozen=True, slots=True)
class _File:
    """One path: what the generator makes now and made last, and what holds the place."""

    path: str
    new: bytes | None
    made: str | None
    known: str | None
    held: Held | None
    base: bytes | None

    @property
    def before(self) -> str | None:
        return self.held.digest if self.held else None

    def left(self, action: str, known: str | None, note: str = "") -> FileOutcome:
        """Return an outcome that leaves the file as it is."""
        return FileOutcome(self.path, action, self.before, self.before, known, note=note)

    def written(self, action: str, data: bytes, note: str = "", conflicts: int = 0) -> FileOutcome:
        """Return an outcome that writes the file; the generator's output is the base of the next merge."""
        return FileOutcome(self.path, action, self.before, _hash(data), self.made, data, note, conflicts)


def plan_files(
    tree: Generation,
    new: Mapping[str, bytes],
    generated_by: str,
    *,
    moved: Collection[str] = (),
    force: bool = False,
) -> RegenerationPlan:
    """Return what writing ``new`` (path below the folder -> bytes) over ``tree`` does.

    ``moved`` are the paths that people may edit without ``check`` minding. With ``force``, a file in the way that was never generated is
    merged instead of refused, and a file that somebody removed is written again.

    Raises:
        ValueError: the generator names a path that is none, or one that cannot be beside another.
    """
    _check_paths(new)
    hashes = {path: _hash(data) for path, data in new.items()}
    files = [
        _File(path, new.get(path), hashes.get(path), known, tree.held.get(path), tree.base_text(known or ""))
        for path in sorted({*new, *tree.known})
        for known in [tree.known.get(path)]
    ]
    going = {file.path for file in files if file.new is None and file.held and file.before == file.known}
    outcomes = tuple(_outcome(file, going, force=force) for file in files)
    known_now = {file.path: file.known for file in outcomes if file.known is not None}
    texts = {hashes[path]: data for path, data in new.items()}
    texts |= {each.digest: each.data for each in tree.held.values() if each.digest}
    state = state_files(tree, texts, known_now, generated_by, moved)
    return RegenerationPlan(
        tree.target,
        generated_by,
        outcomes,
        state,
        journal_text(outcomes, state, generated_by),
        tuple(_warnings(tree, new, outcomes)),
    )


def _outcome(file: _File, going: Collection[str], *, force: bool) -> FileOutcome:
    held = file.held
    if held is not None and held.kind != FILE and not _makes_way(held, going):
        return file.left(FOREIGN, file.known, _IN_THE_WAY[held.kind].format(held.where))
    if held is not None and held.kind != FILE:
        held = None
    if file.new is None:
        return _no_longer(file)
    if file.known is None:
        return _first_time(file, file.new, held, force=force)
    if held is None:
        return _gone(file, file.new, force=force)
    if file.before == file.made:
        return file.left(UNCHANGED, file.made)
    if file.before == file.known:
        return file.written(UPDATED, file.new)
    if has_marks(held.data) and not has_marks(file.new):
        return file.left(UNRESOLVED, file.known, "the marks of an earlier conflict are still in it")
    if file.made == file.known:
        return file.left(KEPT, file.made)
    return _both_changed(file, file.new, held.data)


_IN_THE_WAY = {
    "link": "{} is a link; links are not followed",
    "folder": "{} is a folder",
    "blocked": "{} is no folder",
}


def _makes_way(held: Held, going: Collection[str]) -> bool:
    """Whether what stands in the way is deleted by the same run, or an empty folder."""
    if held.kind == BLOCKED:
        return held.where in going
    return held.kind == FOLDER and all(path in going for path in held.inside)


def _no_longer(file: _File) -> FileOutcome:
    if file.held is None or file.held.kind != FILE:
        return FileOutcome(file.path, DELETED, None, None, None, note="was removed already")
    if file.before == file.known:
        return FileOutcome(file.path, DELETED, file.before, None, None)
    return file.left(ORPHAN, None, "no longer generated, but edited: it is yours now")


def _first_time(file: _File, new: bytes, held: Held | None, *, force: bool) -> FileOutcome:
    if held is None:
        return file.written(CREATED, new)
    if held.data == new:
        return file.left(UNCHANGED, file.made)
    if not force:
        return file.left(FOREIGN, None, "is there and was never generated")
    if is_binary(held.data) or is_binary(new):
        return file.left(CONFLICT, file.made, _BINARY)
    return _merged(file, two_way(held.data, new), "was there and never generated")


def _gone(file: _File, new: bytes, *, force: bool) -> FileOutcome:
    if force:
        return file.written(CREATED, new)
    if file.made == file.known:
        return file.left(REMOVED, file.made, "somebody removed it")
    return file.written(CONFLICT, new, "somebody removed it, and the generator changed it: written again")


_BINARY = "changed on both sides and no text: yours is kept"


def _both_changed(file: _File, new: bytes, yours: bytes) -> FileOutcome:
    if is_binary(new) or is_binary(yours) or (file.base is not None and is_binary(file.base)):
        return file.left(CONFLICT, file.made, _BINARY)
    if file.base is None:
        return _merged(file, two_way(yours, new), "what was generated last is not known")
    return _merged(file, three_way(file.base, yours, new), "")


def _merged(file: _File, merged: Merged, note: str) -> FileOutcome:
    action = CONFLICT if merged.conflicts else MERGED
    if _hash(merged.data) == file.before:
        return FileOutcome(
            file.path, action, file.before, file.before, file.made, note=note, conflicts=merged.conflicts
        )
    return file.written(action, merged.data, note, merged.conflicts)


def _warnings(tree: Generation, new: Mapping[str, bytes], outcomes: tuple[FileOutcome, ...]) -> Iterator[str]:
    if tree.interrupted:
        yield "The last run was interrupted. This one takes it into account and finishes it."
    lost = [file.path for file in outcomes if file.note == "what was generated last is not known"]
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


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
