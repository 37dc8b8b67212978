"""The steps of a phase, in the order in which they are carried out, each with what takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.code import CHANGES_TABLES, MAY_CHANGE_TABLES
from woosh_split.model.crossing import CALL, RELATION, Crossing
from woosh_split.model.plan import Step
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, Phase
from woosh_split.model.traffic import PERCENTS
from woosh_split.plan.order import CLEANUP, CLIENT, GATEWAY, kind_of
from woosh_split.plan.scene import GRANTS, SCHEMA, Scene

_MOVE_BACK = (
    "Move it back by two RENAMEs through a temporary name; the rows that were written meanwhile come along."
)
AT_THE_GATEWAY = {
    "ip-keyed-limit",
    "trust-proxy",
    "absolute-url",
    "duplicate-global-module",
    CHANGES_TABLES,
}
"""Hazards that a gateway wakes, and what the first phase after it does; the others wait for a second process."""
IN_TWO_PROCESSES = {"in-memory-session", "session"}
"""Hazards of the whole application that the first service wakes: whoever is signed in comes to both processes."""


def steps_of(phase: Phase, scene: Scene) -> tuple[Step, ...]:
    """Return the steps of a phase; a phase of several services goes through them one after the other."""
    kind = kind_of(phase)
    if kind == GATEWAY:
        return tuple(_gateway(scene))
    if kind == CLIENT:
        return tuple(_client(scene))
    if kind == CLEANUP:
        return tuple(_cleanup(scene))
    return (
        *_sessions(phase, scene),
        *_shared(phase, scene),
        *(step for name in phase.services for step in _service(name, phase, scene)),
    )


def _gateway(scene: Scene) -> Iterator[Step]:
    for hazard in scene.facts.hazards:
        if hazard.kind in AT_THE_GATEWAY:
            text = f"{hazard.kind} at {hazard.file}:{hazard.line}: fix it before the gateway is put in front"
            yield Step("edit", hazard.subject, text, "Take the edit back.")
        elif hazard.kind == MAY_CHANGE_TABLES:
            text = f"{hazard.kind} at {hazard.file}:{hazard.line}: {hazard.detail}"
            yield Step("edit", hazard.subject, text, "Nothing to undo.")
    routes = _count(len(scene.facts.routes), "route")
    yield Step("deploy", "api-gateway", f"start it with {routes}, all of them to the monolith", "Stop it.")
    yield Step(
        "switch",
        "api-gateway",
        "let it answer at the monolith's public address",
        "Give the address back to the monolith.",
    )
    yield Step("soak", "api-gateway", "same answers, same errors, same latency as before", "Nothing to undo.")


def _sessions(phase: Phase, scene: Scene) -> Iterator[Step]:
    for hazard in scene.facts.hazards if is_first(phase, scene) else ():
        if hazard.kind in IN_TWO_PROCESSES:
            text = (
                f"{hazard.kind} at {hazard.file}:{hazard.line}: let the monolith and the services keep sessions in one store, "
                "with the same secret and cookie, before a service answers"
            )
            yield Step("edit", hazard.subject, text, "Take the edit back.")


def is_first(phase: Phase, scene: Scene) -> bool:
    """Tell the phase in which the first service begins to answer beside the monolith."""
    return next((each for each in scene.phases if each.services), None) == phase


def _shared(phase: Phase, scene: Scene) -> Iterator[Step]:
    tables = sorted(table for table, id_ in scene.shared_in.items() if id_ == phase.id)
    if not tables:
        return
    if all(scene.isolation(name) == GRANTS for name in phase.services):
        text = f"reference {_count(len(tables), 'table')} ({', '.join(tables)}): each service reads, the writer writes"
        yield Step("grants", SHARED_SCHEMA, text, "Revoke the grants.")
        return
    yield Step("schema", SHARED_SCHEMA, "create the schema of the reference tables", "Drop the empty schema.")
    for table in tables:
        yield _move(table, SHARED_SCHEMA, scene)


def _service(name: str, phase: Phase, scene: Scene) -> Iterator[Step]:
    schema, moved = scene.schema(name), scene.moves(name)
    if scene.isolation(name) == SCHEMA:
        yield Step(
            "schema", name, f"create the schema {schema} and the user {schema}", "Drop both; they are empty."
        )
    else:
        yield Step("schema", name, f"create the user {schema}; no table moves", "Drop the user.")
    if moved:
        text = f"create {_count(len(moved), 'name')} in {schema} as views of the monolith's tables"
        yield Step("expose", name, text, "Drop the views.")
    if scene.isolation(name) == SCHEMA:
        yield from _detach(name, phase, scene)
    for table in scene.tables(name):
        if scene.isolation(name) == SCHEMA:
            yield _move(table, schema, scene)
    yield from _published(name, phase, scene)
    yield from _rights(name, scene)
    modules = scene.service(name).modules
    yield Step("deploy", name, f"start it with {_count(len(modules), 'module')}, no route yet", "Stop it.")
    yield from _traffic(name, scene)
    yield from _ending(name, scene)


def _move(table: str, schema: str, scene: Scene) -> Step:
    triggers = scene.triggers(table)
    if triggers:
        names = ", ".join(f"{each.name} ({each.file}:{each.line})" for each in triggers)
        text = f"it stays in the monolith's schema, under grants: {names} would stop the RENAME"
        return Step("grants", table, text, "Revoke the grants.")
    if scene.is_view(table):
        return Step(
            "view", table, f"create the view anew in {schema}", "Drop the new view; the old one stands."
        )
    return Step("move", table, f"one RENAME to {schema}, with a view left under the old name", _MOVE_BACK)


def _detach(name: str, phase: Phase, scene: Scene) -> Iterator[Step]:
    """Foreign keys across the boundary that no debt lets stand."""
    for crossing in _cut_with(name, phase, scene):
        key = next((site for site in crossing.sites if site.via == "foreign-key"), None)
        contract = scene.contracts.get(crossing.id)
        if key is not None and contract is not None and contract.policy != "debt":
            ends = f"{crossing.from_service} to {crossing.to_service}"
            text = f"drop the foreign key from {ends} ({_place(key.file, key.line)})"
            yield Step("detach", crossing.what, text, "Add it again; the server checks every row.")


def _published(name: str, phase: Phase, scene: Scene) -> Iterator[Step]:
    """The views that this phase needs: of what the service owns now, and of what it reads of others."""
    readers: dict[tuple[str, str], set[str]] = {}
    for crossing in _cut_with(name, phase, scene):
        contract = scene.contracts.get(crossing.id)
        if contract is not None and contract.policy == "view" and crossing.kind != RELATION:
            readers.setdefault((crossing.what, crossing.to_service), set()).add(crossing.from_service)
    for (table, owner), names in sorted(readers.items()):
        text = f"{owner} publishes it as a view for {', '.join(sorted(names))}"
        yield Step("view", table, text, "Drop the view once nobody is granted it.")


def _cut_with(name: str, phase: Phase, scene: Scene) -> Iterator[Crossing]:
    """Yield what begins to cross with this service; between two services of one phase, with the one that reaches out."""
    for crossing in scene.crossings:
        ends = (crossing.from_service, crossing.to_service)
        first = ends[0] if ends[0] in phase.services else ends[1]
        if scene.cut_in.get(crossing.id) == phase.id and first == name:
            yield crossing


def _rights(name: str, scene: Scene) -> Iterator[Step]:
    own = scene.tables(name)
    if own:
        yield Step(
            "grants", name, f"all rights on {_count(len(own), 'table')} of its own", "Revoke the grants."
        )
    shared = _references(name, scene)
    if shared:
        text = f"read {', '.join(shared)} of the reference tables; the named writer may write"
        yield Step("grants", name, text, "Revoke the grants.")
    by_owner: dict[str, dict[str, list[str]]] = {}
    for crossing in scene.crossings:
        if crossing.from_service == name and crossing.kind not in (CALL, RELATION, "event", "import"):
            policy = (
                scene.contracts[crossing.id].policy if crossing.id in scene.contracts else "no policy yet"
            )
            for table in _tables(crossing):
                by_owner.setdefault(crossing.to_service, {}).setdefault(policy, []).append(table)
    for owner, policies in sorted(by_owner.items()):
        words = "; ".join(f"{policy}: {', '.join(sorted(set(t)))}" for policy, t in sorted(policies.items()))
        yield Step("grants", name, f"on tables of {owner}: {words}", "Revoke the grants.")


def _references(name: str, scene: Scene) -> list[str]:
    """Reference tables that a service touches and does not hold; reading them crosses nothing, but needs a right."""
    placement = scene.placement
    touched = {a.table for a in scene.facts.accesses if placement.home_of_module(a.module) == name}
    return sorted(t for t in touched if t in placement.references and placement.tables.get(t) != name)


def _tables(crossing: Crossing) -> Iterable[str]:
    if crossing.kind == "transaction":
        return [table for site in crossing.sites for table in site.target.split(", ")]
    return [crossing.what]


def _traffic(name: str, scene: Scene) -> Iterator[Step]:
    modules = set(scene.service(name).modules)
    routes = [route for route in scene.facts.routes if route.module in modules]
    back = "Send the routes back to the monolith, in under a second."
    if routes:
        reads = sum(route.shadowable for route in routes)
        if reads:
            text = f"compare answers of {reads} of {_count(len(routes), 'route')}: only reads that write nothing have a shadow"
            yield Step("shadow", name, text, "Stop the comparison; clients never saw it.")
        for percent in PERCENTS:
            yield Step("weight", name, f"{percent} % of its clients, held until the gates are passed", back)
        yield Step("switch", name, f"all of {_count(len(routes), 'route')}", back)
    calls = sum(c.kind == CALL and c.to_service == name for c in scene.crossings)
    if calls:
        text = f"{_count(calls, 'provider method')} that others call answer by the remote client"
        yield Step("switch", f"calls into {name}", text, "Use the provider in the process again.")
    jobs = [job for job in scene.facts.jobs if job.module in modules]
    if jobs:
        text = (
            f"run {', '.join(job.function for job in jobs)} here, and switch them off in the monolith first"
        )
        yield Step("switch", f"jobs of {name}", text, "Switch them off here, then on in the monolith.")


def _ending(name: str, scene: Scene) -> Iterator[Step]:
    yield Step("soak", name, "watch errors, latency and who still uses the old names", "Roll the phase back.")
    if scene.tables(name):
        text = f"revoke its rights on the tables of {name}, except what the crossings grant"
        yield Step("grants", MONOLITH, text, "Grant them again.")
    what = "drop the views under the old names" if scene.moves(name) else "make the grants final"
    text = f"{what}: a command of its own, refused while anything uses them"
    yield Step("complete", name, text, "Put the names and the rights back with `complete --undo`.")


def _client(scene: Scene) -> Iterator[Step]:
    calls = scene.facts.client_calls
    answered = sum(call.route is not None for call in calls)
    text = f"point its base address at the gateway: {answered} of {_count(len(calls), 'call')} have a route"
    yield Step(
        "client", "app", text, "Release the app with the old address; it works as long as the address does."
    )
    yield Step("soak", "app", "wait until the old releases are gone from the access log", "Nothing to undo.")


def _cleanup(scene: Scene) -> Iterator[Step]:
    for name in (name for phase in scene.phases for name in phase.services):
        modules = _count(len(scene.service(name).modules), "module")
        yield Step(
            "cleanup", name, f"take {modules} out of the monolith", "Restore them from version control."
        )
    debts = [contract for contract in scene.split.crossings if contract.policy == "debt"]
    if debts:
        text = f"{_count(len(debts), 'debt')} of the split file: pay them off, one by one"
        yield Step("cleanup", "debts", text, "Each has its own way back.")
    yield Step("cleanup", MONOLITH, "drop its users and grants that nobody uses", "Create them again.")


def _place(file: str, line: int) -> str:
    return f"{file}:{line}" if file else "only on the server"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
