"""WS303: a write to a table that another service owns."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.table_use import WRITES, uses
from woosh_split.check.wording import contract_hint, owned, table_finding, through


class ForeignTableWrite:
    """A statement inserts, updates or deletes rows of a table that another service owns."""

    text = about(
        "WS303",
        "foreign-table-write",
        "A service writes a table that another service owns.",
        "The owner's rules (what a valid row is, who may change it, what follows from a change) are in the "
        "owner's code. A write from outside bypasses all of them, and two services that write one table "
        "can never be "
        "taken apart.",
        "Let the owner write: call its method or its endpoint. What has to stay for now is a debt: give the crossing "
        "the policy `debt` with an `issue` and an `until`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that writes a foreign table."""
        for crossing, site in uses(scene, WRITES):
            table = crossing.what
            message = f"{crossing.from_service} writes {table}{through(site)}, {owned(scene, table)}."
            fix = f"Let {crossing.to_service} write it, {contract_hint(crossing, 'debt')}."
            yield table_finding(scene, crossing, site, message, fix)
