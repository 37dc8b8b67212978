"""The module graph for Mermaid, which GitHub and GitLab draw inside Markdown."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.layout import Layout
from woosh_split.reports.picture import Box, Line, picture


def to_mermaid(facts: Facts, layout: Layout) -> str:
    """Return a flowchart; solid arrows are calls or writes, dotted lines shared tables or reads."""
    drawn = picture(facts, layout.parts)
    lines = ["flowchart LR"]
    if drawn.caption:
        lines.append(f"  %% {drawn.caption}")
        lines.append(f'  note["{drawn.caption}"]')
    lines.extend(_box(box) for box in drawn.boxes)
    lines.extend(_line(line) for line in drawn.lines)
    return "\n".join(lines)


def _box(box: Box) -> str:
    return (
        f'  {box.key}[("{escaped(box.label)}")]' if box.is_table else f'  {box.key}["{escaped(box.label)}"]'
    )


def _line(line: Line) -> str:
    stroke = ("-->" if line.solid else "-.->") if line.arrow else "-.-"
    return f'  {line.start} {stroke}|"{escaped(line.label)}"| {line.end}'


def escaped(text: str) -> str:
    """Spell what Mermaid reads as syntax as character entities, which it decodes by itself."""
    return "".join(
        character if character.isalnum() or character in " -_.,/:~+" else f"#{ord(character)};"
        for character in text
    )
