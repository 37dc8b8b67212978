"""What nothing uses."""

from __future__ import annotations

from woosh_split.graph.dead_code import dead_code
from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, place

_COLUMNS = columns("*Name", "What", "Place")


def dead(facts: Facts, full: bool) -> Section:
    """Return unused entities, files that no import leads to, and tables that no code mentions."""
    found = dead_code(facts)
    rows = (
        *(
            (clean(each.entity or each.name), "entity nobody uses", place(each.entity_file, None))
            for each in found.entities
        ),
        *((clean(file), "file no import leads to", "") for file in found.files),
        *((clean(each.name), "table no code uses", place(each.file, each.line)) for each in found.tables),
    )
    note = "Seen from the root module; scripts that are started by themselves are listed as well."
    return Section("dead-code", "Dead code", _COLUMNS, rows, note if found.files else "")
