"""The split in graph languages: valid text whatever the names are, services as coloured groups."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from large_facts import large
from report_split import shop_split
from shop_facts import access, module, shop

from woosh_split.model.split import Service, SplitFile
from woosh_split.reports.report_page.build import ReportInput, report_data
from woosh_split.reports.report_page.data import ReportData
from woosh_split.reports.report_page.dot import to_dot
from woosh_split.reports.report_page.mermaid import to_mermaid
from woosh_split.reports.report_page.picture import MOST_LINES

NASTY = 'end "x" --> [y]; \\ %% <b>\n'
STRING = r'"(?:[^"\\\n]|\\["\\])*"'
COLOUR = r'"#[0-9a-f]{6}"'
DOT_LINE = re.compile(
    rf"digraph {STRING} {{|  rankdir=LR;|  (?:node|graph) \[.*\];|  label={STRING};|  }}|}}|"
    rf"  subgraph cluster_s\d+ {{|    label={STRING}; color={COLOUR}; fontcolor={COLOUR};|"
    rf"    i\d+ \[label={STRING}, (?:shape=cylinder, )?fillcolor={COLOUR}, (?:font)?color={COLOUR}\];|"
    rf"  i\d+ -> i\d+ \[label={STRING}, color={COLOUR}(?:, style=dashed)?\];"
)
TEXT = r'"(?:[\w \-.,/:~+]|#\d+;)*"'
MERMAID_LINE = re.compile(
    rf"flowchart LR|  %% [\w ,.]+|  note\[{TEXT}\]|  subgraph s\d+\[{TEXT}\]|  end|"
    rf"    i\d+(?:\[{TEXT}\]|\[\({TEXT}\)\])|  classDef [mt]\d+ fill:#\w{{6}},stroke:#\w{{6}},color:#\w{{6}}|"
    rf"  class i\d+(?:,i\d+)* [mt]\d+|  i\d+ (?:-->|==>|-\.->)\|{TEXT}\| i\d+"
)


def nasty() -> ReportData:
    facts = replace(
        shop(),
        monolith=replace(shop().monolith, name=NASTY),
        modules=(module(NASTY), module("orders")),
        accesses=(access(NASTY, NASTY, "write"), access("orders", NASTY)),
        calls=(),
    )
    return report_data(ReportInput(facts, SplitFile(services=(Service("a", (NASTY,), ()),))))


CASES = [
    report_data(ReportInput(shop(), shop_split())),
    report_data(ReportInput(shop())),
    report_data(ReportInput(*large(60, 90, 7))),
    nasty(),
]


@pytest.mark.parametrize("data", CASES, ids=["shop", "unsplit", "large", "nasty"])
def test_every_line_is_valid(data: ReportData) -> None:
    for line in to_dot(data).splitlines():
        assert DOT_LINE.fullmatch(line), line
    for line in to_mermaid(data).splitlines():
        assert MERMAID_LINE.fullmatch(line), line


@pytest.mark.parametrize("data", CASES, ids=["shop", "unsplit", "large", "nasty"])
def test_lines_lead_only_to_boxes_that_are_drawn(data: ReportData) -> None:
    text = to_mermaid(data)
    boxes = set(re.findall(r"^    (i\d+)\[", text, re.MULTILINE))
    assert set(re.findall(r"(?:^  |\| )(i\d+)", text, re.MULTILINE)) <= boxes


def test_lines_that_leave_their_service_are_kept_first_and_the_rest_is_counted() -> None:
    data = CASES[2]
    text = to_mermaid(data)
    drawn = [line for line in text.splitlines() if "|" in line]
    assert len(drawn) == MOST_LINES
    assert "ties are shown" in text
    crossing = sum(tie.crosses for tie in data.ties)
    assert sum("==>" in line or "-.->" in line for line in drawn) >= min(crossing, MOST_LINES) - 1


def test_a_service_is_a_group_in_its_colour() -> None:
    data = CASES[0]
    colour = next(card.light for card in data.cards if card.name == "sales")
    assert '["sales"]' in to_mermaid(data)
    assert f"fill:{colour}" in to_mermaid(data)
    assert f'label="sales"; color="{colour}"' in to_dot(data)
