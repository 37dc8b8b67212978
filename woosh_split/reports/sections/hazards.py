"""What a gateway in front of the monolith would break."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, place, shortened

_COLUMNS = columns("Subject", "Hazard", "Detail", "Place")


def hazards(facts: Facts, full: bool) -> Section:
    """Return every hazard in the order of the facts."""
    rows = tuple(
        (clean(each.subject), each.kind, shortened(each.detail, full=full), place(each.file, each.line))
        for each in facts.hazards
    )
    return Section("hazards", "What a gateway will break", _COLUMNS, rows)
