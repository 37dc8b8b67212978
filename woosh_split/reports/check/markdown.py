"""Markdown: for ``$GITHUB_STEP_SUMMARY``, a comment on a merge request, or a wiki."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woosh_split.model.violation import BaselineEntry, CheckResult, Growth, Violation
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.place import Place
from woosh_split.reports.markdown import cell
from woosh_split.reports.section import count

SHOWN = 100
"""Rows of a table: a step's summary may hold a megabyte, and a person reads less."""


def to_markdown(result: CheckResult, layout: CheckLayout) -> str:
    """Return a verdict, what is new, what is stale, and how debt grows; known ones only with ``show_known``."""
    return "\n".join(_lines(result, layout))


def _lines(result: CheckResult, layout: CheckLayout) -> Iterator[str]:
    place = layout.place
    yield "# woosh-split check"
    yield ""
    yield _verdict(result, layout)
    yield from _violations("New", result.new, place)
    yield from _stale(result.stale, place)
    yield from _growth([each for each in result.growth if each.current != each.baseline])
    if layout.show_known:
        yield from _violations("Known", result.known, place)


def _verdict(result: CheckResult, layout: CheckLayout) -> str:
    word = "**No.**" if layout.failed else "**Clean.**"
    counts = (
        f"{len(result.new):,} new",
        f"{len(result.known):,} known",
        f"{len(result.stale):,} stale",
        f"{count(result.unresolved, 'place')} not understood",
        f"{count(result.files, 'file')} checked",
    )
    return f"{word} {', '.join(counts)}."


def _violations(title: str, violations: Sequence[Violation], place: Place) -> Iterator[str]:
    if not violations:
        return
    yield from (
        "",
        f"## {title}",
        "",
        "| Rule | Place | From | To | What | Way out |",
        "|---|---|---|---|---|---|",
    )
    for each in violations[:SHOWN]:
        yield _row(
            f"{each.code} {each.name}",
            f"{place.path(each.path)}:{each.line}",
            each.from_service,
            each.to_service,
            each.message,
            each.fix,
        )
    if len(violations) > SHOWN:
        yield from ("", f"And {len(violations) - SHOWN:,} more.")


def _stale(stale: Sequence[BaselineEntry], place: Place) -> Iterator[str]:
    if not stale:
        return
    yield from ("", "## Stale", "", "Known ones that are gone. Run `woosh-split baseline prune`.", "")
    yield from ("| Rule | File | In | Target |", "|---|---|---|---|")
    for each in stale[:SHOWN]:
        yield _row(each.code, place.path(each.path), each.symbol, each.target)
    if len(stale) > SHOWN:
        yield from ("", f"And {len(stale) - SHOWN:,} more.")


def _growth(growth: Sequence[Growth]) -> Iterator[str]:
    if not growth:
        return
    yield from ("", "## Growth", "", "| Service | Rule | Baseline | Now | |", "|---|---|---:|---:|---:|")
    for each in growth:
        change = each.current - each.baseline
        yield _row(each.service, each.code, f"{each.baseline:,}", f"{each.current:,}", f"{change:+,}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(cell, cells))} |"
