"""A transaction spans modules by who takes part, or by who else writes its tables."""

from __future__ import annotations

from dataclasses import replace

from shop_facts import access, shop

from woosh_split.graph.spanning import spanning_transactions
from woosh_split.model.access import Transaction
from woosh_split.model.code import Call


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


def test_code_that_two_transactions_run_takes_part_in_both() -> None:
    """An access is noted with one of them; the call that hands over the connection tells of the other."""
    both = tuple(
        Transaction(f"sales-{name}", "sales", f"Sales.{name}", "src/sales.ts", line, (), ("bins",))
        for line, name in ((3, "sell"), (9, "undo"))
    )
    calls = tuple(
        Call("sales", to, provider, "move", each.function, each.file, each.line + 1, True)
        for each in both
        for to, provider in (("stock", "Stock"), ("db", "Db"))
    )
    taken = (access("stock", "bins", "write", transaction="sales-sell"),)
    found = spanning_transactions(replace(shop(), transactions=both, calls=calls, accesses=taken))
    assert {each.transaction.id: each.modules for each in found} == {
        "sales-sell": ("sales", "stock"),
        "sales-undo": ("sales", "stock"),
    }


def test_of_equally_wide_ones_the_more_contested_comes_first_and_its_tables_in_the_order_of_the_alphabet() -> (
    None
):
    names = tuple(f"t{number}" for number in range(9))
    one = Transaction("one", "a", "A.one", "src/a.ts", 1, (), ("t0",))
    all_ = Transaction("all", "a", "A.all", "src/b.ts", 1, (), names)
    facts = replace(
        shop(), transactions=(one, all_), accesses=tuple(access("b", name, "write") for name in names)
    )
    assert [(each.transaction.id, each.contested) for each in spanning_transactions(facts)] == [
        ("all", names),
        ("one", ("t0",)),
    ]
