"""What one look at a monolith found: the light value that is kept between runs over an unchanged tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.model.violation import RuleText, Violation
from woosh_split.records import dataclass

if TYPE_CHECKING:  # what is kept is read without looking for places
    from woosh_split.check.placing import Asked


@dataclass(frozen=True, slots=True)
class Observed:
    """All violations that no comment suppresses, before a baseline or a selection.

    ``places`` is what is still to be looked for, by fingerprint, where a violation stands on its line only (see
    ``check.placing``); ``files`` are the paths that were looked at, ``unresolved`` counts the places that could not be
    told.
    """

    violations: tuple[Violation, ...]
    places: dict[str, Asked]
    services: tuple[str, ...]
    files: tuple[str, ...]
    unresolved: int
    rules: tuple[RuleText, ...]
