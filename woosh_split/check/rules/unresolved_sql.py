"""WS801: a place where SQL or an entity could not be told."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.unresolved import SQL, unresolved_findings
from woosh_split.model.violation import WARNING


class UnresolvedSql:
    """The analysis met a place where SQL or an entity could not be told."""

    text = about(
        "WS801",
        "unresolved-sql",
        "The tables of a statement could not be determined.",
        "The table or the whole text of the SQL is built at run time, or the SQL has a form that is not "
        "understood. What it touches is unknown, so no boundary can be checked there.",
        "Write the table's name where the statement stands (a constant is enough), or choose among whole statements.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every such place."""
        yield from unresolved_findings(scene, SQL, self.text.fix)
