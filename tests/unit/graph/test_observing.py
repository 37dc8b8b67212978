"""What ran is attributed to users and services and held against the facts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from database_shop import facts, split

from woosh_split.graph.observing import Setting, compare, issues
from woosh_split.model.observation import (
    ADDED,
    CONFIRMED,
    UNKNOWN_TABLE,
    Observation,
    OtherDatabase,
    RuntimeAccess,
    Seen,
    SeenUse,
)
from woosh_split.model.placement import placement_of
from woosh_split.model.schema import Trigger
from woosh_split.sources.logs.tally import Tally

SETTING = Setting(None, frozenset({"ordering", "supply", "shared"}), {"ordering": "ordering"})


def observed(*ran: tuple[str, str | None, str], setting: Setting = SETTING) -> Observation:
    tally = Tally()
    tally.take((user, schema, text.encode(), False) for user, schema, text in ran)
    return compare(Seen(statements=tally.statements("?")), facts(), placement_of(split()), setting)


def one(observation: Observation, table: str, operation: str) -> RuntimeAccess:
    (found,) = [e for e in observation.accesses if (e.table, e.operation) == (table, operation)]
    return found


def test_runs_are_added_up_by_user_table_and_operation_with_the_columns_of_all() -> None:
    found = observed(
        ("app", "shop", "SELECT email FROM users WHERE id = 1"),
        ("app", "shop", "SELECT email FROM USERS WHERE id = 2"),
        ("app", "shop", "SELECT token_count FROM shop.users"),
    )
    access = one(found, "users", "select")
    assert (access.user, access.count, access.columns) == ("app", 3, ("email", "id", "token_count"))
    assert (access.service, access.owner) == ("monolith", "accounts")
    assert found.schema == "shop"


def test_the_schema_of_a_service_is_not_the_monoliths_however_busy_it_is() -> None:
    """After a few phases most statements run in the services' schemas."""
    service = ("ordering", "ordering", "SELECT * FROM orders")
    found = observed(service, service, service, ("app", "shop", "SELECT * FROM users"))
    assert found.schema == "shop"
    assert observed(service).schema == "ordering"  # nothing else is known


def test_the_code_confirms_what_it_may_issue_and_names_the_places() -> None:
    found = observed(
        ("app", "shop", "SELECT * FROM orders FOR UPDATE"),
        ("app", "shop", "UPDATE orders SET total = 1"),  # the facts know save(), an insert
        ("app", "shop", "DELETE FROM countries"),
        ("app", "shop", "SELECT * FROM nowhere"),
    )
    assert one(found, "orders", "select").verdict == CONFIRMED
    assert one(found, "orders", "select").lock
    update = one(found, "orders", "update")
    assert update.verdict == CONFIRMED
    assert ("src/orders/orders.service.ts", 2) in [(e.file, e.line) for e in update.explained_by]
    assert one(found, "countries", "delete").verdict == ADDED
    assert one(found, "nowhere", "select").verdict == UNKNOWN_TABLE


def test_what_a_service_does_to_tables_of_others_is_foreign() -> None:
    found = observed(
        ("ordering", "ordering", "SELECT * FROM orders"),
        ("ordering", "ordering", "UPDATE stock SET amount = 1"),
        ("app", "shop", "SELECT * FROM audit"),
    )
    assert {(e.user, e.service, e.table, e.via) for e in found.foreign} == {
        ("ordering", "ordering", "stock", "statement"),
        ("ordering", "ordering", "audit", "trigger"),
    }
    fired = one(found, "audit", "change")
    assert (fired.via, fired.count) == ("trigger", 1)


def test_a_called_procedure_counts_as_what_it_touches() -> None:
    found = observed(("app", "shop", "CALL close_day(1)"))
    assert {(e.table, e.operation) for e in found.accesses if e.via == "procedure"} == {
        ("orders", "change"),
        ("orders", "select"),
        ("users", "select"),
    }


