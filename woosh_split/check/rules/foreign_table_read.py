"""WS301: a read of a table that another service owns."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.table_use import READS, uses
from woosh_split.check.wording import contract_hint, owned, table_finding, through


class ForeignTableRead:
    """A statement reads rows of a table that another service owns, and no contract allows it."""

    text = about(
        "WS301",
        "foreign-table-read",
        "A service reads a table that another service owns.",
        "The reader depends on columns that the owner believes to be its own. The owner can no longer rename, split "
        "or move its table without breaking code that it does not know.",
        "Ask the owner for the data (an injected client, an internal endpoint), or read a view that the owner "
        "publishes: give the crossing the policy `view` (or `grant`) in the split file.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that reads a foreign table on its own."""
        for crossing, site in uses(scene, READS):
            table = crossing.what
            message = f"{crossing.from_service} reads {table}{through(site)}, {owned(scene, table)}."
            fix = f"Ask {crossing.to_service} for it, {contract_hint(crossing, 'view')}."
            yield table_finding(scene, crossing, site, message, fix)
