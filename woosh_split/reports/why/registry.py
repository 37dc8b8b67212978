"""Every format of an answer, on one screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from woosh_split.model.why import Answer, Between, ModuleAnswer
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import escaped
from woosh_split.reports.why.lines import lines_of

VERSION = 1


def to_text(answer: Answer, layout: Layout) -> str:
    """Return the answer indented; lines are not folded, so that places can be clicked."""
    bold, off = ("\x1b[1m", "\x1b[0m") if layout.colour else ("", "")
    return "\n".join(
        f"{bold}{text}{off}" if depth == 0 else f"{'  ' * depth}{text}" for depth, text in lines_of(answer)
    )


def to_markdown(answer: Answer, layout: Layout) -> str:
    """Return headings and nested lists."""
    lines: list[str] = []
    for depth, text in lines_of(answer):
        if depth == 0:
            lines.extend((*([""] if lines else []), f"## {escaped(text)}", ""))
        else:
            lines.append(f"{'  ' * (depth - 1)}- {escaped(text)}")
    return "\n".join(lines)


def to_json(answer: Answer, layout: Layout) -> str:
    """Return the model's own names; ``kind`` says which answer it is."""
    kind = (
        "between"
        if isinstance(answer, Between)
        else "module"
        if isinstance(answer, ModuleAnswer)
        else "table"
    )
    return json.dumps({"version": VERSION, "kind": kind} | asdict(answer), ensure_ascii=False, indent=2)


WHY_FORMATS: dict[str, Callable[[Answer, Layout], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
}
