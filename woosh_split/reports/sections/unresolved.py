"""What was seen and could not be resolved."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, columns, place, shortened

_COLUMNS = columns("Kind", "Text", "Reason", "Place")


def unresolved(facts: Facts, full: bool) -> Section:
    """Return every unresolved place in the order of the facts."""
    rows = tuple(
        (
            each.kind,
            shortened(each.text, full=full),
            shortened(each.reason, full=full),
            place(each.file, each.line),
        )
        for each in facts.unresolved
    )
    note = "Nothing is guessed: these places are in no other section, and those of the database lower the coverage."
    return Section("unresolved", "Unresolved", _COLUMNS, rows, note)
