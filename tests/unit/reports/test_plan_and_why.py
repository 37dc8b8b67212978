"""Plans and answers, byte for byte."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from golden_files import compare
from shop_facts import shop
from shop_split import shop_split

from woosh_split.graph.crossings import crossings
from woosh_split.model.placement import placement_of
from woosh_split.pipeline.why import why
from woosh_split.plan.make import make_plan
from woosh_split.reports.layout import Layout
from woosh_split.reports.plan.registry import PLAN_FORMATS
from woosh_split.reports.why.registry import WHY_FORMATS

GOLDEN = Path(__file__).parents[2] / "golden"
SPLIT = shop_split()
PLANS = {
    start: make_plan(shop(), SPLIT, crossings(shop(), placement_of(SPLIT)), start=start)
    for start in (None, date(2027, 1, 11))
}
PLAN_CASES = {
    "plan.txt": ("text", None), "plan.md": ("markdown", date(2027, 1, 11)),
    "plan.json": ("json", date(2027, 1, 11)), "plan.mmd": ("mermaid", None),
}  # fmt: skip
WHY_CASES = {
    "path.txt": ("text", ["billing", "module:stock"]), "path.md": ("markdown", ["billing", "module:stock"]),
    "path.json": ("json", ["billing", "module:stock"]), "apart.txt": ("text", ["billing", "coupons"]),
    "table.txt": ("text", ["table:orders"]), "unused.txt": ("text", ["audit_old"]),
    "module.txt": ("text", ["billing"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAN_CASES)
def test_the_plan_is_what_it_was(name: str) -> None:
    format_name, start = PLAN_CASES[name]
    compare(GOLDEN / "plan" / name, PLAN_FORMATS[format_name](PLANS[start], Layout()) + "\n")


@pytest.mark.parametrize("name", WHY_CASES)
def test_the_answer_is_what_it_was(name: str) -> None:
    format_name, names = WHY_CASES[name]
    compare(GOLDEN / "why" / name, WHY_FORMATS[format_name](why(shop(), SPLIT, names), Layout()) + "\n")


def test_every_golden_file_is_compared_and_every_format_has_one() -> None:
    assert {path.name for path in (GOLDEN / "plan").iterdir()} == set(PLAN_CASES)
    assert {path.name for path in (GOLDEN / "why").iterdir()} == set(WHY_CASES)
    assert {name for name, _ in PLAN_CASES.values()} == set(PLAN_FORMATS)
    assert {name for name, _ in WHY_CASES.values()} == set(WHY_FORMATS)


def test_no_line_of_the_text_is_wider_than_the_page_but_for_places() -> None:
    text = PLAN_FORMATS["text"](PLANS[None], Layout(width=72))
    assert [line for line in text.splitlines() if len(line) > 72 and not re.search(r"\S+:\d+$", line)] == []


def test_the_chart_never_holds_what_mermaid_reads_as_syntax() -> None:
    phases = shop_split().phases
    odd = (phases[0], *(type(each)(f"{each.id}: a, b; #c", each.services) for each in phases[1:]))
    split = shop_split(phases=odd)
    plan = make_plan(shop(), split, crossings(shop(), placement_of(split)))
    tasks = [line for line in PLAN_FORMATS["mermaid"](plan, Layout()).splitlines() if " :p" in line]
    assert len(tasks) == len(phases)
    assert all(re.fullmatch(r"  [^:,;#]+ :p\d+, \d{4}-\d\d-\d\d, \d+d", task) for task in tasks)


def test_json_of_a_plan_has_dates_as_text() -> None:
    document = json.loads(PLAN_FORMATS["json"](PLANS[date(2027, 1, 11)], Layout()))
    assert document["version"] == 1
    assert document["phases"][0]["start"] == "2027-01-11"
