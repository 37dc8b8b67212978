"""The SQL of ``database sql`` on a real MariaDB: everybody may do what they must and nothing else, and back is back."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pymysql
import pytest
from database_shop import DUMP, ODD, ROWS, facts, part_of, shop_organisation, split
from example_run import SQL_MODE, ExampleRun
from mariadb import MariaDb
from pymysql.cursors import Cursor

from woosh_split.artefacts.database.files import BACK, FORWARD, phase_sql, script
from woosh_split.artefacts.database.organise import organise
from woosh_split.artefacts.database.passwords import accounts
from woosh_split.artefacts.database.stage import MARIADB, Settings, stage
from woosh_split.artefacts.database.statements import (
    back_statements,
    forward_statements,
    password_statements,
    session_statements,
)
from woosh_split.cli.workspace import Reading, facts_for, open_workspace
from woosh_split.graph.crossings import crossings
from woosh_split.model.organisation import (
    DELETE,
    INSERT,
    PUBLISHED,
    SELECT,
    UPDATE,
    VERBS,
    Grant,
    Organisation,
    ServicePart,
)
from woosh_split.model.placement import placement_of
from woosh_split.pipeline.database import DatabaseRequest, monolith_schema, organisation_of
from woosh_split.sources.schema.ddl.routine_text import routine_texts
from woosh_split.sources.schema.mysql.live import read_server
from woosh_split.sql.quoting import quoted

EXAMPLE = Path(__file__).parents[2] / "examples" / "woosh"
PASSWORD = "it's a \\ secret"
DENIED = {1142, 1143, 1044, 1370}
SYSTEM = "('mysql', 'sys', 'information_schema', 'performance_schema')"

pytestmark = pytest.mark.xdist_group("example")


@contextmanager
def logged_in(server: MariaDb, part: ServicePart) -> Iterator[Cursor]:
    """Work as a service does: by its own user, in the schema of its connection."""
    connection = pymysql.connect(
        host=server.host, port=server.port, user=part.account.user, password=PASSWORD, database=part.schema,
        charset="utf8mb4",
    )  # fmt: skip
    try:
        yield connection.cursor()
    finally:
        connection.close()


def forward(server: MariaDb, organisation: Organisation, order: tuple[int, ...] = ()) -> None:
    """Carry the phases out, in the given order, and hand the passwords out."""
    phases = organisation.phases
    for index in order or range(len(phases)):
        server.execute(phase_sql(phases[index], FORWARD, organisation, MARIADB))
    if not any(organisation.remainder in phase.services for phase in phases):
        return
    pairs = [(account, PASSWORD) for account in accounts(organisation)]
    server.execute(script(password_statements(pairs)))


def back(server: MariaDb, organisation: Organisation, order: tuple[int, ...] = ()) -> str:
    """Take the phases back; what the script says is returned."""
    phases = organisation.phases
    indexes = order or tuple(reversed(range(len(phases))))
    return "".join(server.execute(phase_sql(phases[i], BACK, organisation, MARIADB)) for i in indexes)


def state(server: MariaDb, schema: str) -> tuple[str, str, str]:
    """Everything that must be as before: the schema with its rows, the other schemas, and who may do what."""
    dump = re.sub(r"^-- Dump completed.*$", "", server.dump(schema), flags=re.MULTILINE)
    schemas = server.execute("SHOW DATABASES;")
    tables = ("global_priv", "db", "tables_priv", "columns_priv", "procs_priv", "roles_mapping")
    rights = "".join(server.execute(f"SELECT * FROM mysql.{table} ORDER BY 1, 2, 3;") for table in tables)
    return dump, schemas, re.sub(r"\b\d{9,10}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "", rights)


def attempt(cursor: Cursor, sql: str) -> int:
    """Run a statement and return the error's number, 0 where there is none."""
    try:
        cursor.execute(sql)
        cursor.fetchall()
    except pymysql.Error as error:
        return int(error.args[0])
    return 0


