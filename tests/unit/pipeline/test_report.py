"""The report wires what the proposal knows to the page: prices, metrics, opinions, alternatives."""

from __future__ import annotations

from dataclasses import replace

from large_facts import large
from report_split import shop_split
from shop_facts import shop

from woosh_split.model.split import Service
from woosh_split.pipeline.report import report


def test_other_cuts_stand_beside_the_split_as_it_is() -> None:
    facts, split = large(24, 48, 4)
    rows = report(facts, split, 3).alternatives
    assert (rows[0].name, rows[0].chosen, len(rows[0].services)) == ("As it is", True, 4)
    assert [row.name for row in rows[1:]] == list("ABC")[: len(rows) - 1]
    assert rows[0].price is not None
    assert rows[0].price.reads == sum(each.kind == "read" for each in report(facts, split).crossings) > 0


def test_nobody_who_asks_for_none_gets_any() -> None:
    assert report(*large(24, 48, 4), 0).alternatives == ()


def test_the_price_of_the_whole_comes_first_and_the_metrics_are_those_of_the_split() -> None:
    data = report(shop(), shop_split())
    assert [price.service for price in data.prices] == ["*", "accounts", "sales"]
    assert data.metrics is not None
    assert 0 < data.metrics.coverage < 1


def test_what_cannot_be_cut_still_has_a_report() -> None:
    facts = replace(shop(), modules=shop().modules[:1])
    split = replace(shop_split(), services=(), libraries=(), crossings=(), phases=())
    data = report(facts, split, 3)
    assert (data.alternatives, data.has_split) == ((), True)


def test_without_a_split_file_nothing_is_priced() -> None:
    data = report(shop(), None, 3)
    assert (data.prices, data.metrics, data.alternatives) == ((), None, ())


def test_a_table_that_another_service_writes_names_it() -> None:
    split = replace(shop_split(), services=(Service("sales", ("stock",)), Service("accounts", ("orders",))))
    items = {item.key: item for item in report(shop(), split).items}
    assert items["t:orders"].elsewhere == "accounts"
    assert items["t:orders"].owner == "monolith"


def test_an_unused_table_says_what_holds_it() -> None:
    items = {item.key: item for item in report(shop(), shop_split()).items}
    assert "procedure close_month" in items["t:audit_old"].reason


def test_phases_have_the_length_and_the_steps_of_the_plan() -> None:
    split = replace(shop_split(), phases=())
    phases = report(shop(), split).phases
    assert phases
    assert all(phase.days > 0 and phase.steps for phase in phases)
    assert [phase.begin for phase in phases[1:]] == [
        round(sum(each.days for each in phases[:index]), 2) for index in range(1, len(phases))
    ]


def test_a_split_that_cannot_be_planned_is_shown_and_says_why() -> None:
    data = report(shop(), shop_split())
    assert [phase.days for phase in data.phases] == [0.0, 0.0]
    assert data.notes[0].startswith("The split file has no phase for accounts.")
