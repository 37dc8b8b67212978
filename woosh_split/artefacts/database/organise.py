"""Facts and decisions to the organisation of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from woosh_split.artefacts.database.part import service_part
from woosh_split.artefacts.database.stage import Stage
from woosh_split.errors import InputError
from woosh_split.model.organisation import Note, Organisation, PhasePart, ServicePart
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, Phase
from woosh_split.plan.order import CLEANUP, kind_of
from woosh_split.plan.scene import GRANTS, SCHEMA
from woosh_split.sources.schema.ddl.schema_name import SYSTEM


def organise(stage: Stage) -> Organisation:
    """Return the organisation: phase by phase, and the monolith once all of them are done.

    No phase looks at what another one does: every view of a foreign table reads through the table's old name, which
    leads to the table before and after it moves. So phases may run in any order that the split file allows.

    Raises:
        InputError: two services would share a schema or a user, or one would have the monolith's.
    """
    _refuse_shared_names(stage)
    remainder = service_part(MONOLITH, (), stage)
    phases = tuple(_phase(phase, remainder, stage) for phase in stage.scene.phases)
    return Organisation(stage.settings.schema, phases, remainder, tuple(_notes(stage)))


def hidden_columns(
    organisation: Organisation, services: Collection[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """Return ``(table, column)`` of everything that a service does not see though its code reads the table.

    Grants tell it in both isolations: there is one on each published view, or on the columns of the table itself.
    """
    found = {
        (grant.name, hidden.column)
        for part in organisation.parts
        if services is None or part.service in services
        for grant in part.grants
        for hidden in grant.hidden
    }
    return tuple(sorted(found))


def _phase(phase: Phase, remainder: ServicePart, stage: Stage) -> PhasePart:
    if kind_of(phase) == CLEANUP:
        return PhasePart(phase.id, (remainder,))
    shared = [
        table for table, id_ in stage.scene.shared_in.items() if id_ == phase.id and stage.movable(table)
    ]
    parts = []
    for name in phase.services:
        moves_shared = bool(shared) and stage.scene.isolation(name) == SCHEMA
        parts.append(service_part(name, sorted(shared) if moves_shared else (), stage))
        shared = [] if moves_shared else shared
    return PhasePart(phase.id, tuple(parts))


def _notes(stage: Stage) -> Iterator[Note]:
    scene = stage.scene
    shared = {reference.table for reference in scene.split.reference if reference.place == SHARED_SCHEMA}
    for table in sorted(shared):
        if stage.exists(table) and not stage.movable(table):
            yield Note(
                "reference",
                table,
                "stays where it is: views, tables with triggers and those of other schemas do not move",
            )
        elif table not in scene.shared_in:
            yield Note("reference", table, "is needed by no service: it stays where it is")
    debts = [contract for contract in scene.split.crossings if contract.policy == "debt"]
    unfiled = sum(debt.issue is None or debt.until is None for debt in debts)
    if unfiled:
        yield Note("debt", "debts", f"{unfiled} of {len(debts)} have no issue or no end; their grants say so")


def _refuse_shared_names(stage: Stage) -> None:
    scene, monolith = stage.scene, stage.settings.schema
    services = [each.name for each in scene.split.services]
    names = Counter(stage.schema(name).lower() for name in services)
    for name in services:
        schema = stage.schema(name)
        isolated = scene.isolation(name) != GRANTS
        if names[schema.lower()] > 1:
            raise InputError(
                f"Two services have the schema {schema}. Give each its own with `schema:` in the split file."
            )
        if isolated and schema.lower() in (monolith.lower(), SHARED_SCHEMA.lower()):
            whose = "the monolith's" if schema.lower() == monolith.lower() else "that of the reference tables"
            raise InputError(
                f"The schema {schema} of {name} is {whose}. Give the service another with `schema:` in the split file."
            )
        if isolated and schema.lower() in SYSTEM:
            raise InputError(
                f"The schema {schema} of {name} is one of the server's own. Give the service another with `schema:` in the split file."
            )
        if schema == stage.schema(MONOLITH):
            raise InputError(
                f"The user {schema} of {name} is that of the monolith's remainder. Give the service another `schema:`."
            )
