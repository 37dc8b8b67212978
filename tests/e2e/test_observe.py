"""A real MariaDB under a small load: its own logs and digests tell what ran, and all of them tell the same."""

from __future__ import annotations

import json
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pymysql
import pytest
from database_shop import DUMP, ROWS
from mariadb import MariaDb, run_mariadb

from woosh_split.__main__ import main
from woosh_split.database.digests import read_digests
from woosh_split.errors import DatabaseError
from woosh_split.model.observation import Seen
from woosh_split.sources.logs.read import AUDIT, GENERAL, SLOW, read_logs
from woosh_split.sources.logs.tally import Tally

OPTIONS = (
    "--performance-schema=ON", "--slow-query-log=OFF", "--long-query-time=0", "--log-output=FILE",
    "--plugin-load-add=server_audit", "--server-audit-events=TABLE", "--server-audit-logging=OFF",
)  # fmt: skip
LOADS = {
    "app": [
        "SELECT u.email,\n  o.total\n FROM users u\n JOIN orders o ON o.user_id = u.id WHERE u.email = 'a@shop'",
        "INSERT INTO orders (user_id, total) VALUES (1, 5), (2, 6)",
        "UPDATE stock SET amount = amount + 1 WHERE id = 1",
        "SELECT total FROM order_totals WHERE user_id = 1",
        "SELECT 'INSERT INTO nothing; -- x' AS word, 7 FROM dual",
        "PREPARE s FROM 'SELECT email FROM users WHERE id = ?'",
        "SET @a = 1",
        "EXECUTE s USING @a",
        "DEALLOCATE PREPARE s",
    ],
    "ordering": [
        "SELECT * FROM orders WHERE id IN (1, 2, 3)",
        "DELETE FROM order_tags WHERE tag = 'it''s \\\\ gone'",
        "REPLACE INTO currencies (code) VALUES ('KES')",
        "SELECT c.name FROM shop.countries c WHERE c.id = 1 FOR UPDATE",
    ],
}
RUNS = 8


@pytest.fixture(scope="module")
def loaded() -> Iterator[MariaDb]:
    """A server on which the load ran once, every log written."""
    with tempfile.TemporaryDirectory(prefix="ws-obs-") as folder:
        place = Path(folder)
        logs = (
            f"--slow-query-log-file={place / 'slow.log'}",
            f"--server-audit-file-path={place / 'audit.log'}",
        )
        for server in run_mariadb(place, *OPTIONS, *logs):
            server.create_database("shop", DUMP + ROWS)
            for user in LOADS:
                server.execute(
                    f"CREATE USER {user}@'127.0.0.1' IDENTIFIED BY 'pw-{user}'; GRANT ALL ON shop.* TO {user}@'127.0.0.1';"
                    f"CREATE USER {user}@'localhost' IDENTIFIED BY 'pw-{user}'; GRANT ALL ON shop.* TO {user}@'localhost';"
                )
            server.execute(
                "SET GLOBAL slow_query_log = ON; SET GLOBAL server_audit_logging = ON;"
                "TRUNCATE performance_schema.events_statements_summary_by_digest;"
            )
            server.start_general_log()
            threads = [threading.Thread(target=run_load, args=(server, user)) for user in LOADS]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            server.stop_general_log()
            server.execute("SET GLOBAL slow_query_log = OFF; SET GLOBAL server_audit_logging = OFF;")
            yield server


def run_load(server: MariaDb, user: str) -> None:
    for number in range(RUNS):
        connection = pymysql.connect(
            unix_socket=str(server.socket), user=user, password=f"pw-{user}", autocommit=True,
            database=None if number % 2 else "shop",
        )  # fmt: skip
        with connection, connection.cursor() as cursor:
            if number % 2:
                cursor.execute("USE shop")
            for statement in LOADS[user]:
                cursor.execute(statement)


def read(server: MariaDb, kind: str) -> Seen:
    name = {GENERAL: "general.log", SLOW: "slow.log", AUDIT: "audit.log"}[kind]
    return read_logs([(kind, str(server.folder / name))], Tally())


def counted(seen: Seen) -> Counter[tuple[str, str | None, str, str]]:
    found: Counter[tuple[str, str | None, str, str]] = Counter()
    for each in seen.statements:
        for use in each.uses:
            if each.user in LOADS and use.via == "statement":
                found[each.user, use.schema or each.schema, use.table, use.operation] += each.count
    return found


