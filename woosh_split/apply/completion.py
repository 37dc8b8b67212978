"""Carries out the end of a phase, and its way back: look, do the next statement, look again, until nothing is left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from woosh_split.apply.phase import BUDGET, Result, names_in_monolith, perform
from woosh_split.artefacts.database.completing import (
    Completion,
    left_to_complete,
    old_places,
    read_revoked,
)
from woosh_split.artefacts.database.steps import schemas_of_part
from woosh_split.database.ddl import Ddl, Stopped
from woosh_split.database.journal import Journal, revocations
from woosh_split.database.usage import rights_on
from woosh_split.database.world import read_world
from woosh_split.errors import DatabaseError
from woosh_split.model.organisation import Organisation, PhasePart
from woosh_split.model.world import TableRight, World

_MOST = 5000


@dataclass(frozen=True, slots=True)
class Ending:
    """A phase that is to have no old names, or with ``undo`` is to have them again, in an organisation made for that."""

    phase: PhasePart
    organisation: Organisation
    undo: bool = False
    budget: float = BUDGET
    tell: Callable[[str], None] = lambda text: None


def look(ending: Ending, ddl: Ddl) -> tuple[Completion, World]:
    """Return what is to be done and what there is: every schema that has views of somebody, and the rights on the names."""
    organisation = ending.organisation
    schemas: dict[str, frozenset[str] | None] = {
        organisation.schema: frozenset(
            name for phase in organisation.phases for name in names_in_monolith(phase)
        )
    }
    parts = [part for phase in organisation.phases for part in phase.services]
    schemas |= dict.fromkeys((schema for part in parts for schema in schemas_of_part(part)), None)
    accounts = [(who.user, who.host) for part in parts if (who := part.definer) is not None]
    world = read_world(ddl, schemas, accounts, ())
    places = old_places(ending.phase)
    found = rights_on(ddl, places, users_of(organisation))
    # Rights on columns first: taking the right on the whole table takes them along, and nobody would have written it down.
    held = tuple(sorted(found, key=lambda right: not right.column))
    taken: tuple[TableRight, ...] = ()
    if ending.undo:
        rows = revocations(ddl, organisation.schema, ending.phase.id)
        taken = tuple(
            right for row in rows if (right := read_revoked(row)) and (right.schema, right.table) in places
        )
    return Completion(ending.phase, organisation, ending.undo, held, taken), world


def users_of(organisation: Organisation) -> frozenset[str]:
    """Return the users and roles of services: what they may do is the plan's business."""
    return frozenset(
        name
        for part in organisation.parts
        for name in (
            part.account.user,
            part.account.role,
            part.definer.user if part.definer is not None else None,
        )
        if name is not None
    )


def carry_out_ending(ending: Ending, ddl: Ddl, journal: Journal) -> Result:
    """Bring the names of a phase to their goal.

    Raises:
        DatabaseError: a statement fails, or the server keeps changing under the run.
        Stopped: somebody asked for an end.
        Taken: a lock stayed taken for the whole budget of a step.
    """
    result = Result()
    journal.note("", "begin", ending.phase.id)
    last = ""
    for _ in range(_MOST):
        if ddl.stop():
            raise Stopped
        found = next(left_to_complete(*look(ending, ddl)), None)
        if found is None:
            break
        told, action = found
        if last and last != told:
            ending.tell(f"{last}: done")
        last = told
        perform(told, action, time.monotonic() + ending.budget, ddl, journal, result)
    else:
        raise DatabaseError(
            f"{ending.phase.id} does not finish: somebody else changes the same names. Run it again when that is "
            "over."
        )
    if last:
        ending.tell(f"{last}: done")
    journal.note("", "end", ending.phase.id)
    return result
