"""WS403: a foreign key of the database between tables of two owners."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.relations import KEY, foreign_relations, relation_finding
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ForeignKeyAcross:
    """The database holds a foreign key from a table of one owner to a table of another."""

    text = about(
        "WS403",
        "foreign-key-across",
        "A foreign key of the database leads from one owner's table to another's.",
        "The key lets one owner's deletes fail or cascade because of another's rows, locks rows of both in every "
        "insert, and keeps the tables on one server.",
        "Drop the key and let the owner of the referring table check what it needs. Until then it is a debt: give "
        "the crossing the policy `debt` with an `issue` and an `until`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every foreign key between two owners; no view stands in for one."""
        for crossing, site in foreign_relations(scene, KEY):
            message = (
                f"A foreign key of {crossing.from_service} leads to {site.target} of {crossing.to_service}."
            )
            fix = f"Drop the key, or give crossing {crossing.id} the policy debt, with an issue and an end."
            yield relation_finding(scene, crossing, site, message, fix)
