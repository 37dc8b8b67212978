"""A real MariaDB read through its URL, and what is said when it cannot be read."""

from __future__ import annotations

import socket
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from mariadb import MariaDb
from sqlalchemy import text

from woosh_split.database.connection import connect
from woosh_split.database.ddl import Rejected, ddl_connection, shown
from woosh_split.errors import DatabaseError
from woosh_split.graph.drift import find_drift
from woosh_split.model.schema import ForeignKey, Table
from woosh_split.sources.schema.ddl.dump import read_dump
from woosh_split.sources.schema.mysql.live import HIDDEN, read_server

EXAMPLE = Path(__file__).parents[2] / "examples" / "woosh"
SCRIPT = """
CREATE TABLE clients (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL,
  kind ENUM('A','b') DEFAULT 'A', balance DECIMAL(10,2) NOT NULL DEFAULT 0) ENGINE=InnoDB;
CREATE TABLE orders (id INT NOT NULL, line INT NOT NULL, client_id INT UNSIGNED NOT NULL,
  total DECIMAL(10,2) GENERATED ALWAYS AS (line * 2) VIRTUAL,
  PRIMARY KEY (id, line), CONSTRAINT fk_client FOREIGN KEY (client_id) REFERENCES clients (id)) ENGINE=InnoDB;
CREATE TABLE audit (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, note TEXT) ENGINE=InnoDB;
CREATE VIEW open_orders AS SELECT o.id AS order_id, c.name FROM orders o JOIN clients c ON c.id = o.client_id;
DELIMITER $$
CREATE FUNCTION client_total(p_id INT) RETURNS DECIMAL(10,2) READS SQL DATA
BEGIN RETURN (SELECT SUM(total) FROM orders WHERE client_id = p_id); END$$
CREATE PROCEDURE CloseOrder(IN p_id INT)
BEGIN
  IF EXISTS (SELECT 1 FROM open_orders WHERE order_id = p_id) THEN
    UPDATE orders SET line = line + 1 WHERE id = p_id;
  END IF;
END$$
CREATE TRIGGER orders_after AFTER UPDATE ON orders FOR EACH ROW
BEGIN INSERT INTO audit (note) VALUES (NEW.id); END$$
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM audit WHERE id < 10; END$$
DELIMITER ;
"""


@pytest.fixture(scope="module")
def shop(mariadb: MariaDb) -> str:
    """Make the shop once; the tests below only read it."""
    return mariadb.create_database("shop", SCRIPT)


def _table(tables: tuple[Table, ...], name: str) -> Table:
    return next(table for table in tables if table.name == name)


def test_tables_columns_and_keys_are_those_of_the_server(shop: str) -> None:
    facts = read_server(shop)

    assert [(table.name, table.kind) for table in facts.tables] == [
        ("audit", "table"),
        ("clients", "table"),
        ("open_orders", "view"),
        ("orders", "table"),
    ]
    clients = _table(facts.tables, "clients")
    assert [(c.name, c.type, c.nullable, c.primary_key) for c in clients.columns] == [
        ("id", "int(10) unsigned", False, True),
        ("name", "varchar(80)", False, False),
        ("kind", "enum('A','b')", True, False),
        ("balance", "decimal(10,2)", False, False),
    ]
    orders = _table(facts.tables, "orders")
    assert [c.name for c in orders.columns if c.primary_key] == ["id", "line"]
    assert orders.foreign_keys == (ForeignKey(("client_id",), "clients", ("id",)),)
    assert [c.name for c in _table(facts.tables, "open_orders").columns] == ["order_id", "name"]
    assert facts.required_columns == (
        ("clients", "name"),
        ("orders", "client_id"),
        ("orders", "id"),
        ("orders", "line"),
    )


def test_stored_code_says_what_it_touches_through_views_and_triggers_too(shop: str) -> None:
    facts = read_server(shop)

    assert [(r.name, r.kind, r.reads, r.writes) for r in facts.routines] == [
        ("client_total", "function", ("orders",), ()),
        ("CloseOrder", "procedure", ("clients", "open_orders", "orders"), ("audit", "orders")),
    ]
    assert [(t.name, t.table, t.event, t.timing, t.writes) for t in facts.triggers] == [
        ("orders_after", "orders", "update", "after", ("audit",))
    ]
    assert [(e.name, e.schedule, e.writes) for e in facts.db_events] == [("tidy", "EVERY 1 DAY", ("audit",))]
    assert facts.unresolved == ()


def test_facts_hold_no_host_no_port_and_no_password(shop: str, mariadb: MariaDb) -> None:
    shown = repr(read_server(shop))

    assert "database:shop" in shown
    assert not [secret for secret in (mariadb.host, str(mariadb.port), mariadb.password) if secret in shown]