EXPECTED = {
    ("app", "shop", "users", "select"): 2 * RUNS,
    ("app", "shop", "orders", "select"): RUNS,
    ("app", "shop", "orders", "insert"): RUNS,
    ("app", "shop", "stock", "update"): RUNS,
    ("app", "shop", "order_totals", "select"): RUNS,
    ("ordering", "shop", "orders", "select"): RUNS,
    ("ordering", "shop", "order_tags", "delete"): RUNS,
    ("ordering", "shop", "currencies", "insert"): RUNS,
    ("ordering", "shop", "currencies", "delete"): RUNS,
    ("ordering", "shop", "countries", "select"): RUNS,
}


@pytest.mark.parametrize("kind", [GENERAL, SLOW])
def test_a_log_counts_every_run_by_user_table_and_operation(loaded: MariaDb, kind: str) -> None:
    seen = read(loaded, kind)
    assert counted(seen) == EXPECTED
    inner = [(use.table, use.via) for each in seen.statements for use in each.uses if use.via != "statement"]
    assert inner == ([("audit", "trigger")] if kind == GENERAL else [])
    assert seen.sources[0].unread == 0
    assert [each.problem for each in seen.statements if each.problem and each.user in LOADS] == []


def test_the_audit_log_tells_the_tables_behind_views_and_triggers_too(loaded: MariaDb) -> None:
    found = {
        (user, use.table, use.mode) for user, use, _ in read(loaded, AUDIT).accesses if use.schema == "shop"
    }
    assert {
        ("app", "audit", "write"),
        ("app", "orders", "read"),
        ("ordering", "currencies", "write"),
    } <= found
    assert ("app", "order_tags", "write") not in found


def test_digests_of_the_server_tell_the_same_without_users(loaded: MariaDb) -> None:
    digests, source = read_digests(loaded.url("shop"))
    tally = Tally()
    for each in digests:
        tally.add(None, each.schema, each.text, each.count, cut=each.cut)
    found = Counter({
        (use.table, use.operation): 0 for each in tally.statements("?") for use in each.uses
    })  # fmt: skip
    for each in tally.statements("?"):
        for use in each.uses:
            if (use.schema or each.schema) == "shop":
                found[use.table, use.operation] += each.count
    wanted: Counter[tuple[str, str]] = Counter()
    for (_, _, table, operation), count in EXPECTED.items():
        wanted[table, operation] += count
    wanted["users", "select"] -= RUNS  # what EXECUTE runs has no digest of its own on MariaDB
    assert {key: count for key, count in found.items() if key in wanted} == wanted
    assert "name no user" in source.notes[0]


def test_a_server_without_performance_schema_says_how_to_switch_it_on(mariadb: MariaDb) -> None:
    url = mariadb.create_database("bare")
    with pytest.raises(DatabaseError, match=r"performance_schema = ON .* general_log"):
        read_digests(url)


def test_the_command_writes_what_a_later_run_reads(
    loaded: MariaDb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "observed.json"
    log = str(loaded.folder / "general.log")
    assert (
        main(
            [
                "observe",
                str(tmp_path),
                "--no-facts",
                "--general-log",
                log,
                "--format",
                "json",
                "-o",
                str(place),
            ]
        )
        == 0
    )
    written = json.loads(place.read_text())
    assert (written["version"], written["schema"], written["compared"]) == (1, "shop", False)
    assert "pw-" not in place.read_text()
    assert "KES" not in place.read_text()
    again = tmp_path / "twice.json"
    twice = [
        "observe",
        str(tmp_path),
        "--no-facts",
        "--observed",
        str(place),
        "--observed",
        str(place),
        "-f",
        "json",
    ]
    assert main([*twice, "-o", str(again)]) == 0
    doubled = json.loads(again.read_text())
    assert {(a["user"], a["table"], a["operation"]): 2 * a["count"] for a in written["accesses"]} == {
        (a["user"], a["table"], a["operation"]): a["count"] for a in doubled["accesses"]
    }
    capsys.readouterr()
    for form in ("text", "markdown"):
        assert main(["observe", str(tmp_path), "--no-facts", "--observed", str(place), "-f", form]) == 0
        assert "order_tags" in capsys.readouterr().out
