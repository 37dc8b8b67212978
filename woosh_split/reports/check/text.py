"""Violations for a person: the place, the line with a caret, whose it is, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.plain_text import plain
from woosh_split.model.violation import KNOWN, WARNING, BaselineEntry, CheckResult, Growth, Violation
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.summary import summary_line

RED, YELLOW, CYAN, BOLD, DIM, RESET = "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
LONGEST_LINE = 160
"""Characters of a source line that are shown; of a longer one, the part around the caret."""


def to_text(result: CheckResult, layout: CheckLayout) -> str:
    """Return the report: new violations (known ones where asked for), stale entries, and the summary line."""
    shown = result.violations if layout.show_known else result.new
    lines: list[str] = []
    for each in shown:
        lines.extend(_violation(each, layout))
    lines.extend(_stale(result.stale, layout))
    if layout.statistics:
        lines.extend(_statistics(result.growth))
    lines.append(summary_line(result))
    return "\n".join(lines)


def _violation(each: Violation, layout: CheckLayout) -> Iterator[str]:
    paint = _Paint(layout.colour)
    place = paint(BOLD, f"{plain(each.path)}:{each.line}:{each.column}")
    code = paint(YELLOW if each.severity == WARNING else RED, each.code)
    notes = [
        word
        for word, shown in ((each.severity, each.severity == WARNING), ("known", each.state == KNOWN))
        if shown
    ]
    note = f" ({', '.join(notes)})" if notes else ""
    yield f"{place}: {code} {each.name}{note}: {plain(each.message)}"
    source = layout.source_line(each.path, each.line)
    if source is not None and source.strip():
        text, start, width = _cut(plain(source), each.column, each.end_column)
        number = str(each.line)
        yield f"  {paint(DIM, number + ' |')} {text}"
        yield f"  {paint(DIM, ' ' * len(number) + ' |')} {' ' * start}{paint(RED, '^' * width)}"
    label = "owner" if each.to_service else "see"  # without another side it is no place of an owner's
    for other in each.related:
        line = "" if other.line is None else f":{other.line}"
        yield f"  {label}: {plain(other.path)}{line} ({plain(other.text)})"
    yield f"  fix: {paint(CYAN, plain(each.fix))}"
    if each.crossing is not None:
        yield f"  crossing: {each.crossing}"
    yield ""


def _cut(source: str, column: int, end: int) -> tuple[str, int, int]:
    """Return what of a line is shown, where the caret begins in it, and how wide it is."""
    source = source.rstrip()
    indent = len(source) - len(source.lstrip())
    begin = min(indent, column - 1)
    if column - 1 - begin > LONGEST_LINE // 2:
        begin = column - 1 - LONGEST_LINE // 2
    text = source[begin : begin + LONGEST_LINE]
    start = column - 1 - begin
    return text, start, max(1, min(end - column, len(text) - start))


def _stale(entries: tuple[BaselineEntry, ...], layout: CheckLayout) -> Iterator[str]:
    if not entries:
        return
    paint = _Paint(layout.colour)
    yield paint(
        BOLD,
        "Stale entries of the baseline: resolved, or moved. `woosh-split baseline prune` takes them out.",
    )
    for entry in entries:
        inside = f" in {entry.symbol}" if entry.symbol else ""
        yield (
            f"  {plain(entry.path)}: {entry.code} {entry.from_service} -> {entry.to_service or 'nobody'}: "
            f"{plain(entry.target)}{plain(inside)}"
        )
    yield ""


def _statistics(growth: tuple[Growth, ...]) -> Iterator[str]:
    if not growth:
        return
    width = max(len("service"), *(len(each.service) for each in growth))
    yield f"{'service':<{width}}  rule   now  baseline  growth"
    for each in growth:
        change = each.current - each.baseline
        yield (
            f"{each.service:<{width}}  {each.code}  {each.current:>3}  {each.baseline:>8}  "
            f"{f'{change:+d}' if change else '0':>6}"
        )
    yield ""


class _Paint:
    """Colours text where there is a terminal to show it."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, how: str, text: str) -> str:
        return f"{how}{text}{RESET}" if self._colour else text
