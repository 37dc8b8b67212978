"""The map for Mermaid, coloured by service."""

from __future__ import annotations

from woosh_split.reports.mermaid import escaped
from woosh_split.reports.report_page.data import Item, ReportData, Tie
from woosh_split.reports.report_page.picture import Picture, label_of, picture
from woosh_split.reports.section import clean


def to_mermaid(data: ReportData) -> str:
    """Return a flowchart; thick arrows leave their service, dotted ones read, tables are cylinders."""
    drawn = picture(data)
    lines = ["flowchart LR"]
    if drawn.caption:
        lines.extend((f"  %% {drawn.caption}", f'  note["{drawn.caption}"]'))
    for index, (card, members) in enumerate(drawn.groups):
        lines.append(f'  subgraph {drawn.keys["c:" + card.name]}["{escaped(clean(card.title))}"]')
        lines.extend(f"    {_box(item, drawn.keys[item.key])}" for item in members)
        lines.append("  end")
        lines.append(f"  classDef m{index} fill:{card.light},stroke:{card.light},color:#ffffff")
        lines.append(f"  classDef t{index} fill:#ffffff,stroke:{card.light},color:#17202b")
        for kind, own in (("m", True), ("t", False)):
            keys = [drawn.keys[item.key] for item in members if (item.kind == "module") == own]
            if keys:
                lines.append(f"  class {','.join(keys)} {kind}{index}")
    lines.extend(_line(tie, drawn) for tie in drawn.ties)
    return "\n".join(lines)


def _box(item: Item, key: str) -> str:
    return (
        f'{key}["{escaped(clean(item.name))}"]'
        if item.kind == "module"
        else f'{key}[("{escaped(clean(item.name))}")]'
    )


def _line(tie: Tie, drawn: Picture) -> str:
    arrow = "-.->" if tie.kind == "read" else "==>" if tie.crosses else "-->"
    return f'  {drawn.keys[tie.source]} {arrow}|"{label_of(tie)}"| {drawn.keys[tie.target]}'
