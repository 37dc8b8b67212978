"""``apply`` and ``rollback`` on a real MariaDB: under load, killed at every point, blocked, refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pymysql
import pytest
from database_shop import DUMP, ROWS, shop_organisation, split
from mariadb import MariaDb
from migrations import AFTER_STATEMENT, PASSWORD, killed, late_split, only, request, state, step_by_step
from traffic import Ledger, clients, lost_rows, told

from woosh_split.apply import preflight
from woosh_split.database.ddl import Stopped, Taken
from woosh_split.errors import DatabaseError, Refusal
from woosh_split.model.migration import APPLIED, BROKEN, NOT_APPLIED, NOTHING, PARTLY
from woosh_split.pipeline.migration import apply_phase, rollback_phase, status_of

pytestmark = pytest.mark.xdist_group("apply")

CASES = {
    "schema": split("schema", everywhere=True),
    "mixed": split(),
    "grants": split("grants", everywhere=True),
    "late": late_split(),
}
"""``late``: the services' schemas sort after the monolith's, so the longer way is the one forward."""


@pytest.fixture
def shop(mariadb: MariaDb) -> Iterator[MariaDb]:
    """A server with the shop's database and nothing else."""
    with only(mariadb, DUMP + ROWS) as server:
        yield server


def states(server: MariaDb, case: str) -> dict[str, str]:
    found = status_of(request(server, shop_organisation(CASES[case])))
    return {phase.id: phase.state for phase in found.phases}


@pytest.mark.parametrize("case", ["mixed", "grants", "late"])
def test_every_phase_goes_forward_and_back(case: str, shop: MariaDb) -> None:
    organisation = shop_organisation(CASES[case])
    before = state(shop)
    told_: list[str] = []
    wanted = request(shop, organisation, tell=told_.append)

    for phase in organisation.phases:
        rehearsed = apply_phase(replace(wanted, rehearsal=phase.id == "04-accounts"), phase.id).rehearsed
        assert (rehearsed > 0) == (phase.id == "04-accounts")
    assert set(states(shop, case).values()) == {APPLIED, NOTHING}
    again = apply_phase(wanted, "02-ordering").result
    assert again is not None
    assert again.statements == 0
    for phase in reversed(organisation.phases):
        rollback_phase(wanted, phase.id)

    assert set(states(shop, case).values()) == {NOT_APPLIED, NOTHING}
    assert state(shop) == before


@pytest.mark.parametrize("case", ["late"])
def test_what_a_dry_run_prints_is_what_is_run(case: str, shop: MariaDb) -> None:
    organisation = shop_organisation(CASES[case])
    wanted = request(shop, organisation)
    before = state(shop)

    for run in (apply_phase, rollback_phase):
        printed = [action.text for _, action in run(wanted, "02-ordering", dry_run=True).steps]
        assert printed
        run(wanted, "02-ordering")
        rows = status_of(wanted, 500).journal
        last = [row for row in rows if row.run == rows[-1].run]
        assert printed == [row.statement for row in last if row.kind not in ("begin", "end", "verified")]
        assert {row.state for row in last} == {"done"}
    assert state(shop) == before


@pytest.mark.parametrize("case", ["schema", "late"])
def test_no_statement_fails_and_no_row_is_lost_while_both_names_are_in_use(case: str, shop: MariaDb) -> None:
    organisation = shop_organisation(CASES[case])
    service = next(part for part in organisation.parts if part.service == "ordering")
    shop.execute(
        f"CREATE USER monolith_app@'%' IDENTIFIED BY '{'secret'}'; GRANT ALL ON shop.* TO monolith_app@'%';"
    )
    whole = Ledger()
    beside: list[Ledger] = []

    last = f"move ordering {service.moves[0].table}: done"
    with clients(shop, 2, "shop", "monolith_app", "secret") as old:
        for _ in range(2):
            with _service_clients(shop, service.schema, service.account.user) as (begin, end):
                apply_phase(
                    request(shop, organisation, tell=_on("password ordering: done", begin)), "02-ordering"
                )
                rollback_phase(request(shop, organisation, tell=_on(last, end)), "02-ordering")
                beside.append(end())
                whole.add(beside[-1])
    whole.add(told(old))

    print(f"{case}: {whole.statements} jobs, {whole.retried} retried, longest {whole.longest * 1000:.0f} ms")
    assert whole.failures == []
    assert lost_rows(shop, whole) == []
    assert min(each.statements for each in beside) > 20
    assert whole.statements > 200


