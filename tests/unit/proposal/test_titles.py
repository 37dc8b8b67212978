"""Names for services that nobody named."""

from __future__ import annotations

from shop_facts import access

from woosh_split.model.facts import Facts, Monolith
from woosh_split.proposal.titles import heaviness, titles, users


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


def test_a_service_is_not_named_after_who_reads_the_most_nor_after_what_it_sends_by() -> None:
    """A report reads everything and is about others, and mails are how a service tells of what it does."""
    reads = tuple(access("reports", "users", line=line) for line in range(200))
    writes = tuple(access("users", "users", "write", line=line) for line in range(3))
    found = Facts(Monolith("shop", ".", "nestjs", 3, 30), accesses=(*reads, *writes))
    assert titles([["reports", "users"]], heaviness(found), []) == ["users"]
    assert titles([["emails", "clock"]], {"emails": 9.0}, []) == ["clock"]
    assert titles([["emails"]], {}, []) == ["emails"]


def test_a_module_for_trying_things_out_names_no_service_that_has_another() -> None:
    assert titles([["test", "users"]], {"test": 19.0, "users": 5.0}, []) == ["users"]
    assert titles([["tests", "lessons"]], {"tests": 19.0}, []) == ["tests"]  # of a school
    assert titles([["test"]], {}, []) == ["test"]


def test_of_two_that_weigh_alike_the_service_is_known_by_the_one_that_others_use() -> None:
    found = Facts(
        Monolith("shop", ".", "nestjs", 3, 30),
        accesses=(
            access("depots", "depots", "write"),
            access("stock", "stock", "write"),
            access("sales", "stock"),
        ),
    )
    weight = heaviness(found)
    assert titles([["depots", "stock"]], weight, [], users=users(found)) == ["stock"]
    assert titles([["depots", "stock", "sales"]], weight | {"sales": 0.0}, [], users=users(found)) == [
        "depots"
    ]


def test_no_service_is_named_after_whose_machines_it_uses() -> None:
    assert titles([["auth", "stripe", "users"]], {"stripe": 60.0, "users": 9.0, "auth": 5.0}, []) == ["users"]
    assert titles([["stripe"]], {}, []) == ["stripe"]


def test_a_shared_beginning_is_taken_whole() -> None:
    groups = [["personal-service-types", "personal-services-ads", "providers"]]
    assert titles(groups, {}, []) == ["personal-service"]
    assert titles([["delivery-ads", "delivery-steps", "routes"]], {}, []) == ["delivery"]
    assert titles([["zoo-bar-tea", "bar-tea-cup", "bar-tea"]], {}, []) == ["bar"]


def test_a_word_that_any_modules_may_share_names_no_service() -> None:
    assert titles([["set-examination", "set-packages"]], {"set-packages": 1.0}, []) == ["set-packages"]
    assert titles([["user-management", "role-management"]], {"user-management": 1.0}, []) == [
        "user-management"
    ]
