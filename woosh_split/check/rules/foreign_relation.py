"""WS401: a relation between entities of two services."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.relations import ENTITY, foreign_relations, relation_finding
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ForeignRelation:
    """An entity has a relation to an entity whose table another service owns."""

    text = about(
        "WS401",
        "foreign-relation",
        "An entity has a relation to an entity of another service.",
        "A relation invites joins: every `relations: {...}` and every eager load crosses the boundary, and TypeORM needs "
        "the other entity's class in the same process.",
        "Keep the key as a plain column and drop the relation; or let it lead to a view that the owner publishes: "
        "give the crossing the policy `view`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every relation of an entity that leads to another owner's table."""
        for crossing, site in foreign_relations(scene, ENTITY):
            message = (
                f"An entity of {crossing.from_service} has a relation to {site.target}, "
                f"which {crossing.to_service} owns."
            )
            fix = f"Keep the key without the relation, or give crossing {crossing.id} the policy view."
            yield relation_finding(scene, crossing, site, message, fix)
