"""The steps of a phase: what is done, to what, and how it is undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.plan import Step
from woosh_split.model.split import MONOLITH, Contract, Reference, Service

WEIGHTS = (10, 50, 100)
"""Percent of a service's requests, step by step."""


def gateway_steps() -> tuple[Step, ...]:
    """Return the steps of the phase that changes nothing but who answers the door."""
    return (
        Step(
            "deploy",
            "api-gateway",
            "Deploy the gateway; every route goes to the monolith.",
            "Stop the gateway.",
        ),
        Step(
            "switch",
            "entry point",
            "Point the public address at the gateway; the monolith's own address stays open.",
            "Point the address back at the monolith.",
        ),
    )


def service_steps(
    service: Service,
    isolation: str,
    routes: int,
    contracts: Iterable[Contract],
    references: Iterable[Reference],
    triggers: frozenset[str],
) -> tuple[Step, ...]:
    """Return the steps by which a service leaves. ``references`` are those that are needed here first.

    Under ``schema`` each table moves, but for those with triggers (``triggers``), which stay under grants.
    """
    moves = isolation == "schema"
    schema = service.schema or service.name.replace("-", "_")
    steps = [*_schema(schema, moves=moves), *_references(references, moves=moves)]
    steps += _tables(service.tables, schema, triggers if moves else frozenset(service.tables))
    steps += _published(service.name, contracts)
    steps.append(
        Step("deploy", service.name, f"Deploy {service.name} beside the monolith, its jobs off.", "Stop it.")
    )
    if routes:
        steps += _routes(service.name, routes)
    steps.append(
        Step(
            "complete",
            service.name,
            "Take the monolith's rights on the service's tables and the old names away, once nothing uses them.",
            "Give the rights back and put the views up again; rows written meanwhile stay where they are.",
            reversible=False,
        )
    )
    return tuple(steps)


def _schema(schema: str, *, moves: bool) -> Iterator[Step]:
    if moves:
        yield Step("schema", schema, f"Create the schema {schema}.", "Drop the schema while it is empty.")
    yield Step(
        "grants",
        schema,
        f"Create the user {schema} with the least rights that the facts prove.",
        "Drop the user.",
    )


def _references(references: Iterable[Reference], *, moves: bool) -> Iterator[Step]:
    for each in references:
        writer = each.writer or "nobody"
        if moves and each.place == "shared":
            yield Step(
                "move",
                each.table,
                f"Move the reference table {each.table} to the schema shared; {writer} writes it.",
                "Move it back by one RENAME.",
            )
        else:
            yield Step(
                "grants", each.table, f"Let the service read {each.table}; {writer} writes it.", "Revoke it."
            )


def _tables(tables: Iterable[str], schema: str, staying: frozenset[str]) -> Iterator[Step]:
    for table in tables:
        if table in staying:
            yield Step(
                "grants",
                table,
                f"Grant {table} to {schema}; the table stays where it is.",
                "Revoke the grant.",
            )
        else:
            yield Step(
                "move",
                table,
                f"Move {table} to {schema} by one RENAME; a view under the old name serves the monolith.",
                "One RENAME back; the view goes in the same statement.",
            )


def _published(service: str, contracts: Iterable[Contract]) -> Iterator[Step]:
    seen: set[tuple[str, str]] = set()
    for each in contracts:
        if (each.to_service, each.what) in seen or each.policy not in ("view", "grant", "debt"):
            continue
        if each.kind not in ("read", "join", "write"):
            continue
        if each.to_service == service and each.from_service != MONOLITH and each.policy == "view":
            seen.add((each.to_service, each.what))
            yield Step("view", each.what, f"Publish {each.what} as a view for its readers.", "Drop the view.")
        elif each.from_service == service and each.policy == "debt":
            seen.add((each.to_service, each.what))
            text = f"Grant the write of {each.what} ({each.to_service}): a debt until {each.until or 'somebody dates it'}."
            yield Step("grants", each.what, text, "Revoke the grant.")


def _routes(service: str, routes: int) -> Iterator[Step]:
    told = f"{routes} route{'' if routes == 1 else 's'}"
    yield Step(
        "shadow",
        service,
        f"Send a copy of the reads of {told} to {service} and compare the answers.",
        "Stop the copies.",
    )
    for percent in WEIGHTS:
        yield Step(
            "weight" if percent < 100 else "switch",
            service,
            f"Let {service} answer {percent} % of {told}.",
            "All routes back to the monolith, at once.",
        )


def client_steps(calls: int) -> tuple[Step, ...]:
    """Return the steps of the phase in which the app talks to the gateway by its own address."""
    return (
        Step(
            "client",
            "app",
            f"Release the app with the gateway's address in its {calls} call sites; old versions go on working.",
            "Release it with the old address.",
        ),
    )


def cleanup_steps() -> tuple[Step, ...]:
    """Return the steps of the last phase."""
    return (
        Step(
            "cleanup",
            MONOLITH,
            "Delete code, routes and rights that no request has used since the last phase.",
            "Restore the code from version control; rights are granted again.",
            reversible=False,
        ),
    )
