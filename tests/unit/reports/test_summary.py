"""The summary's figures are those of the facts, and it never rounds a gap away."""

from __future__ import annotations

import pytest
from shop_facts import shop

from woosh_split.model.facts import Coverage, Facts, Monolith
from woosh_split.reports.sections.summary import coverage_text, summary


@pytest.mark.parametrize(
    ("sites", "resolved", "expected"),
    [
        (0, 0, "no database call site was seen"),
        (4, 4, "100.0 % (4 of 4 database call sites resolved)"),
        (10_000, 9_999, "99.9 % (9,999 of 10,000 database call sites resolved)"),
        (3, 1, "33.3 % (1 of 3 database call sites resolved)"),
    ],
)
def test_coverage_is_never_rounded_up(sites: int, resolved: int, expected: str) -> None:
    assert coverage_text(Coverage(sites, resolved)) == expected


def test_a_monolith_with_nothing_in_it_has_plain_zeros() -> None:
    empty = Facts(monolith=Monolith("empty", ".", "nestjs", 0, 0))
    rows = dict(summary(empty, False).rows)
    assert {rows[name] for name in ("Modules", "Routes", "Tables", "Transactions", "App calls")} == {"0"}


def test_the_figures_are_those_of_the_facts() -> None:
    rows = dict(summary(shop(), False).rows)
    assert rows["Routes"] == "2 (GET 1, POST 1); 1 without a token"
    assert rows["Tables"] == "5 and 1 view; 4 with an entity, 2 used by no code"
    assert rows["Accesses"] == "3 reads, 4 writes"
    assert rows["App calls"] == "2; 1 answered by no route"
