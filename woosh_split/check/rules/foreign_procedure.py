"""WS305: a call of a stored procedure that touches tables of another service."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.table_use import PROCEDURES, uses
from woosh_split.check.wording import contract_hint, owned, table_finding
from woosh_split.model.crossing import WRITE


class ForeignProcedure:
    """A procedure that a service calls reads or writes a table that another service owns."""

    text = about(
        "WS305",
        "foreign-procedure",
        "A service calls a stored procedure that touches a table of another service.",
        "The crossing is hidden in the database: no import and no statement of the code names the table. When the "
        "tables move, the procedure breaks at run time.",
        "Split the procedure by owner and call each part through its owner; or allow what it does with a contract "
        "for the crossing (`view` or `grant` for reads, `debt` for writes).",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every call of a procedure, once for each foreign table that it touches."""
        for crossing, site in uses(scene, PROCEDURES):
            table = crossing.what
            verb, policy = ("writes", "debt") if crossing.kind == WRITE else ("reads", "view")
            message = f"A procedure that {crossing.from_service} calls {verb} {table}, {owned(scene, table)}."
            fix = f"Split the procedure by owner, {contract_hint(crossing, policy)}."
            yield table_finding(scene, crossing, site, message, fix)
