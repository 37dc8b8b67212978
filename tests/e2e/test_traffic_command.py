"""``apply --target service --gateway``, ``status`` and ``complete`` as a user types them: on the example, through its gateway."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from gateway_process import ADMIN_TOKEN, Gateway, running_gateway, soon, table
from mariadb import MariaDb
from migrations import only
from traffic_sides import Load, Side

from woosh_split.__main__ import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "woosh"
PHASE, SERVICE = "02-analytics-reporting", "analytics-reporting"
STEPS = ("--least", "20", "--soak", "0.3", "--max-slower", "1000", "--patience", "200")

pytestmark = pytest.mark.xdist_group("gateway")


@pytest.fixture(scope="module")
def woosh(tmp_path_factory: pytest.TempPathFactory, mariadb: MariaDb) -> Iterator[Path]:
    """A copy of the example's split file with facts and routing table, and its database."""
    folder = tmp_path_factory.mktemp("woosh")
    shutil.copy(EXAMPLE / "woosh-split.yaml", folder)
    (folder / "database").mkdir()
    shutil.copy(EXAMPLE / "database" / "schema.sql", folder / "database")
    facts = str(folder / "facts.json")
    assert main(["analyse", str(EXAMPLE), "--format", "json", "--output", facts, "--quiet"]) == 0
    with only(mariadb, "") as server, pytest.MonkeyPatch.context() as patch:
        mode = server.execute("SELECT @@GLOBAL.sql_mode;").split()[1]
        server.execute(
            "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'; CREATE DATABASE woosh CHARACTER SET latin1;"
        )
        server.execute((EXAMPLE / "database" / "schema.sql").read_text(encoding="utf-8"), "woosh")
        patch.chdir(folder)
        patch.setenv("WOOSH_SPLIT_DATABASE", server.url("woosh"))
        patch.setenv("ADMIN_TOKEN", ADMIN_TOKEN)
        assert main(["routes", "write", "--facts", "facts.json", "--quiet"]) == 0
        yield folder
        server.execute(f"SET GLOBAL sql_mode = '{mode}';")


@pytest.fixture(scope="module")
def sides() -> Iterator[tuple[Side, Side]]:
    with Side("monolith") as monolith, Side(SERVICE) as service:
        yield monolith, service


@pytest.fixture(scope="module")
def gateway(woosh: Path, sides: tuple[Side, Side], built_gateway: Path) -> Iterator[Gateway]:
    environment = {
        "MONOLITH_URL": sides[0].url, "ANALYTICS_REPORTING_URL": sides[1].url, "LOG_LEVEL": "warn",
        "TABLE_FILE": str(woosh / "split" / "routes" / "table.yaml"), "SHADOW_NOISE_PERCENT": "0",
    }  # fmt: skip
    with running_gateway(built_gateway, woosh / "run", table(), environment) as found:
        yield found


def path_of(woosh: Path) -> str:
    """Return the path of a route of the phase that can be shadowed."""
    routes = yaml.safe_load((woosh / "split" / "routes" / "table.yaml").read_text(encoding="utf-8"))["routes"]
    chosen = next(r for r in routes if r["service"] == SERVICE and r["shadowable"] and "GET" in r["methods"])
    return "/" + "/".join(str(segment.get("literal", "1")) for segment in chosen["segments"])


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments, "--facts", "facts.json"])
    out, err = capsys.readouterr()
    return code, out, err


