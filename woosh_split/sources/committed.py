"""Whether git has a file in its index, told without starting git where that is possible.

A cache says what the code holds and what a check answered, and is believed. So one that came with a commit must not be
read: whoever writes a commit would write the answer to its own check.
"""

from __future__ import annotations

from pathlib import Path

_HEAD = b"DIRC"
_PLAIN = (2, 3)
"""Versions of an index in which every entry has its whole path; in version 4 it goes on from the path before."""

_ELSEWHERE = (b"link\0\0", b"sdir\0\0\0\0")
"""Parts of an index that lead to entries of another file, or stand for those of a whole folder."""


def is_committed(folder: Path, name: str) -> bool:
    """Tell whether git tracks a file in ``folder`` whose name begins with ``name``; letters' case does not count.

    An index that is not read here is read by git. Outside of a repository, and without an index, nothing is tracked.
    """
    from woosh_split.sources.repository import repository_of

    place = folder.resolve()
    top = repository_of(place)
    path = (place.relative_to(top) / name).as_posix()
    try:
        index = (_git_folder(top) / "index").read_bytes()
    except OSError:
        return False
    version = int.from_bytes(index[4:8], "big")
    if not index.startswith(_HEAD) or version not in _PLAIN or any(part in index for part in _ELSEWHERE):
        return _by_git(top, path)
    return _holds(index, path.encode("utf-8", "surrogateescape"))


def _git_folder(top: Path) -> Path:
    """Return the folder that git keeps its index in: of a worktree or a submodule a file says where that is.

    Raises:
        OSError: it cannot be read.
    """
    place = top / ".git"
    if place.is_dir():
        return place
    return top / place.read_text(encoding="utf-8", errors="surrogateescape").removeprefix("gitdir:").strip()


def _holds(index: bytes, path: bytes) -> bool:
    """Whether an entry's path begins with ``path``: before it stand two bytes that end in its length, in version 3 perhaps two more."""
    folded = index.lower()
    at = folded.find(path.lower())
    while at >= 0:
        length = min(index.index(b"\0", at) - at, 0xFFF)
        if any(int.from_bytes(index[at - gap : at - gap + 2], "big") & 0xFFF == length for gap in (2, 4)):
            return True
        at = folded.find(path.lower(), at + 1)
    return False


def _by_git(top: Path, path: str) -> bool:
    """The same, told by git; where it cannot tell, a cache is not worth the risk."""
    from woosh_split.errors import InputError
    from woosh_split.sources.git import ask_git

    folder = path.rpartition("/")[0] or "."
    try:
        listed = ask_git(top, "ls-files", "-z", "--", f":(top,icase,literal){folder}")
    except InputError:  # no git
        return True
    wanted = path.encode("utf-8", "surrogateescape").lower()
    return listed is None or any(each.lower().startswith(wanted) for each in listed.split(b"\0"))
