"""What git knows of the monolith's folder: files that changed since a revision, a file as it was there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from woosh_split.errors import InputError

MAIN_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where a branch is taken to have left from, the first that exists."""


def changed_files(root: Path, revision: str) -> tuple[str, tuple[str, ...]]:
    """Return the revision that was taken and the files below ``root`` that differ from where the branch left it.

    What is not committed and what is not tracked counts as changed. An empty ``revision`` means the main branch,
    or the last commit where there is none.

    Raises:
        InputError: git is missing, ``root`` is in no repository, or the revision does not exist.
    """
    taken = revision or main_branch(root) or "HEAD"
    base = merge_base(root, taken)
    if base is None:
        raise InputError(
            f"--changed {taken}: git finds no such revision in {root}, or no commit that it shares with this one. "
            "Fetch it first (in CI, a shallow clone has no history)."
        )
    different = ask_git(root, "diff", "--name-only", "-z", "--relative", base, "--", ".")
    untracked = ask_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    if different is None or untracked is None:
        raise InputError(f"--changed {taken}: git cannot compare {root} with it.")
    names = {name.decode("utf-8", "surrogateescape") for name in (different + untracked).split(b"\0")}
    return taken, tuple(sorted(names - {""}))


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


def ask_git(folder: Path, *arguments: str, seconds: float | None = None) -> bytes | None:
    """Return what git answers in a folder, None where it leaves with an error or takes longer than ``seconds``.

    A hook runs with ``GIT_DIR`` set to its own repository, which need not be the folder's: it is left out.

    Raises:
        InputError: git cannot be started.
    """
    environment = {key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE")}
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
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
