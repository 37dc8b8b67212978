"""The repository around the monolith: CI servers name files from its root."""

from __future__ import annotations

from pathlib import Path


def repository_of(folder: Path) -> Path:
    """Return the nearest folder, from this one upwards, that git knows as a root; the folder itself if none is."""
    start = folder.resolve()
    for each in (start, *start.parents):
        if (each / ".git").exists():
            return each
    return start


def way_into(folder: Path) -> str:
    """Return the path from the repository's root to the folder, with forward slashes; empty where they are one."""
    way = folder.resolve().relative_to(repository_of(folder)).as_posix()
    return "" if way == "." else way
