"""Modules, how large they are and what holds them to the others."""

from __future__ import annotations

from woosh_split.graph.coupling import module_couplings
from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, names

_USUAL = columns(
    "*Module", "#Files", "#Routes", "#Reads", "#Writes", "#Shared", "#Calls", "#Called by", "#Ties"
)
_FULL = columns("*Module", "#Files", "#Routes", "Reads", "Writes", "Calls", "Called by", "#Ties")
_NOTE = (
    "Tables read, written, and shared with a module that writes (or is written for); modules called and calling. "
    "Ties are what an extraction has to cut."
)


def modules(facts: Facts, full: bool) -> Section:
    """Return the modules, the most tied first; in full with the names behind the numbers."""
    found = module_couplings(facts)
    if full:
        rows = tuple(
            (
                clean(each.module),
                f"{each.files:,}",
                f"{each.routes:,}",
                names(each.reads, full=True),
                names(each.writes, full=True),
                names(each.calls, full=True),
                names(each.called_by, full=True),
                f"{each.weight:,}",
            )
            for each in found
        )
        return Section("modules", "Modules", _FULL, rows, _NOTE)
    counted = tuple(
        (
            clean(each.module),
            f"{each.files:,}",
            f"{each.routes:,}",
            f"{len(each.reads):,}",
            f"{len(each.writes):,}",
            f"{len(each.shared):,}",
            f"{len(each.calls):,}",
            f"{len(each.called_by):,}",
            f"{each.weight:,}",
        )
        for each in found
    )
    return Section("modules", "Modules", _USUAL, counted, _NOTE)
