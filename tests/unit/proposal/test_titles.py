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


def test_no_two_services_are_called_alike_nor_as_what_is_taken() -> None:
    groups = [["orders-read", "orders-write"], ["orders-a", "orders-b"], ["orders"], ["monolith"]]
    found = titles(groups, {"orders-b": 2.0}, ["orders-b"])
    assert found == ["order", "orders-a", "orders", "monolith-2"]
    assert titles([["stock"], ["stock"], ["stock"]], {}, []) == ["stock", "stock-2", "stock-3"]


def test_of_words_that_most_share_the_commonest_counts_then_the_alphabet() -> None:
    assert titles([["zoo-bar", "bar-zoo", "zoo"]], {}, []) == ["zoo"]
    assert titles([["zoo-bar", "bar-zoo"]], {}, []) == ["bar"]
    assert titles([["zoos", "zoo-bar", "zoo-tea"]], {}, []) == ["zoos"]
    assert titles([["zoo-bar", "tea-cup"]], {"tea-cup": 1.0}, []) == ["tea-cup"]
    assert titles([["ab-bar", "ab-cup"]], {}, []) == ["ab-bar"]


def test_what_all_routes_begin_with_names_modules_that_share_no_word() -> None:
    groups = [["bar", "cup"]]
    assert titles(groups, {}, [], {"bar": "sales", "cup": "sales"}) == ["sales"]
    assert titles(groups, {}, [], {"bar": "sales", "cup": "goods"}) == ["bar"]
    assert titles(groups, {}, [], {"bar": "sales"}) == ["bar"]
    assert titles([["bar"]], {}, [], {"bar": "sales"}) == ["bar"]
