"""Split file and facts to the plan: phases in the file's order, each with steps, risks, effort and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from woosh_split.errors import InputError
from woosh_split.model.crossing import CALL, EVENT, IMPORT, JOIN, READ, RELATION, TRANSACTION, WRITE, Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.plan import Factor, Plan, PlannedPhase, Risk, Step
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import SHARED_SCHEMA, Contract, Phase, Reference, Service, SplitFile
from woosh_split.plan.calendar import days_from, next_working_day
from woosh_split.plan.order import CLEANUP, CLIENT, order_phases, ranks
from woosh_split.plan.risks import client_risks, gateway_risks, service_risks
from woosh_split.plan.steps import cleanup_steps, client_steps, gateway_steps, service_steps

EFFORT = {
    "frame": 2.0, "module": 0.5, "table": 0.25, "route": 0.05, "debt": 1.0, "view": 0.25, "remote client": 0.5,
    "event": 0.5, "spanning transaction": 3.0, "app call": 0.02,
}  # fmt: skip
"""Days for one of each, for one person: an opening bid to be corrected after the first phase, not a measurement."""


def make_plan(
    facts: Facts,
    split: SplitFile,
    crossings: Iterable[Crossing],
    ownership: Iterable[Ownership] = (),
    start: date | None = None,
) -> Plan:
    """Return the plan. People's phases stand in their order; a file without phases gets those of ``order_phases``.

    Raises:
        InputError: a service is in no phase.
    """
    crossings, ownership = tuple(crossings), tuple(ownership)
    placement = placement_of(split)
    phases = split.phases or order_phases(placement, crossings, ownership, client=bool(facts.client_calls))
    _refuse_missing(split, phases)
    maker = _Maker(facts, split, placement, crossings, ownership)
    planned = []
    begin = start
    for index, phase in enumerate(phases):
        made = maker.phase(index, phase, len(phases), begin)
        planned.append(made)
        begin = next_working_day(made.end) if made.end is not None else None
    notes = (*_debts(split.crossings, planned), *maker.notes())
    return Plan(tuple(planned), round(sum(phase.days for phase in planned), 2), notes)


def _refuse_missing(split: SplitFile, phases: Iterable[Phase]) -> None:
    placed = {name for phase in phases for name in phase.services}
    missing = [service.name for service in split.services if service.name not in placed]
    if missing:
        raise InputError(
            f"The split file has no phase for {', '.join(missing)}. Add it to a phase, or run `woosh-split propose`, "
            "which appends one for each."
        )


class _Maker:
    """Makes phases one after the other; remembers which reference tables are moved already."""

    def __init__(
        self,
        facts: Facts,
        split: SplitFile,
        placement: Placement,
        crossings: tuple[Crossing, ...],
        ownership: tuple[Ownership, ...],
    ) -> None:
        self._facts, self._split, self._placement = facts, split, placement
        self._crossings, self._ownership = crossings, ownership
        self._rank = ranks(placement, crossings, ownership)
        self._services = {service.name: service for service in split.services}
        self._references = list(split.reference)
        self._triggers = frozenset(trigger.table for trigger in facts.triggers)
        self._routes = Counter(placement.home_of_module(route.module) for route in facts.routes)
        self._calls = _client_calls(facts, placement)

    def phase(self, index: int, phase: Phase, count: int, start: date | None) -> PlannedPhase:
        """Make one phase; one without services is the gateway, the app's switch or the clean-up."""
        services = tuple(self._services[name] for name in phase.services)
        if services:
            steps, risks, factors = self._extraction(services)
            why = self._why(phase.services)
        else:
            steps, risks, factors, why = self._frame(index, phase, count)
        days = round(sum(factor.total for factor in factors), 2)
        begin, end = days_from(start, days) if start is not None else (None, None)
        lasting = [step.kind for step in steps if not step.reversible]
        return PlannedPhase(
            phase.id,
            _title(phase, services),
            phase.services,
            phase.depends_on,
            why,
            tuple(factor for name in phase.services for factor in self._rank.get(name, ())),
            steps,
            f"every step up to `{lasting[0]}`; after it, only by hand"
            if lasting
            else "every step, at any time",
            risks,
            factors,
            days,
            begin,
            end,
        )

    def _frame(
        self, index: int, phase: Phase, count: int
    ) -> tuple[tuple[Step, ...], tuple[Risk, ...], tuple[Factor, ...], str]:
        if index == 0:
            why = "first: everything else is a change of one routing table that it holds"
            risks = gateway_risks(self._facts)
            return gateway_steps(), risks, (_factor("frame", 1), Factor("hazard", len(risks), 0.5)), why
        if CLEANUP in phase.id or (index == count - 1 and CLIENT not in phase.id):
            return (
                cleanup_steps(),
                (),
                (_factor("frame", 1),),
                "last: only what nothing uses any more is deleted",
            )
        calls = len(self._facts.client_calls)
        why = "after the services: old versions of the app keep their address, so nothing waits for it"
        factors = (_factor("frame", 1), _factor("app call", calls))
        return client_steps(calls), client_risks(self._facts), factors, why

    def _extraction(
        self, services: tuple[Service, ...]
    ) -> tuple[tuple[Step, ...], tuple[Risk, ...], tuple[Factor, ...]]:
        steps: list[Step] = []
        risks: set[Risk] = set()
        for service in services:
            needed = self._needed(service)
            steps += service_steps(
                service,
                service.isolation or self._split.isolation,
                self._routes[service.name],
                self._split.crossings,
                needed,
                self._triggers,
            )
            risks.update(
                service_risks(
                    self._facts,
                    self._placement,
                    service,
                    self._crossings,
                    self._ownership,
                    self._split.reference,
                )
            )
        ordered = tuple(sorted(risks, key=lambda risk: (risk.kind, risk.file, risk.line, risk.text)))
        return tuple(steps), ordered, self._effort(services)

    def _needed(self, service: Service) -> list[Reference]:
        """Take the reference tables that this service touches and nobody before it did."""
        touched = {access.table for access in self._facts.accesses if access.module in service.modules}
        needed = [
            each
            for each in self._references
            if each.table in touched or each.writer == service.name or each.place == service.name
        ]
        self._references = [each for each in self._references if each not in needed]
        return needed

    def _effort(self, services: tuple[Service, ...]) -> tuple[Factor, ...]:
        names = {service.name for service in services}
        count: Counter[str] = Counter()
        for crossing in self._crossings:
            if not names & {crossing.from_service, crossing.to_service}:
                continue
            key = _WORK.get(crossing.kind)
            if key is not None:
                count[key] += 1
        return (
            _factor("frame", len(services)),
            _factor("module", sum(len(service.modules) for service in services)),
            _factor("table", sum(len(service.tables) for service in services)),
            _factor("route", sum(self._routes[name] for name in names)),
            *(
                _factor(key, count[key])
                for key in ("debt", "view", "remote client", "event", "spanning transaction")
            ),
            _factor("app call", sum(self._calls[name] for name in names)),
        )

    def _why(self, names: tuple[str, ...]) -> str:
        parts = []
        for name in names:
            factors = [f"{f.count} {f.name}" for f in self._rank.get(name, ()) if f.count]
            score = sum(factor.total for factor in self._rank.get(name, ()))
            parts.append(f"{name}: {', '.join(factors) or 'nothing crosses its border'} (rank {score:g})")
        return "; ".join(parts)

    def notes(self) -> tuple[str, ...]:
        """Return remarks on what no phase takes care of."""
        left = [each.table for each in self._references if each.place == SHARED_SCHEMA]
        return (
            (f"No phase needs the reference tables {', '.join(left)}: they stay where they are.",)
            if left
            else ()
        )


