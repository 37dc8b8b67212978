"""WS701: a table that services use and nobody owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from woosh_split.check.places import table_place
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.split import MONOLITH
from woosh_split.model.violation import WARNING


class UnownedTable:
    """A table stays with the monolith by default although only code of services touches it."""

    text = about(
        "WS701",
        "unowned-table",
        "Services use a table that the split file gives to nobody.",
        "What is in no service stays with the monolith. Here the monolith's own code never touches the table, so the "
        "default is most likely an oversight, and every use of the table crosses to an owner who does not care.",
        "Add the table to `tables` of the service that writes it, or to `reference`.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every table of the monolith that only services touch."""
        placement = scene.placement
        users: dict[str, set[str]] = defaultdict(set)
        for access in scene.facts.accesses:
            users[access.table].add(placement.home_of_module(access.module))
        for table, homes in sorted(users.items()):
            if table in placement.tables or table in placement.references or MONOLITH in homes:
                continue
            place = table_place(scene, table)
            yield Finding(
                MONOLITH,
                min(homes),
                table,
                *place,
                "",
                f"{table} is in no service, and only {', '.join(sorted(homes))} use it.",
                f"Add {table} to the tables of a service, or to `reference`.",
                words=scene.words(table),
            )
