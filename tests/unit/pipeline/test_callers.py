"""Before a phase is taken back: who goes on asking its service is named, with what to do first."""

from __future__ import annotations

from dataclasses import replace

from shop_split import shop_split

from woosh_split.model.split import Contract
from woosh_split.pipeline.callers import callers_told


def test_services_that_go_on_calling_are_named_before_a_phase_is_taken_back() -> None:
    """The rollback waited for calls that did not end, and did not say whose they were."""
    call = Contract("1", "ordering", "supply", "call", "StockService.take", "remote")
    event = replace(call, id="2", from_service="billing", kind="event", what="paid")
    borrowed = replace(call, id="3", from_service="people", policy="borrow")
    split = replace(shop_split(), crossings=(call, event, borrowed))
    told = callers_told(split, {"supply"})
    assert told.startswith("billing, ordering call supply, and go on doing so where they run")
    written = replace(call, id="4", from_service="people", kind="write", what="stock", policy="api")
    assert callers_told(replace(split, crossings=(written,)), {"supply"}).startswith("people call supply")
    assert callers_told(split, {"ordering"}) == ""
    assert callers_told(split, {"supply", "ordering", "billing"}) == ""
    assert callers_told(replace(split, crossings=(replace(call, from_service="monolith"),)), {"supply"}) == ""