def test_the_server_and_its_own_dump_tell_the_same_schema(shop: str, mariadb: MariaDb) -> None:
    live = read_server(shop)
    dump = read_dump(mariadb.dump("shop"), "shop.sql")

    def shape(tables: tuple[Table, ...]) -> list[object]:
        return [
            (
                t.name,
                t.kind,
                t.engine,
                t.foreign_keys,
                [(c.name, "" if t.kind == "view" else c.type, c.primary_key) for c in t.columns],
            )
            for t in tables
        ]

    assert shape(live.tables) == shape(dump.tables)
    assert live.required_columns == dump.required_columns
    assert [(r.name, r.reads, r.writes) for r in live.routines] == [
        (r.name, r.reads, r.writes) for r in dump.routines
    ]
    assert [(t.name, t.reads, t.writes) for t in live.triggers] == [
        (t.name, t.reads, t.writes) for t in dump.triggers
    ]
    assert [(e.name, e.writes) for e in live.db_events] == [(e.name, e.writes) for e in dump.db_events]
    assert dump.unresolved == ()


def test_stored_code_that_the_user_may_not_see_is_unresolved(shop: str, mariadb: MariaDb) -> None:
    mariadb.execute(
        "CREATE OR REPLACE USER peeker@'%' IDENTIFIED BY 'pw';"
        "GRANT SELECT ON shop.* TO peeker@'%'; GRANT EXECUTE ON shop.* TO peeker@'%';"
    )

    facts = read_server(mariadb.url("shop", "peeker", "pw"))

    assert [(u.text, u.reason) for u in facts.unresolved] == [
        ("function client_total", HIDDEN),
        ("procedure CloseOrder", HIDDEN),
        ("view open_orders", HIDDEN),
    ]


def test_any_scheme_of_mysql_opens_the_same_database(shop: str) -> None:
    for scheme in ("mysql", "mysql+pymysql", "mariadb", "mariadb+pymysql"):
        assert read_server(shop.replace("mysql://", f"{scheme}://")).tables == read_server(shop).tables


def test_a_socket_serves_as_well_as_a_port(shop: str, mariadb: MariaDb) -> None:
    url = f"mysql://root:{mariadb.password}@localhost/shop?unix_socket={mariadb.socket}"

    assert read_server(url) == read_server(shop)


@pytest.fixture
def silent_server() -> Iterator[int]:
    """Listen on a port and never say a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def rude_server() -> Iterator[int]:
    """Close every connection at once."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(20)

        def serve() -> None:
            connection, _ = listener.accept()
            connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def _message(url: str) -> str:
    with pytest.raises(DatabaseError) as caught:
        read_server(url)
    message = str(caught.value)
    assert "s3cret" not in message
    return message


def test_a_wrong_password_is_said_without_the_password(shop: str, mariadb: MariaDb) -> None:
    message = _message(mariadb.url("shop", password="s3cret"))

    assert "Access is denied" in message
    assert f"{mariadb.host}:{mariadb.port}" in message


def test_an_unknown_database_is_said(mariadb: MariaDb) -> None:
    assert "no such database" in _message(mariadb.url("nowhere"))


def test_a_database_that_the_user_may_not_use_is_said(shop: str, mariadb: MariaDb) -> None:
    mariadb.execute("CREATE OR REPLACE USER nobody@'%' IDENTIFIED BY 'pw';")

    assert "may not use this database" in _message(mariadb.url("shop", "nobody", "pw"))


def test_a_port_on_which_nothing_listens_is_said() -> None:
    assert "nothing listens there" in _message("mysql://root:s3cret@127.0.0.1:1/shop")


def test_an_unknown_host_is_said() -> None:
    assert "host name is unknown" in _message("mysql://root:s3cret@no-such-host.invalid/shop")


def test_a_server_that_never_answers_is_given_up(silent_server: int) -> None:
    url = f"mysql://root:s3cret@127.0.0.1:{silent_server}/shop?connect_timeout=1&read_timeout=1"

    assert "does not answer" in _message(url)


def test_a_server_that_hangs_up_is_said(rude_server: int) -> None:
    assert "closes the connection" in _message(f"mysql://root:s3cret@127.0.0.1:{rude_server}/shop")


def test_a_missing_socket_is_said() -> None:
    assert "no such socket" in _message("mysql://root:s3cret@localhost/shop?unix_socket=/nowhere/my.sock")


def test_tls_is_refused_where_the_server_has_none(shop: str) -> None:
    assert "cannot be opened" in _message(f"{shop}?ssl_mode=REQUIRED")


@pytest.mark.parametrize(
    "options", ["ssl_verify_identity=true", "ssl_mode=REQUIRED&ssl_verify_identity=true"]
)
def test_who_asks_for_the_servers_identity_gets_no_plain_connection(shop: str, options: str) -> None:
    assert "cannot be opened" in _message(f"{shop}?{options}")


