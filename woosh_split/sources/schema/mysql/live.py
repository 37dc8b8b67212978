"""A live server to schema facts."""

from __future__ import annotations

from woosh_split.sources.schema.facts import SchemaFacts


def read_server(url: str) -> SchemaFacts:
    """Read the schema that ``url`` names; ``declared_by`` is ``database``, the place ``database:<schema>`` line 1.

    Raises:
        DatabaseError: the server is away, refuses us, or was lost half-way.
    """
    raise NotImplementedError
