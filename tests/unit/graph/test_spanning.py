"""A transaction spans modules by who takes part, or by who else writes its tables."""

from __future__ import annotations

from dataclasses import replace

from shop_facts import access, shop

from woosh_split.graph.spanning import spanning_transactions
from woosh_split.model.access import Transaction


def test_a_transaction_that_another_modules_code_takes_part_in_spans() -> None:
    (found,) = spanning_transactions(shop())
    assert found.transaction.id == "orders-1"
    assert found.modules == ("orders", "stock")
    assert found.contested == ("orders",)


def test_a_transaction_on_tables_of_its_own_module_does_not_span() -> None:
    facts = replace(
        shop(),
        accesses=(access("users", "users", "write", transaction="users-1"), access("orders", "users")),
    )
    assert spanning_transactions(facts) == ()


def test_a_table_written_by_a_module_outside_is_contested() -> None:
    facts = replace(
        shop(),
        accesses=(
            access("users", "users", "write", transaction="users-1"),
            access("orders", "users", "write"),
        ),
    )
    (found,) = spanning_transactions(facts)
    assert (found.modules, found.contested) == (("users",), ("users",))


def test_the_widest_comes_first_and_equal_ones_by_place() -> None:
    transactions = tuple(
        Transaction(name, "a", "A.run", f"src/{name}.ts", 1, (), ("t",)) for name in ("later", "earlier")
    )
    accesses = tuple(
        access(module, "t", "write", transaction=name)
        for name, module in (("later", "b"), ("earlier", "b"), ("wide", "b"), ("wide", "c"))
    )
    wide = Transaction("wide", "a", "A.wide", "src/z.ts", 1, (), ("t",))
    found = spanning_transactions(replace(shop(), transactions=(*transactions, wide), accesses=accesses))
    assert [each.transaction.id for each in found] == ["wide", "earlier", "later"]
