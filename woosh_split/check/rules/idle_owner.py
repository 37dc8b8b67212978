"""WS703: an owner that never writes its table, while others do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from woosh_split.check.places import table_place
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.access import WRITE
from woosh_split.model.split import MONOLITH
from woosh_split.model.violation import WARNING


class IdleOwner:
    """A service owns a table that only others write."""

    text = about(
        "WS703",
        "idle-owner",
        "A service owns a table that it never writes, while others do.",
        "The owner of a table should be the service that writes it, because the rules for its rows are "
        "there. If the owner never writes, every real write is a crossing.",
        "Give the table to the service that writes it, or move the writing code to the owner.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every table of a service that only others write."""
        placement = scene.placement
        writers: dict[str, set[str]] = defaultdict(set)
        for access in scene.facts.accesses:
            if access.mode == WRITE:
                writers[access.table].add(placement.home_of_module(access.module))
        for table, homes in sorted(writers.items()):
            owner = placement.owner_of_table(table)
            if owner == MONOLITH or owner in homes:
                continue
            yield Finding(
                owner,
                min(homes),
                table,
                *table_place(scene, table),
                "",
                f"{owner} owns {table} and never writes it; it is written by {', '.join(sorted(homes))}.",
                f"Give {table} to whoever writes it, or move the writes to {owner}.",
                words=scene.words(table),
            )
