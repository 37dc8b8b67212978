"""The tables of a Prisma schema, so that a Prisma monolith's tables are at least listed."""

from __future__ import annotations

from woosh_split.model.schema import Table


def read_prisma(text: str, file: str) -> tuple[Table, ...]:
    """Return the tables of the models in a ``schema.prisma``."""
    raise NotImplementedError