def statement(verb: str, schema: str, table: str, columns: tuple[str, ...]) -> str:
    """Return a statement that needs the verb and changes nothing."""
    name, all_columns = quoted(schema, table), ", ".join(quoted(column) for column in columns)
    if verb == SELECT:
        return f"SELECT {all_columns} FROM {name} LIMIT 1"
    if verb == INSERT:
        values = ", ".join("DEFAULT" for _ in columns)
        return (
            f"PREPARE attempt FROM 'INSERT INTO {escaped(name)} ({escaped(all_columns)}) VALUES ({values})'"
        )
    if verb == UPDATE:
        first = quoted(columns[0])
        return f"UPDATE {name} SET {first} = {first} WHERE 1 = 0"
    return f"DELETE FROM {name} WHERE 1 = 0"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "''")


def everything(server: MariaDb) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return every table and view of the server with its columns that can be written."""
    rows = server.execute(
        "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS"
        f" WHERE TABLE_SCHEMA NOT IN {SYSTEM} AND EXTRA NOT LIKE '%GENERATED%' ORDER BY ORDINAL_POSITION;"
    )
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in rows.splitlines()[1:]:
        schema, table, column = (part.replace("\\\\", "\\") for part in line.split("\t"))
        found[schema, table] = (*found.get((schema, table), ()), column)
    return found


def assert_exactly(server: MariaDb, organisation: Organisation) -> int:
    """Every user may do what its grants say to what they name, and nothing to anything else on the server."""
    tables = everything(server)
    attempts = 0
    for part in organisation.parts:
        grants = {(grant.schema, grant.name): grant for grant in part.grants if grant.kind == "table"}
        with logged_in(server, part) as cursor:
            for (schema, table), columns in tables.items():
                grant = grants.get((schema, table), Grant(schema, table, "table", ()))
                for verb in VERBS:
                    sql = statement(verb, schema, table, grant.columns or columns)
                    code = attempt(cursor, sql)
                    attempts += 1
                    if verb in grant.verbs:
                        # A column that is computed in a view cannot be written, whoever tries.
                        assert code in (0, 1348, 1471), (part.service, sql, code)
                    else:
                        assert code in DENIED | {1288, 1348, 1471}, (part.service, sql, code)
    return attempts


USERS = "SELECT CONCAT(QUOTE(User), '@', QUOTE(Host)) FROM mysql.user WHERE is_role = 'N' AND Host <> '' ORDER BY 1;"
ROLES = "SELECT QUOTE(User) FROM mysql.user WHERE is_role = 'Y' ORDER BY 1;"


@pytest.fixture
def shop(mariadb: MariaDb) -> Iterator[MariaDb]:
    """A server with the shop's database and nothing else; whatever a test adds to it is gone afterwards."""
    mariadb.create_database("shop", DUMP + ROWS)
    users, roles = mariadb.execute(USERS).splitlines(), mariadb.execute(ROLES).splitlines()
    yield mariadb
    kept = {"Database", "information_schema", "mysql", "performance_schema", "sys"}
    gone = [
        f"DROP DATABASE {quoted(name)};"
        for name in mariadb.execute("SHOW DATABASES;").split()
        if name not in kept
    ]
    gone += [f"DROP USER {user};" for user in mariadb.execute(USERS).splitlines() if user not in users]
    gone += [f"DROP ROLE {role};" for role in mariadb.execute(ROLES).splitlines()[1:] if role not in roles]
    mariadb.execute("".join(["SET foreign_key_checks = 0;", *gone]))


CASES = {
    "mixed": split(),
    "grants": split("grants", everywhere=True),
}


@pytest.mark.parametrize("case", CASES)
def test_every_user_may_do_what_it_must_and_nothing_else_and_back_is_back(case: str, shop: MariaDb) -> None:
    organisation = shop_organisation(CASES[case])
    before = state(shop, "shop")

    forward(shop, organisation)
    assert assert_exactly(shop, organisation) > 100
    said = back(shop, organisation)

    # Two phases move a table to the shared schema; the first that goes back leaves the other's there.
    assert said == ("" if case == "grants" else "note\nshared still holds something and was left alone\n")
    assert state(shop, "shop") == before


