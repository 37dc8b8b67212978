"""WS302: a join of tables of two owners."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.table_use import JOINS, uses
from woosh_split.check.wording import contract_hint, owned, table_finding, through


class ForeignTableJoin:
    """A statement joins a table that another service owns with one of a different owner."""

    text = about(
        "WS302",
        "foreign-table-join",
        "A service joins a table that another service owns.",
        "A join lets the database combine rows of two owners in one statement. It ties both to one server and one "
        "schema, and it is the most expensive read to replace, because paging, sorting and filtering depend on it.",
        "Read your own rows, ask the owner for the others by their keys, and combine them in code; or join a view "
        "that the owner publishes: give the crossing the policy `view` (or `grant`) in the split file.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that joins a foreign table."""
        for crossing, site in uses(scene, JOINS):
            table = crossing.what
            message = f"{crossing.from_service} joins {table}{through(site)}, {owned(scene, table)}."
            fix = f"Ask {crossing.to_service} for the rows by their keys, {contract_hint(crossing, 'view')}."
            yield table_finding(scene, crossing, site, message, fix)
