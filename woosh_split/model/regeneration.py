"""What writing a generated folder anew would do: one outcome a file, and the state that is kept beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CREATED, UPDATED, MERGED, CONFLICT, DELETED = "created", "updated", "merged", "conflict", "deleted"
UNCHANGED, KEPT, REMOVED, ORPHAN, UNRESOLVED, FOREIGN = (
    "unchanged", "kept", "removed", "orphan", "unresolved", "foreign",
)  # fmt: skip

ACTIONS = (
    CREATED, UPDATED, MERGED, CONFLICT, UNRESOLVED, FOREIGN, DELETED, ORPHAN, KEPT, REMOVED, UNCHANGED,
)  # fmt: skip
"""Every action, in the order in which counts are told."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What becomes of one file; hashes are SHA-256 in hexadecimal digits, None where there is no file.

    ``data`` is what is to be written, None where the file is left alone or deleted. ``before`` and ``after`` are the file
    on disk before and after, ``known`` is what the generator wrote (its pure output), None where it is no longer its file.
    ``moved_to`` is where a deleted file's changes went.
    """

    path: str
    action: str  # one of ACTIONS
    before: str | None
    after: str | None
    known: str | None
    data: bytes | None = None
    note: str = ""
    conflicts: int = 0
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class StateFile:
    """A file of the kept state, with the bytes that it is to hold."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RegenerationPlan:
    """Everything that carrying it out will do; ``files`` are sorted by path, ``state`` ends with the manifest."""

    target: Path
    generated_by: str
    files: tuple[FileOutcome, ...]
    state: tuple[StateFile, ...] = ()
    journal: bytes = b""
    warnings: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[FileOutcome, ...]:
        """Files that a person has to settle, among them those that still hold the marks of an earlier run."""
        return self._with(CONFLICT, UNRESOLVED)

    @property
    def foreign(self) -> tuple[FileOutcome, ...]:
        """Files in the way that were never generated: nothing is written while there is one."""
        return self._with(FOREIGN)

    @property
    def changes(self) -> tuple[FileOutcome, ...]:
        """Files that would be other than they are, or that stop it."""
        return self._with(CREATED, UPDATED, MERGED, CONFLICT, UNRESOLVED, FOREIGN, DELETED, ORPHAN)

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to do: every generated file is what the generator makes, or a person's on top of it."""
        return not self.changes and not self.state

    @property
    def counts(self) -> Mapping[str, int]:
        """How many files each action has, those with none left out."""
        found = Counter(file.action for file in self.files)
        return {action: found[action] for action in ACTIONS if found[action]}

    def _with(self, *actions: str) -> tuple[FileOutcome, ...]:
        return tuple(file for file in self.files if file.action in actions)