def test_phases_may_run_in_any_order(shop: MariaDb) -> None:
    organisation = shop_organisation(split("schema", everywhere=True))
    before = state(shop, "shop")

    forward(shop, organisation, (3, 2, 1, 4))
    assert_exactly(shop, organisation)
    with logged_in(shop, part_of(organisation, "ordering")) as cursor:
        cursor.execute("SELECT email FROM users WHERE id = 1 FOR UPDATE")
        assert cursor.fetchall() == (("a@shop",),)
    back(shop, organisation, (3, 1))
    with logged_in(shop, part_of(organisation, "supply")) as cursor:
        assert attempt(cursor, "SELECT * FROM orders") == 0
    back(shop, organisation, (4, 2))

    assert state(shop, "shop") == before


def test_rows_that_are_written_meanwhile_come_back_too(shop: MariaDb) -> None:
    organisation = shop_organisation()
    forward(shop, organisation)

    with logged_in(shop, part_of(organisation, "ordering")) as cursor:
        cursor.execute("INSERT INTO orders (user_id, total) VALUES (2, 7)")
        assert cursor.lastrowid == 102
        cursor.execute(f"INSERT INTO {quoted('order_tags')} VALUES (102, 'late')")
        cursor.execute("UPDATE users SET email = 'new@shop' WHERE id = 2")
        cursor.execute("UPDATE stock SET amount = amount - 1 WHERE id = 1")
        cursor.execute("SELECT total FROM order_totals ORDER BY total")
        assert [float(total) for (total,) in cursor.fetchall()] == [7, 10, 20]
        cursor.execute("CALL close_day(2)")
        assert sorted(email for _, email in cursor.fetchall()) == ["a@shop", "new@shop", "new@shop"]
        cursor.connection.commit()
    shop.execute(
        "INSERT INTO orders (user_id) VALUES (1); UPDATE users SET email = 'c@shop' WHERE id = 1;", "shop"
    )
    back(shop, organisation)

    told = shop.execute(
        "SELECT id, total FROM orders; SELECT email FROM users; SELECT note FROM audit;", "shop"
    )
    assert told.split() == (
        [
            "id",
            "total",
            "100",
            "10.00",
            "101",
            "27.00",
            "102",
            "34.00",
            "103",
            "0.00",
            "email",
            "c@shop",
            "new@shop",
            "note",
            "start",
            "stock",
            "1",
        ]
    )


def test_a_phase_that_is_run_again_changes_nothing(shop: MariaDb) -> None:
    organisation = shop_organisation()
    forward(shop, organisation)
    before = state(shop, "shop")

    for phase in organisation.phases:
        sql = phase_sql(phase, FORWARD, organisation, MARIADB)
        if any(part.moves for part in phase.services):
            with pytest.raises(AssertionError, match="is not of type 'VIEW'"):
                shop.execute(sql)
        else:
            shop.execute(sql)

    assert state(shop, "shop") == before
    back(shop, organisation)


def test_a_lock_that_is_taken_for_a_moment_is_asked_for_again(shop: MariaDb) -> None:
    """The server's own threads take such locks too, after a dump was loaded say."""
    organisation = shop_organisation()
    before = state(shop, "shop")
    busy = pymysql.connect(unix_socket=str(shop.socket), user="root", password=shop.password, database="shop")
    with busy.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT * FROM order_tags")
    later = threading.Timer(1, busy.close)
    later.start()
    forward(shop, organisation)
    assert not later.is_alive()
    later.join()
    back(shop, organisation)
    assert state(shop, "shop") == before


