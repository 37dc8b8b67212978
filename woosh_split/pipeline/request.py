"""What the user asks of ``analyse``, as data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from woosh_split.model.progress import Progress, no_progress
from woosh_split.records import dataclass


def no_note(text: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class AnalyseRequest:
    """The options of one analysis.

    ``dumps`` and ``clients`` are paths relative to ``root``; empty means: find them. ``cache_dir`` of ``None``
    means no cache. ``jobs`` is the number of processes, 0 for as many as pay. ``note`` is told what a person
    should know, such as which of several applications was taken.
    """

    root: Path
    project: str | None = None
    dumps: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    database: str | None = None
    cache_dir: Path | None = None
    jobs: int = 0
    progress: Progress = no_progress
    note: Callable[[str], None] = no_note
    skip_uninteresting: bool = True
