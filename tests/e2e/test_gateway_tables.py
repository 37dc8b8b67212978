"""The generated gateway's table and settings: exchanged under load, waited for, and refused where they are wrong."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gateway_process import ADMIN_TOKEN, Gateway, node, route, running_gateway, soon, table, write_table
from gateway_upstream import Upstream

from woosh_split.cli.app import run

pytestmark = pytest.mark.xdist_group("gateway")


@pytest.fixture(scope="module")
def monolith() -> Iterator[Upstream]:
    with Upstream("monolith") as upstream:
        yield upstream


@pytest.fixture(scope="module")
def orders() -> Iterator[Upstream]:
    with Upstream("orders") as upstream:
        yield upstream


def test_a_hundred_tables_under_load_cost_no_request(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    tables = [
        table(route("/api/orders/:id", 0, target={"kind": kind}), services=("orders",))
        for kind in ("monolith", "service")
    ]
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "LOG_LEVEL": "warn"}
    with running_gateway(built_gateway, tmp_path / "run", tables[0], addresses) as gateway:
        found: list[tuple[int, bytes]] = []
        done = threading.Event()

        def load() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=10)
            while not done.is_set():
                connection.request("GET", "/api/orders/1")
                answer = connection.getresponse()
                found.append((answer.status, answer.read()[:20]))
            connection.close()

        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(100):
            gateway.use(tables[number % 2])
            time.sleep(0.01)
        assert soon(lambda: len(found) > 200)
        done.set()
        for thread in threads:
            thread.join()
        assert '"swaps":99' in gateway.admin("GET", "/table")[1]
    assert {status for status, _ in found} == {200}
    assert len({body for _, body in found}) == 2


def test_a_table_that_cannot_be_used_changes_nothing_and_is_told(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    good = table(route("/api/orders/:id", 0), services=("orders",))
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url}
    with running_gateway(built_gateway, tmp_path / "run", good, addresses) as gateway:
        for wrong, reason in (
            ("{", "neither YAML nor JSON"),
            (_with(good, surprise=1), "unknown key surprise"),
            (_with(good, routes=[route("/a", 0), route("/a", 0)]), "clash"),
            (
                _with(good, routes=[route("/a", 0, target={"kind": "split", "percent": 101})]),
                "from 0 to 100, not 101",
            ),
            (_with(good, services=["mail"], routes=[route("/a", 0, "mail")]), "MAIL_URL is not set"),
        ):
            gateway.table_file.write_text(wrong)
            status, told = gateway.admin("POST", "/table/reload")
            assert (status, reason in told) == (409, True), told
            assert gateway.asked("GET", "/api/orders/1")["by"] == "orders"
        assert gateway.asked("GET", "/_gateway/ready")["newer_table"] == "refused"
        assert gateway.logged(lambda line: "last good one stays" in line["msg"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "neither YAML nor JSON"),
        ('{"version":1,"services":[],"salt":"","routes":[],"surprise":1}', "unknown key surprise"),
        (json.dumps(table(route("/a", 0), route("/a", 0))), "clash"),
        (
            json.dumps(table(route("/a", 0, target={"kind": "split", "percent": 101}))),
            "from 0 to 100, not 101",
        ),
        (json.dumps(table(route("/a", 0, "mail"), services=("mail",))), "MAIL_URL is not set"),
    ],
    ids=["no table", "unknown key", "clash", "percent", "no address"],
)
def test_a_table_that_is_wrong_ends_the_start_with_2(
    built_gateway: Path, tmp_path: Path, content: str, reason: str
) -> None:
    (tmp_path / "table.json").write_text(content)
    environment = {
        "PATH": os.environ["PATH"], "TABLE_FILE": str(tmp_path / "table.json"), "MONOLITH_URL": "http://a",
        "ORDERS_URL": "http://b", "USERS_URL": "http://c",
    }  # fmt: skip
    done = subprocess.run(
        [str(node()), str(built_gateway / "dist" / "main.js")], env=environment, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, reason in done.stderr) == (2, True), done.stderr
    assert done.stderr.startswith("The gateway cannot start: ")
    assert done.stderr.count("\n") == 1


def test_waiting_ends_when_every_replica_serves_the_table_and_says_who_does_not(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("WOOSH_SPLIT_GATEWAY_TOKEN", ADMIN_TOKEN)
    there = table(route("/api/orders/:id", 0), services=("orders",))
    back = table(route("/api/orders/:id", 0, target={"kind": "monolith"}), services=("orders",))
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url}
    with contextlib.ExitStack() as stack:
        one, two = (
            stack.enter_context(running_gateway(built_gateway, tmp_path / name, there, addresses))
            for name in ("one", "two")
        )
        asked = ["routes", "wait", "--table", str(one.table_file)]
        for each in (one, two):
            asked += ["--gateway", f"http://127.0.0.1:{each.admin_port}"]
        assert run([*asked, "--timeout", "60"]) == 0
        assert "2 gateways serve" in capsys.readouterr().err
        write_table(one.table_file, back)
        assert run([*asked, "--timeout", "0"]) == 1
        assert (
            f"{two.admin_port} does not serve {one.table_file}: it serves another one"
            in capsys.readouterr().err
        )
        two.table_file.write_text("{")
        later = threading.Timer(0.5, write_table, (two.table_file, back))
        later.start()
        assert run([*asked, "--timeout", "60"]) == 0
        later.join()
        two.table_file.write_text("{")
        write_table(one.table_file, there)
        assert run([*asked, "--timeout", "0"]) == 1
        assert "it refuses a newer one" in capsys.readouterr().err
    assert run([*asked, "--timeout", "0"]) == 1
    assert "Nobody answers at" in capsys.readouterr().err


def _with(content: dict[str, object], **changed: object) -> str:
    return json.dumps(content | changed)


def test_a_table_is_read_again_when_its_file_is_replaced_and_at_a_signal(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    there = table(route("/api/orders/:id", 0), services=("orders",))
    back = table(route("/api/orders/:id", 0, target={"kind": "monolith"}), services=("orders",))
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url}
    with running_gateway(built_gateway, tmp_path / "run", there, addresses) as gateway:
        write_table(gateway.table_file, back)
        assert soon(lambda: _by(gateway) == "monolith")
        write_table(gateway.table_file, there)
        gateway.process.send_signal(signal.SIGHUP)
        assert soon(lambda: _by(gateway) == "orders")


def _by(gateway: Gateway) -> str:
    return str(gateway.asked("GET", "/api/orders/1")["by"])


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "MONOLITH_URL is missing"),
        ({"MONOLITH_URL": "monolith:3000"}, "MONOLITH_URL must be an http or https address"),
        ({"MONOLITH_URL": "http://a", "PORT": "many"}, "PORT must be a whole number"),
        ({"MONOLITH_URL": "http://a", "JWT_SECRET": "a", "JWT_ALGORITHMS": "none"}, "JWT_ALGORITHMS"),
        ({"MONOLITH_URL": "http://a", "JWT_SECRET": "a", "JWT_FROM": "query:token"}, "JWT_FROM"),
        ({"MONOLITH_URL": "http://a", "JWT_SECRET_2": "b"}, "JWT_SECRET is missing"),
        (
            {"MONOLITH_URL": "http://a", "JWT_SECRET": "a", "JWT_FROM": "header:X-Internal-Token"},
            "X-Internal-Token",
        ),
        ({"MONOLITH_URL": "http://a", "INTERNAL_PRIVATE_KEY": "x"}, "INTERNAL_KEY_ID is missing"),
        (
            {"MONOLITH_URL": "http://a", "REDIS_URL": "tcp://:secret@a"},
            "REDIS_URL must be a redis or rediss address",
        ),
        (
            {"MONOLITH_URL": "http://a", "SESSION_CHECK_SERVICE": "users", "USERS_URL": "http://a"},
            "INTERNAL_PRIVATE_KEY is missing: users tells whether sessions stand",
        ),
        ({"MONOLITH_URL": "http://a", "TABLE_FILE": "nowhere.yaml"}, "nowhere.yaml cannot be read"),
    ],
)
def test_a_setting_that_is_wrong_ends_the_start_with_2(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str], reason: str
) -> None:
    (tmp_path / "table.json").write_text('{"version":1,"services":[],"salt":"","routes":[]}')
    own = {"PATH": os.environ["PATH"], "TABLE_FILE": str(tmp_path / "table.json")}
    main = built_gateway / "dist" / "main.js"
    text = main.read_text()
    (built_gateway / "dist" / "bare.js").write_text(text.replace("MONOLITH_URL: ", "X: "))
    done = subprocess.run(
        [str(node()), str(built_gateway / "dist" / "bare.js")], env=own | environment, capture_output=True, text=True, timeout=20,
        check=False,
    )  # fmt: skip
    assert (done.returncode, reason in done.stderr) == (2, True), done.stderr
    assert "secret" not in done.stderr