def test_secret_columns_and_what_no_contract_allows_stay_out_of_reach(shop: MariaDb) -> None:
    for isolation in ("schema", "grants"):
        organisation = shop_organisation(split(isolation, everywhere=True))
        forward(shop, organisation)
        with logged_in(shop, part_of(organisation, "ordering")) as cursor:
            assert attempt(cursor, "SELECT email, token_count FROM users") == 0
            assert attempt(cursor, "SELECT password_hash FROM users") in (1054, 1143)
            assert attempt(cursor, "UPDATE users SET password_hash = ''") in (1054, 1143)
            assert attempt(cursor, "SELECT 1 FROM shop.audit") == 1142
            assert attempt(cursor, "INSERT INTO audit (note) VALUES ('x')") == 1142
            assert attempt(cursor, f"DROP TABLE {quoted(ODD)}") == 1142
        back(shop, organisation)


def test_a_user_is_locked_until_it_has_a_password_and_a_definer_always(shop: MariaDb) -> None:
    organisation = shop_organisation()
    for phase in organisation.phases:
        shop.execute(phase_sql(phase, FORWARD, organisation, MARIADB))

    for user in ("ordering", "ordering_views"):
        with pytest.raises(pymysql.Error) as refused:
            pymysql.connect(
                host=shop.host, port=shop.port, user=user, password="", unix_socket=str(shop.socket)
            )
        assert refused.value.args[0] in (1045, 4151)
    back(shop, organisation)


def test_a_schema_that_holds_something_else_is_left_alone(shop: MariaDb) -> None:
    organisation = shop_organisation()
    forward(shop, organisation)
    shop.execute("CREATE TABLE supply.kept (id INT);")

    said = back(shop, organisation)

    assert "supply still holds something and was left alone" in said
    assert shop.execute("SELECT COUNT(*) FROM supply.kept;").split() == ["COUNT(*)", "0"]


def test_the_scripts_and_their_statements_one_by_one_come_to_the_same(shop: MariaDb) -> None:
    organisation = shop_organisation()
    before = state(shop, "shop")
    for phase in organisation.phases:
        shop.execute(phase_sql(phase, FORWARD, organisation, MARIADB))
    as_script = state(shop, "shop"), shop.dump("ordering").splitlines()[:-1]
    back(shop, organisation)

    connection = pymysql.connect(unix_socket=str(shop.socket), user="root", password=shop.password)
    with connection.cursor() as cursor:
        for each in session_statements(MARIADB):
            cursor.execute(each.sql)
        for phase in organisation.phases:
            for each in forward_statements(phase, organisation, MARIADB):
                cursor.execute(each.sql)
        assert (state(shop, "shop"), shop.dump("ordering").splitlines()[:-1]) == as_script
        for phase in reversed(organisation.phases):
            for each in back_statements(phase, organisation, MARIADB):
                cursor.execute(each.sql)
    connection.close()

    assert state(shop, "shop") == before


