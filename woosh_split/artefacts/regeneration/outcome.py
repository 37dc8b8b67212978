"""What becomes of one file, by what the generator made last, what stands there and what it makes now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

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
)
from woosh_split.sources.generation import BLOCKED, FILE, FOLDER, LINK, Held

BASE_LOST = "what was generated last is not known"


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One path: what the generator makes now and made last, and what holds the place."""

    path: str
    new: bytes | None
    made: str | None
    known: str | None
    held: Held | None
    base: bytes | None
    origin: GeneratedFile | None = None  # the edited file that this one was before it was renamed

    @property
    def before(self) -> str | None:
        """The hash of the file that stands there."""
        return self.held.digest if self.held else None

    def left(self, action: str, known: str | None, note: str = "") -> FileOutcome:
        """Return an outcome that leaves the file as it is."""
        return FileOutcome(self.path, action, self.before, self.before, known, note=note)

    def written(self, action: str, data: bytes, note: str = "", conflicts: int = 0) -> FileOutcome:
        """Return an outcome that writes the file; the generator's output is the base of the next merge."""
        return FileOutcome(self.path, action, self.before, digest_of(data), self.made, data, note, conflicts)


def moved_away(file: GeneratedFile, heir: str) -> FileOutcome:
    """Return the outcome of an edited file that the monolith renamed; ``heir`` has its changes."""
    return FileOutcome(
        file.path, DELETED, file.before, None, None, note=f"your changes went to {heir}", moved_to=heir
    )


def outcome(file: GeneratedFile, going: Collection[str], *, force: bool) -> FileOutcome:
    """Return what becomes of a file; ``going`` are the paths that the same run removes, since nobody edited them."""
    held = file.held
    if file.new is None:
        return _no_longer(file)
    if held is not None and held.kind != FILE:
        if not _makes_way(held, going):
            return file.left(FOREIGN, file.known, _IN_THE_WAY[held.kind].format(held.where))
        held = None
    if file.origin is not None and file.origin.base is not None and file.origin.held is not None:
        merged = three_way(file.origin.base, file.origin.held.data, file.new)
        return _merged(file, merged, f"with your changes of {file.origin.path}")
    if file.known is None:
        return _first_time(file, file.new, held, force=force)
    if held is None:
        return _gone(file, file.new, force=force)
    if file.before == file.made:
        return file.left(UNCHANGED, file.made)
    if file.before == file.known:
        return file.written(UPDATED, file.new)
    if has_marks(held.data) and not has_marks(file.new):
        return file.left(UNRESOLVED, file.known, "the conflict markers of an earlier run are still in it")
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


def _no_longer(file: GeneratedFile) -> FileOutcome:
    if file.held is not None and file.held.kind == LINK:
        return file.left(ORPHAN, None, "no longer generated, and a link now: it is yours")
    if file.held is None or file.held.kind != FILE:
        return FileOutcome(file.path, DELETED, None, None, None, note="was removed already")
    if file.before == file.known:
        return FileOutcome(file.path, DELETED, file.before, None, None)
    return file.left(ORPHAN, None, "no longer generated, but edited: it is yours now")


def _first_time(file: GeneratedFile, new: bytes, held: Held | None, *, force: bool) -> FileOutcome:
    if held is None:
        return file.written(CREATED, new)
    if held.data == new:
        return file.left(UNCHANGED, file.made)
    if not force:
        return file.left(FOREIGN, None, "is there and was never generated")
    if is_binary(held.data) or is_binary(new):
        return file.left(CONFLICT, file.made, _BINARY)
    return _merged(file, two_way(held.data, new), "was there and never generated")


def _gone(file: GeneratedFile, new: bytes, *, force: bool) -> FileOutcome:
    if force:
        return file.written(CREATED, new)
    if file.made == file.known:
        return file.left(REMOVED, file.made, "somebody removed it")
    return file.written(CONFLICT, new, "somebody removed it, and the generator changed it: written again")


_BINARY = "changed on both sides and no text: yours is kept"


def _both_changed(file: GeneratedFile, new: bytes, yours: bytes) -> FileOutcome:
    if is_binary(new) or is_binary(yours) or (file.base is not None and is_binary(file.base)):
        return file.left(CONFLICT, file.made, _BINARY)
    if file.base is None:
        return _merged(file, two_way(yours, new), BASE_LOST)
    return _merged(file, three_way(file.base, yours, new), "")


def _merged(file: GeneratedFile, merged: Merged, note: str) -> FileOutcome:
    action = CONFLICT if merged.conflicts else MERGED
    if digest_of(merged.data) == file.before:
        return FileOutcome(
            file.path, action, file.before, file.before, file.made, note=note, conflicts=merged.conflicts
        )
    return file.written(action, merged.data, note, merged.conflicts)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file, as manifests have it."""
    return sha256(data).hexdigest()
