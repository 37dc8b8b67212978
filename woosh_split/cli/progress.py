"""Progress on stderr: a bar for people, silence for pipes, a line a stage under ``--verbose``."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from woosh_split.cli.console import complain, is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.5
"""Seconds of work before a bar is worth its flicker (and the import of rich)."""


class StageProgress:
    """Follows the stages of a command; call it with the stage's name, the number done and the number in all."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self._bar_wanted = not quiet and not verbose and is_terminal(sys.stderr)
        self._verbose = verbose and not quiet
        self._began = time.monotonic()
        self._stage: str | None = None
        self._stage_began = self._began
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> StageProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is None:
            self._end_stage()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show where the work is; ``total`` of 0 means that nobody knows yet."""
        if stage != self._stage:
            self._end_stage()
            self._stage, self._stage_began = stage, time.monotonic()
        if self._bar_wanted and (self._bar is not None or time.monotonic() - self._began > PATIENCE):
            self._draw(stage, done, total)

    def _end_stage(self) -> None:
        if self._verbose and self._stage is not None:
            complain(f"{self._stage}: {time.monotonic() - self._stage_began:.2f} s")

    def _draw(self, stage: str, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(stage, total=total or None)
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, description=stage, completed=done, total=total or None)
