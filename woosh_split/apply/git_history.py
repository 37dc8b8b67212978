"""Commits of files that were copied out of the monolith, such that ``git log --follow`` goes on to their history.

The first commit holds the copies byte for byte, the second what was edited and generated. Nothing is renamed: a branch on
which the files are moved, merged back, would serve a plain ``git blame``, too, but a rebase drops the merge and with it
the monolith's files (``docs/decisions/0015-copies-are-committed-as-copies.md``).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.sources.git import OF_A_HOOK, is_bare

_ELSEWHERE = (*OF_A_HOOK, "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""What would lead git to write into another repository."""

_UNDER_WAY = {
    "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert",
    "rebase-merge": "rebase", "rebase-apply": "rebase",
}  # fmt: skip

_COPIES = "\n\nThe files as they were in the monolith; their history goes on there (git log --follow)."


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a tree: its mode and the id of its bytes; see :func:`_removed`."""

    mode: str
    blob: str


def commit_with_history(
    repository: Path, pairs: Mapping[Path, Path], message: str, others: Iterable[Path] = ()
) -> tuple[str, ...]:
    """Commit files as they are on disk, and return the ids of the commits that were made, the oldest first.

    ``pairs`` leads from each new file to the file of the monolith that it was copied from, ``others`` are files that come
    along; one that is not there is removed. Only these paths are committed and, as with ``git commit --only``, set in the
    index: whatever else is staged or changed stays as it is. The files on disk are not touched, and no hook is run.

    Raises:
        InputError: git is missing, the folder is in no repository with a commit, a merge or rebase is under way, a path
            lies outside, or git refuses (no name is set, the index is locked); no commit was made.
    """
    if is_bare(repository):
        raise InputError(
            f"{repository} lies in a folder that git would take for a repository without files. Leave --git out."
        )
    top = Path(_told(repository, "rev-parse", "--show-toplevel"))
    head = _ready(top)
    sources = {_inside(top, new): _inside(top, old) for new, old in pairs.items()}
    wanted = sorted({*sources, *(_inside(top, path) for path in others)})
    known = _tree(top, head, {*wanted, *sources.values()})
    copies = {
        new: known[old]
        for new, old in sorted(sources.items())
        if new not in known and old in known and _is_file(top, new)
    }
    final = _on_disk(top, head, wanted, {**copies, **known})
    commits: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _git(top, "read-tree", head, more=index)
        for entries, text in ((copies, message.rstrip() + _COPIES), (final, message)):
            before = commits[-1] if commits else head
            commits.extend(_commit(top, before, entries, text, index))
    if commits:
        _advance(top, head, commits[-1], final)
    return tuple(commits)


def _ready(top: Path) -> str:
    """Return the commit that is checked out.

    Raises:
        InputError: there is none, or git is in the middle of something.
    """
    for name, what in _UNDER_WAY.items():
        if (top / _told(top, "rev-parse", "--git-path", name)).exists():
            raise InputError(
                f"A {what} is under way in {top}. Finish or abort it first. Nothing was committed."
            )
    if _git(top, "ls-files", "--unmerged", "-z"):
        raise InputError(
            f"{top} has conflicts that are not settled. Settle them first. Nothing was committed."
        )
    found = _git(top, "rev-parse", "--quiet", "--verify", "HEAD^{commit}", allowed=(1, 128))
    if not found:
        raise InputError(
            f"{top} has no commit yet, so there is no history to keep. Commit the monolith first."
        )
    return found.decode().strip()


def _commit(
    top: Path, parent: str, entries: Mapping[str, _Entry], message: str, index: Mapping[str, str]
) -> Iterator[str]:
    """Yield the id of a commit, if it changes anything."""
    _set(top, entries, index)
    tree = _told(top, "write-tree", more=index)
    if tree == _told(top, "rev-parse", f"{parent}^{{tree}}"):
        return
    signed = _git(top, "config", "--type=bool", "commit.gpgSign", allowed=(1,)).strip() == b"true"
    arguments = ("commit-tree", tree, "-p", parent, "-F", "-", *(["-S"] if signed else []))
    yield _told(top, *arguments, given=message.encode("utf-8", "backslashreplace"))


def _advance(top: Path, head: str, commit: str, entries: Mapping[str, _Entry]) -> None:
    """Have the branch and the index hold the commit; where the branch moved meanwhile, the index is set back."""
    staged = _entries(_git(top, "ls-files", "--stage", "-z"))
    before = {path: staged.get(path, _removed(head)) for path in entries}
    _set(top, entries, {})
    try:
        _git(top, "update-ref", "-m", "woosh-split: files with their history", "HEAD", commit, head)
    except InputError:
        _set(top, before, {})
        raise
    _git(top, "update-index", "-q", "--refresh", allowed=(1,))


def _set(top: Path, entries: Mapping[str, _Entry], index: Mapping[str, str]) -> None:
    lines = b"".join(
        f"{entry.mode} {entry.blob}\t".encode() + os.fsencode(path) + b"\0" for path, entry in entries.items()
    )
    _git(top, "update-index", "--replace", "-z", "--index-info", given=lines, more=index)


def _tree(top: Path, commit: str, paths: Iterable[str]) -> dict[str, _Entry]:
    """Return the plain files among ``paths`` that a commit holds."""
    wanted = set(paths)
    found = _entries(_git(top, "ls-tree", "-r", "-z", "--full-tree", commit))
    return {path: entry for path, entry in found.items() if path in wanted and entry.mode.startswith("100")}


def _entries(listing: bytes) -> dict[str, _Entry]:
    """Return what ``ls-tree`` (mode, kind, id) or ``ls-files --stage`` (mode, id, stage) lists."""
    result = {}
    for line in filter(None, listing.split(b"\0")):
        about, path = line.split(b"\t", 1)
        mode, *rest = about.decode().split()
        result[os.fsdecode(path)] = _Entry(mode, max(rest, key=len))
    return result


def _on_disk(top: Path, head: str, paths: Sequence[str], known: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """Return what the files are on disk, as git would add them."""
    there = [path for path in paths if _is_file(top, path)]
    modes = _git(top, "config", "--type=bool", "core.fileMode", allowed=(1,)).strip() != b"false"
    plain = [path for path in there if "\n" not in path and not path.startswith('"')]  # one a line, or quoted
    listed = _git(
        top, "hash-object", "-w", "--stdin-paths", given=b"".join(os.fsencode(p) + b"\n" for p in plain)
    )
    blobs = dict(zip(plain, listed.decode().split(), strict=True))
    for path in set(there) - set(plain):
        blobs[path] = _told(top, "hash-object", "-w", "--", path)
    result = {}
    for path in paths:
        if path not in blobs:
            result[path] = _removed(head)
            continue
        mode = known[path].mode if path in known else "100644"
        if modes:
            mode = "100755" if (top / path).stat().st_mode & 0o100 else "100644"
        result[path] = _Entry(mode, blobs[path])
    return result


def _removed(head: str) -> _Entry:
    """Return what takes a path out of a tree; an id of noughts is as long as any other."""
    return _Entry("0", "0" * len(head))


def _is_file(top: Path, path: str) -> bool:
    return (top / path).is_file() and not (top / path).is_symlink()


def _inside(top: Path, path: Path) -> str:
    place = path.parent.resolve() / path.name
    if not place.is_relative_to(top.resolve()):
        raise InputError(
            f"{path} is not in the git repository {top}, so its history cannot be kept. Leave --git out."
        )
    return place.relative_to(top.resolve()).as_posix()


def _told(folder: Path, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None) -> str:
    return os.fsdecode(_git(folder, *arguments, given=given, more=more)).rstrip("\n")


def _git(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    more: Mapping[str, str] | None = None,
    allowed: tuple[int, ...] = (),
) -> bytes:
    """Run git and return what it prints.

    Raises:
        InputError: it cannot be started, or leaves with an exit code that is neither 0 nor ``allowed``.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE} | dict(
        more or {}
    )
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise InputError(
            f"git cannot be started: {error.strerror}. Install it, or leave --git out."
        ) from error
    if done.returncode not in (0, *allowed):
        told = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise InputError(f"git {arguments[0]} refused in {folder}: {told} Nothing was committed.")
    return done.stdout
