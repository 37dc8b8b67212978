"""Clones of a dump, on a real server: what the dump defines works, whoever it says that it runs as."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mariadb import MariaDb
from migrations import only

from woosh_split.database.comparing import endpoint_of
from woosh_split.parity.clones import Filling, make_clones
from woosh_split.parity.server import Server

CLONES = ("ws_one", "ws_other")
DUMP = """
CREATE TABLE bills (id INT PRIMARY KEY, paid INT);
CREATE TABLE notes (bill INT);
CREATE ALGORITHM=UNDEFINED DEFINER=`shop admin`@`localhost` SQL SECURITY DEFINER VIEW open_bills AS SELECT id FROM bills WHERE paid = 0;
/*!50003 CREATE*/ /*!50017 DEFINER='shop admin'@'localhost'*/ /*!50003 TRIGGER noted AFTER INSERT ON bills
  FOR EACH ROW INSERT INTO notes VALUES (NEW.id) */;
CREATE DEFINER = till@'10.0.%' PROCEDURE pay (IN p INT) UPDATE bills SET paid = 1 WHERE id = p;
"""
SEED = "INSERT INTO bills VALUES (1, 0), (2, 0); CALL pay(2);"

pytestmark = pytest.mark.xdist_group("apply")


@pytest.fixture
def server(mariadb: MariaDb) -> Iterator[Server]:
    """A server that knows none of the accounts that the dump names."""
    with only(mariadb, ""):
        yield Server(endpoint_of(mariadb.url("")), mariadb.url(""), private=True)


def test_what_a_dump_defines_as_accounts_that_are_not_there_works_in_its_clones(
    server: Server, mariadb: MariaDb
) -> None:
    make_clones(server, CLONES, Filling((("dump.sql", DUMP.encode()), ("seed.sql", SEED.encode()))))

    for clone in CLONES:
        assert mariadb.execute(f"SELECT id FROM {clone}.open_bills;").split() == ["id", "1"]
        assert mariadb.execute(f"SELECT bill FROM {clone}.notes ORDER BY bill;").split() == ["bill", "1", "2"]
    assert server.accounts == ["'shop admin'@'localhost'", "'till'@'10.0.%'"]
    assert "ACCOUNT LOCK" in mariadb.execute("SHOW CREATE USER 'till'@'10.0.%';")


def test_a_dump_of_a_mysql_8_is_loaded_though_its_collations_are_not_known_here(
    server: Server, mariadb: MariaDb
) -> None:
    dump = b"CREATE TABLE people (name VARCHAR(20)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;"
    seed = b"INSERT INTO people VALUES ('Bob'), ('anna');"

    notes = make_clones(server, CLONES, Filling((("dump.sql", dump), ("seed.sql", seed))))

    for clone in CLONES:
        assert mariadb.execute(f"SELECT name FROM {clone}.people ORDER BY name;").split() == [
            "name",
            "anna",
            "Bob",
        ]
    (note,) = notes
    assert note.startswith("dump.sql: the collation utf8mb4_0900_ai_ci is none of this server's")