_WORK: Mapping[str, str] = {
    WRITE: "debt",
    TRANSACTION: "spanning transaction",
    JOIN: "view",
    READ: "view",
    RELATION: "view",
    CALL: "remote client",
    EVENT: "event",
}
assert IMPORT not in _WORK  # imports travel with the code that is copied


def _factor(name: str, count: int) -> Factor:
    return Factor(name, count, EFFORT[name])


def _title(phase: Phase, services: tuple[Service, ...]) -> str:
    if services:
        return f"Extract {', '.join(service.name for service in services)}"
    return phase.id.partition("-")[2].replace("-", " ").capitalize() or phase.id


def _client_calls(facts: Facts, placement: Placement) -> Counter[str]:
    homes = {f"{route.method} {route.path}": placement.home_of_module(route.module) for route in facts.routes}
    return Counter(homes[call.route] for call in facts.client_calls if call.route in homes)


def _debts(contracts: Iterable[Contract], planned: list[PlannedPhase]) -> Iterable[str]:
    """Remark on debts that nobody has filed, and on those that are due before their phase is done."""
    contracts = tuple(contracts)
    unfiled = [
        each for each in contracts if each.policy == "debt" and (each.issue is None or each.until is None)
    ]
    if unfiled:
        yield f"{len(unfiled)} debts have no issue or no date yet: `check` counts them as violations until they do."
    ends = {name: phase for phase in planned for name in phase.services}
    for each in contracts:
        phase = ends.get(each.from_service)
        if each.until is not None and phase is not None and phase.end is not None and each.until < phase.end:
            yield (
                f"The debt {each.id} ({each.from_service} writes {each.what}) ends on {each.until}, before phase "
                f"{phase.id} is done on {phase.end}."
            )
