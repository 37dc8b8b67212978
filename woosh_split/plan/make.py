"""Split file and facts to the plan: the people's phases in the people's order, filled with steps, risks and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from woosh_split.errors import InputError
from woosh_split.model.crossing import Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import Phase, SplitFile
from woosh_split.plan.calendar import last_day, next_day, working_day
from woosh_split.plan.effort import days_of, effort_of
from woosh_split.plan.notes import notes_of
from woosh_split.plan.order import kind_of, order_phases
from woosh_split.plan.rank import rank_of
from woosh_split.plan.risks import risks_of
from woosh_split.plan.scene import SCHEMA, Scene, scene
from woosh_split.plan.steps import steps_of
from woosh_split.plan.words import ROLLBACKS, TITLES, why_here


def make_plan(
    facts: Facts,
    split: SplitFile,
    crossings: Iterable[Crossing],
    ownership: Iterable[Ownership] = (),
    start: date | None = None,
) -> Plan:
    """Return the plan. Without ``start`` it has no dates; one team does one phase after the other.

    Raises:
        InputError: the split file has phases, but one of its services is in none of them; or the dates run out.
    """
    placement = placement_of(split)
    found, owners = tuple(crossings), tuple(ownership)
    phases = split.phases or order_phases(facts, placement, found, owners)
    _refuse_missing(split, phases)
    whole = scene(facts, split, placement, phases, found, owners)
    planned = []
    try:
        day = working_day(start) if start else None
        for phase in phases:
            each = _planned(phase, whole, day)
            planned.append(each)
            day = next_day(each.end) if each.end else None
    except OverflowError as error:
        raise InputError(
            f"--start {start}: the plan would end after the year 9999. Begin earlier."
        ) from error
    return Plan(
        tuple(planned),
        sum(each.days for each in planned),
        notes_of(whole, tuple(planned), written=bool(split.phases)),
    )


def _planned(phase: Phase, scene: Scene, start: date | None) -> PlannedPhase:
    kind = kind_of(phase)
    risks = risks_of(phase, scene)
    effort = effort_of(phase, scene, risks)
    days = days_of(effort)
    ranks = [rank_of(name, scene.placement, scene.crossings, scene.ownership) for name in phase.services]
    moves = any(scene.isolation(name) == SCHEMA and scene.moves(name) for name in phase.services)
    return PlannedPhase(
        phase.id,
        f"Extract {' and '.join(phase.services)}" if phase.services else TITLES[kind],
        phase.services,
        phase.depends_on,
        why_here(phase, scene, ranks),
        tuple(factor for rank in ranks for factor in rank),
        steps_of(phase, scene),
        ROLLBACKS["move" if moves else kind],
        risks,
        effort,
        days,
        start,
        last_day(start, days) if start else None,
    )


def _refuse_missing(split: SplitFile, phases: tuple[Phase, ...]) -> None:
    planned = {name for phase in phases for name in phase.services}
    missing = [service.name for service in split.services if service.name not in planned]
    if not split.phases or not missing:
        return
    one = missing[0]
    raise InputError(
        f"The split file has no phase for {', '.join(missing)}. "
        f"Add one, for example `- {{id: {len(phases) + 1:02d}-{one}, services: [{one}]}}`, before the clean-up, "
        "or run `woosh-split propose`, which adds one for each."
    )
