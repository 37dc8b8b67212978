"""Columns that ``verify`` leaves out because the user said so, on three databases of a real server."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from mariadb import MariaDb
from migrations import only

from woosh_split.database.comparing import endpoint_of
from woosh_split.errors import InputError
from woosh_split.model.parity import TableResult
from woosh_split.model.placement import Placement
from woosh_split.parity.moments import Run
from woosh_split.parity.server import Server
from woosh_split.parity.tables import Databases, columns_left_out, compare_tables

DATABASES = Databases("one", "control", "services")
SHOP = "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), Visits INT); INSERT INTO users VALUES (1, 'Ann', 0), (2, 'Bob', 0);"

pytestmark = pytest.mark.xdist_group("apply")


@pytest.fixture
def server(mariadb: MariaDb) -> Iterator[Server]:
    """Three databases of the same rows, of which a job has counted on in that of the services alone."""
    with only(mariadb, ""):
        for name in (DATABASES.monolith, DATABASES.control, DATABASES.services):
            mariadb.create_database(name, SHOP)
        mariadb.execute("UPDATE services.users SET Visits = 7;")
        yield Server(endpoint_of(mariadb.url("")), mariadb.url(""), private=True)


def compared(server: Server, *told: str) -> TableResult:
    left_out = columns_left_out(server, DATABASES.monolith, told)
    (result,) = compare_tables(
        server, DATABASES, Placement(), Run(time.time()), lambda stage, done, total: None, left_out
    )
    return result


def test_a_column_that_a_job_writes_is_a_difference_until_it_is_left_out(server: Server) -> None:
    assert [each.where for each in compared(server).differences] == ["[1].Visits", "[2].Visits"]

    result = compared(server, "users.visits")

    assert (result.differences, result.left_out, result.rows) == ((), ("Visits",), 2)


def test_another_column_is_compared_all_the_same(server: Server, mariadb: MariaDb) -> None:
    mariadb.execute("UPDATE services.users SET name = 'Eve' WHERE id = 2;")

    result = compared(server, "users.Visits")

    assert [(each.where, each.services) for each in result.differences] == [("[2].name", '"Eve"')]


def test_a_row_that_is_missing_is_found_without_its_key(server: Server, mariadb: MariaDb) -> None:
    mariadb.execute("DELETE FROM services.users WHERE id = 2;")

    result = compared(server, "users.id", "users.Visits")

    assert [each.services for each in result.differences] == ["(absent)"]


def test_a_column_that_the_server_does_not_have_is_refused(server: Server) -> None:
    with pytest.raises(InputError, match=r"no column visit\. Did you mean Visits\?"):
        columns_left_out(server, DATABASES.monolith, ["users.visit"])
