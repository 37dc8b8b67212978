"""The traffic of a phase: wait for its services, switch its routes, and go through the steps with their gates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from woosh_split.apply.replicas import (
    Replica,
    Unreachable,
    table_in_use,
    targets_of,
    unhealthy,
    wait_until,
)
from woosh_split.apply.traffic import SOAK, Failed, Pace, Traffic, confirm, go_through, send_back
from woosh_split.apply.watching import watched_of
from woosh_split.database.ddl import Ddl, Rejected, Stopped, ddl_connection, take_lock
from woosh_split.database.journal import Journal, last_note, open_journal
from woosh_split.errors import DatabaseError, InputError, Refusal
from woosh_split.model.routing import TO_SHADOW, Target, address_variable
from woosh_split.model.traffic import TrafficStep
from woosh_split.pipeline.migration import MigrationRequest
from woosh_split.pipeline.phase_routes import route, write_routes
from woosh_split.pipeline.routes import load_table
from woosh_split.pipeline.traffic_steps import entries_of, steps_left, unshadowed
from woosh_split.reports.section import count

GOAL = "traffic"

UNASKED = 1.5
"""Seconds for gateways that nobody names: each looks at its table once a second."""


@dataclass(frozen=True, slots=True)
class TrafficRequest:
    """What is to be moved and where to. With ``steps`` they are gone through; without, the routes go to ``target``.

    ``addresses`` are those of services, by name; ``replicas`` the admin ports of the gateways. ``needed`` are the services
    that each of the phase's calls.
    """

    table: Path
    target: Target = field(default_factory=Target)
    steps: tuple[TrafficStep, ...] = ()
    replicas: tuple[Replica, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    needed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_gateways(request: TrafficRequest) -> None:
    """Look whether every gateway can be asked, before anything is changed.

    Raises:
        InputError: one does not answer, or refuses the token.
    """
    for replica in request.replicas:
        try:
            table_in_use(replica)
        except Unreachable as why:
            raise InputError(
                f"{why}. Give --gateway the address of a gateway's admin port, each replica's own. Nothing was changed."
            ) from None


def planned_steps(request: TrafficRequest, services: list[str]) -> list[TrafficStep]:
    """Return the steps that are left.

    Raises:
        InputError: there is no routing table, or it is not valid.
    """
    return steps_left(load_table(request.table), services, request.steps)


def move_traffic(
    migration: MigrationRequest, phase: str, services: list[str], request: TrafficRequest
) -> str:
    """Wait for the services and the gateways, and move the traffic; return what was done.

    Raises:
        Refusal: somebody is not ready, a gate failed (the routes are back at the monolith), or there was too little
            traffic (they stay).
        Stopped: somebody asked for an end; the routes stay where they are.
        InputError: there is no routing table, or a gateway cannot be asked.
        DatabaseError: the journal cannot be written; the routes are back at the monolith.
    """
    services = [name for name in services if entries_of(load_table(request.table), [name])]
    if not services:
        return f"{phase}: no route of {request.table} belongs to it."
    await_services(migration, services, request)
    with _journalled(migration, phase) as (ddl, journal):
        if not request.steps:
            lines: list[str] = []
            traffic = _traffic(replace(migration, tell=lines.append), services, request, ddl, journal)
            more = list(_at_once(traffic, request.target, lines))
            return "\n".join((*lines, *more))
        traffic = _traffic(migration, services, request, ddl, journal)
        left = planned_steps(request, services)
        if not left:
            return f"{phase}: its routes are beyond {request.steps[-1].told} already; nothing was changed."
        final = SOAK if request.pace.soak > 0 else left[-1].told
        done = last_note(ddl, migration.organisation.schema, phase, GOAL)
        if len(left) == 1 and done == f"{final} passed":
            return f"{phase}: every step of its traffic has passed; nothing was changed."
        if why := unshadowed(load_table(request.table), services, request.steps):
            migration.tell(why)
        traffic.note("begin", phase, ", ".join(step.told for step in left))
        go_through(traffic, left)
        return f"{phase}: its routes are at {left[-1].told}, every gate passed."


def bring_back(
    migration: MigrationRequest, request: TrafficRequest, services: list[str], *, changed: bool = False
) -> None:
    """Wait until every gateway sends the routes to the monolith, which the table does already.

    ``changed``: it does so only now; gateways that cannot be asked are given the time in which they look at it.

    Raises:
        Refusal: one does not follow.
        Stopped: somebody asked for an end.
    """
    if not request.table.is_file():
        return
    if not request.replicas:
        if changed and migration.drain > 0:
            migration.tell(f"waiting {UNASKED:g} s, in which gateways read the table; --gateway asks them")
            wait_until(lambda: "nobody was asked", min(UNASKED, migration.drain), migration.stop)
            if migration.stop():
                raise Stopped
        return
    traffic = _traffic(migration, services, request, None, None)
    try:
        confirm(traffic, _hash(request.table))
    except Failed as why:
        raise Refusal(
            f"{why}. The table sends every route to the monolith, but that gateway does not follow, so the database was left "
            "alone: clients would meet a service without its tables. Fix it and run this again; without "
            "--gateway nobody is asked."
        ) from None


def await_services(migration: MigrationRequest, services: list[str], request: TrafficRequest) -> None:
    """Wait until each service is healthy, and until each gateway reaches it.

    Raises:
        Refusal: one is not in time.
        Stopped: somebody asked for an end.
    """
    for service in services:
        address = request.addresses.get(service)
        if address is not None:
            migration.tell(f"waiting for {service} at {address}")
            _await(migration, request, f"{service} is not ready", partial(unhealthy, address))
        else:
            migration.tell(f"where {service} runs is not known (--service-url): its health was not looked at")
        for replica in request.replicas:
            reason = partial(_unreached, replica, service)
            _await(migration, request, f"{replica.url} does not reach {service}", reason)
    for service in services:
        for other in request.needed.get(service, ()):
            _look_at(migration, request, service, other)


def _look_at(migration: MigrationRequest, request: TrafficRequest, service: str, other: str) -> None:
    """Say where a service that this one calls is not there: some of its routes may do without, and gates judge the rest."""
    address = request.addresses.get(other)
    if address is None:
        migration.tell(
            f"{service} calls {other}, and where that runs is not known ({address_variable(other)})"
        )
        return
    why = unhealthy(address)
    if why is not None:
        migration.tell(
            f"! {service} calls {other}, which is not ready: {why}. What needs its answer fails. Start it; before its own phase "
            "with the database user and the schema of the monolith."
        )


def _await(
    migration: MigrationRequest, request: TrafficRequest, what: str, reason: Callable[[], str | None]
) -> None:
    why = wait_until(reason, request.pace.wait, migration.stop)
    if why is None:
        return
    if migration.stop():
        raise Stopped
    raise Refusal(
        f"{what} after {request.pace.wait:g} s: {why}. No route was changed. Start it, or look into its log, and run this "
        "again; --wait gives it more time."
    )


def _unreached(replica: Replica, service: str) -> str | None:
    try:
        targets = targets_of(replica)
    except Unreachable as why:
        return str(why)
    if service not in targets:
        return f"it knows no address of {service}: start it with {address_variable(service)}"
    return None if targets[service] == "up" else f"it says that {service} is {targets[service]}"


def _at_once(traffic: Traffic, target: Target, lines: list[str]) -> Iterator[str]:
    wanted = traffic.switch(target)
    traffic.note("routes", target.kind, "\n".join((*lines, f"table {wanted}")))
    try:
        confirm(traffic, wanted)
    except Failed as why:
        raise Refusal(f"{why}. {send_back(traffic)}") from None
    if traffic.replicas:
        using = count(len(traffic.replicas), "gateway uses", "gateways use")
        yield f"{using} the table {wanted[:12]}"


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def _traffic(
    migration: MigrationRequest,
    services: list[str],
    request: TrafficRequest,
    ddl: Ddl | None,
    journal: Journal | None,
) -> Traffic:
    watched = watched_of(load_table(request.table), services)

    def switch(target: Target) -> str:
        some = {each.service for each in watched if each.shadowable}
        chosen = [name for name in services if target.kind != TO_SHADOW or name in some]
        routed = route(request.table, chosen, target)
        write_routes(request.table, routed)
        for line in routed.lines:
            migration.tell(line)
        return _hash(request.table)

    gone: list[DatabaseError] = []

    @contextmanager
    def at_server() -> Iterator[None]:
        if (
            gone
        ):  # a connection that was lost is not asked again: nobody knows what state a new one would be in
            raise gone[0]
        try:
            with _lost():
                yield
        except DatabaseError as error:
            gone.append(error)
            raise

    def note(kind: str, subject: str, text: str) -> None:
        if journal is not None:
            with at_server():
                journal.note("traffic", kind, subject, text)

    def alive() -> None:
        if ddl is not None:
            with at_server():
                ddl.value("SELECT 1")

    return Traffic(
        request.replicas, watched, request.pace, switch, lambda wanted: _hash(request.table) == wanted, note, alive,
        migration.tell, migration.stop,
    )  # fmt: skip


@contextmanager
def _journalled(migration: MigrationRequest, phase: str) -> Iterator[tuple[Ddl, Journal]]:
    schema = migration.organisation.schema
    with ddl_connection(migration.url, migration.stop) as ddl:
        with _lost():
            take_lock(ddl, schema)
            journal = open_journal(ddl, schema, phase, GOAL)
        yield ddl, journal


@contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except Rejected as error:
        what = "was lost" if error.lost else f"refuses: {error.reason}"
        raise DatabaseError(
            f"The journal cannot be written while traffic moves: the server {what}."
        ) from error
