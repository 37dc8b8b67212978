"""Coupling counts what an extraction would have to cut."""

from __future__ import annotations

from shop_facts import access, module, shop

from woosh_split.graph.coupling import ModuleTie, module_couplings, module_ties, table_users
from woosh_split.model.code import SHARED, Call
from woosh_split.model.facts import Facts, Monolith


def facts(**parts: object) -> Facts:
    return Facts(monolith=Monolith("m", ".", "nestjs", 1, 1), **parts)  # type: ignore[arg-type]


def call(start: str, end: str) -> Call:
    return Call(start, end, "Service", "run", "Other.run", "src/x.ts", 1)


def test_two_readers_of_a_table_are_not_tied() -> None:
    """Reading the same table is harmless: only a writer makes it a contract."""
    assert module_ties(facts(accesses=(access("a", "t"), access("b", "t")))) == ()


def test_a_writer_is_tied_to_every_other_user_of_the_table() -> None:
    found = module_ties(facts(accesses=(access("c", "t"), access("b", "t", "write"), access("a", "t"))))
    assert found == (ModuleTie("a", "b", 0, ("t",)), ModuleTie("b", "c", 0, ("t",)))


def test_a_pair_that_calls_both_ways_counts_its_shared_tables_once() -> None:
    found = module_ties(
        facts(accesses=(access("a", "t", "write"), access("b", "t")), calls=(call("b", "a"), call("a", "b")))
    )
    assert found == (ModuleTie("a", "b", 1, ("t",)), ModuleTie("b", "a", 1, ()))


def test_a_call_within_a_module_is_no_tie() -> None:
    assert module_ties(facts(calls=(call("a", "a"),))) == ()


def test_ties_come_strongest_first_and_then_by_name() -> None:
    found = module_ties(facts(calls=(call("z", "y"), call("b", "a"), call("m", "n"), call("m", "n"))))
    assert [(tie.first, tie.second) for tie in found] == [("m", "n"), ("b", "a"), ("z", "y")]


def test_table_users_count_places_and_name_modules() -> None:
    users = {each.table: each for each in table_users(shop())}
    assert users["orders"].reads == 1
    assert users["orders"].writes == 2
    assert users["orders"].readers == ("orders",)
    assert users["orders"].writers == ("billing", "orders")
    assert users["users"].modules == ("billing", "orders", "users")


def test_couplings_list_every_module_even_one_without_ties() -> None:
    couplings = {each.module: each for each in module_couplings(shop())}
    assert set(couplings) == {"app", "billing", "orders", "stock", "users"}
    assert couplings["app"].weight == 0
    assert couplings["orders"].calls == ("stock", "users")
    assert couplings["users"].called_by == ("billing", "orders", "stock")
    assert couplings["billing"].shared == ("orders", "users")


def test_code_of_no_module_is_listed_where_it_touches_tables() -> None:
    files = ("src/seed.ts", "src/x.ts")
    found = module_couplings(facts(accesses=(access("~shared", "t"),), shared_files=files))
    assert [(each.module, each.files, each.reads) for each in found] == [("~shared", 2, ("t",))]


def test_weight_is_shared_tables_and_callers_and_callees() -> None:
    found = module_couplings(
        facts(
            modules=(module("a"), module("b")),
            accesses=(access("a", "t", "write"), access("b", "t")),
            calls=(call("a", "b"),),
        )
    )
    assert [(each.module, each.weight) for each in found] == [("a", 2), ("b", 2)]


def test_a_module_that_writes_and_then_reads_a_table_is_a_writer() -> None:
    found = module_ties(facts(accesses=(access("a", "t", "write"), access("a", "t"), access("b", "t"))))
    assert found == (ModuleTie("a", "b", 0, ("t",)),)


def test_shared_code_is_a_module_only_where_it_touches_tables() -> None:
    own = (access("a", "t"), access("b", "u"))
    assert SHARED not in {each.module for each in module_couplings(facts(accesses=own))}
    found = module_couplings(
        facts(accesses=(*own, access(SHARED, "t")), shared_files=("src/a.ts", "src/b.ts"))
    )
    assert {each.module: (each.files, each.reads) for each in found} == {SHARED: (2, ("t",))}


def test_whatever_the_hash_seed_names_are_in_the_order_of_the_alphabet() -> None:
    names = tuple(f"t{number}" for number in range(9))
    others = tuple(f"m{number}" for number in range(9))
    found = module_couplings(
        facts(
            modules=(module("a"),),
            accesses=tuple(
                access(who, name, mode) for name in names for who in ("a", "b") for mode in ("read", "write")
            ),
            calls=tuple(call(*pair) for each in others for pair in (("a", each), (each, "a"))),
        )
    )
    (one,) = found
    assert (one.reads, one.writes, one.shared, one.calls, one.called_by) == (
        names,
        names,
        names,
        others,
        others,
    )
    (tie, *_) = module_ties(facts(accesses=tuple(access(who, n, "write") for n in names for who in "ab")))
    assert tie.tables == names


def test_tables_come_most_used_first_by_reads_and_writes_together_and_then_by_name() -> None:
    used = (
        *(access("a", "written", "write", line) for line in (1, 2)),
        access("a", "written", "read", 3),
        *(access("a", name, "read", line) for name in ("z-read", "a-read") for line in (4, 5)),
        *(access("a", "most", mode, line) for mode in ("read", "write") for line in (6, 7)),
    )
    found = table_users(facts(accesses=used))
    assert [each.table for each in found] == ["most", "written", "a-read", "z-read"]
    assert table_users(facts(accesses=tuple(reversed(used)))) == found


def test_the_users_of_a_table_are_in_the_order_of_the_alphabet() -> None:
    names = tuple(f"m{number}" for number in range(9))
    both = tuple(access(who, "t", mode) for who in reversed(names) for mode in ("read", "write"))
    (found,) = table_users(facts(accesses=both))
    assert (found.readers, found.writers) == (names, names)


def test_modules_come_most_tied_first_and_then_by_name() -> None:
    calls = (call("z", "hub"), call("b", "hub"), call("b", "z"))
    found = module_couplings(
        facts(modules=tuple(map(module, ("z", "loose", "b", "hub", "alone"))), calls=calls)
    )
    assert [(each.module, each.weight) for each in found] == [
        ("b", 2), ("hub", 2), ("z", 2), ("alone", 0), ("loose", 0),
    ]  # fmt: skip
    more = module_couplings(
        facts(modules=tuple(map(module, ("a", "b", "z"))), calls=(call("z", "b"), call("z", "a")))
    )
    assert [each.module for each in more] == ["z", "a", "b"]


def test_ties_of_one_strength_are_in_the_order_of_their_names() -> None:
    pairs = [("b", "c"), ("a", "c"), ("b", "a"), ("a", "b")]
    found = module_ties(facts(calls=tuple(call(*pair) for pair in pairs)))
    assert [(tie.first, tie.second) for tie in found] == sorted(pairs)
