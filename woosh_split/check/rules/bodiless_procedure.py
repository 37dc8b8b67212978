"""WS803: a call of a procedure without a body."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.unresolved import PROCEDURE, unresolved_findings
from woosh_split.model.violation import WARNING


class BodilessProcedure:
    """The analysis met a call of a procedure without a body."""

    text = about(
        "WS803",
        "bodiless-procedure",
        "The body of a stored procedure is not known.",
        "The code calls a procedure that no dump holds, so the tables that it touches are unknown.",
        "Include the procedures in the dump (`mysqldump --routines`), or name a dump that has them.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every such place."""
        yield from unresolved_findings(scene, PROCEDURE, self.text.fix)
