"""The journal and the lock of a migration on a real server: what they say of one monolith beside another, and after a run was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from mariadb import MariaDb
from migrations import only

from woosh_split.database.ddl import Ddl, ddl_connection, holder_of_lock, take_lock
from woosh_split.database.journal import (
    COMPLETE,
    RESTORE,
    completed,
    is_cut_off,
    last_note,
    made_by_us,
    open_journal,
    revocations,
    tail,
)
from woosh_split.errors import Refusal
from woosh_split.model.world import ROLE, SCHEMA, USER, Action

pytestmark = pytest.mark.xdist_group("apply")

PHASE = "02-ordering"


@pytest.fixture
def server(mariadb: MariaDb) -> Iterator[MariaDb]:
    """A server with a schema to connect to and no journal."""
    with only(mariadb, ""):
        mariadb.execute("DROP DATABASE IF EXISTS woosh_split;")
        yield mariadb


@pytest.fixture
def ddl(server: MariaDb) -> Iterator[Ddl]:
    with ddl_connection(server.url("mysql")) as found:
        yield found


def action(kind: str, subject: str, sql: str = "DO 1") -> Action:
    return Action(kind, subject, (sql,))


def test_without_a_journal_nothing_is_ours_and_nothing_is_complete(ddl: Ddl) -> None:
    assert made_by_us(ddl, "shop") == frozenset()
    assert completed(ddl, "shop") == frozenset()
    assert not is_cut_off(ddl, "shop", PHASE, "traffic")
    assert revocations(ddl, "shop", PHASE) == []
    assert tail(ddl, "shop", 5) == []


def test_two_monoliths_on_one_server_have_nothing_to_do_with_each_other(ddl: Ddl) -> None:
    shop = open_journal(ddl, "shop", PHASE, COMPLETE)
    shop.note("", "begin", PHASE)
    shop.done(shop.intent("account", action("create-user", "ordering@%")), 1, 1)
    shop.intent("old names", action("revoke", "orders", "REVOKE SELECT ON a.b FROM c"))
    store = open_journal(ddl, "store", PHASE, "forward")
    store.note("", "end", PHASE)

    assert [row.state for row in tail(ddl, "shop", 9)] == ["done", "done", "intent"]
    assert [row.kind for row in tail(ddl, "store", 9)] == ["end"]
    assert made_by_us(ddl, "shop") == {(USER, "ordering", "%")}
    assert made_by_us(ddl, "store") == frozenset()
    assert (completed(ddl, "shop"), completed(ddl, "store")) == ({PHASE}, frozenset())
    assert is_cut_off(ddl, "shop", PHASE, COMPLETE)
    assert not is_cut_off(ddl, "store", PHASE, COMPLETE)
    assert revocations(ddl, "shop", PHASE) == ["REVOKE SELECT ON a.b FROM c"]
    assert revocations(ddl, "store", PHASE) == []
    assert (last_note(ddl, "shop", PHASE, COMPLETE), last_note(ddl, "store", PHASE, COMPLETE)) == (
        "orders",
        None,
    )


def test_the_next_run_calls_what_was_cut_off_left(ddl: Ddl) -> None:
    first = open_journal(ddl, "shop", PHASE, "forward")
    first.intent("schemas", action("create-schema", "ordering"))
    second = open_journal(ddl, "shop", "03-supply", "forward")

    (row,) = tail(ddl, "shop", 9)
    assert (row.state, row.reason) == ("left", "the run was cut off; the catalogue decided")
    assert first.run != second.run


def test_what_was_begun_last_decides_what_was_cut_off(ddl: Ddl) -> None:
    def last(kind: str, goal: str) -> tuple[bool, bool]:
        open_journal(ddl, "shop", PHASE, goal).note("", kind, PHASE)
        return is_cut_off(ddl, "shop", PHASE, "traffic"), is_cut_off(ddl, "shop", PHASE, "forward")

    assert last("begin", "forward") == (False, True)
    assert last("end", "forward") == (False, False)
    assert last("begin", "traffic") == (True, False)
    assert last("move", "traffic") == (True, False)
    assert last("end", "traffic") == (False, False)


def test_ours_is_what_was_made_and_not_surely_dropped(ddl: Ddl) -> None:
    journal = open_journal(ddl, "shop", PHASE, "forward")

    def did(kind: str, subject: str, state: str = "done") -> None:
        row = journal.intent("x", action(kind, subject))
        if state == "done":
            journal.done(row, 1, 1)
        elif state == "failed":
            journal.failed(row, "no")

    did("create-schema", "made")
    did("create-schema", "refused", "failed")
    did("create-schema", "perhaps", "intent")
    did("create-schema", "gone")
    did("drop-schema", "gone")
    did("create-schema", "again")
    did("drop-schema", "again")
    did("create-schema", "again")
    did("create-role", "stays_role")
    did("drop-role", "stays_role", "failed")
    did("create-user", "a@b@10.0.0.%")
    did("drop-user", "a@b@10.0.0.%", "intent")

    assert made_by_us(ddl, "shop") == {
        (SCHEMA, "made"), (SCHEMA, "perhaps"), (SCHEMA, "again"), (ROLE, "stays_role"), (USER, "a@b", "10.0.0.%"),
    }  # fmt: skip


@pytest.mark.parametrize(("goals", "complete"), [
    ((COMPLETE,), True), ((COMPLETE, RESTORE), False), ((COMPLETE, "back"), False), ((COMPLETE, "forward"), True),
    ((COMPLETE, RESTORE, COMPLETE), True), (("forward",), False),
])  # fmt: skip
def test_a_phase_is_complete_until_its_names_were_asked_for_again(
    goals: tuple[str, ...], complete: bool, ddl: Ddl
) -> None:
    for goal in goals:
        open_journal(ddl, "shop", PHASE, goal).note("", "begin", PHASE)

    assert completed(ddl, "shop") == (frozenset({PHASE}) if complete else frozenset())


def test_rights_that_were_taken_count_until_all_were_given_back(ddl: Ddl) -> None:
    def run(goal: str, statement: str, ends: bool, state: str = "done") -> None:
        journal = open_journal(ddl, "shop", PHASE, goal)
        journal.note("", "begin", PHASE)
        row = journal.intent("x", action("revoke", "orders", statement))
        if state == "failed":
            journal.failed(row, "no")
        if ends:
            journal.note("", "end", PHASE)

    run(COMPLETE, "REVOKE 1", ends=True)
    run(COMPLETE, "REVOKE refused", ends=False, state="failed")
    run(COMPLETE, "REVOKE 2", ends=True)
    assert revocations(ddl, "shop", PHASE) == ["REVOKE 1", "REVOKE 2"]
    open_journal(ddl, "shop", PHASE, RESTORE).note("", "begin", PHASE)  # cut off: nothing is sure to be back
    assert revocations(ddl, "shop", PHASE) == ["REVOKE 1", "REVOKE 2"]
    open_journal(ddl, "shop", "03-supply", RESTORE).note("", "end", "03-supply")
    assert revocations(ddl, "shop", PHASE) == ["REVOKE 1", "REVOKE 2"]
    open_journal(ddl, "shop", PHASE, RESTORE).note("", "end", PHASE)
    assert revocations(ddl, "shop", PHASE) == []


def test_one_run_at_a_time_for_each_monolith_and_the_lock_goes_with_its_connection(
    server: MariaDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("woosh_split.database.ddl.PATIENCE", 0)
    with ddl_connection(server.url("mysql")) as second:
        with ExitStack() as ends:
            first = ends.enter_context(ddl_connection(server.url("mysql")))
            take_lock(first, "shop")
            take_lock(first, "shop")  # its own is no other's
            take_lock(second, "store")
            assert (holder_of_lock(second, "shop") or second).id == first.id
            assert holder_of_lock(second, "audit") is None
            for _ in range(2):
                with pytest.raises(
                    Refusal, match=f"Another run works on shop: connection {first.id} of root@"
                ):
                    take_lock(second, "shop")
        monkeypatch.setattr("woosh_split.database.ddl.PATIENCE", 3)
        take_lock(second, "shop")
        assert (holder_of_lock(second, "shop") or first).id == second.id
