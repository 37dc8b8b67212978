"""WS701: a table that services use and nobody owns."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.places import table_place
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.split import MONOLITH


class UnownedTable:
    """A table stays with the monolith by default although only code of services touches it."""

    text = about(
        "WS701",
        "unowned-table",
        "Services use a table that the split file gives to nobody.",
        "What is in no service stays with the monolith. Here the monolith's own code never touches the table, so the "
        "default is most likely an oversight. While nobody owns the table, its uses are reported here and "
        "not one by one.",
        "Add the table to `tables` of the service that writes it, or to `reference`. Where it is to stay "
        "with the monolith, give its crossings a "
        "policy.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every table of the monolith that only services touch."""
        for table, homes in scene.unowned.items():
            place = table_place(scene, table)
            yield Finding(
                MONOLITH,
                homes[0],
                table,
                *place,
                "",
                f"{table} is in no service, and used by nobody but {', '.join(homes)}.",
                f"Add {table} to the tables of a service, or to `reference`.",
                words=scene.words(table),
            )
