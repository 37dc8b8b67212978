"""What reaches the database and is not read: the proposal says that it does not know of it."""

from __future__ import annotations

from woosh_split.model.code import Unresolved
from woosh_split.model.placement import Placement
from woosh_split.proposal.questions import questions


def test_what_is_not_read_comes_first() -> None:
    """Owners that are told by names alone look like any others."""
    unresolved = (
        Unresolved("entity", "src/a.ts", 3, "repo", "of which entity is not known"),
        Unresolved("orm", "src/db.ts", 7, "@prisma/client", "Prisma is recognised but not supported yet"),
    )
    asked = questions((), (), Placement({}, {}, {}, frozenset()), None, ("news",), unresolved=unresolved)
    assert asked[0] == "Prisma is recognised but not supported yet (@prisma/client, src/db.ts:7)."
    assert len(asked) == 2
