"""The graph languages get valid text whatever the names are, and never more lines than an eye can follow."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shop_facts import access, module, shop

from woosh_split.model.code import Call
from woosh_split.model.facts import Facts
from woosh_split.reports.dot import to_dot
from woosh_split.reports.layout import Layout
from woosh_split.reports.mermaid import to_mermaid
from woosh_split.reports.picture import MOST_LINES

NASTY = 'end "x" --> [y]; \\ %% <b>\n'

DOT_STRING = r'"(?:[^"\\\n]|\\["\\])*"'
DOT_LINE = re.compile(
    rf"digraph {DOT_STRING} {{|  rankdir=LR;|  node \[.*\];|  label={DOT_STRING};|}}|"
    rf"  [mt]\d+ \[label={DOT_STRING}(, shape=cylinder)?\];|"
    rf"  [mt]\d+ -> [mt]\d+ \[label={DOT_STRING}, penwidth=\d\.\d(, dir=none)?(, style=dashed)?\];"
)
MERMAID_TEXT = r'"(?:[\w \-.,/:~+]|#\d+;)*"'
MERMAID_LINE = re.compile(
    rf"flowchart LR|  %% [\w ,.]+|  note\[{MERMAID_TEXT}\]|  m\d+\[{MERMAID_TEXT}\]|  t\d+\[\({MERMAID_TEXT}\)\]|"
    rf"  [mt]\d+ (?:-->|-\.->|-\.-)\|{MERMAID_TEXT}\| [mt]\d+"
)


def crowded() -> Facts:
    """Return a monolith in which every module shares a table with every other."""
    names = [f"module{index:02}" for index in range(20)]
    accesses = tuple(access(name, "hub", "write") for name in names)
    return replace(shop(), modules=tuple(module(name) for name in names), accesses=accesses, calls=())


def nasty() -> Facts:
    call = Call(NASTY, "orders", "S", "run", "X.run", "src/x.ts", 1)
    return replace(
        shop(),
        monolith=replace(shop().monolith, name=NASTY),
        modules=(module(NASTY), module("orders")),
        accesses=(access(NASTY, NASTY, "write"), access("orders", NASTY)),
        calls=(call,),
    )


@pytest.mark.parametrize("facts", [shop(), crowded(), nasty()], ids=["shop", "crowded", "nasty"])
@pytest.mark.parametrize("parts", [(), ("modules",), ("tables",)])
def test_every_line_is_valid(facts: Facts, parts: tuple[str, ...]) -> None:
    for line in to_dot(facts, Layout(parts=parts)).splitlines():
        assert DOT_LINE.fullmatch(line), line
    for line in to_mermaid(facts, Layout(parts=parts)).splitlines():
        assert MERMAID_LINE.fullmatch(line), line


@pytest.mark.parametrize("render", [to_dot, to_mermaid])
def test_lines_lead_only_to_boxes_that_are_drawn(render: type) -> None:
    text = render(crowded(), Layout())
    boxes = set(re.findall(r"^  ([mt]\d+)[ \[]", text, re.MULTILINE))
    ends = set(re.findall(r"([mt]\d+)(?: \[|$)", text, re.MULTILINE))
    assert ends <= boxes


def test_a_crowded_graph_keeps_the_strongest_ties_and_says_so() -> None:
    facts = crowded()
    strong = Call("module18", "module19", "S", "run", "X.run", "src/x.ts", 1)
    text = to_mermaid(replace(facts, calls=(strong,)), Layout())
    ties = 20 * 19 // 2
    assert sum("|" in line for line in text.splitlines()) == MOST_LINES
    assert f"The {MOST_LINES} strongest ties are shown, {ties - MOST_LINES} weaker ones are left out." in text
    assert '|"1 call, 1 table"|' in text


def test_a_small_graph_shows_modules_without_ties_too() -> None:
    assert '["app"]' in to_mermaid(shop(), Layout())


def test_writes_are_solid_and_reads_are_dashed() -> None:
    lines = to_dot(shop(), Layout(parts=("tables",))).splitlines()
    assert all(("dashed" in line) == ('"reads' in line) for line in lines if "->" in line)
