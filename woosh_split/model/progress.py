"""How far a long work is: what stages call, and what listens where nobody does."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, the number done and the number in all (0 where it is not known yet)."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""
