"""Columns that ``verify`` leaves out because the user said so, on three databases of a real server."""

from __future__ import annotations

import time

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


def compared(server: Server, *told: str) -> TableResult:
    left_out = columns_left_out(server, DATABASES.monolith, told)
    (result,) = compare_tables(
        server, DATABASES, Placement(), Run(time.time()), lambda stage, done, total: None, left_out
    )
    return result


def test_columns_that_a_job_writes_differ_until_they_are_left_out_and_nothing_else_goes_with_them(
    mariadb: MariaDb,
) -> None:
    """A job has counted on in the services' database alone; then another column differs there, and then a row is missing."""
    with only(mariadb, ""):
        for name in (DATABASES.monolith, DATABASES.control, DATABASES.services):
            mariadb.create_database(name, SHOP)
        mariadb.execute("UPDATE services.users SET Visits = 7;")
        server = Server(endpoint_of(mariadb.url("")), mariadb.url(""), private=True)

        assert [each.where for each in compared(server).differences] == ["[1].Visits", "[2].Visits"]
        result = compared(server, "users.visits")
        assert (result.differences, result.left_out, result.rows) == ((), ("Visits",), 2)
        with pytest.raises(InputError, match=r"no column visit\. Did you mean Visits\?"):
            columns_left_out(server, DATABASES.monolith, ["users.visit"])

        mariadb.execute("UPDATE services.users SET name = 'Eve' WHERE id = 2;")
        (other,) = compared(server, "users.Visits").differences
        assert (other.where, other.services) == ("[2].name", '"Eve"')

        mariadb.execute("DELETE FROM services.users WHERE id = 2;")
        missing = compared(server, "users.id", "users.Visits")
        assert [each.services for each in missing.differences] == ["(absent)"]
