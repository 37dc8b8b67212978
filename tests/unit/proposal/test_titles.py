"""Names for services that nobody named."""

from __future__ import annotations

from woosh_split.proposal.titles import titles


def test_a_word_that_most_modules_share_or_the_heaviest_module() -> None:
    groups = (("client-stock", "client-visits", "maps"), ("orders", "invoices"))
    assert titles(groups, {"invoices": 2.0, "orders": 1.0}, ()) == ["client", "invoices"]
    assert titles(groups, {"invoices": 2.0, "orders": 1.0}, ("client", "invoices")) == [
        "client-stock",
        "orders",
    ]


def test_a_first_word_that_names_the_whole_names_no_service() -> None:
    groups = (
        ("api-expense",),
        ("api-order", "api-order-lines"),
        ("api-role", "api-user", "api-me"),
        ("socket",),
    )
    assert titles(groups, {"api-user": 1.0}, ()) == ["expense", "order", "user", "socket"]
    few = (("api-expense",), ("api-order",), ("socket",))
    assert titles(few, {}, ()) == ["api-expense", "api-order", "socket"]
