"""The module graph for Graphviz."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.layout import Layout
from woosh_split.reports.picture import Box, Line, picture


def to_dot(facts: Facts, layout: Layout) -> str:
    """Return a directed graph; solid arrows are calls or writes, dashed lines shared tables or reads."""
    drawn = picture(facts, layout.parts)
    lines = [
        f"digraph {quoted(drawn.title)} {{",
        "  rankdir=LR;",
        '  node [shape=box, fontname="sans-serif"];',
    ]
    if drawn.caption:
        lines.append(f"  label={quoted(drawn.caption)};")
    lines.extend(_box(box) for box in drawn.boxes)
    lines.extend(_line(line) for line in drawn.lines)
    return "\n".join([*lines, "}"])


def _box(box: Box) -> str:
    shape = ", shape=cylinder" if box.is_table else ""
    return f"  {box.key} [label={quoted(box.label)}{shape}];"


def _line(line: Line) -> str:
    width = min(1 + line.weight / 10, 4)
    direction = "" if line.arrow else ", dir=none"
    style = "" if line.solid else ", style=dashed"
    return (
        f"  {line.start} -> {line.end} [label={quoted(line.label)}, penwidth={width:.1f}{direction}{style}];"
    )


def quoted(text: str) -> str:
    """Return the text as a string of the dot language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
