"""``apply``, ``rollback`` and ``status`` as a user types them: on the example's own schema, with exit codes and routes."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pymysql
import pytest
from mariadb import MariaDb
from migrations import only, state
from monoliths import copy_sources

from woosh_split.__main__ import main
from woosh_split.cli.migrating import migration_request
from woosh_split.cli.workspace import Reading

EXAMPLE = Path(__file__).parents[2] / "examples" / "woosh"
PHASE, USER = "02-analytics-reporting", "analytics_reporting"

pytestmark = pytest.mark.xdist_group("apply")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the example once."""
    file = tmp_path_factory.mktemp("facts") / "facts.json"
    assert main(["analyse", str(EXAMPLE), "--format", "json", "--output", str(file), "--quiet"]) == 0
    return file


@pytest.fixture
def server(mariadb: MariaDb) -> Iterator[MariaDb]:
    """A server with the example's schema and nothing besides: what a test leaves is gone with it."""
    schema = (EXAMPLE / "database" / "schema.sql").read_text(encoding="utf-8")
    with only(mariadb, ""):
        mode = mariadb.execute("SELECT @@GLOBAL.sql_mode;").split()[1]
        mariadb.execute(
            "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'; CREATE DATABASE woosh CHARACTER SET latin1;"
        )
        mariadb.execute(schema, "woosh")
        yield mariadb
        mariadb.execute(f"SET GLOBAL sql_mode = '{mode}';")


