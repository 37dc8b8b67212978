"""``complete``: the old names of a phase's tables go, once nobody uses them; and they come again where they are missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.apply.completion import Ending, carry_out_ending, look
from woosh_split.artefacts.database.completing import left_to_complete, settled
from woosh_split.artefacts.database.moving import LostTable
from woosh_split.database.ddl import Ddl, take_lock
from woosh_split.database.journal import COMPLETE as GOAL
from woosh_split.database.journal import RESTORE, completed, is_cut_off, open_journal
from woosh_split.errors import Refusal
from woosh_split.model.access import Access
from woosh_split.model.migration import APPLIED, COMPLETE, NOTHING, PARTLY
from woosh_split.model.observation import Observation
from woosh_split.model.organisation import PhasePart
from woosh_split.model.routing import TO_SERVICE, RoutingTable
from woosh_split.model.split import MONOLITH
from woosh_split.pipeline.migration import (
    EndingStep,
    MigrationRequest,
    Outcome,
    connected,
    part_of,
    state_of,
    with_completed,
)
from woosh_split.pipeline.old_names import HOUR, Evidence, Finding, find_uses
from woosh_split.pipeline.traffic_steps import routes_told, table_at


@dataclass(frozen=True, slots=True)
class CompleteRequest:
    """What to complete and by which evidence; see :class:`Evidence` for what is looked at."""

    migration: MigrationRequest
    table: Path
    accesses: tuple[Access, ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    observed: Observation | None = None
    quiet: float = 24 * HOUR
    accept_unobserved: bool = False


def complete_phase(
    request: CompleteRequest, id_: str, *, undo: bool = False, dry_run: bool = False
) -> Outcome:
    """Take the old names of a phase's tables away, or with ``undo`` bring them back.

    Raises:
        InputError: there is no such phase.
        Refusal: somebody uses an old name, or nobody can tell; or another run is at work.
        DatabaseError: the server refuses a statement or was lost.
    """
    migration = request.migration
    if not any(part.moves for part in part_of(migration.organisation, id_).services):
        return Outcome(id_, RESTORE if undo else GOAL, state=NOTHING)
    with connected(migration) as ddl:
        schema = migration.organisation.schema
        if not dry_run:
            take_lock(ddl, schema)
        known = with_completed(migration, ddl)
        done = completed(ddl, schema)
        goal = settled(migration.organisation, done - {id_} if undo else done | {id_})
        ending = Ending(part_of(goal, id_), goal, undo, migration.budget, migration.tell)
        finding = Finding((), (), ())
        if undo:
            _refuse_undo(known, id_, ddl)
        elif id_ not in done:
            finding = _judge(request, known, id_, ddl)
        steps = tuple((EndingStep(told), action) for told, action in left_to_complete(*look(ending, ddl)))
        direction = RESTORE if undo else GOAL
        if dry_run:
            return Outcome(id_, direction, steps=steps, notes=finding.notes)
        result = carry_out_ending(ending, ddl, open_journal(ddl, schema, id_, direction))
        notes = finding.notes if undo else (*finding.unknown, *finding.notes)
        return Outcome(id_, direction, result, notes=notes)


def _refuse_undo(known: MigrationRequest, id_: str, ddl: Ddl) -> None:
    found = state_of(part_of(known.organisation, id_), known, ddl)
    begun = is_cut_off(ddl, known.organisation.schema, id_, RESTORE)  # some names are back, and some are not
    if found.state not in (COMPLETE, APPLIED) and id_ not in known.completed and not begun:
        raise Refusal(f"{id_} is {found.state}, so there is nothing to bring back.")


def _judge(request: CompleteRequest, known: MigrationRequest, id_: str, ddl: Ddl) -> Finding:
    """Look at everything that speaks against it.

    Raises:
        Refusal: something does.
    """
    phase = part_of(known.organisation, id_)
    state = state_of(phase, known, ddl)
    reasons: list[str] = []
    unknown: list[str] = []
    if state.state != APPLIED:
        how = state.why or "Apply it first."
        reasons.append(f"It is {state.state}{' applied' if state.state == PARTLY else ''}. {how}")
    table = table_at(request.table)
    if table is None:
        unknown.append(f"Whether its routes are with the service: there is no routing table {request.table}.")
    else:
        for part in phase.services:
            routes = routes_told(table, [part.service])
            if routes not in ("", TO_SERVICE):
                reasons.append(
                    f"The routes of {part.service} are at {routes}, so the monolith still answers. `apply {id_} --target service` moves them."
                )
    evidence = Evidence(
        phase, known.organisation, _out(table, known, ddl), request.accesses, request.homes, request.observed,
        request.quiet,
    )  # fmt: skip
    try:
        found = find_uses(evidence, ddl)
    except LostTable as lost:
        raise Refusal(f"{id_} cannot be completed now: {lost}") from lost
    reasons += found.uses
    unknown += found.unknown
    if reasons or (unknown and not request.accept_unobserved):
        raise Refusal(_refused(id_, reasons, unknown, accepted=request.accept_unobserved))
    return Finding((), tuple(f"Not known, and accepted: {each}" for each in unknown), found.notes)


def _out(table: RoutingTable | None, known: MigrationRequest, ddl: Ddl) -> frozenset[str]:
    """Return the services that do not run in the monolith any more, as far as database and routes tell."""
    return frozenset(
        part.service
        for phase in known.organisation.phases
        for part in phase.services
        if part.service != MONOLITH
        and _is_applied(phase, known, ddl)
        and routes_told(table, [part.service]) in ("", TO_SERVICE)
    )


def _is_applied(phase: PhasePart, known: MigrationRequest, ddl: Ddl) -> bool:
    return state_of(phase, known, ddl).state in (APPLIED, COMPLETE)


def _refused(id_: str, reasons: list[str], unknown: list[str], *, accepted: bool) -> str:
    lines = [f"{id_} cannot be completed now. Nothing was changed."]
    if reasons:
        lines += ["Its old names are in use:", *(f"- {each}" for each in reasons)]
    if unknown and not accepted:
        lines += [
            "Not known here (--accept-unobserved goes on without knowing):",
            *(f"- {each}" for each in unknown),
        ]
    return "\n".join(lines)
