"""How a report should look; what the reader's screen can show and what the reader asked for."""

from __future__ import annotations

from woosh_split.records import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Width and colour of the page, and the parts that were asked for (none: the usual ones, shortened)."""

    width: int = 100
    colour: bool = False
    parts: tuple[str, ...] = ()
