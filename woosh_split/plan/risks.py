"""What makes a phase dangerous, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.crossing import JOIN, TRANSACTION, WRITE, Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.plan import Risk
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import Reference, Service


def gateway_risks(facts: Facts) -> tuple[Risk, ...]:
    """Return what changes for everybody once a gateway stands in front."""
    risks = [
        Risk(hazard.kind, f"{hazard.subject}: {hazard.detail}", hazard.file, hazard.line)
        for hazard in facts.hazards
    ]
    return _sorted(risks)


def client_risks(facts: Facts) -> tuple[Risk, ...]:
    """Return the app's requests that nothing answers today: the gateway will not answer them either."""
    return _sorted(
        Risk("unanswered request", f"{call.method} {call.path} is answered by no route", call.file, call.line)
        for call in facts.client_calls
        if call.route is None
    )


def service_risks(
    facts: Facts,
    placement: Placement,
    service: Service,
    crossings: Iterable[Crossing],
    ownership: Iterable[Ownership],
    references: Iterable[Reference] = (),
) -> tuple[Risk, ...]:
    """Return what is dangerous about taking one service out."""
    modules = set(service.modules)
    tables = {*service.tables, *(each.table for each in references if each.place == service.name)}
    return _sorted(
        (
            *_crossing_risks(crossings, service.name),
            *_table_risks(facts, placement, service.name, tables),
            *_contested(ownership, service.name),
            *_code_risks(facts, modules),
        )
    )


def _crossing_risks(crossings: Iterable[Crossing], service: str) -> Iterator[Risk]:
    told = {TRANSACTION: "spanning transaction", WRITE: "foreign write", JOIN: "cross-service join"}
    for crossing in crossings:
        if crossing.kind not in told or service not in (crossing.from_service, crossing.to_service):
            continue
        for site in crossing.sites:
            who = site.function or site.module
            what = f"{who} ({crossing.from_service}) reaches {crossing.what if crossing.kind != TRANSACTION else site.target} of {crossing.to_service}"
            yield Risk(told[crossing.kind], what, site.file, site.line)


def _table_risks(facts: Facts, placement: Placement, service: str, tables: set[str]) -> Iterator[Risk]:
    owner = placement.owner_of_table
    for trigger in facts.triggers:
        if trigger.table in tables:
            yield Risk(
                "trigger",
                f"{trigger.name} on {trigger.table}: a table with triggers cannot be moved by RENAME",
                trigger.file,
                trigger.line,
            )
    for table in facts.tables:
        for key in table.foreign_keys:
            if service in (owner(table.name), owner(key.table)) and owner(table.name) != owner(key.table):
                text = f"{table.name} ({', '.join(key.columns)}) refers to {key.table} of {owner(key.table)}"
                yield Risk("foreign key", text, table.file or table.entity_file or "", table.line or 0)
    for routine in facts.routines:
        touched = sorted({*routine.reads, *routine.writes} & tables)
        if touched and {owner(name) for name in (*routine.reads, *routine.writes)} - {service}:
            text = f"{routine.kind} {routine.name} touches {', '.join(touched)} and tables of others"
            yield Risk("routine", text, routine.file, routine.line)


def _contested(ownership: Iterable[Ownership], service: str) -> Iterator[Risk]:
    for each in ownership:
        if each.role != "contested" or service not in {bid.service for bid in each.bids[:2]}:
            continue
        place = each.bids[0].evidence[0] if each.bids[0].evidence else None
        text = f"who owns {each.table} is open: {' and '.join(bid.service for bid in each.bids[:2])} both write it"
        yield Risk("contested table", text, place.file if place else "", place.line if place else 0)


def _code_risks(facts: Facts, modules: set[str]) -> Iterator[Risk]:
    for job in facts.jobs:
        if job.module in modules:
            yield Risk(
                "job", f"{job.function} ({job.schedule}) must run in one process only", job.file, job.line
            )
    files = {file for module in facts.modules if module.name in modules for file in module.files}
    for each in facts.unresolved:
        if each.file in files:
            yield Risk("unresolved", each.reason, each.file, each.line)
    for hazard in facts.hazards:
        if hazard.file in files:
            yield Risk(hazard.kind, f"{hazard.subject}: {hazard.detail}", hazard.file, hazard.line)


def _sorted(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    return tuple(sorted(set(risks), key=lambda risk: (risk.kind, risk.file, risk.line, risk.text)))
