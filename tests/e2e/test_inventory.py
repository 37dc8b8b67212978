"""The inventory of a real MariaDB: what it has, what differs from the facts, what stands in the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from database_shop import DUMP, ROWS
from mariadb import MariaDb
from split_folder import write_shop

from woosh_split.__main__ import main
from woosh_split.database.whole_server import read_whole_server
from woosh_split.graph.obstacles import obstacles
from woosh_split.model.server import BLOCKS, Server

TROUBLE = """
CREATE TABLE old_log (id INT PRIMARY KEY, year INT) ENGINE=MyISAM;
CREATE TABLE sliced (id INT PRIMARY KEY) ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 3;
CREATE DEFINER=reader@'%' SQL SECURITY DEFINER VIEW user_mails AS SELECT email FROM users;
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DO DELETE FROM audit WHERE id < 10;
"""
ACCOUNTS = "CREATE OR REPLACE USER reader@'%' IDENTIFIED BY 'reader-secret'; GRANT SELECT ON inventory_shop.* TO reader@'%';"
DATABASE = "inventory_shop"


@pytest.fixture
def url(mariadb: MariaDb) -> Iterator[str]:
    mariadb.execute(ACCOUNTS)
    yield mariadb.create_database(DATABASE, DUMP + ROWS + TROUBLE)
    mariadb.execute(f"DROP DATABASE {DATABASE}; DROP DATABASE IF EXISTS ordering; DROP USER reader@'%';")
    mariadb.execute("DROP USER IF EXISTS supply@localhost;")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_shop(tmp_path)


def told(server: Server) -> set[tuple[str, str, str]]:
    return {(each.severity, each.kind, each.subject) for each in obstacles(server, None, {})}


def test_everything_that_a_move_depends_on_is_read(url: str) -> None:
    server = read_whole_server(url)

    tables = {table.name: table for table in server.tables}
    assert (tables["old_log"].engine, tables["sliced"].partitions, tables["orders"].partitions) == (
        "MyISAM",
        3,
        0,
    )
    assert tables["users"].data_bytes > 0
    assert {(k.table, k.name, k.unique, k.columns) for k in server.keys if k.table == "order_tags"} == {
        ("order_tags", "PRIMARY", True, ("order_id", "tag"))
    }
    assert [(k.table, k.columns, k.to_table) for k in server.foreign_keys] == [
        ("orders", ("user_id",), "users"),
        ("users", ("country_id",), "countries"),
    ]
    stored = {(each.kind, each.name): each for each in server.stored}
    assert set(stored) == {
        ("event", "tidy"), ("function", "total_of"), ("procedure", "close_day"), ("trigger", "stock_au"),
        ("view", "order_totals"), ("view", "user_mails"),
    }  # fmt: skip
    assert (stored["trigger", "stock_au"].table, stored["trigger", "stock_au"].detail) == (
        "stock",
        "after update",
    )
    assert stored["event", "tidy"].detail == "enabled every 1 day"
    assert (stored["view", "user_mails"].definer, stored["view", "user_mails"].security) == (
        "reader@%",
        "DEFINER",
    )
    assert (server.family, server.charset, server.us) == ("mariadb", "utf8mb4", "root@127.0.0.1")
    assert server.setting("sql_mode")
    assert server.number >= (10, 6)


def test_grants_are_told_and_no_secret_is(url: str, mariadb: MariaDb) -> None:
    server = read_whole_server(url)
    (reader,) = [each for each in server.accounts or () if each.user == "reader"]
    assert reader.grants == (f"GRANT SELECT ON `{DATABASE}`.* TO `reader`@`%`",)
    shown = repr(server)
    assert "*" + "0" * 3 not in shown
    assert not [secret for secret in ("reader-secret", mariadb.password, "IDENTIFIED") if secret in shown]


def test_what_stands_in_the_way_of_any_split_is_told(url: str) -> None:
    found = told(read_whole_server(url))
    assert {
        (BLOCKS, "engine", "old_log"),
        ("warns", "partitions", "sliced"),
        ("warns", "trigger", "stock"),
        ("warns", "definer", "view user_mails"),
        ("warns", "definer", "procedure close_day"),  # its definer does not exist
    } <= found
    assert not [each for each in found if each[1] == "privilege"]


def test_an_account_that_may_do_little_is_told_what_it_lacks_and_what_it_does_not_see(
    url: str, mariadb: MariaDb
) -> None:
    server = read_whole_server(mariadb.url(DATABASE, "reader", "reader-secret"))
    found = {(each.kind, each.subject): each.text for each in obstacles(server, None, {})}
    assert server.accounts is None
    assert ("hidden-text", "view order_totals") in found
    assert any("CREATE USER" in each.text for each in obstacles(server, None, {}) if each.kind == "privilege")


def test_the_command_compares_with_facts_and_split(
    url: str, folder: Path, mariadb: MariaDb, capsys: pytest.CaptureFixture[str]
) -> None:
    mariadb.execute("CREATE DATABASE ordering; CREATE USER supply@localhost;")
    mariadb.execute(
        "ALTER TABLE order_tags ENGINE=Aria; ALTER TABLE users DROP COLUMN token_count;", DATABASE
    )
    command = ["database", "inventory", str(folder), "--facts", str(folder / "facts.json"), "--database", url]

    assert main([*command, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    found = {
        (each["severity"], each["kind"], each["subject"], each["service"]) for each in document["obstacles"]
    }
    assert {
        (BLOCKS, "engine", "order_tags", "ordering"),
        ("warns", "schema-exists", "ordering", "ordering"),
        ("warns", "account-exists", "supply", "supply"),
        ("warns", "trigger", "stock", "supply"),
        ("warns", "foreign-key", "orders.orders_ibfk_1", "ordering"),
        ("warns", "missing-table", "only_an_entity", "supply"),
    } <= found
    assert not [each for each in found if each[2] == "old_log"]  # it does not move
    drift = {(each["kind"], each["table"]) for each in document["drift"]}
    assert {("missing-column", "users"), ("missing-table", "old_log")} <= drift

    assert main([*command, "--fail-on-obstacles"]) == 1
    text = capsys.readouterr().out
    assert "order_tags [ordering] is Aria" in text
    assert main([*command, "--format", "markdown", "--output", str(folder / "inventory.md")]) == 0
    assert "| engine | order_tags | ordering |" in (folder / "inventory.md").read_text()


def test_without_a_server_or_without_facts(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["database", "inventory", str(tmp_path)]) == 2
    assert "Give --database URL" in capsys.readouterr().err
    assert main(["database", "inventory", str(tmp_path), "--no-facts", "--database", url]) == 0
    assert "there is no split file" in capsys.readouterr().out
