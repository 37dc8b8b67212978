"""Oracle's own MySQL: accounts and rights, views, inventory, observe, and what is asked before old names go.

It is 5.7, the newest that can be had here: it has no roles, and tables do not move on it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pymysql
import pytest
from database_shop import DUMP, PHASES, REFERENCES, ROWS, facts, shop_organisation, split
from migrations import PASSWORD
from mysql_server import MySql

from woosh_split.apply.draining import StillAtWork
from woosh_split.artefacts.database.completing import restored_sql, revoked_sql
from woosh_split.artefacts.database.stage import MYSQL, Settings
from woosh_split.database.ddl import ddl_connection
from woosh_split.database.usage import connections, digests, rights_on, running_now, stored_code, wide_rights
from woosh_split.database.whole_server import read_whole_server
from woosh_split.errors import Refusal
from woosh_split.model.migration import APPLIED, NOT_APPLIED, NOTHING
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.migration import MigrationRequest, apply_phase, rollback_phase, status_of
from woosh_split.pipeline.observe import ObserveRequest, read_seen

pytestmark = pytest.mark.xdist_group("mysql")

SYSTEM = {"Database", "information_schema", "mysql", "performance_schema", "sys", "woosh_split"}
TABLES = ("user", "db", "tables_priv", "columns_priv", "procs_priv")


@pytest.fixture
def shop(mysql: MySql) -> Iterator[MySql]:
    """A server with the shop's database; whatever is added meanwhile is gone afterwards."""
    mysql.create_database("shop", DUMP.replace("CREATE DEFINER=`nobody`@`nowhere`", "CREATE") + ROWS)
    users = accounts(mysql)
    yield mysql
    mysql.execute(
        "".join(
            f"DROP DATABASE `{name}`;" for name in [*schemas(mysql), "woosh_split"] if name != "woosh_split"
        )
    )
    mysql.execute("DROP DATABASE IF EXISTS woosh_split;")
    mysql.execute("".join(f"DROP USER {who};" for who in accounts(mysql) if who not in users))


@contextmanager
def asked_like_a_clock(connection: pymysql.Connection) -> Iterator[None]:
    """Yield while a health check asks for nothing, so often that a second of rest never comes."""
    over = threading.Event()

    def ask() -> None:
        with suppress(pymysql.Error), connection.cursor() as cursor:
            while not over.wait(0.4):
                cursor.execute("SELECT 1")

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)


def schemas(server: MySql) -> list[str]:
    return [name for name in server.execute("SHOW DATABASES;").split() if name not in SYSTEM]


def accounts(server: MySql) -> list[str]:
    return server.execute(
        "SELECT CONCAT(QUOTE(User), '@', QUOTE(Host)) FROM mysql.user ORDER BY 1;"
    ).splitlines()[1:]


def state(server: MySql) -> list[str]:
    """Schemas with what they hold, and all rights."""
    found = schemas(server)
    for name in list(found):
        found += server.execute(f"SHOW FULL TABLES FROM `{name}`;").splitlines()
    columns = {"user": "User, Host, account_locked"}
    for table in TABLES:
        what = columns.get(table, "*")
        rows = server.execute(f"SELECT {what} FROM mysql.{table};").splitlines()
        found += sorted(row.replace("root@127.0.0.1", "root@localhost") for row in rows)
    return found


def request(server: MySql, split_file: SplitFile) -> MigrationRequest:
    organisation = shop_organisation(split_file, Settings("shop", MYSQL, roles=False))
    passwords = {part.account.user: PASSWORD for part in organisation.parts}
    return MigrationRequest(
        server.url("shop"), organisation, PHASES, facts().accesses, passwords, rehearsal=False
    )


def states(wanted: MigrationRequest) -> set[str]:
    return {phase.state for phase in status_of(wanted).phases}


def test_rights_are_given_and_taken_phase_by_phase(shop: MySql) -> None:
    wanted = request(shop, split("grants", everywhere=True))
    before = state(shop)
    for phase in wanted.organisation.phases:
        apply_phase(wanted, phase.id)
    assert states(wanted) == {APPLIED, NOTHING}
    again = apply_phase(wanted, "02-ordering").result
    assert again is not None
    assert again.statements == 0

    connection = pymysql.connect(
        unix_socket=str(shop.socket), user="supply", password=PASSWORD, database="shop", autocommit=True
    )
    with connection.cursor() as cursor:
        assert cursor.execute("UPDATE stock SET amount = amount + 1 WHERE id = 1") == 1
        cursor.execute("SELECT id, total FROM orders")
        for denied in ("SELECT user_id FROM orders", "SELECT * FROM users", "DELETE FROM orders"):
            with pytest.raises(pymysql.err.OperationalError, match="denied"):
                cursor.execute(denied)
    connection.close()

    for phase in reversed(wanted.organisation.phases):
        rollback_phase(wanted, phase.id)
    assert states(wanted) == {NOT_APPLIED, NOTHING}
    shop.execute("UPDATE shop.stock SET amount = 5;")
    assert state(shop) == before


