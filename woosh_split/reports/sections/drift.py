"""Where entities, dump and server disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from woosh_split.model.facts import Facts
from woosh_split.model.schema import Drift
from woosh_split.reports.section import Section, clean, columns, place

_USUAL = columns("*Table", "Column", "Drift", "Known to", "Not to", "Place")
_FULL = columns("*Table", "Column", "Drift", "Detail", "Place")

_RANKS = (
    "missing-table", "case-differs", "missing-column", "type-differs", "unmapped-column", "foreign-key-differs",
)  # fmt: skip


def drift(facts: Facts, full: bool) -> Section:
    """Return the disagreements, what breaks code first; in full with their details, in the order of the facts."""
    title = "Drift between entities, dump and server"
    if full:
        rows = tuple(
            (*_subject(each), clean(each.detail), place(each.file, each.line)) for each in facts.drift
        )
        return Section("drift", title, _FULL, rows)
    shown = sorted((each for each in facts.drift if not _is_only_unused(each)), key=_rank)
    usual = tuple(
        (*_subject(each), each.declared_by, each.missing_in, place(each.file, each.line)) for each in shown
    )
    rest = len(facts.drift) - len(shown)
    hidden = f"{rest:,} tables without an entity" if rest else ""
    return Section("drift", title, _USUAL, usual, _by_kind(shown), hidden)


def _by_kind(shown: Sequence[Drift]) -> str:
    """Return how many there are of each kind, in the order of the rows, where there are several."""
    kinds = Counter(each.kind for each in shown)
    if len(kinds) < 2:
        return ""
    return ", ".join(f"{number:,} {kind}" for kind, number in kinds.items()) + "."


def _subject(each: Drift) -> tuple[str, str, str]:
    return clean(each.table), clean(each.column or ""), each.kind


def _is_only_unused(each: Drift) -> bool:
    """A table of the schema that no entity maps breaks nothing; whether code uses it is another question."""
    return each.kind == "missing-table" and each.missing_in == "entity"


def _rank(each: Drift) -> int:
    return _RANKS.index(each.kind) if each.kind in _RANKS else len(_RANKS)
