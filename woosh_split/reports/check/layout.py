"""How a report of ``check`` should look, and what it may ask of the files that were checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def no_line(path: str, line: int) -> str | None:
    """Know no source."""
    return None


@dataclass(frozen=True, slots=True)
class CheckLayout:
    """``source_line`` returns a line of a file below the root, None where it cannot be read.

    ``show_known`` lists what the baseline knows too, ``statistics`` adds the growth per service and rule, and
    ``folder`` is the monolith's folder below the repository's root (empty where they are one), which formats
    for other programs put before each path. ``failed`` says whether the check's answer is no.
    """

    colour: bool = False
    show_known: bool = False
    statistics: bool = False
    folder: str = ""
    version: str = ""
    failed: bool = False
    source_line: Callable[[str, int], str | None] = no_line
