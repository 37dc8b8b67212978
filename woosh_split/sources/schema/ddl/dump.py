"""A SQL dump to schema facts."""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.sources.schema.facts import SchemaFacts


def read_dump(text: str, file: str) -> SchemaFacts:
    """Read one dump; ``file`` is its path relative to the monolith's root, for the places."""
    raise NotImplementedError


def merge_dumps(dumps: Sequence[SchemaFacts]) -> SchemaFacts:
    """Join several dumps as if they had been run one after the other, in the given order."""
    raise NotImplementedError
