"""What a person should know of a plan as a whole: debts without an end, ends that come too early, odd phases."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.plan import PlannedPhase
from woosh_split.model.split import MONOLITH
from woosh_split.plan.order import kind_of
from woosh_split.plan.scene import Scene


def notes_of(scene: Scene, planned: tuple[PlannedPhase, ...], *, written: bool) -> tuple[str, ...]:
    """Return the notes; ``written`` says whether the phases stand in the split file."""
    notes = [] if written else ["The split file has no phases; these are what `propose` would write."]
    return (*notes, *_places(scene), *_debts(scene, planned), *_odd(scene), *_contracts(scene))


def _places(scene: Scene) -> Iterator[str]:
    if all(kind_of(phase) != "gateway" for phase in scene.phases):
        yield "No phase starts the gateway; routes cannot move without one."
    placed = sum(1 for _ in scene.placement.modules)
    rest = len(scene.facts.modules) - placed - len(scene.placement.libraries)
    if rest > 0:
        yield f"{rest} of {len(scene.facts.modules)} modules stay with the {MONOLITH}."


def _debts(scene: Scene, planned: tuple[PlannedPhase, ...]) -> Iterator[str]:
    debts = [contract for contract in scene.split.crossings if contract.policy == "debt"]
    unfiled = sum(debt.issue is None for debt in debts)
    unscheduled = sum(debt.until is None for debt in debts)
    if unfiled or unscheduled:
        yield (
            f"Of {len(debts)} debts {unfiled} have no issue and {unscheduled} no end: `check` takes them as "
            "violations until a person files them."
        )
    ends = {phase.id: phase.end for phase in planned}
    for debt in debts:
        end = ends.get(scene.cut_in.get(debt.id, ""))
        if debt.until is not None and end is not None and debt.until <= end:
            yield (
                f"The debt {debt.id} ({debt.from_service} {debt.kind} {debt.what}) ends on {debt.until}, before its "
                f"phase {scene.cut_in[debt.id]} is done on {end}."
            )


def _odd(scene: Scene) -> Iterator[str]:
    for phase in scene.phases:
        if kind_of(phase) == "other":
            yield (
                f"The phase {phase.id} names no service, and its id says neither gateway, client nor cleanup: "
                "it has no steps."
            )
    used = {table for tables in scene.needs.values() for table in tables}
    idle = sorted(used - set(scene.shared_in))
    if idle:
        yield f"No service needs the reference tables {', '.join(idle)}: they stay where they are."


def _contracts(scene: Scene) -> Iterator[str]:
    lacking = [crossing for crossing in scene.crossings if crossing.id not in scene.contracts]
    if lacking:
        yield (
            f"{len(lacking)} of {len(scene.crossings)} crossings have no policy in the split file; "
            "run `woosh-split propose` to add them."
        )
