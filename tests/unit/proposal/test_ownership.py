"""Who owns a table, how clear that is, and what holds a table that nothing uses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_facts import access, module

from woosh_split.model.access import Access
from woosh_split.model.code import SHARED, Call, Route
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.proposal import Ownership
from woosh_split.model.schema import Column, DatabaseEvent, ForeignKey, Routine, Table, Trigger
from woosh_split.proposal.ownership import ownerships

HOME = {"orders": "sales", "billing": "money", "stock": "goods", "reports": "numbers", "users": "people"}


def facts(*accesses: Access, tables: tuple[Table, ...] = (Table("t"),), **more: object) -> Facts:
    """Return facts with these accesses."""
    return Facts(
        Monolith("m", ".", "nestjs", 1, 1),
        modules=tuple(module(name) for name in sorted(HOME)),
        tables=tables,
        accesses=accesses,
        **more,  # type: ignore[arg-type]
    )


def owner(*accesses: Access, nailed: dict[str, str] | None = None) -> Ownership:
    """Return the ownership of the table ``t``."""
    (found,) = ownerships(facts(*accesses), HOME, nailed or {})
    return found


def write(name: str, function: str, operation: str, line: int = 1) -> Access:
    """Build a write of the table ``t``."""
    return access(name, "t", "write", line, function=function, operation=operation)


def test_one_insert_outweighs_two_updates() -> None:
    found = owner(
        write("orders", "a", "insert"), write("billing", "b", "update"), write("billing", "c", "update")
    )
    assert (found.owner, found.role) == ("sales", "owned")
    assert found.margin == pytest.approx((3 - 2) / 5)


def test_a_function_counts_once_however_often_it_writes() -> None:
    found = owner(
        *(write("billing", "b", "insert", line) for line in range(1, 9)),
        write("orders", "a", "insert"),
        write("orders", "c", "insert"),
    )
    assert [bid.score for bid in found.bids] == [6.0, 3.0]
    assert found.owner == "sales"


def test_a_narrow_margin_is_contested_with_both_sides_evidence() -> None:
    found = owner(write("orders", "a", "insert", 7), write("billing", "b", "insert", 9))
    assert found.role == "contested"
    assert found.margin == 0.0
    assert [(bid.service, bid.evidence[0].line) for bid in found.bids] == [("money", 9), ("sales", 7)]


def test_a_pin_ends_the_contest() -> None:
    found = owner(write("orders", "a", "insert"), write("billing", "b", "insert"), nailed={"t": "sales"})
    assert (found.owner, found.role) == ("sales", "owned")


def test_where_nobody_writes_readers_decide_and_the_name_counts() -> None:
    (found,) = ownerships(
        facts(
            access("orders", "stock", line=1, function="a"),
            access("orders", "stock", line=2, function="b"),
            access("stock", "stock", line=3, function="c"),
            tables=(Table("stock"),),
        ),
        HOME,
        {},
    )
    assert (found.owner, found.role) == ("goods", "read-only")


def test_of_equal_readers_the_one_with_the_tables_very_name_is_its_writer() -> None:
    read = [access("orders", "stock", line=line, function=f"f{line}") for line in range(1, 5)]
    (found,) = ownerships(
        facts(*read, access("stock", "stock", line=9, function="c"), tables=(Table("stock"),)), HOME, {}
    )
    assert (found.owner, [bid.score for bid in found.bids]) == ("goods", [5.0, 4.0])
    assert found.margin > 0


def test_of_equal_readers_the_one_whose_files_declare_the_entity_is_the_owner() -> None:
    """Found in an exam: brands, declared beside the products, went to the reports by the alphabet."""
    reads = (access("orders", "t", "read", 1, function="a"), access("reports", "t", "read", 2, function="b"))
    home = HOME | {"orders": "zeal"}
    modules = tuple(
        replace(each, files=(f"src/{each.name}/t.entity.ts",))
        for each in (module("orders"), module("reports"))
    )
    declared = Table("t", entity="T", entity_file="src/orders/t.entity.ts")
    (found,) = ownerships(replace(facts(*reads, tables=(declared,)), modules=modules), home, {})
    assert [(bid.service, bid.score) for bid in found.bids] == [("zeal", 2.0), ("numbers", 1.0)]
    (found,) = ownerships(replace(facts(*reads), modules=modules), home, {})
    assert [(bid.service, bid.score) for bid in found.bids] == [("numbers", 1.0), ("zeal", 1.0)]


def test_what_three_other_services_read_and_one_writes_is_a_reference_table() -> None:
    readers = [access(name, "t", function=name) for name in ("billing", "stock", "reports")]
    found = owner(write("users", "a", "insert"), *readers)
    assert (found.owner, found.role) == ("people", "reference")


def test_an_access_by_a_trigger_counts_for_the_module_whose_code_fires_it() -> None:
    found = owner(access("orders", "t", "write", 4, via="trigger", operation="insert", function="a"))
    assert found.owner == "sales"


def test_an_unused_table_says_what_holds_it() -> None:
    found = ownerships(
        facts(
            tables=(Table("old"), Table("t", foreign_keys=(ForeignKey(("old_id",), "old"),))),
            routines=(Routine("purge", "procedure", (), ("old",), "s.sql", 1),),
            triggers=(Trigger("t_ai", "t", "insert", "after", (), ("old",), "s.sql", 2),),
            db_events=(DatabaseEvent("nightly", "EVERY 1 DAY", ("t",), ("old",), "s.sql", 3),),
        ),
        HOME,
        {"t": "sales"},
    )
    by_name = {each.table: each for each in found}
    assert by_name["old"].role == "unused"
    assert by_name["old"].pinned_by == (
        "event nightly",
        "foreign key of t",
        "procedure purge",
        "trigger t_ai",
    )
    assert by_name["t"].pinned_by == ("event nightly", "foreign key to old", "trigger t_ai")
    assert [(each.owner, each.margin) for each in found] == [("monolith", 1.0), ("sales", 1.0)]


def test_what_a_shared_repository_writes_is_written_by_the_functions_that_call_it() -> None:
    def call(name: str, function: str, line: int) -> Call:
        return Call(name, "storage", "RowRepository", "add", function, f"src/{name}.service.ts", line)

    written = (
        write("orders", "RowRepository.add", "insert"),
        write("billing", "RowRepository.add", "insert"),
    )
    calls = (
        call("orders", "Orders.open", 3),
        call("orders", "Orders.copy", 9),
        call("billing", "Bills.pay", 5),
    )
    (found,) = ownerships(facts(*written, calls=calls), HOME, {})
    assert (found.owner, found.role) == ("sales", "owned")
    assert [(bid.service, bid.score) for bid in found.bids] == [("sales", 6.0), ("money", 3.0)]
    assert [(each.text, each.file, each.line) for each in found.bids[0].evidence] == [
        ("Orders.open calls RowRepository.add, which inserts", "src/orders.service.ts", 3),
        ("Orders.copy calls RowRepository.add, which inserts", "src/orders.service.ts", 9),
    ]


def door(name: str, path: str = "/api/auth/sign-in") -> Route:
    """Build a route by which people sign in."""
    return Route("POST", path, name, "C.m", "src/c.ts", 1)


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("/api/auth/login", "password_hash"),
        ("/auth/sign-in", "password"),
        ("/signIn/", "passwd"),
        ("/logon", "pwd"),
        ("/authenticate", "passhash"),
        ("/auth/sign_in", "passcode"),
    ],
)
def test_of_equals_the_service_that_signs_people_in_owns_the_table_with_the_passwords(
    path: str, column: str
) -> None:
    even = (
        write("orders", "a", "insert"), write("users", "b", "insert"), access("stock", "t"), access("users", "t"),
    )  # fmt: skip
    accounts = (Table("t", columns=(Column("id", "int"), Column(column, "varchar(60)"))),)
    people = HOME | {"users": "zz-people"}

    def owned(tables: tuple[Table, ...], *routes: Route) -> str:
        (found,) = ownerships(facts(*even, tables=tables, routes=routes), people, {})
        return found.owner

    assert owned(accounts) == "sales"
    assert owned(accounts, door("users", path)) == "zz-people"
    assert owned(accounts, door("users", "/users/password")) == "sales"
    assert owned(accounts, door("users", f"{path.rstrip('/')}/history")) == "sales"
    assert owned(accounts, replace(door("users", path), method="GET")) == "sales"
    assert owned((Table("t"),), door("users", path)) == "sales"


def test_who_writes_more_owns_it_whoever_signs_people_in() -> None:
    accounts = (Table("t", columns=(Column("password", "varchar(60)"),)),)
    found = (write("orders", "a", "insert"), write("users", "b", "update"))
    (owned,) = ownerships(facts(*found, tables=accounts, routes=(door("users"),)), HOME, {})
    assert owned.owner == "sales"


def test_what_shared_code_writes_or_reads_bids_for_nobody() -> None:
    found = owner(write(SHARED, "a", "insert"), write("billing", "b", "update"))
    assert [(bid.service, bid.score) for bid in found.bids] == [("money", 1.0)]
    read = owner(access(SHARED, "t", function="a"), access("billing", "t", function="b"))
    assert [bid.service for bid in read.bids] == ["money"]
    assert owner(write(SHARED, "a", "insert")).bids == ()


def test_where_nobody_writes_a_function_that_reads_twice_bids_once_and_says_where() -> None:
    found = owner(
        *(access("billing", "t", line=line, function="b") for line in (3, 9)),
        access("billing", "t", line=5, function="c"),
        access("stock", "t", line=7, function="s"),
    )
    assert [(bid.service, bid.score) for bid in found.bids] == [("money", 2.0), ("goods", 1.0)]
    assert [(each.text, each.line) for each in found.bids[0].evidence] == [("b reads", 3), ("c reads", 5)]


def test_who_fills_tables_with_test_data_bids_only_where_nobody_else_comes() -> None:
    home = HOME | {"seeds": "seeding"}
    both = (write("seeds", "s", "insert"), write("billing", "b", "update"))
    alone = (access("seeds", "u", "write", function="s", operation="insert"),)
    given = facts(*both, *alone, tables=(Table("t"), Table("u")))
    given = replace(given, modules=(*given.modules, module("seeds")))
    found = {each.table: each for each in ownerships(given, home, {})}
    assert [bid.service for bid in found["t"].bids] == ["money"]
    assert [bid.service for bid in found["u"].bids] == ["seeding"]


def test_what_a_person_calls_a_reference_table_is_one_however_few_read_it() -> None:
    (found,) = ownerships(facts(write("billing", "b", "insert")), HOME, {}, references=("t",))
    assert (found.role, found.owner) == ("reference", "money")


def test_what_two_write_is_no_reference_table_however_many_read_it() -> None:
    readers = [access(name, "t", function=name) for name in ("billing", "stock", "reports")]
    assert owner(write("users", "a", "insert"), write("orders", "b", "update"), *readers).role == "owned"


def test_who_writes_a_table_that_a_person_gave_to_another_is_no_reader_of_it() -> None:
    others = [access(name, "t", function=name) for name in ("billing", "stock")]
    assert owner(write("users", "a", "insert"), *others, nailed={"t": "sales"}).role == "owned"


def test_what_equal_readers_read_is_not_contested_and_one_bid_alone_is_clear() -> None:
    found = owner(access("billing", "t", function="a"), access("stock", "t", function="b"))
    assert (found.role, found.margin) == ("read-only", 0.0)
    assert owner(access("billing", "t")).margin == 1.0


def test_a_module_that_is_called_as_a_table_and_never_touches_it_bids_nothing() -> None:
    for name in ("stock", "stock-items"):
        given = facts(access("orders", name, function="a"), tables=(Table(name),))
        (found,) = ownerships(given, HOME, {})
        assert [(bid.service, bid.score) for bid in found.bids] == [("sales", 1.0)]


def test_what_stays_with_the_monolith_bids_last_however_much_it_writes() -> None:
    stays = (write("app", "a", "insert"), write("app", "b", "insert"))
    accounts = (Table("t", columns=(Column("password", "varchar(60)"),)),)
    for tables in ((Table("t"),), accounts):
        given = facts(*stays, write("users", "c", "update"), tables=tables, routes=(door("app"),))
        (found,) = ownerships(given, HOME, {})
        assert [bid.service for bid in found.bids] == ["people", "monolith"]


def test_a_call_within_a_module_or_of_shared_code_does_not_write_in_its_callers_place() -> None:
    calls = tuple(
        Call("orders", to, "Rows", "add", f"Orders.{name}", "src/orders.service.ts", 3)
        for name in ("open", "copy")
        for to in ("orders", SHARED)
    )
    (found,) = ownerships(facts(write("orders", "Rows.add", "insert"), calls=calls), HOME, {})
    assert [(bid.score, [each.text for each in bid.evidence]) for bid in found.bids] == [
        (3.0, ["Rows.add inserts"])
    ]
