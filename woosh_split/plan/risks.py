"""What makes a phase dangerous, from the facts, each with a place to look at."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.access import REFUSED_ON_VIEWS
from woosh_split.model.crossing import CALL, EVENT, JOIN, RELATION, TRANSACTION, WRITE, Crossing
from woosh_split.model.plan import Risk
from woosh_split.model.schema import DatabaseEvent, Routine
from woosh_split.model.split import MONOLITH, Phase
from woosh_split.plan.order import CLIENT, GATEWAY, kind_of
from woosh_split.plan.rank import contested_of
from woosh_split.plan.scene import GRANTS, Scene
from woosh_split.plan.steps import AT_THE_GATEWAY, IN_TWO_PROCESSES, is_first

_SHOWN = 3
_TEXTS = {
    TRANSACTION: ("spanning-transaction", "{what} of {source} writes tables of {target} in one transaction"),
    WRITE: ("foreign-write", "{source} writes {what} of {target}"),
    JOIN: ("join", "{source} joins {what} of {target} with tables of others"),
    RELATION: ("foreign-key", "a foreign key ties {what} across {source} and {target}"),
}


def risks_of(phase: Phase, scene: Scene) -> tuple[Risk, ...]:
    """Return the risks of a phase, the dearest kind first.

    A crossing is a risk of the phase that first cuts it; later phases do not repeat it.
    """
    kind = kind_of(phase)
    if kind == GATEWAY:
        return tuple(_hazards(scene, AT_THE_GATEWAY))
    if kind == CLIENT:
        return tuple(_client_calls(scene))
    return tuple(_of_services(phase, scene)) if phase.services else ()


def _of_services(phase: Phase, scene: Scene) -> Iterator[Risk]:
    if is_first(phase, scene):
        yield from _hazards(scene, IN_TWO_PROCESSES)
    for crossing in scene.begin(phase, TRANSACTION, WRITE):
        yield _crossing(crossing)
    for name in phase.services:
        yield from _contested(name, scene)
    yield from _pinned(phase, scene)
    yield from _refused(phase, scene)
    for crossing in scene.begin(phase, RELATION):
        if any(site.via == "foreign-key" for site in crossing.sites):
            yield _crossing(crossing)
    for crossing in scene.begin(phase, JOIN):
        yield _crossing(crossing)
    yield from _early_calls(phase, scene)
    modules = {module for name in phase.services for module in scene.service(name).modules}
    files = {file for each in scene.facts.modules if each.name in modules for file in each.files}
    yield from _hazards(scene, {"in-memory-state", "socket-gateway"}, files)
    for job in scene.facts.jobs:
        if job.module in modules:
            text = f"{job.function} must run once: {job.schedule}"
            yield Risk("job", text, job.file, job.line)
    for each in scene.facts.unresolved:
        if each.file in files:
            yield Risk("unresolved", f"{each.kind}: {each.reason}", each.file, each.line)


def _crossing(crossing: Crossing) -> Risk:
    kind, text = _TEXTS[crossing.kind]
    sites = crossing.sites
    if crossing.kind == RELATION:
        sites = tuple(site for site in sites if site.via == "foreign-key")
    words = text.format(what=crossing.what, source=crossing.from_service, target=crossing.to_service)
    more = (
        f" ({len(sites) - 1} more places)" if len(sites) > 2 else " (1 more place)" if len(sites) == 2 else ""
    )
    return Risk(kind, words + more, sites[0].file, sites[0].line)


def _early_calls(phase: Phase, scene: Scene) -> Iterator[Risk]:
    """Calls and events over the wire whose owner has its own phase later, or stays: somebody must answer them from this one on."""
    gone = {name for each in scene.phases[: scene.phases.index(phase) + 1] for name in each.services}
    calls: dict[tuple[str, str, str], list[Crossing]] = {}
    for crossing in scene.begin(phase, CALL, EVENT):
        contract = scene.contracts.get(crossing.id)
        if crossing.to_service not in gone and (contract is None or contract.policy != "borrow"):
            calls.setdefault((crossing.from_service, crossing.to_service, crossing.kind), []).append(crossing)
    for (source, target, kind), found in sorted(calls.items()):
        named = ", ".join(sorted({each.what for each in found})[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        verb, of = ("calls", "of") if kind == CALL else ("emits", "to")
        text = f"{source} {verb} {named}{more} {of} {target}, "
        if target == MONOLITH:
            text += f"which stays: start what is left of it, from `extract --remainder`, before {source} gets traffic"
        else:
            text += f"which leaves later: start {target}, without its routes, before {source} gets traffic"
        site = min((site for each in found for site in each.sites), key=lambda each: (each.file, each.line))
        yield Risk("early-call", text, site.file, site.line)


def _contested(name: str, scene: Scene) -> Iterator[Risk]:
    for each in contested_of(name, scene.placement, scene.ownership):
        others = " and ".join(f"{bid.service} ({bid.score:g})" for bid in each.bids[:2])
        evidence = next((e for bid in each.bids for e in bid.evidence), None)
        text = f"the owner of {each.table} is contested: {others}, margin {each.margin:.0%}"
        yield Risk("contested", text, evidence.file if evidence else "", evidence.line if evidence else 0)


def _pinned(phase: Phase, scene: Scene) -> Iterator[Risk]:
    """Triggers pin the tables that would move, and wake on tables that others own; routines name what moves."""
    tables = {t for name in phase.services if scene.isolation(name) != GRANTS for t in scene.tables(name)}
    tables |= {table for table, id_ in scene.shared_in.items() if id_ == phase.id}
    for trigger in scene.facts.triggers:
        if trigger.table in tables:
            text = f"{trigger.name} keeps {trigger.table} where it is: a table with a trigger is not moved"
            yield Risk("trigger", text, trigger.file, trigger.line)
        elif touched := sorted(tables & {*trigger.reads, *trigger.writes}):
            text = f"{trigger.name} of {trigger.table} touches {', '.join(touched)} by the old name"
            yield Risk("trigger", text, trigger.file, trigger.line)
    stored: tuple[Routine | DatabaseEvent, ...] = (*scene.facts.routines, *scene.facts.db_events)
    for routine in stored:
        touched = sorted(tables & {*routine.reads, *routine.writes})
        if touched:
            text = f"{routine.name} in the database touches {', '.join(touched)} by the old name"
            yield Risk("routine", text, routine.file, routine.line)


def _refused(phase: Phase, scene: Scene) -> Iterator[Risk]:
    """What `apply` refuses although the plan moves it, as far as the facts tell."""
    moving = {table for name in phase.services for table in scene.moves(name)}
    moving |= {
        table for table, id_ in scene.shared_in.items() if id_ == phase.id and not scene.triggers(table)
    }
    for table in scene.facts.tables:
        if table.name in moving and table.engine is not None and table.engine.lower() != "innodb":
            text = f"{table.name} is of the engine {table.engine}: `apply` moves only InnoDB; convert it, or use isolation grants"
            yield Risk("engine", text, table.file or "", table.line or 0)
    for access in scene.facts.accesses:
        if access.table in moving and access.operation in REFUSED_ON_VIEWS:
            text = f"{access.operation.upper()} of {access.table} does not work on the view that the monolith meets: "
            text += REFUSED_ON_VIEWS[access.operation]
            yield Risk("view-refuses", text, access.file, access.line)


def _hazards(scene: Scene, kinds: set[str], files: set[str] | None = None) -> Iterator[Risk]:
    for hazard in scene.facts.hazards:
        if hazard.kind in kinds and (files is None or hazard.file in files):
            yield Risk(hazard.kind, f"{hazard.subject}: {hazard.detail}", hazard.file, hazard.line)


def _client_calls(scene: Scene) -> Iterator[Risk]:
    for call in scene.facts.client_calls:
        if call.route is None:
            yield Risk("client-call", f"no route answers {call.method} {call.path}", call.file, call.line)
    for each in scene.facts.unresolved:
        if each.kind == "client-call":
            yield Risk("unresolved", f"{each.kind}: {each.reason}", each.file, each.line)