def example(isolation: str, **more: object) -> Organisation:
    """Return the organisation of the example's database."""
    reading = Reading(EXAMPLE, quiet=True)
    workspace = open_workspace(reading)
    assert workspace.split is not None
    told = replace(workspace.split, isolation=isolation)
    return organisation_of(
        DatabaseRequest(EXAMPLE, facts_for(workspace, reading), told, workspace.split_path, **more)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_the_example_goes_forward_and_back(isolation: str, mariadb: MariaDb, example_run: ExampleRun) -> None:
    """Each service's user may prepare every statement that its code sent while the example really ran.

    What fails there would have failed in the monolith (a column, table or procedure that the database never had), or
    names a secret column that the plan lists.
    """
    mode = mariadb.execute("SELECT @@GLOBAL.sql_mode;").split()[1]
    mariadb.execute(f"SET GLOBAL sql_mode = '{SQL_MODE}'; DROP DATABASE IF EXISTS woosh;")
    mariadb.execute("CREATE DATABASE woosh CHARACTER SET latin1;")
    mariadb.execute((EXAMPLE / "database" / "schema.sql").read_text(encoding="utf-8"), "woosh")
    seed = [sys.executable, str(EXAMPLE / "database" / "seed.py"), "--rows", "20"]
    mariadb.execute(subprocess.run(seed, capture_output=True, text=True, check=True).stdout, "woosh")
    organisation = example(isolation)
    before = state(mariadb, "woosh")

    forward(mariadb, organisation)
    refused = refused_statements(mariadb, organisation, example_run)
    assert_exactly(mariadb, organisation)
    assert back(mariadb, organisation) == ""

    assert state(mariadb, "woosh") == before
    assert refused == []
    mariadb.execute(f"DROP DATABASE woosh; SET GLOBAL sql_mode = '{mode}';")


def refused_statements(
    server: MariaDb, organisation: Organisation, run: ExampleRun
) -> list[tuple[str, int, str]]:
    """Return the statements of the run that a service's user may not send, and for which nothing else accounts."""
    reading = Reading(EXAMPLE, quiet=True)
    workspace = open_workspace(reading)
    assert workspace.split is not None
    facts = facts_for(workspace, reading)
    placement = placement_of(workspace.split)
    homes = {file: placement.home_of_module(each.name) for each in facts.modules for file in each.files}
    known = {routine.name for routine in facts.routines}
    lost = {drift.column for drift in facts.drift if drift.kind == "missing-column"}
    gone = {
        drift.table for drift in facts.drift if drift.kind == "missing-table" and drift.missing_in == "ddl"
    }
    found, prepared = [], 0
    for part in organisation.parts:
        hidden = {each.column for grant in part.grants for each in grant.hidden}
        with logged_in(server, part) as cursor:
            for sent in run.sent:
                home = next((homes[file] for file, _, _ in sent.callers if file in homes), "monolith")
                if home != part.service or not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|CALL)\b", sent.sql):
                    continue
                prepared += 1
                call = re.match(r"\s*CALL\s+(\w+)", sent.sql)
                if call is not None and call[1] not in known:
                    continue
                code, message = prepare(cursor, sent.sql)
                unseen = code in (1054, 1143) and any(word in message for word in hidden | lost if word)
                if (
                    code
                    and not unseen
                    and not (code == 1142 and any(f"`{table}`" in message for table in gone))
                ):
                    found.append((part.service, code, sent.sql))
    assert prepared > 300
    return found


def prepare(cursor: Cursor, sql: str) -> tuple[int, str]:
    try:
        cursor.execute("PREPARE sent FROM %s", (sql,))
    except pymysql.Error as error:
        return int(error.args[0]), str(error.args[1])
    return 0, ""


def test_a_server_is_believed_about_its_name_and_its_columns(shop: MariaDb) -> None:
    """The dump is older than the server: a column came since."""
    shop.execute("ALTER TABLE users ADD nickname VARCHAR(20) NULL, ADD api_key VARCHAR(20) NULL;", "shop")
    server = read_server(shop.url("shop"))
    told = replace(facts(), tables=server.tables, routines=server.routines, triggers=server.triggers)
    assert monolith_schema(told, ()) == "shop"
    found = crossings(told, placement_of(split()))
    organisation = organise(
        stage(told, split(), split().phases, found, Settings("shop"), texts=routine_texts(DUMP))
    )

    forward(shop, organisation)
    with logged_in(shop, part_of(organisation, "ordering")) as cursor:
        assert attempt(cursor, "SELECT nickname FROM users") == 0
        assert attempt(cursor, "SELECT api_key FROM users") == 1054
    back(shop, organisation)


def test_published_views_of_the_example_leave_the_password_out() -> None:
    organisation = example("schema")
    shown = [
        view
        for part in organisation.parts
        for view in part.views
        if view.purpose == PUBLISHED and view.name == "SalesRep"
    ]
    assert len(shown) == 6
    assert all(view.columns and "password" not in view.columns for view in shown)
    assert DELETE not in {
        verb for part in organisation.parts for g in part.grants if g.debts for verb in g.verbs
    }
