"""How many ways through the code are gone: two calls in each of twenty functions are a million ways to the last one.

What a function is handed tells most readings of it apart, and one that was made before is not made again. A function that is
handed is another one on each way, though, and so is a text that each step makes longer.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from woosh_split.records import dataclass

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.scope import Frame

MOST_WAYS = 64
"""So many readings of a function go on to one call in it, for each function that is read by itself."""
MOST_ROUNDS = 2_000
"""So often a call is gone on to altogether: lists whose items are known are gone through item by item."""


@dataclass(slots=True)
class _Gone:
    frames: set[Frame]
    rounds: int = 0


class Ways:
    """The ways that are gone from one function that is read by itself; with the next one they are counted anew."""

    def __init__(self) -> None:
        self._from: Frame | None = None
        self._gone: dict[Hashable, _Gone] = {}

    def worn(self, step: Hashable, frames: list[Frame]) -> bool:
        """Tell whether a step was gone too often, and count it otherwise; ``frames`` are the functions at work, outermost first."""
        if not frames:
            return False
        if frames[0] is not self._from:
            self._from, self._gone = frames[0], {}
        gone = self._gone.get(step)
        if gone is None:
            gone = self._gone[step] = _Gone(set())
        if gone.rounds >= MOST_ROUNDS or (len(gone.frames) >= MOST_WAYS and frames[-1] not in gone.frames):
            return True
        gone.rounds += 1
        gone.frames.add(frames[-1])
        return False
