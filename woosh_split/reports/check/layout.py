"""How a report of ``check`` should look, and what it may ask of the files that were checked."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.violation import ERROR, WARNING
from woosh_split.records import dataclass
from woosh_split.reports.check.place import Place
from woosh_split.split.place import BASELINE_FILE


def no_line(path: str, line: int) -> str | None:
    """Know no source."""
    return None


@dataclass(frozen=True, slots=True)
class CheckLayout:
    """``source_line`` returns a line of a file below the root, None where it cannot be read.

    ``show_known`` lists what the baseline knows too, ``statistics`` adds the growth per service and rule, and
    ``folder`` is the monolith's folder below the repository's root (empty where they are one), which formats
    for other programs put before each path; ``baseline`` is the path of the baseline from the monolith's folder. ``failed``
    says whether the check's answer is no, ``allow_stale`` whether stale entries have no part in that.
    """

    colour: bool = False
    show_known: bool = False
    statistics: bool = False
    folder: str = ""
    baseline: str = BASELINE_FILE
    version: str = ""
    failed: bool = False
    allow_stale: bool = False
    source_line: Callable[[str, int], str | None] = no_line

    @property
    def place(self) -> Place:
        """Where the monolith lies in the repository."""
        return Place(self.folder, self.baseline)

    @property
    def of_stale(self) -> str:
        """How grave a stale entry is: as grave as the check takes it."""
        return WARNING if self.allow_stale else ERROR