@pytest.fixture
def woosh(
    server: MariaDb,
    facts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Path:
    """A copy of the example's split file with its facts, where the commands are run."""
    folder = tmp_path / "woosh"
    (folder / "database").mkdir(parents=True)
    shutil.copy(EXAMPLE / "woosh-split.yaml", folder)
    shutil.copy(EXAMPLE / "database" / "schema.sql", folder / "database")
    shutil.copy(facts, folder / "facts.json")
    server.execute("DROP DATABASE IF EXISTS woosh_split;")
    monkeypatch.setenv("WOOSH_SPLIT_DATABASE", server.url("woosh"))
    monkeypatch.chdir(folder)
    capsys.readouterr()
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments, "--facts", "facts.json"])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_phase_as_a_user_types_it(
    woosh: Path, server: MariaDb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = tmp_path / "passwords.json"
    before = server.dump("woosh").splitlines()[:-1]
    assert main(["routes", "write", "--facts", "facts.json", "--quiet"]) == 0
    table = woosh / "split" / "routes" / "table.yaml"
    at_first = table.read_text(encoding="utf-8")
    capsys.readouterr()

    code, out, err = run(capsys, "apply", PHASE, "--dry-run")
    assert code == 0, err
    assert "RENAME TABLE" in out
    assert f"CREATE DATABASE `{USER}` CHARACTER SET latin1" in out
    assert server.dump("woosh").splitlines()[:-1] == before

    code, out, err = run(capsys, "apply", PHASE)
    assert (code, out) == (2, "")
    assert "give --yes, or look first with --dry-run" in err

    code, out, err = run(
        capsys, "apply", PHASE, "--yes", "--checksums", "--passwords", str(secrets), "--target", "service"
    )
    assert code == 0, err
    assert f"{PHASE} is applied" in out
    assert "as before, 8 columns, its other name can be written, same checksum" in out
    assert "analytics-reporting: " in out
    assert "routes to service" in out
    assert table.read_text(encoding="utf-8") != at_first
    assert "rehearsed forward and back on empty copies" in err
    password = json.loads(secrets.read_text(encoding="utf-8"))[USER]
    journal = server.execute("SELECT statement FROM woosh_split.journal;")
    assert password not in journal + out + err
    assert "IDENTIFIED BY '***'" in journal

    code, out, _ = run(capsys, "status", "--format", "json")
    found = {phase["id"]: phase["state"] for phase in json.loads(out)["phases"]}
    assert code == 0
    assert found[PHASE] == "applied"
    assert found["09-client-management"] == "not applied"

    code, out, _ = run(capsys, "status", "--journal", "3")
    assert code == 0
    assert "1 of 9 phases applied" in out
    assert f"end {PHASE}" in out

    code, out, _ = run(capsys, "rollback", "--to", "01-gateway", "--yes", "--quiet")
    assert code == 0
    assert out.index("routes to monolith") < out.index(f"{PHASE} is taken back")
    assert table.read_text(encoding="utf-8") == at_first
    assert server.dump("woosh").splitlines()[:-1] == before


def test_passwords_are_written_once_nothing_stands_in_the_way(
    woosh: Path, server: MariaDb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = tmp_path / "passwords.json"
    wanted = ("--passwords", str(secrets))

    code, out, err = run(capsys, "apply", PHASE, *wanted, "--dry-run")
    assert code == 0, err
    assert "IDENTIFIED BY '***'" in out
    assert not secrets.exists()

    code, _, err = run(capsys, "apply", PHASE, *wanted)
    assert (code, "give --yes" in err) == (2, True)
    assert not secrets.exists()

    server.execute(f"CREATE DATABASE `{USER}`;")
    code, _, err = run(capsys, "apply", PHASE, *wanted, "--yes")
    assert (code, f"The schema {USER} is there" in err) == (1, True), err
    assert not secrets.exists()

    server.execute(f"DROP DATABASE `{USER}`;")
    assert run(capsys, "apply", PHASE, *wanted, "--yes", "--quiet")[0] == 0
    assert USER in json.loads(secrets.read_text(encoding="utf-8"))


def test_a_monolith_with_synchronize_is_refused_until_the_user_says_that_it_is_off(
    woosh: Path, server: MariaDb, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = json.loads((woosh / "facts.json").read_text(encoding="utf-8"))
    facts["hazards"] = [
        {"kind": "changes-tables", "subject": "TypeOrmModule", "detail": "", "file": "app.ts", "line": 4}
    ]
    (woosh / "facts.json").write_text(json.dumps(facts), encoding="utf-8")

    code, _, err = run(capsys, "apply", PHASE, "--dry-run")
    assert code == 1
    assert "`synchronize: true` at app.ts:4" in err
    code, out, err = run(capsys, "apply", PHASE, "--dry-run", "--accept-synchronize")
    assert code == 0, err
    assert "RENAME TABLE" in out


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_every_phase_of_the_example_goes_forward_and_back(
    isolation: str, woosh: Path, server: MariaDb, capsys: pytest.CaptureFixture[str]
) -> None:
    split = woosh / "woosh-split.yaml"
    text = split.read_text(encoding="utf-8")
    split.write_text(text.replace("\nisolation: schema\n", f"\nisolation: {isolation}\n"), encoding="utf-8")
    before = state(server)
    _, out, _ = run(capsys, "status", "--format", "json")
    phases = [phase["id"] for phase in json.loads(out)["phases"]]

    for phase in phases:
        code, out, err = run(capsys, "apply", phase, "--yes", "--no-rehearsal", "--quiet")
        assert code == 0, err
    _, out, _ = run(capsys, "status", "--format", "json")
    assert {phase["state"] for phase in json.loads(out)["phases"]} == {"applied", "nothing"}
    moved = server.execute("SELECT COUNT(*) FROM woosh_split.journal WHERE kind = 'verified';").split()[1]
    assert moved == ("33" if isolation == "schema" else "0")
    code, _, err = run(capsys, "rollback", "--to", phases[0], "--yes", "--quiet")
    assert code == 0, err

    assert state(server) == before


def test_a_rollback_names_who_is_still_at_work_with_the_routes_back_and_is_run_again(
    woosh: Path, server: MariaDb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets, before = tmp_path / "passwords.json", state(server)
    assert main(["routes", "write", "--facts", "facts.json", "--quiet"]) == 0
    table = woosh / "split" / "routes" / "table.yaml"
    at_first = table.read_text(encoding="utf-8")
    code, _, err = run(
        capsys, "apply", PHASE, "--yes", "--no-rehearsal", "--passwords", str(secrets), "--target", "service"
    )
    assert code == 0, err
    service = pymysql.connect(
        host=server.host, port=server.port, user=USER, database=USER,
        password=json.loads(secrets.read_text(encoding="utf-8"))[USER],
    )  # fmt: skip

    with service, service.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM FeedbackReport")
        code, out, err = run(capsys, "rollback", PHASE, "--yes", "--drain", "1.5")
        assert code == 1, err
        assert "routes to monolith" in out
        assert err.index("in which gateways read the table") < err.index(f"waiting for what {USER} began")
        assert f"After 1.5 s {USER} is still at work: connection" in err
        assert table.read_text(encoding="utf-8") == at_first
        assert f"{PHASE}  applied" in run(capsys, "status")[1]
        cursor.execute("SELECT COUNT(*) FROM FeedbackReport")
        service.commit()
        code, _, err = run(capsys, "rollback", PHASE, "--yes")

    assert code == 0, err
    assert state(server) == before


def test_a_rollback_that_a_later_phase_stands_against_leaves_the_routes_where_they_are(
    woosh: Path, server: MariaDb, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["routes", "write", "--facts", "facts.json", "--quiet"]) == 0
    for phase in (PHASE, "05-time-attendance"):
        code, _, err = run(capsys, "apply", phase, "--yes", "--no-rehearsal", "--target", "service")
        assert code == 0, err
    table = woosh / "split" / "routes" / "table.yaml"
    routed = table.read_text(encoding="utf-8")

    code, out, err = run(capsys, "rollback", PHASE, "--yes")
    assert (code, out) == (1, "")
    assert "05-time-attendance waits for it and is applied" in err
    assert table.read_text(encoding="utf-8") == routed

    code, out, err = run(capsys, "rollback", "--to", "01-gateway", "--dry-run")
    assert code == 0, err
    assert out.index("05-time-attendance") < out.index(PHASE)
    assert table.read_text(encoding="utf-8") == routed
    code, out, err = run(capsys, "rollback", "--to", "01-gateway", "--yes")
    assert code == 0, err
    assert table.read_text(encoding="utf-8") != routed


def interrupted(command: list[str], folder: Path, step: str) -> tuple[int, str]:
    """Run a command, send Ctrl-C once a step is told, and return its exit code and all that it said."""
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if line.startswith(step):
                break
        process.send_signal(signal.SIGINT)
        said += process.stderr.read()
    return process.returncode, said


def test_ctrl_c_ends_it_after_the_statement_that_is_under_way(
    woosh: Path, server: MariaDb, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(server)
    command = [
        sys.executable,
        "-m",
        "woosh_split",
        "apply",
        PHASE,
        "--yes",
        "--no-rehearsal",
        "--facts",
        "facts.json",
    ]
    for _ in range(5):
        code, said = interrupted(command, woosh, "expose")
        if code:
            break
        assert (
            run(capsys, "rollback", PHASE, "--yes", "--quiet")[0] == 0
        )  # it was through before the signal came

    assert code == 130, said
    assert "Stopping after this statement" in said
    assert "the journal is up to date" in said
    rows = server.execute("SELECT DISTINCT state FROM woosh_split.journal;").split()[1:]
    assert set(rows) <= {"done", "failed"}
    _, out, _ = run(capsys, "status")
    assert f"{PHASE}  partly applied" in out
    code, _, err = run(capsys, "rollback", PHASE, "--yes", "--quiet")
    assert code == 0, err
    assert state(server) == before


def test_what_cannot_be_done_says_why(
    woosh: Path, server: MariaDb, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "apply", "02-analytics-report", "--yes")
    assert code == 2
    assert f"Did you mean {PHASE}?" in err

    code, _, err = run(capsys, "rollback", "--yes")
    assert code == 2
    assert "--to PHASE" in err

    server.execute(f"CREATE DATABASE {USER};")
    code, _, err = run(capsys, "apply", PHASE, "--yes")
    assert code == 1
    assert f"The schema {USER} is there and was not made by woosh-split" in err

    server.execute(
        "CREATE USER few@'127.0.0.1' IDENTIFIED BY 'secret'; GRANT SELECT ON woosh.* TO few@'127.0.0.1';"
    )
    code, _, err = run(capsys, "apply", PHASE, "--yes", "--database", server.url("woosh", "few", "secret"))
    assert code == 2
    assert "The account of --database must be able to read the database mysql" in err
    assert "secret" not in err

    code, _, err = run(capsys, "apply", PHASE, "--yes", "--database", "mysql://root@127.0.0.1:1/woosh")
    assert code == 2
    assert "127.0.0.1:1 cannot be opened" in err
    server.execute(f"DROP DATABASE {USER}; DROP USER few@'127.0.0.1';")


def test_what_borrowed_code_touches_is_granted_as_the_plan_says(
    server: MariaDb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan read the code, and `apply` only the facts: the service had no rights on what came along with it."""
    copy_sources(tmp_path)
    split = tmp_path / "woosh-split.yaml"
    text = split.read_text(encoding="utf-8")
    remote = re.compile(r"(OutletQuantityTransactionsService\.create\w+, policy: )remote")
    split.write_text(remote.sub(r"\1borrow", text), encoding="utf-8")

    reading = Reading(tmp_path, no_cache=True, quiet=True)
    request, _ = migration_request(reading, server.url("woosh"), None)
    part = next(each for each in request.organisation.parts if each.service == "sales-targets")
    ledger = next(each for each in part.grants if each.name == "outlet_quantity_transactions")
    assert ledger.verbs == ("SELECT", "INSERT", "UPDATE")

    phase = next(each.id for each in request.organisation.phases if part in each.services)
    monkeypatch.setenv("WOOSH_SPLIT_DATABASE", server.url("woosh"))
    sql = ["database", "sql", str(tmp_path), "--stdout", phase, "--no-cache", "--quiet"]
    assert main(sql) == 0
    assert re.search(
        r"GRANT SELECT, INSERT, UPDATE ON .*`outlet_quantity_transactions`", capsys.readouterr().out
    )
