"""Commits that touched several modules, out of git's log; nothing where there is no git or no repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.sources.git import ask_git

MOST_COMMITS = 2000
WIDEST_COMMIT = 8
"""Modules of one commit: beyond that it is a rename, a formatting or a release, and says nothing."""

_SECONDS = 30


def co_changes(root: Path, module_of: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Count the commits that touched both of two modules, over the last two thousand.

    ``module_of`` maps files (relative to ``root``) to modules; pairs are in alphabetical order. An absent git, a
    folder outside of any repository, or a log that takes too long give an empty answer: history is a hint, no fact.
    """
    try:
        log = ask_git(
            root, "-c", "core.quotePath=false", "log", f"--max-count={MOST_COMMITS}", "--no-merges", "--no-renames",
            "--name-only", "--relative", "--pretty=format:%x01", "-z", seconds=_SECONDS,
        )  # fmt: skip
    except InputError:  # no git
        return {}
    pairs: Counter[tuple[str, str]] = Counter()
    for commit in (log or b"").decode("utf-8", "surrogateescape").split("\x01"):
        files = (name.strip("\n") for name in commit.split("\0"))
        modules = sorted({module_of[name] for name in files if name in module_of})
        if 2 <= len(modules) <= WIDEST_COMMIT:
            pairs.update(combinations(modules, 2))
    return dict(sorted(pairs.items()))
