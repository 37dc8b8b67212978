"""Words in names."""

from __future__ import annotations

import pytest

from woosh_split.proposal.domain import load_domain
from woosh_split.proposal.naming import singular


@pytest.mark.parametrize(
    ("plural", "one"),
    [("orders", "order"), ("categories", "category"), ("branches", "branch"), ("skus", "sku"), ("kpis", "kpi"),
     ("menus", "menu")],
)  # fmt: skip
def test_a_plural_becomes_its_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize("word", ["status", "bonus", "campus", "analysis", "basis", "address", "bus"])
def test_a_singular_that_ends_like_a_plural_stays(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(
    ("name", "service"),
    [("skus", "product-catalog"), ("sku_prices", "product-catalog"), ("kpis", "analytics-reporting"),
     ("doctors", "client-management"), ("pharmacies", "client-management")],
)  # fmt: skip
def test_field_sales_knows_the_words(name: str, service: str) -> None:
    assert load_domain("field-sales").named(name) == service