def _on(step: str, do: Callable[[], object]) -> Callable[[str], None]:
    """Return what does something as soon as a step is done: clients of the service begin and end with its names."""

    def tell(text: str) -> None:
        if text == step:
            do()

    return tell


@contextmanager
def _service_clients(server: MariaDb, schema: str, user: str) -> Iterator[tuple]:
    """Yield what starts two clients on the service's side, and what stops them and tells what they saw."""
    contexts: list = []
    seen = Ledger()

    def begin() -> str:
        context = clients(server, 2, schema, user, PASSWORD)
        contexts.append((context, context.__enter__()))
        return "begun"

    def end() -> Ledger:
        while contexts:
            context, made = contexts.pop()
            context.__exit__(None, None, None)
            seen.add(told(made))
        return seen

    yield begin, end
    end()


@pytest.mark.parametrize("moment", [AFTER_STATEMENT])
def test_a_run_that_is_killed_at_every_statement_ends_where_one_that_is_not_does(
    moment: str, shop: MariaDb
) -> None:
    # the table has a foreign key, whose name is in the way of nobody but another table's
    organisation = shop_organisation(CASES["schema"])
    wanted = request(shop, organisation)
    before = state(shop)
    apply_phase(wanted, "04-accounts")
    there = state(shop)
    rollback_phase(wanted, "04-accounts")

    assert step_by_step(lambda: apply_phase(wanted, "04-accounts"), moment) > 15
    assert state(shop) == there
    assert step_by_step(lambda: rollback_phase(wanted, "04-accounts"), moment) > 15
    assert state(shop) == before
    left = [row for row in status_of(wanted, 500).journal if row.state == "left"]
    assert len(left) > 30
    assert not any(PASSWORD in row.statement for row in status_of(wanted, 500).journal)


