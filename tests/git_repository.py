"""Git as nobody in particular, for tests that need real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "A Person"), ("EMAIL", "person@example.org"))
    },
}
"""Keeps the settings of whoever runs the tests out of them."""


def git(folder: Path, *arguments: str) -> str:
    """Return what git answers in a folder; it must succeed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | NOBODY
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout
