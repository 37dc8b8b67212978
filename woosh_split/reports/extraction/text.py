"""Extractions for a screen: what moves, what stands in, what crosses, what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from woosh_split.model.extraction import Extraction
from woosh_split.model.regeneration import RegenerationPlan
from woosh_split.reports.layout import Layout
from woosh_split.reports.regeneration.text import counts_line
from woosh_split.reports.section import clean, count

_BOLD, _OFF = "\x1b[1;36m", "\x1b[0m"
_INDENT = 12
_MANY = 12


def to_text(
    extractions: Sequence[Extraction],
    layout: Layout,
    plans: Sequence[RegenerationPlan] = (),
    detailed: bool = False,
) -> str:
    """Return the extractions, folded to the width of the page; places are never folded.

    ``plans`` say what writing them does, one for each that is not refused. ``detailed`` lists every file and edit.
    """
    lines: list[str] = []
    left = iter(plans)  # one for each that has files, in order
    for extraction in extractions:
        head = f"{clean(extraction.service)} · {_modules(extraction)}"
        lines += ["", *_title(head, layout)]
        for label, text in _facts(extraction):
            lines.extend(_folded(f"  {label:<{_INDENT - 2}} {text}", layout.width))
        lines.extend(_places(extraction))
        plan = next(left, None) if extraction.files else None
        if plan is not None:
            lines.extend(_written(plan, detailed))
        for refusal in extraction.refusals:
            lines.append(f"  refused    {clean(refusal)}")
        if detailed:
            lines.extend(_files(extraction))
    refused = [each.service for each in extractions if each.refusals]
    if refused:
        lines += [
            "",
            f"Nothing was written for {', '.join(refused)}: the reasons are listed above.",
        ]
    return "\n".join(lines[1:])


def _modules(extraction: Extraction) -> str:
    if "/" in extraction.service:
        return "the code that services share"
    return f"{count(len(extraction.modules), 'module')}: {', '.join(extraction.modules)}"


def _title(head: str, layout: Layout) -> list[str]:
    folded = wrap(head, layout.width, subsequent_indent="    ") or [head]
    return [f"{_BOLD}{line}{_OFF}" if layout.colour else line for line in folded]


def _facts(extraction: Extraction) -> Iterator[tuple[str, str]]:
    if extraction.moved:
        edited = sum(1 for each in extraction.moved if each.edits)
        yield "moves", f"{count(len(extraction.moved), 'file')}, {edited} of them with registered edits"
    kinds = Counter(each.kind for each in extraction.stand_ins)
    if kinds:
        yield "stands in", ", ".join(f"{count(number, kind)}" for kind, number in sorted(kinds.items()))
    by_owner: dict[str, list[str]] = {}
    for call in extraction.calls:
        by_owner.setdefault(call.owner, []).append(f"{call.provider}.{call.method}")
    for owner, methods in sorted(by_owner.items()):
        yield "calls", f"{owner}: {', '.join(methods)}"
    for endpoint in extraction.endpoints:
        yield "answers", f"{endpoint.provider}.{endpoint.method} to {', '.join(endpoint.callers)}"
    if extraction.borrowed:
        yield "borrows", ", ".join(extraction.borrowed)
    if extraction.jobs:
        yield "jobs", f"{', '.join(extraction.jobs)} (they run where JOBS=on, in one place only)"
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for hidden in extraction.hidden:
        together.setdefault((hidden.table, hidden.routes), []).append(hidden.column)
    for (table, routes), columns in together.items():
        yield "hidden", f"{_columns(table, columns)}; {_lacking(routes, len(columns) > 1)}"
    for note in extraction.notes:
        yield "note", clean(note)


def _columns(table: str, columns: Sequence[str]) -> str:
    if len(columns) == 1:
        return f"{table}.{columns[0]}: the published view leaves it out"
    return f"{table}: the published view leaves out {', '.join(columns)}"


def _lacking(routes: Sequence[str], several: bool) -> str:
    """Return which answers lack the columns; without calls that can be followed nothing is known."""
    them = "them" if several else "it"
    if not routes:
        return f"no route is seen to read {them}"
    more = [f"and {len(routes) - _MANY} more"] if len(routes) > _MANY else []
    return f"answers that held {them} lack {them}, of at most: {', '.join((*routes[:_MANY], *more))}"


def _places(extraction: Extraction) -> Iterator[str]:
    for write in extraction.writes:
        yield f"  writes     {clean(write.table)} of {write.owner} ({write.policy})"
        yield from (f"             {place}" for place in _some(write.sites))
    for cluster in extraction.clusters:
        together = ", ".join(cluster.modules)
        yield f"  spans      {cluster.function} writes tables of {', '.join(cluster.owners)}"
        yield f"             {cluster.file}:{cluster.line}"
        yield f"             one transaction again in one service: put {together} together"


def _some(places: Sequence[str]) -> list[str]:
    more = [f"and {len(places) - _MANY} more"] if len(places) > _MANY else []
    return [*places[:_MANY], *more]


def _files(extraction: Extraction) -> Iterator[str]:
    if extraction.moved:
        yield "  files"
    for each in extraction.moved:
        yield f"    {each.path}"
        yield from (f"      line {edit.line}: {clean(edit.reason)}" for edit in each.edits)
    for stand in extraction.stand_ins:
        yield f"    {stand.path}  ({stand.kind} for {stand.origin}, of {stand.owner})"


def _written(plan: RegenerationPlan, detailed: bool) -> Iterator[str]:
    yield f"  writes to  {clean(plan.target.as_posix())}: {counts_line(plan)}"
    shown = [
        each
        for each in (*plan.conflicts, *plan.foreign)
        if detailed or each.conflicts or each in plan.foreign
    ]
    for each in shown:
        yield f"  {each.action:<10} {clean(each.path)}{f'  ({each.note})' if each.note else ''}"
    yield from (f"  ! {clean(warning)}" for warning in plan.warnings)


def _folded(text: str, width: int) -> list[str]:
    return wrap(
        text, width, subsequent_indent=" " * (_INDENT + 1), break_long_words=False, break_on_hyphens=False
    ) or [text]
