"""A plan holds the people's phases in the people's order, with steps, risks, days and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from shop_facts import shop
from shop_split import PHASES, SERVICES, shop_split

from woosh_split.errors import InputError
from woosh_split.graph.crossings import crossings
from woosh_split.model.code import Call, Event, Hazard
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.plan import Plan, PlannedPhase
from woosh_split.model.proposal import Bid, Evidence, Ownership
from woosh_split.model.split import Contract, Phase, Reference, SplitFile
from woosh_split.plan.effort import DAYS, days_of
from woosh_split.plan.make import make_plan

SHOP = shop()


def planned(split: SplitFile, facts: Facts = SHOP, start: date | None = None, *owners: Ownership) -> Plan:
    return make_plan(facts, split, crossings(facts, placement_of(split)), owners, start)


def phase(plan: Plan, id_: str) -> PlannedPhase:
    return next(each for each in plan.phases if each.id == id_)


def steps(plan: Plan, id_: str) -> list[tuple[str, str]]:
    return [(step.kind, step.subject) for step in phase(plan, id_).steps]


def risks(plan: Plan, id_: str) -> set[tuple[str, str, int]]:
    return {(risk.kind, risk.file, risk.line) for risk in phase(plan, id_).risks}


def test_phases_of_people_stand_in_their_order() -> None:
    assert [each.id for each in planned(shop_split()).phases] == [each.id for each in PHASES]


def test_a_file_without_phases_is_ordered_and_says_so() -> None:
    plan = planned(shop_split(phases=()))
    assert plan.phases[0].id == "01-gateway"
    assert "no phases" in plan.notes[0]


def test_a_service_in_no_phase_is_refused_by_name_with_the_line_to_add() -> None:
    with pytest.raises(InputError, match=r"no phase for ordering.*services: \[ordering\]"):
        planned(shop_split(phases=PHASES[:2]))


def test_under_schema_a_table_moves_and_one_with_a_trigger_stays() -> None:
    plan = planned(shop_split())
    assert ("move", "stock") in steps(plan, "02-supply")
    assert ("grants", "orders") in steps(plan, "03-ordering")
    assert ("move", "orders") not in steps(plan, "03-ordering")
    assert ("trigger", "database/schema.sql", 120) in risks(plan, "03-ordering")


def test_under_grants_no_table_moves() -> None:
    plan = planned(shop_split(isolation="grants"))
    kinds = {step.kind for each in plan.phases for step in each.steps}
    assert kinds.isdisjoint({"move", "expose", "detach"})
    assert "no table has moved" in phase(plan, "02-supply").rollback


def test_a_service_may_be_isolated_otherwise_than_the_file() -> None:
    services = (replace(SERVICES[0], isolation="grants"), SERVICES[1])
    plan = planned(shop_split(services=services))
    assert ("move", "stock") in steps(plan, "02-supply")
    assert ("schema", "shared") not in steps(plan, "03-ordering")


def test_a_shared_table_moves_in_the_phase_that_first_needs_it() -> None:
    plan = planned(shop_split())
    assert ("move", "users") in steps(plan, "03-ordering")
    assert "first that needs users" in phase(plan, "03-ordering").why_here


@pytest.mark.parametrize(("policy", "dropped"), [("debt", False), ("view", True)])
def test_a_foreign_key_is_dropped_only_where_it_is_no_debt(policy: str, dropped: bool) -> None:
    services = (SERVICES[0], replace(SERVICES[1], tables=("stock", "users")))
    split = replace(shop_split(services=services), reference=())
    contracts = tuple(
        Contract(each.id, each.from_service, each.to_service, each.kind, each.what, policy)
        for each in crossings(SHOP, placement_of(split))
    )
    plan = planned(replace(split, crossings=contracts))
    assert (("detach", "orders->users") in steps(plan, "02-supply")) is dropped


def test_a_crossing_is_a_risk_of_the_phase_that_first_cuts_it_and_of_no_other() -> None:
    plan = planned(shop_split())
    place = ("spanning-transaction", "src/orders/orders.service.ts", 28)
    assert place in risks(plan, "02-supply")
    assert place not in risks(plan, "03-ordering")


def test_sessions_of_one_process_are_mended_before_the_first_service_answers() -> None:
    """Users would be signed out whenever the other process answers: no later phase repeats it."""
    found = (
        Hazard("in-memory-session", "express-session", "no store is given", "src/main.ts", 9),
        Hazard("session", "passport", "who is signed in is kept in a session", "src/main.ts", 12),
    )
    plan = planned(shop_split(), replace(SHOP, hazards=(*SHOP.hazards, *found)))
    first = [step for step in phase(plan, "02-supply").steps if step.kind == "edit"]
    assert [(step.subject, "src/main.ts:9" in step.text) for step in first[:1]] == [("express-session", True)]
    assert phase(plan, "02-supply").steps[0] == first[0]
    assert [step.subject for step in first] == ["express-session", "passport"]
    kinds = {"in-memory-session", "session"}
    for each in plan.phases:
        of_sessions = [(risk.kind, risk.line) for risk in each.risks if risk.kind in kinds]
        wanted = [("in-memory-session", 9), ("session", 12)] if each.id == "02-supply" else []
        assert of_sessions == wanted
    without = phase(planned(shop_split()), "02-supply")
    assert phase(plan, "02-supply").days == without.days + 0.5


def test_jobs_unresolved_places_hazards_and_unanswered_calls_are_risks_with_their_place() -> None:
    plan = planned(shop_split())
    assert ("job", "src/billing/billing.service.ts", 50) in risks(plan, "03-ordering")
    assert ("unresolved", "src/stock/stock.service.ts", 60) in risks(plan, "02-supply")
    assert ("ip-keyed-limit", "src/app.module.ts", 9) in risks(plan, "01-gateway")
    assert ("client-call", "app/lib/orders.dart", 25) in risks(plan, "04-app-to-gateway")


def test_web_sockets_are_a_risk_of_the_phase_that_divides_their_clients() -> None:
    """Who is connected on one side does not hear what the other emits."""
    hazard = Hazard("socket-gateway", "Live", "web sockets on /live", "src/stock/stock.service.ts", 3)
    plan = planned(shop_split(), replace(SHOP, hazards=(*SHOP.hazards, hazard)))
    told = ("socket-gateway", hazard.file, hazard.line)
    assert [each.id for each in plan.phases if told in risks(plan, each.id)] == ["02-supply"]


def test_a_call_of_what_leaves_later_is_a_risk_unless_its_code_comes_along() -> None:
    """The service that is called has no routes yet, and must run all the same."""
    calls = (
        Call(
            "stock",
            "orders",
            "OrdersService",
            "reserve",
            "StockService.take",
            "src/stock/stock.service.ts",
            12,
        ),
    )
    facts = replace(SHOP, calls=calls)
    split = shop_split()
    (risk,) = (each for each in phase(planned(split, facts), "02-supply").risks if each.kind == "early-call")
    assert (risk.file, risk.line) == ("src/stock/stock.service.ts", 12)
    assert "supply calls OrdersService.reserve of ordering, which leaves later: start ordering" in risk.text

    (crossing,) = (each for each in crossings(facts, placement_of(split)) if each.kind == "call")
    borrowed = Contract(crossing.id, "supply", "ordering", "call", crossing.what, "borrow")
    plan = planned(replace(split, crossings=(*split.crossings, borrowed)), facts)
    assert not [each for each in phase(plan, "02-supply").risks if each.kind == "early-call"]
    back = replace(SHOP, calls=(replace(calls[0], from_module="orders", to_module="stock"),))
    assert not [
        each for each in phase(planned(split, back), "03-ordering").risks if each.kind == "early-call"
    ]


def test_an_event_to_what_leaves_later_is_a_risk() -> None:
    """While nobody hears it, it is lost."""
    events = (
        Event("stock", "stock.taken", "emits", "StockService.take", "src/stock/stock.service.ts", 12),
        Event("orders", "stock.taken", "handles", "OrdersService.on", "src/orders/orders.service.ts", 5),
    )
    plan = planned(shop_split(), replace(SHOP, calls=(), events=events))
    (risk,) = (each for each in phase(plan, "02-supply").risks if each.kind == "early-call")
    assert (risk.file, risk.line) == ("src/stock/stock.service.ts", 12)
    assert "supply emits stock.taken to ordering, which leaves later: start ordering" in risk.text


def test_a_contested_table_is_a_risk_with_both_sides() -> None:
    bids = (Bid("supply", 3, (Evidence("writes", "a.ts", 4),)), Bid("ordering", 2.5, ()))
    plan = planned(shop_split(), SHOP, None, Ownership("stock", "supply", "contested", 0.09, bids))
    (risk,) = (risk for risk in phase(plan, "02-supply").risks if risk.kind == "contested")
    assert (risk.file, risk.line) == ("a.ts", 4)
    assert "supply (3) and ordering (2.5), margin 9%" in risk.text


def test_the_estimate_is_the_sum_of_its_factors_up_to_half_a_day() -> None:
    plan = planned(shop_split())
    for each in plan.phases:
        exact = sum(factor.count * factor.each for factor in each.effort)
        assert exact <= each.days + 1e-6 < exact + 0.5 + 1e-5
        assert {factor.name for factor in each.effort} <= set(DAYS)
    assert plan.days == sum(each.days for each in plan.phases)
    assert days_of(()) == 0


def test_dates_begin_on_a_working_day_and_never_touch_a_weekend() -> None:
    plan = planned(shop_split(), start=date(2027, 1, 9))  # a Saturday
    assert plan.phases[0].start == date(2027, 1, 11)
    days = [day for each in plan.phases for day in (each.start, each.end)]
    assert all(day is not None and day.weekday() < 5 for day in days)
    assert days == sorted(days, key=str)


def test_without_a_start_there_is_no_date() -> None:
    assert all(each.start is None and each.end is None for each in planned(shop_split()).phases)


def test_what_apply_refuses_to_move_is_told_by_the_plan() -> None:
    tables = tuple(
        replace(each, engine={"stock": "MyISAM", "orders": "InnoDB"}.get(each.name)) for each in SHOP.tables
    )
    emptied = next(each for each in SHOP.accesses if each.table == "stock")
    refused = (
        replace(emptied, line=line, operation=what) for line, what in ((77, "truncate"), (78, "alter"))
    )
    facts = replace(SHOP, tables=tables, accesses=(*SHOP.accesses, *refused))

    found = {risk.kind: risk.text for risk in phase(planned(shop_split(), facts), "02-supply").risks}
    assert "stock is of the engine MyISAM" in found["engine"]
    assert "ALTER of stock" in found["view-refuses"]
    assert {("view-refuses", emptied.file, line) for line in (77, 78)} <= set(
        risks(planned(shop_split(), facts), "02-supply")
    )
    assert not {"engine", "view-refuses"} & {r[0] for r in risks(planned(shop_split()), "02-supply")}
    assert not {"engine", "view-refuses"} & {
        r[0] for r in risks(planned(shop_split(isolation="grants"), facts), "02-supply")
    }


def test_a_plan_past_the_last_year_is_refused() -> None:
    """By the day that was given: each phase begins on another."""
    for day in (date(9999, 12, 22), date(9999, 12, 30), date(9999, 12, 31)):
        with pytest.raises(InputError, match=f"--start {day}: the plan would end after the year 9999"):
            planned(shop_split(), start=day)


def test_unfiled_debts_and_debts_that_end_too_early_are_notes() -> None:
    notes = " ".join(planned(shop_split(until=date(2027, 1, 12)), start=date(2027, 1, 11)).notes)
    assert "have no issue" in notes
    assert "ends on 2027-01-12, before its phase" in notes


def test_a_phase_that_nobody_knows_is_a_note() -> None:
    plan = planned(shop_split(phases=(*PHASES, Phase("06-party"))))
    assert any("06-party names no service" in note for note in plan.notes)


def test_every_step_says_how_it_is_taken_back() -> None:
    """``complete`` too: the plan had it that nothing leads back from there, and `complete --undo` does."""
    plan = planned(shop_split())
    steps = [step for each in plan.phases for step in each.steps]
    assert all(step.undo and step.reversible for step in steps)
    assert "`complete --undo`" in phase(plan, "02-supply").steps[-1].undo


def test_a_service_gets_the_right_to_read_a_reference_table_wherever_it_lives() -> None:
    for place in ("shared", "supply"):
        split = replace(shop_split(), reference=(Reference("users", place=place),))
        texts = [step.text for step in phase(planned(split), "03-ordering").steps if step.kind == "grants"]
        assert any(text.startswith("read users of the reference tables") for text in texts)


def test_only_reads_that_write_nothing_are_compared_in_a_shadow() -> None:
    """Reads were counted that `apply` never asks twice, since a guard or a middleware writes before them."""
    writing = replace(SHOP, routes=tuple(replace(route, quiet=False) for route in SHOP.routes))
    one = replace(writing, routes=(replace(writing.routes[0], method="GET", quiet=True), *writing.routes[1:]))

    def shadows(facts: Facts) -> list[str]:
        return [
            s.text for each in planned(shop_split(), facts).phases for s in each.steps if s.kind == "shadow"
        ]

    assert shadows(writing) == []
    assert [text[:23] for text in shadows(one)] == ["compare answers of 1 of"]
