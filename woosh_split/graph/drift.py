"""Where entities, dump and server disagree about the schema."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.schema import Drift, Table


def find_drift(
    entity_tables: Iterable[Table], dump_tables: Iterable[Table], server_tables: Iterable[Table]
) -> tuple[Drift, ...]:
    """Compare the declarations that are there (an empty one is left out) and return the differences, sorted."""
    raise NotImplementedError
