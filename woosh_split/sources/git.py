"""What git knows of the monolith's folder: files that changed since a revision, a file as it was there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from woosh_split.errors import InputError

MAIN_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where a branch is taken to have left from, the first that exists."""

OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What a hook sets to lead git to a repository of its own."""


def changed_files(root: Path, revision: str) -> tuple[str, tuple[str, ...]]:
    """Return the revision that was taken and the files below ``root`` that differ from where the branch left it.

    What is not committed, not tracked, or no longer there counts as changed, and so does the old name of a file that has
    a new one. An empty ``revision`` means the main branch, or the last commit where there is none.

    Raises:
        InputError: git is missing, ``root`` is in no repository, the revision does not exist, or none is named where
            the history is too short to know a main branch.
    """
    taken = revision or main_branch(root) or _last_commit(root)
    base = merge_base(root, taken)
    if base is None:
        raise InputError(
            f"--changed {taken}: git finds no such revision in {root}, or no commit that it shares with this one. "
            "Fetch it first (in CI, a shallow clone has no history)."
        )
    names = _different(root, base)
    if names is None:
        raise InputError(f"--changed {taken}: git cannot compare {root} with it.")
    return taken, tuple(sorted(names))


def differs(path: Path, revision: str) -> bool:
    """Tell whether a file is another one than where the branch left a revision."""
    base = merge_base(path.parent, revision)
    if base is None or not path.parent.is_dir():
        return False
    asked = (("diff", "--no-renames", "--name-only", base), ("ls-files", "--others", "--exclude-standard"))
    return any(ask_git(path.parent, *each, "--", path.name) for each in asked)


def _last_commit(root: Path) -> str:
    if ask_git(root, "rev-parse", "--is-shallow-repository") == b"true\n":
        raise InputError(
            f"--changed: git knows no main branch in {root}, which is a shallow clone: what this branch changed is not known. "
            "Fetch the history (in GitHub Actions `fetch-depth: 0`), or name a revision that is there."
        )
    return "HEAD"


def _different(root: Path, base: str) -> set[str] | None:
    """Return the files below a folder that differ from a commit; None where git cannot tell.

    A repository within the repository (a submodule) is one name to git: its own files are asked of itself.
    """
    different = ask_git(root, "diff", "--no-renames", "--name-only", "-z", "--relative", base, "--", ".")
    untracked = ask_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    if different is None or untracked is None:
        return None
    names: set[str] = set()
    for raw in {*different.split(b"\0"), *untracked.split(b"\0")} - {b""}:
        name = raw.decode("utf-8", "surrogateescape")
        if not (root / name).is_dir() or (root / name).is_symlink():
            names.add(name)
            continue
        names |= {f"{name.rstrip('/')}/{each}" for each in _inside(root, name.rstrip("/"), base)}
    return names


def _inside(root: Path, name: str, base: str) -> set[str]:
    """Return what changed in a repository within the repository; all of its files where nothing is known of before."""
    there = (ask_git(root, "ls-tree", base, "--", name) or b"").split()
    found = _different(root / name, there[2].decode()) if there[1:2] == [b"commit"] else None
    if found is None:
        every = ask_git(root / name, "ls-files", "--cached", "--others", "--exclude-standard", "-z") or b""
        found = {each.decode("utf-8", "surrogateescape") for each in every.split(b"\0") if each}
    return found


def main_branch(root: Path) -> str | None:
    """Return the main branch by the name that git knows here, None where it has none.

    Raises:
        InputError: git is missing or ``root`` is in no repository.
    """
    if ask_git(root, "rev-parse", "--git-dir") is None:
        raise InputError(
            f"{root} is in no git repository, so what changed is not known. Leave --changed out."
        )
    found = ask_git(
        root, "for-each-ref", "--format=%(refname)",
        *(f"refs/remotes/{name}" if "/" in name else f"refs/heads/{name}" for name in MAIN_BRANCHES),
    )  # fmt: skip
    refs = (found or b"").decode().split()
    names = [ref.removeprefix("refs/remotes/").removeprefix("refs/heads/") for ref in refs]
    return next((name for name in MAIN_BRANCHES if name in names), None)


def merge_base(root: Path, revision: str) -> str | None:
    """Return the commit at which the work in ``root`` left a revision, None where git knows none."""
    if revision.startswith("-"):
        return None
    found = ask_git(root, "merge-base", "HEAD", revision)
    return found.decode().strip() if found else None


def file_at(folder: Path, name: str, commit: str) -> str | None:
    """Return the text of a file in ``folder`` as it was at a commit, None where it was not there."""
    found = ask_git(folder, "show", f"{commit}:./{name}")
    return None if found is None else found.decode("utf-8", "replace")


def is_bare(folder: Path) -> bool:
    """Tell whether git would find a bare repository, in the folder or above, before it finds one with a ``.git``."""
    start = folder.resolve()
    for each in (start, *start.parents):
        if (each / ".git").exists():
            return False
        parts = ((each / "objects").exists() and (each / "refs").exists()) or (each / "commondir").exists()
        if parts and os.path.lexists(each / "HEAD"):
            return True
    return False


def ask_git(folder: Path, *arguments: str, seconds: float | None = None) -> bytes | None:
    """Return what git answers in a folder, None where it leaves with an error or takes longer than ``seconds``.

    A hook runs with ``GIT_DIR``, ``GIT_INDEX_FILE`` and the like set to its own repository's, which need not be the
    folder's: they are left out. A clone that fetches what it misses asks nobody for a password. Nor is git asked where it would take a folder of committed files for its repository:
    their settings name programs to run.

    Raises:
        InputError: git cannot be started.
    """
    if is_bare(folder):
        return None
    environment = {key: value for key, value in os.environ.items() if key not in OF_A_HOOK}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=environment,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as error:
        raise InputError(
            f"git cannot be started: {error.strerror}. Install it, or leave --changed out."
        ) from error
    return done.stdout if done.returncode == 0 else None
