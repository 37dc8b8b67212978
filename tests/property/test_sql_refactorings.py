"""How a statement is written never changes which tables and columns it reads, writes and locks."""

from __future__ import annotations

from random import Random

import pytest
from sql_refactorings import ALL, FORMS, Refactoring

from woosh_split.sql.statement import SqlReading, read_sql


def essence(reading: SqlReading) -> object:
    """Return what is read; which case a table has, which table is joined in which form, and the functions may differ."""
    uses = [(use.table, use.mode, use.operation, use.lock, use.columns) for use in reading.uses]
    return uses, reading.calls, reading.problem, reading.control, reading.temporary, reading.extra_events


@pytest.mark.parametrize("meaning", FORMS)
def test_forms_of_one_meaning_read_the_same(meaning: str) -> None:
    first, *others = (each.strip() for each in FORMS[meaning].strip().splitlines())
    known = essence(read_sql(first))
    different = {other: essence(read_sql(other)) for other in others if essence(read_sql(other)) != known}
    assert different == {}


@pytest.mark.parametrize("refactoring", ALL, ids=lambda each: each.__name__)
def test_another_way_to_write_it_changes_nothing(refactoring: Refactoring) -> None:
    random = Random(refactoring.__name__)
    forms = [each.strip() for several in FORMS.values() for each in several.strip().splitlines()]
    changed = 0
    for form in forms:
        after = refactoring(form, random)
        changed += after != form
        assert essence(read_sql(after)) == essence(read_sql(form)), f"{form}\n{after}"
    assert changed > len(forms) // 5
