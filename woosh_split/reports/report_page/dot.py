"""The map for Graphviz, coloured by service."""

from __future__ import annotations

from woosh_split.reports.dot import quoted
from woosh_split.reports.report_page.data import Card, Item, ReportData, Tie
from woosh_split.reports.report_page.picture import Picture, label_of, picture
from woosh_split.reports.section import clean

_COLOURS = {"write": "#c02434", "read": "#2360b4", "call": "#a85a00"}
_INNER = "#8f9aa8"


def to_dot(data: ReportData) -> str:
    """Return a directed graph with a cluster for each service; coloured lines leave it, dashed ones read."""
    drawn = picture(data)
    lines = [
        f"digraph {quoted(clean(data.monolith))} {{",
        "  rankdir=LR;",
        '  node [shape=box, style=filled, fontname="sans-serif"];',
        '  graph [fontname="sans-serif"];',
    ]
    if drawn.caption:
        lines.append(f"  label={quoted(drawn.caption)};")
    for card, members in drawn.groups:
        lines.append(f"  subgraph cluster_{drawn.keys['c:' + card.name]} {{")
        lines.append(
            f'    label={quoted(clean(card.title))}; color="{card.light}"; fontcolor="{card.light}";'
        )
        lines.extend(f"    {_box(item, card, drawn.keys[item.key])}" for item in members)
        lines.append("  }")
    lines.extend(_line(tie, drawn) for tie in drawn.ties)
    return "\n".join([*lines, "}"])


def _box(item: Item, card: Card, key: str) -> str:
    if item.kind == "module":
        return f'{key} [label={quoted(clean(item.name))}, fillcolor="{card.light}", fontcolor="#ffffff"];'
    return f'{key} [label={quoted(clean(item.name))}, shape=cylinder, fillcolor="#ffffff", color="{card.light}"];'


def _line(tie: Tie, drawn: Picture) -> str:
    colour = _COLOURS[tie.kind] if tie.crosses else _INNER
    style = ", style=dashed" if tie.kind == "read" else ""
    ends = f"{drawn.keys[tie.source]} -> {drawn.keys[tie.target]}"
    return f'  {ends} [label={quoted(label_of(tie))}, color="{colour}"{style}];'
