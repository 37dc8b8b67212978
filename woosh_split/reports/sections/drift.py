"""Where entities, dump and server disagree."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, place, shortened

_COLUMNS = columns("*Table", "Column", "Drift", "Detail", "Place")


def drift(facts: Facts, full: bool) -> Section:
    """Return every disagreement in the order of the facts."""
    rows = tuple(
        (
            clean(each.table),
            clean(each.column or ""),
            each.kind,
            shortened(each.detail, full=full),
            place(each.file, each.line),
        )
        for each in facts.drift
    )
    return Section("drift", "Drift between entities, dump and server", _COLUMNS, rows)
