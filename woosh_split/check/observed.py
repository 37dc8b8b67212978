"""What one look at a monolith found: the light value that is kept between runs over an unchanged tree."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.model.violation import RuleText, Violation


@dataclass(frozen=True, slots=True)
class Observed:
    """All violations that no comment suppresses, before a baseline or a selection.

    ``files`` are the paths that were looked at, ``unresolved`` counts the places that could not be told.
    """

    violations: tuple[Violation, ...]
    services: tuple[str, ...]
    files: tuple[str, ...]
    unresolved: int
    rules: tuple[RuleText, ...]