def routes(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    code, out, _ = run(capsys, "status", "--format", "json")
    assert code == 0
    found = next(phase for phase in json.loads(out)["phases"] if phase["id"] == PHASE)
    return found["state"], found["routes"]


def test_what_does_not_go_together_is_told_before_anything(
    woosh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("apply", PHASE, "--yes", "--target", "service")
    before = routes(capsys)
    for more, why in (
        (("--steps", "10,5"), "--steps need --gateway"),
        (("--gateway", "http://127.0.0.1:1", "--steps", "10,5"), "each step must go further"),
        (("--gateway", "http://127.0.0.1:1", "--steps", "ten"), "ten is no step"),
        (("--gateway", "nowhere"), "nowhere is no address"),
        (("--gateway", "http://127.0.0.1:1"), "does not answer"),
        (("--gateway", "http://me:private@127.0.0.1:1"), "127.0.0.1:1 is no address"),
        (("--service-url", "orders=http://127.0.0.1:1"), "the phase has no service orders"),
    ):
        code, out, err = run(capsys, *wanted, *more)
        assert (code, out, why in err) == (2, "", True), err
        assert ADMIN_TOKEN not in err
        assert "private" not in err
    code, _, err = run(capsys, "apply", PHASE, "--yes", "--steps", "10", "--gateway", "http://127.0.0.1:1")
    assert (code, "give --target service" in err) == (2, True)
    code, _, err = run(capsys, "apply", "09-client-management", "--yes", "--target", "service")
    assert code == 0 or "It waits for" in err
    assert routes(capsys) == before


def test_a_phase_with_its_traffic_killed_and_gone_on_with(
    woosh: Path, gateway: Gateway, sides: tuple[Side, Side], capsys: pytest.CaptureFixture[str]
) -> None:
    address = ("--gateway", f"http://127.0.0.1:{gateway.admin_port}", "--service-url", sides[1].url)
    wanted = ("apply", PHASE, "--yes", "--no-rehearsal", "--target", "service", *address, *STEPS)
    code, out, _ = run(capsys, *wanted, "--dry-run")
    assert code == 0
    assert "-- shadow 100 %: watched for 60 s" in out
    assert "-- 100 %: watched" in out
    assert routes(capsys) == ("not applied", "monolith")

    command = [
        sys.executable,
        "-m",
        "woosh_split",
        *wanted,
        "--facts",
        "facts.json",
        "--steps",
        "30,100",
        "--window",
        "600",
    ]
    with Load(gateway, path=path_of(woosh)):
        with subprocess.Popen(
            command, cwd=woosh, stderr=subprocess.PIPE, text=True, env=os.environ
        ) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if line.startswith("routes: 30 %"):
                    process.send_signal(signal.SIGKILL)
                    break
        assert process.returncode == -signal.SIGKILL
        assert routes(capsys) == ("applied", "split 30 %")

        def again() -> bool:  # the server may hold the lock of the killed run's connection for a moment
            code, out, err = run(capsys, *wanted, "--window", "0.5", "--steps", "10,30,100")
            assert code == 0 or "Another run works on" in err, err
            return code == 0 and "its routes are at 100 %, every gate passed" in out

        assert soon(again, 30)
    assert routes(capsys) == ("applied", "service")
    code, out, _ = run(capsys, "status", "--journal", "100")
    assert f"{PHASE}" in out
    assert "gate 30 % passed" in out
    assert "gate 10 %" not in out


def test_complete_says_what_is_in_the_way_and_rollback_waits_for_the_gateway(
    woosh: Path, gateway: Gateway, capsys: pytest.CaptureFixture[str]
) -> None:
    address = ("--gateway", f"http://127.0.0.1:{gateway.admin_port}")
    code, _, err = run(capsys, "apply", PHASE, "--yes", "--no-rehearsal", "--quiet")
    assert code == 0, err
    code, out, err = run(capsys, "complete", PHASE, "--yes")
    assert (code, out) == (1, "")
    assert f"{PHASE} cannot be completed now. Nothing was changed." in err
    assert "this server keeps no statements" in err

    code, _, err = run(capsys, "complete", "02-analytics", "--yes")
    assert (code, f"Did you mean {PHASE}?" in err) == (2, True)
    code, _, err = run(capsys, "complete", PHASE)
    assert (code, "give --yes" in err) == (2, True)

    code, out, err = run(capsys, "rollback", PHASE, "--yes", "--quiet", *address)
    assert code == 0, err
    assert routes(capsys) == ("not applied", "monolith")
    table_file = woosh / "split" / "routes" / "table.yaml"
    kept = table_file.read_text(encoding="utf-8")
    table_file.write_text("routes: [", encoding="utf-8")
    assert routes(capsys) == ("not applied", "not known, table.yaml is not valid")
    table_file.write_text(kept, encoding="utf-8")
    assert soon(lambda: json.loads(gateway.admin("POST", "/table/reload")[1])["refused"] is None)
    told = json.loads(gateway.admin("GET", "/table")[1])
    assert told["refused"] is None