def test_a_connection_that_was_lost_stays_lost(shop: str, mariadb: MariaDb) -> None:
    """Another one would hold no advisory lock, and would wait for locks as the server likes."""
    with ddl_connection(shop) as ddl:
        mariadb.execute(f"KILL {ddl.id};")
        for _ in range(2):
            with pytest.raises(Rejected) as refused:
                ddl.rows("SELECT 1")
            assert refused.value.lost


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE a SET b = 'it''s', c = \"x\"\"y\" WHERE d = -1.5e3",
            "UPDATE a SET b = ?, c = ? WHERE d = -?",
        ),
        ("INSERT INTO a VALUES ('s3cret that is cut o", "INSERT INTO a VALUES (?"),
        ("INSERT INTO a VALUES ('s3cret\\", "INSERT INTO a VALUES (?"),
        ('INSERT INTO a VALUES ("s3cret\nthat is', "INSERT INTO a VALUES (?"),
        ("SELECT a1 FROM b WHERE c = 0xDEADbeef AND d = X'00'", "SELECT a1 FROM b WHERE c = ? AND d = X?"),
    ],
)
def test_a_statement_of_others_is_told_without_its_values(statement: str, told: str) -> None:
    assert shown(statement) == told


def test_a_traceback_holds_no_password_of_a_statement(shop: str) -> None:
    """People are told to report what --debug prints."""
    statement = "ALTER USER `never made`@`%` IDENTIFIED BY 's3cret\nhere' ACCOUNT UNLOCK"
    with ddl_connection(shop) as ddl, pytest.raises(Rejected) as refused:
        ddl.execute(statement)
    told = "".join(traceback.format_exception(refused.value))
    assert "ALTER USER" in told
    assert "s3cret" not in told
    assert "here'" not in told


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("postgres://u:s3cret@h/shop", "only MySQL and MariaDB"),
        ("sqlite:///shop.db", "only MySQL and MariaDB"),
        ("not a url", "cannot be read"),
        ("mysql://u:s3cret@h:port/shop", "cannot be read"),
        ("mysql://u:s3cret@h:99999/shop", "is no port"),
        ("mysql://u:s3cret@h", "names no database"),
        ("mysql://u:key@s3cret@h/shop", "written as %40"),
        ("mysql://u:s3cret@h/shop?passwd=s3cret", "'passwd' is not known"),
        ("mysql://u:s3cret@h/shop?connect_timeout=soon", "number of seconds"),
        ("mysql://u:s3cret@h/shop?ssl_mode=MAYBE", "ssl_mode must be"),
        ("mysql://u:s3cret@h/shop?ssl_ca=/nowhere/ca.pem", "certificate files"),
    ],
)
def test_a_wrong_url_says_what_is_wrong_with_it(url: str, part: str) -> None:
    assert part in _message(url)


def test_a_connection_that_is_lost_half_way_is_said(shop: str, mariadb: MariaDb) -> None:
    with pytest.raises(DatabaseError, match="was lost half-way") as caught, connect(shop) as connection:
        own = connection.execute(text("SELECT CONNECTION_ID()")).scalar()
        mariadb.execute(f"KILL {own};")
        connection.execute(text("SELECT 1"))

    assert mariadb.password not in str(caught.value)


def test_a_stopped_server_is_said_and_found_again_after_its_start(shop: str, mariadb: MariaDb) -> None:
    before = read_server(shop)
    mariadb.stop()
    try:
        assert "nothing listens there" in _message(shop)
    finally:
        mariadb.start()

    assert read_server(shop) == before


def test_the_general_log_tells_which_statements_reached_the_server(shop: str, mariadb: MariaDb) -> None:
    mariadb.start_general_log()
    read_server(shop)
    log = mariadb.stop_general_log()

    assert "information_schema.COLUMNS" in log
    assert not [line for line in log.splitlines() if " UPDATE " in line or " INSERT INTO " in line]


def test_the_examples_dump_tells_what_the_server_tells_once_it_is_loaded(mariadb: MariaDb) -> None:
    """The server is the oracle for the reader of dumps: keys in later ALTERs, views and stored code included."""
    script = (EXAMPLE / "database" / "schema.sql").read_text()
    live = read_server(mariadb.create_database("woosh_example", script))
    dump = read_dump(script, "database/schema.sql")

    assert len(dump.tables) >= 60
    assert [(t.name, t.kind, t.foreign_keys) for t in dump.tables] == [
        (t.name, t.kind, t.foreign_keys) for t in live.tables
    ]
    for ours, theirs in zip(dump.tables, live.tables, strict=True):
        assert [c.name for c in ours.columns] == [c.name for c in theirs.columns]
        if ours.kind == "table":
            assert ours.columns == theirs.columns
    assert dump.required_columns == live.required_columns
    for kind in ("view", "procedure", "function", "trigger", "event"):
        assert [(b.name, b.uses, b.calls) for b in dump.bodies if b.kind == kind] == [
            (b.name, b.uses, b.calls) for b in live.bodies if b.kind == kind
        ]
    assert find_drift([], dump.tables, live.tables) == ()