def test_a_trigger_fires_for_its_table_and_its_event_alone() -> None:
    """The logs tell the statement, not what it sets off: that is in the facts."""
    fired = Trigger("note", "Orders", "update", "after", ("countries",), ("audit",), "shop.sql", 1)
    told = replace(facts(), triggers=(fired,))

    def touched(*texts: str) -> set[tuple[str, str]]:
        tally = Tally()
        tally.take(("app", "shop", text.encode(), False) for text in texts)
        found = compare(Seen(statements=tally.statements("?")), told, placement_of(split()), SETTING)
        return {(each.table, each.operation) for each in found.accesses if each.via == "trigger"}

    both = {("countries", "select"), ("audit", "change")}
    assert touched("UPDATE orders SET total = 1") == both
    assert touched("INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE total = 2") == both
    assert touched("DELETE FROM orders", "SELECT * FROM orders", "UPDATE users SET id = 1") == set()


def test_other_databases_are_listed_and_the_servers_own_are_not() -> None:
    found = observed(
        ("app", "shop", "SELECT * FROM users"),
        ("app", "shop", "SELECT * FROM blog.posts"),
        ("app", "blog", "SELECT * FROM users"),
        ("app", "mysql", "SELECT * FROM proc"),
        ("app", None, "SELECT * FROM orders"),
    )
    assert found.elsewhere == (OtherDatabase("blog", ("posts", "users"), 2),)
    assert one(found, "users", "select").count == 1
    assert one(found, "orders", "select").count == 1


def test_accesses_of_the_facts_that_never_ran_are_listed_with_their_places() -> None:
    found = observed(
        ("app", "shop", "SELECT * FROM users"), ("app", "shop", "INSERT INTO orders () VALUES ()")
    )
    unseen = {(e.module, e.table, e.operation) for e in found.unseen}
    assert ("stock", "stock", "select") in unseen
    assert ("users", "users", "update") not in {
        (e.module, e.table, e.operation) for e in found.unseen if e.mode == "read"
    }
    assert not {each for each in unseen if each[1:] == ("users", "select")}
    assert not [e for e in found.unseen if (e.table, e.operation) == ("orders", "insert")]
    assert not [e for e in found.unseen if e.via in ("trigger", "view", "procedure")]


def test_an_audit_log_confirms_reads_and_any_write() -> None:
    uses = (("app", SeenUse("shop", "orders", "write", "change", via="audit"), 4),)
    found = compare(Seen(accesses=uses), facts(), placement_of(split()), SETTING)
    access = one(found, "orders", "change")
    assert (access.verdict, access.count) == (CONFIRMED, 4)
    assert not [e for e in found.unseen if e.table == "orders" and e.mode == "write"]


def test_without_facts_everything_is_told_and_nothing_compared() -> None:
    tally = Tally()
    tally.take([("app", "shop", b"SELECT * FROM users", False)])
    found = compare(Seen(statements=tally.statements("?")), None, placement_of(split()), Setting())
    assert not found.compared
    assert found.unseen == ()
    assert found.schema == "shop"


def test_save_issues_three_kinds_of_statements() -> None:
    save = next(each for each in facts().accesses if each.operation == "insert" and each.via == "repository")
    assert {"select", "insert", "update"} <= issues(save)
    assert "delete" not in issues(save)


@pytest.mark.parametrize(
    ("via", "operation", "expected"),
    [
        ("raw-sql", "insert", {"insert", "update"}),  # ON DUPLICATE KEY
        ("procedure", "insert", {"insert", "update"}),
        ("query-builder", "insert", {"insert", "update"}),
        ("raw-sql", "update", {"update"}),
        ("raw-sql", "delete", {"delete"}),
        ("trigger", "insert", {"insert"}),
        ("relation", "insert", {"select", "insert", "update", "delete"}),
        ("repository", "update", {"select", "update"}),
    ],
)
def test_a_write_issues_what_its_kind_may(via: str, operation: str, expected: set[str]) -> None:
    access = replace(facts().accesses[0], mode="write", via=via, operation=operation)
    assert issues(access) == expected | {"change"}
