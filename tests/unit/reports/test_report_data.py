"""The report's data says what the facts and the split file say, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_split import DEBT, shop_split
from shop_facts import shop

from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.plan import Factor, Plan, PlannedPhase, Risk, Step
from woosh_split.model.proposal import Bid, Evidence, Ownership
from woosh_split.proposal.second_opinion import Opinion
from woosh_split.reports.json import to_json as facts_to_json
from woosh_split.reports.layout import Layout
from woosh_split.reports.report_page.build import NO_SPLIT, ReportInput, report_data
from woosh_split.reports.report_page.data import Cell, Item, ReportData, Tie
from woosh_split.reports.report_page.json import to_document


def shop_data() -> ReportData:
    return report_data(ReportInput(shop(), shop_split()))


def item(data: ReportData, key: str) -> Item:
    (found,) = (each for each in data.items if each.key == key)
    return found


def tie(data: ReportData, key: str) -> Tie:
    (found,) = (each for each in data.ties if each.key == key)
    return found


def test_every_module_and_every_table_is_one_item() -> None:
    facts = shop()
    names = sorted(
        [f"m:{module.name}" for module in facts.modules] + [f"t:{table.name}" for table in facts.tables]
    )
    assert sorted(each.key for each in shop_data().items) == names


@pytest.mark.parametrize(
    ("key", "card", "owner", "role"),
    [
        ("m:orders", "sales", "sales", "module"),
        ("m:app", "monolith", "monolith", "module"),
        ("m:users", "~libraries", "monolith", "library"),
        ("t:orders", "sales", "sales", "owned"),
        ("t:users", "~shared-schema", "monolith", "reference"),
        ("t:audit_old", "~unused", "monolith", "unused"),
    ],
)
def test_an_item_stands_where_the_split_file_puts_it(key: str, card: str, owner: str, role: str) -> None:
    found = item(shop_data(), key)
    assert (found.card, found.owner, found.role) == (card, owner, role)


def test_a_crossing_carries_its_policy_and_its_items() -> None:
    (debt,) = (each for each in shop_data().crossings if each.id == DEBT)
    assert (debt.policy, debt.issue, debt.until) == ("debt", "https://tracker.example/7", "2027-06-30")
    assert debt.items == ("m:billing", "t:orders")
    assert [(spot.file, spot.line) for spot in debt.spots] == [("src/billing/billing.service.ts", 22)]


def test_the_crossings_are_those_of_the_graph() -> None:
    expected = crossings(shop(), placement_of(shop_split()))
    assert [each.id for each in shop_data().crossings] == [each.id for each in expected]


def test_items_of_a_crossing_exist() -> None:
    data = shop_data()
    keys = {each.key for each in data.items}
    assert {key for each in data.crossings for key in each.items} <= keys


def test_a_tie_crosses_where_its_ends_have_two_owners() -> None:
    data = shop_data()
    assert tie(data, "write|m:billing|t:orders").crosses
    assert not tie(data, "write|m:orders|t:orders").crosses


def test_reading_a_shared_table_and_calling_a_library_cross_nothing() -> None:
    data = shop_data()
    assert not tie(data, "read|m:orders|t:users").crosses
    assert not tie(data, "call|m:billing|m:users").crosses


def test_the_matrix_counts_places() -> None:
    matrix = shop_data().matrix
    assert matrix.services == ("accounts", "sales", "monolith")
    rows = {row.table: row.cells for row in matrix.rows}
    assert rows["orders"] == (Cell(0, 1), Cell(1, 1), Cell(0, 0))
    assert "audit_old" not in rows


def test_without_a_split_file_all_is_the_monolith_and_the_page_says_so() -> None:
    data = report_data(ReportInput(shop()))
    assert data.notes == (NO_SPLIT,)
    assert {each.owner for each in data.items} == {"monolith"}
    assert data.crossings == ()


def test_an_empty_monolith_makes_a_report() -> None:
    data = report_data(ReportInput(Facts(shop().monolith)))
    assert (data.items, data.cards, data.matrix.rows) == ((), (), ())


def test_reasons_of_a_proposal_reach_the_items() -> None:
    bids = (Bid("sales", 3.0, (Evidence("writes", "a.ts", 1),)), Bid("accounts", 2.5, ()))
    given = ReportInput(
        shop(),
        shop_split(),
        opinions=(
            Opinion("orders", "cluster", "writes orders", 0.9),
            Opinion("stock", "split file", "", None, "accounts"),
        ),
        ownership=(Ownership("orders", "sales", "contested", 0.09, bids),),
    )
    data = report_data(given)
    assert item(data, "m:orders").stability == 0.9
    assert item(data, "m:orders").reason == "writes orders"
    assert (item(data, "m:stock").stability, item(data, "m:stock").elsewhere) == (None, "accounts")
    assert item(data, "t:orders").role == "contested"
    assert item(data, "t:orders").bids == bids


def test_phases_come_from_the_split_file_in_the_order_of_what_they_wait_for() -> None:
    assert [(row.id, row.begin, row.days) for row in shop_data().phases] == [
        ("01-gateway", 0.0, 0.0),
        ("02-sales", 1.0, 0.0),
    ]


def test_a_plan_gives_phases_their_length() -> None:
    phase = PlannedPhase(
        id="01-gateway",
        title="Gateway",
        services=(),
        depends_on=(),
        why_here="first",
        rank=(),
        steps=(Step("deploy", "gateway", "deploy it", "take it away"),),
        rollback="at once",
        risks=(Risk("hazard", "an address", "src/main.ts", 3),),
        effort=(Factor("routes", 2, 0.5),),
        days=1.0,
        start=date(2027, 1, 4),
    )
    plan = Plan((phase, replace(phase, id="02-sales", days=2.5)), 3.5, notes=("a note",))
    data = report_data(ReportInput(shop(), shop_split(), plan=plan))
    assert [(row.begin, row.days, row.start) for row in data.phases] == [
        (0.0, 1.0, "2027-01-04"),
        (1.0, 2.5, "2027-01-04"),
    ]
    assert data.plan_notes == ("a note",)


def test_the_document_is_plain_json() -> None:
    document = to_document(shop_data())
    assert json.loads(json.dumps(document)) == document
    assert document["crossings"][0]["from"]


@pytest.mark.parametrize("format_name", ["html", "json", "mermaid", "dot"])
def test_another_hash_seed_changes_no_byte(format_name: str, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(facts_to_json(shop(), Layout()))
    split = tmp_path / "split.yaml"
    split.write_text(
        "version: 1\nservices:\n  sales: {modules: [orders, stock], tables: [orders, stock]}\n"
        "  accounts: {modules: [billing], tables: [coupons]}\n"
    )
    command = [sys.executable, "-m", "woosh_split", "report", "--facts", facts, "--split", split]
    printed = [
        subprocess.run(
            [*map(str, command), "--format", format_name, "--output", "-"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=tmp_path,
        ).stdout
        for seed in ("1", "4711")
    ]
    assert printed[0] == printed[1]
    assert len(printed[0]) > 300
