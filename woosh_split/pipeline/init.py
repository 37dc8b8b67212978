"""``woosh-split init``: every file that a first green check needs, as changes that nobody has made yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.apply.change_set import FileChange
from woosh_split.artefacts.ci import REQUIREMENT, CiFile, ci_files
from woosh_split.errors import InputError
from woosh_split.sources.repository import own_place, repository_of, way_into

CREATE, EXTEND, REPLACE = "create", "extend", "replace"

IGNORED = ".woosh_split_cache/"
_SAME = {IGNORED, ".woosh_split_cache"}


@dataclass(frozen=True, slots=True)
class Step:
    """One file to write: a new one, lines more in an old one, or (with consent) other bytes in an old one."""

    action: str  # create | extend | replace
    change: FileChange

    @property
    def needs_consent(self) -> bool:
        """Whether bytes would be lost that are not ours."""
        return self.action == REPLACE


@dataclass(frozen=True, slots=True)
class InitPlan:
    """What to write, in this order, and what only a person can do."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


def plan_init(
    root: Path, owned: Sequence[FileChange], kinds: Sequence[str], requirement: str | None = None
) -> InitPlan:
    """Return what is missing in the monolith below ``root`` and in its repository.

    ``owned`` are the split file and the baseline, where there are none yet; ``kinds`` the CI systems, which install
    ``requirement`` (this version, where it is left out). A file that already says what it should is no step, so a
    second run has nothing to do.
    """
    steps = [Step(CREATE, change) for change in owned]
    steps += _ignored(root)
    notes: list[str] = []
    repository = repository_of(root)
    for kind in dict.fromkeys(kinds):
        for file in ci_files(kind, way_into(root) or ".", requirement or REQUIREMENT):
            step = _ci_step(repository, file)
            if isinstance(step, Step):
                steps.append(step)
            elif step is not None:
                notes.append(step)
    if requirement is None and any(_names_requirement(step) for step in steps):
        notes.append(
            f"CI will install {REQUIREMENT} from a package index. Where yours does not have it, make a wheel and name it with "
            "--requirement, or the job fails."
        )
    return InitPlan(tuple(steps), tuple(notes))


def _names_requirement(step: Step) -> bool:
    return REQUIREMENT.encode("utf-8") in step.change.data


def _ci_step(repository: Path, file: CiFile) -> Step | str | None:
    """Return the step, a note where the file belongs to other people too, or nothing where all is well."""
    path = own_place(repository, file.path)
    data = file.text.encode("utf-8")
    if not path.exists():
        return Step(CREATE, FileChange(path, data))
    held = _held(path)
    if held == data or (not file.ours and file.line.encode("utf-8") in held):
        return None
    return Step(REPLACE, FileChange(path, data)) if file.ours else file.advice


def _held(path: Path) -> bytes:
    """Return what a file that is there holds.

    Raises:
        InputError: it cannot be read: a folder of that name, no permission.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. Fix that; nothing was written."
        ) from error


def _ignored(root: Path) -> Iterator[Step]:
    """Yield the line of .gitignore that keeps the cache out of commits, unless some .gitignore above has it."""
    repository = repository_of(root)
    folder = root.resolve()
    above = [each for each in (folder, *folder.parents) if each == repository or repository in each.parents]
    for each in above:
        ignore = each / ".gitignore"
        if ignore.is_file():
            lines = ignore.read_bytes().decode("utf-8", "surrogateescape").splitlines()
            held_lines = {line.strip() for line in lines}
            # A slash in front ties a line to the folder of its file.
            if _SAME & held_lines or (each == folder and {f"/{line}" for line in _SAME} & held_lines):
                return
    path = own_place(root, ".gitignore")
    if not path.exists():
        yield Step(CREATE, FileChange(path, f"{IGNORED}\n".encode()))
        return
    held = _held(path)
    end = b"\r\n" if b"\r\n" in held else b"\n"
    before = held if not held or held.endswith(b"\n") else held + end
    yield Step(EXTEND, FileChange(path, before + IGNORED.encode() + end))