def test_a_service_with_a_schema_of_views_reads_and_writes_through_them(shop: MySql) -> None:
    """Its one table has a trigger, so it stays: the schema holds views, as everywhere where nothing moves."""
    wanted = request(shop, replace(split("schema", everywhere=True), reference=REFERENCES[:1]))
    before = state(shop)
    apply_phase(wanted, "03-supply")

    connection = pymysql.connect(
        unix_socket=str(shop.socket), user="supply", password=PASSWORD, database="supply", autocommit=True
    )
    with connection.cursor() as cursor:
        assert cursor.execute("UPDATE stock SET amount = 6 WHERE id = 1") == 1
        assert cursor.execute("SELECT id, total FROM orders") == 2
        with pytest.raises(pymysql.err.OperationalError, match="Unknown column"):
            cursor.execute("SELECT user_id FROM orders")
        with pytest.raises(pymysql.err.OperationalError, match="denied"):
            cursor.execute("SELECT * FROM shop.orders")
        cursor.execute("BEGIN")
        cursor.execute("SELECT id, total FROM orders")
        with pytest.raises(StillAtWork, match=r"of supply@localhost, for .*, idle in a transaction"):
            rollback_phase(replace(wanted, drain=0.5), "03-supply")
        assert cursor.execute("SELECT id, total FROM orders") == 2
        connection.commit()
        said: list[str] = []
        with asked_like_a_clock(connection):
            rollback_phase(replace(wanted, drain=5, tell=said.append), "03-supply")
        assert any("asked for no table within the last second" in text for text in said)
    connection.close()
    assert state(shop) == before


def test_tables_do_not_move_on_it(shop: MySql) -> None:
    before = state(shop)
    with pytest.raises(Refusal, match=r"MySQL 5\.7\.29 may leave a RENAME half done"):
        apply_phase(request(shop, split("schema", everywhere=True)), "04-accounts")
    assert state(shop) == before


def test_the_inventory_reads_it(shop: MySql) -> None:
    server = read_whole_server(shop.url("shop"))
    assert {table.name for table in server.tables} >= {"users", "orders", "stock", "audit"}
    assert [(k.table, k.columns, k.to_table) for k in server.foreign_keys] == [
        ("orders", ("user_id",), "users"),
        ("users", ("country_id",), "countries"),
    ]
    assert {(each.kind, each.name) for each in server.stored} == {
        ("function", "total_of"), ("procedure", "close_day"), ("trigger", "stock_au"), ("view", "order_totals"),
    }  # fmt: skip


def test_observe_reads_its_digests(shop: MySql) -> None:
    shop.execute("SELECT email FROM users WHERE id = 4711; UPDATE stock SET amount = 7 WHERE id = 1;", "shop")
    seen = read_seen(ObserveRequest(url=shop.url("shop")))
    uses = {
        (use.table, use.operation) for each in seen.statements if each.schema == "shop" for use in each.uses
    }
    assert {("users", "select"), ("stock", "update")} <= uses
    assert not any("4711" in each.text for each in seen.statements)


def test_what_complete_asks_of_a_server(shop: MySql) -> None:
    shop.execute(
        "CREATE USER app@'%' IDENTIFIED BY 'secret'; GRANT SELECT, UPDATE ON shop.users TO app@'%' WITH GRANT OPTION;"
        "GRANT SELECT (id, total) ON shop.orders TO app@'%'; CREATE VIEW shop.mails AS SELECT email FROM shop.users;"
    )
    connection = pymysql.connect(
        unix_socket=str(shop.socket), user="app", password="secret", database="shop", autocommit=True
    )
    with connection.cursor() as cursor, ddl_connection(shop.url("shop")) as ddl:
        cursor.execute("SELECT email FROM users WHERE id = 4712")
        found = rights_on(ddl, [("shop", "users"), ("shop", "orders")], {"root"})
        assert [(r.table, r.verbs, r.column) for r in found] == [
            ("users", ("SELECT", "UPDATE", "GRANT"), ""),
            ("orders", ("SELECT",), "id"),
            ("orders", ("SELECT",), "total"),
        ]
        had = shop.execute("SHOW GRANTS FOR app@'%';")
        for right in found:
            ddl.execute(revoked_sql(right))
        assert "shop" not in shop.execute("SHOW GRANTS FOR app@'%';")
        for right in found:
            ddl.execute(restored_sql(right))
        assert shop.execute("SHOW GRANTS FOR app@'%';") == had

        # The rights on a name can be taken when it is gone, those on its columns too.
        shop.execute(
            "CREATE VIEW shop.gone AS SELECT id, email FROM shop.users; GRANT SELECT, UPDATE (email) ON shop.gone TO app@'%';"
            "DROP VIEW shop.gone;"
        )
        for right in sorted(rights_on(ddl, [("shop", "gone")], {"root"}), key=lambda each: not each.column):
            ddl.execute(revoked_sql(right))
        assert shop.execute("SHOW GRANTS FOR app@'%';") == had

        assert list(stored_code(ddl, "shop", ["users"], ())) == [
            "the view shop.mails reads users",
            "the procedure shop.close_day names users",
        ]
        assert connections(ddl, "shop", {"root"}) == [("app", 1)]
        assert running_now(ddl, "shop") == []
        assert any(each.startswith("root@127.0.0.1 on *.*") for each in wide_rights(ddl, ["shop"], ()))
        kept = digests(ddl)
    connection.close()
    assert kept is not None
    ran = [each for each in kept.statements if "email" in each.text and each.schema == "shop"]
    assert ran
    assert min(each.ago for each in ran) < 600
    assert not any("4712" in each.text for each in kept.statements)