def test_a_blocked_table_stops_the_run_in_time_and_harms_nobody(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    reader = pymysql.connect(
        unix_socket=str(shop.socket), user="root", password=shop.password, database="shop"
    )
    refused: list[str] = []

    def another() -> None:
        try:
            apply_phase(request(shop, organisation), "02-ordering")
        except Refusal as error:
            refused.append(str(error))

    with reader.cursor() as cursor, clients(shop, 2, "shop", "root", shop.password) as busy:
        cursor.execute("BEGIN")
        cursor.execute("SELECT COUNT(*) FROM orders WHERE total > 3 AND 'private' = 'private'")
        second = threading.Timer(1, another)
        second.start()
        with pytest.raises(Taken) as stopped:
            apply_phase(request(shop, organisation, budget=4), "02-ordering")
        second.join()
        id_ = reader.thread_id()
        cursor.execute("COMMIT")
        apply_phase(request(shop, organisation, budget=30), "02-ordering")
    reader.close()

    assert f"connection {id_} of root@" in str(stopped.value)
    assert "orders" in str(stopped.value)
    assert "private" not in str(stopped.value)
    (why,) = refused
    assert "Another run works on shop: connection" in why
    ledger = told(busy)
    assert ledger.failures == []
    assert lost_rows(shop, ledger) == []
    assert states(shop, "schema")["02-ordering"] == APPLIED


def test_somebody_who_asks_for_an_end_gets_it_between_two_statements(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    before = state(shop)
    asked: list[bool] = []
    wanted = request(shop, organisation, tell=lambda text: asked.append(True), stop=lambda: len(asked) > 7)

    with pytest.raises(Stopped):
        apply_phase(wanted, "02-ordering")
    assert states(shop, "schema")["02-ordering"] == PARTLY
    rollback_phase(request(shop, organisation), "02-ordering")

    assert state(shop) == before
    assert {row.state for row in status_of(wanted, 500).journal} <= {"done", "failed"}


OBSTACLES = {
    "a table with triggers": (
        "CREATE TRIGGER late BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = 1;",
        "shop.orders has triggers (late)",
    ),
    "another engine": ("ALTER TABLE order_tags ENGINE = Aria;", "shop.order_tags is of the engine Aria"),
    "a schema of somebody": ("CREATE DATABASE ordering;", "The schema ordering is there and was not made by"),
    "a user of somebody": ("CREATE USER ordering@'%';", "The user ordering@% is there and was not made by"),
    "a role of somebody": (
        "CREATE ROLE ordering_role;",
        "The role ordering_role is there and was not made by",
    ),
    "a table that is gone": (
        "SET foreign_key_checks = 0; DROP TABLE audit; DROP TABLE stock;",
        "shop.stock is planned with and is not on the server",
    ),
    "a column that is gone": (
        "ALTER TABLE users DROP COLUMN token_count;",
        "shop.users has no column token_count on the server",
    ),
    "a read-only server": ("SET GLOBAL read_only = ON;", "The server is read-only"),
    "a foreign key of the same name": (
        "CREATE DATABASE ordering; CREATE TABLE ordering.a (id INT PRIMARY KEY); CREATE TABLE ordering.b (a INT,"
        " CONSTRAINT orders_ibfk_1 FOREIGN KEY (a) REFERENCES ordering.a (id));",
        "ordering has foreign keys of the same names as shop.orders: orders_ibfk_1",
    ),
    "a table that is at two places": (
        "CREATE DATABASE ordering; CREATE TABLE ordering.orders (id INT);",
        "There are several tables where the one of shop.orders and ordering.orders should be",
    ),
}


@pytest.mark.parametrize("case", OBSTACLES)
def test_it_refuses_with_the_reason(case: str, shop: MariaDb) -> None:
    script, reason = OBSTACLES[case]
    shop.execute(script, "shop")
    before = state(shop)
    try:
        with pytest.raises(Refusal) as refused:
            apply_phase(request(shop, shop_organisation(CASES["schema"])), "02-ordering")
    finally:
        shop.execute("SET GLOBAL read_only = OFF;")

    assert reason in str(refused.value)
    assert refused.value.exit_code == 1
    assert state(shop) == before


def test_an_anonymous_account_that_the_server_takes_first_is_told(shop: MariaDb) -> None:
    shop.execute("CREATE USER ''@'localhost'; CREATE USER ''@'%';")
    organisation = shop_organisation(CASES["grants"])
    (told,) = apply_phase(request(shop, organisation), "02-ordering").notes
    assert "for localhost: whoever logs in from there as ordering is taken for it" in told
    assert "DROP USER ''@'localhost')" in told

    shop.execute("DROP USER ''@'localhost';")
    assert apply_phase(request(shop, organisation), "02-ordering").notes == ()


def test_a_statement_that_a_view_refuses_keeps_the_table_where_it_is(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    wanted = request(shop, organisation)
    emptied = tuple(replace(a, operation="truncate") if a.line == 3 else a for a in wanted.accesses)

    with pytest.raises(Refusal, match=r"orders: TRUNCATE at src/orders\S*:3, .* does not work on a view"):
        apply_phase(replace(wanted, accesses=emptied), "02-ordering")


def test_tables_of_a_monolith_that_changes_them_whenever_it_starts_do_not_move(shop: MariaDb) -> None:
    told = ("src/app.module.ts:9",)
    for case in ("schema", "grants"):
        wanted = request(shop, shop_organisation(CASES[case]), changes_tables=told)
        if case == "schema":
            with pytest.raises(
                Refusal, match=r"`synchronize: true` at src/app\.module\.ts:9: .*--accept-synchronize"
            ):
                apply_phase(wanted, "02-ordering")
            assert states(shop, case)["02-ordering"] == NOT_APPLIED
        else:
            apply_phase(wanted, "02-ordering")
        apply_phase(replace(wanted, changes_tables=()), "02-ordering")
        apply_phase(wanted, "02-ordering")  # nothing is left to move
        rollback_phase(wanted, "02-ordering")


def test_an_old_transaction_is_named_before_anything_begins(
    shop: MariaDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "OLD_TRANSACTION", 1)
    reader = pymysql.connect(
        unix_socket=str(shop.socket), user="root", password=shop.password, database="shop"
    )
    with reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT COUNT(*) FROM orders")
        time.sleep(1.3)
        with pytest.raises(
            Refusal, match=rf"open for longer than 1 s .*connection {reader.thread_id()} of root"
        ):
            apply_phase(request(shop, shop_organisation(CASES["schema"])), "02-ordering")
    reader.close()


def test_phases_wait_for_each_other_also_where_one_is_half_way(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    wanted = request(shop, organisation)
    chained = tuple(
        replace(each, depends_on=("02-ordering",)) if each.id == "03-supply" else each
        for each in wanted.phases
    )
    wanted = replace(wanted, phases=chained)

    def half_way(phase: str) -> None:
        told: list[str] = []
        with pytest.raises(Stopped):
            apply_phase(replace(wanted, tell=told.append, stop=lambda: len(told) > 3), phase)
        assert states(shop, "schema")[phase] == PARTLY

    with pytest.raises(Refusal, match="It waits for 02-ordering, which is not applied"):
        apply_phase(wanted, "03-supply")
    half_way("02-ordering")
    with pytest.raises(Refusal, match="It waits for 02-ordering, which is partly"):
        apply_phase(wanted, "03-supply")
    apply_phase(wanted, "02-ordering")
    half_way("03-supply")
    with pytest.raises(Refusal, match="03-supply waits for it and is partly"):
        rollback_phase(wanted, "02-ordering")
    apply_phase(wanted, "03-supply")
    with pytest.raises(Refusal, match="03-supply waits for it and is applied"):
        rollback_phase(wanted, "02-ordering")


def test_what_somebody_did_by_hand_is_seen(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    wanted = request(shop, organisation)
    apply_phase(wanted, "02-ordering")

    shop.execute("DROP VIEW shop.orders;")
    assert states(shop, "schema")["02-ordering"] == PARTLY
    apply_phase(wanted, "02-ordering")
    assert states(shop, "schema")["02-ordering"] == APPLIED

    shop.execute("GRANT DELETE ON shop.users TO ordering_role;")
    with pytest.raises(
        DatabaseError, match=r"rights that nobody planned: DELETE on shop\.users for ordering_role"
    ):
        apply_phase(wanted, "02-ordering")

    shop.execute("CREATE TABLE shop.`~ws_0_x` (id INT); RENAME TABLE ordering.order_tags TO ordering.kept;")
    assert states(shop, "schema")["02-ordering"] == BROKEN
    with pytest.raises(
        Refusal, match=r"The table order_tags is at neither of shop\.order_tags and ordering.order_tags"
    ):
        rollback_phase(wanted, "02-ordering")


def test_a_schema_that_holds_something_else_stays(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    wanted = request(shop, organisation)
    apply_phase(wanted, "02-ordering")
    shop.execute("CREATE TABLE ordering.kept (id INT);")

    rollback_phase(wanted, "02-ordering")

    assert shop.execute("SELECT COUNT(*) FROM ordering.kept;").split() == ["COUNT(*)", "0"]
    assert states(shop, "schema")["02-ordering"] == NOT_APPLIED


def test_a_rehearsal_that_was_killed_leaves_nothing_for_long(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    wanted = request(shop, organisation, rehearsal=True)

    assert killed(lambda: apply_phase(wanted, "04-accounts"), AFTER_STATEMENT, 12)
    assert "ws_try_" in shop.execute("SHOW DATABASES;")
    rollback_phase(wanted, "04-accounts")

    assert "ws_try_" not in shop.execute("SHOW DATABASES; SELECT User FROM mysql.user;")


def test_a_rehearsal_that_fails_touches_nothing_and_clears_up(shop: MariaDb) -> None:
    """The account may do everything but create views for others, and only the rehearsal finds out."""
    shop.execute(
        "CREATE USER half@'127.0.0.1' IDENTIFIED BY 'secret'; GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER,"
        " CREATE VIEW, SHOW VIEW, CREATE USER, GRANT OPTION, PROCESS, REPLICA MONITOR, BINLOG MONITOR ON *.* TO half@'127.0.0.1'"
        " WITH GRANT OPTION;"
    )
    before = state(shop)
    wanted = request(
        shop, shop_organisation(CASES["schema"]), url=shop.url("shop", "half", "secret"), rehearsal=True
    )

    with pytest.raises(Refusal, match="The rehearsal on empty copies fails, and nothing real was touched"):
        apply_phase(wanted, "02-ordering")

    assert state(shop) == before


def test_a_server_that_is_lost_half_way_leaves_a_state_from_which_it_goes_back(shop: MariaDb) -> None:
    organisation = shop_organisation(CASES["schema"])
    before = state(shop)

    def lose(text: str) -> None:
        if text == "move ordering order_tags: done":
            shop.execute(
                "SELECT CONCAT('KILL ', IS_USED_LOCK('woosh_split:shop')) INTO @sql; EXECUTE IMMEDIATE @sql;"
            )

    with pytest.raises(DatabaseError, match="was lost"):
        apply_phase(request(shop, organisation, tell=lose), "02-ordering")
    assert states(shop, "schema")["02-ordering"] == PARTLY
    rollback_phase(request(shop, organisation), "02-ordering")

    assert state(shop) == before
