"""The generated gateway while what is behind it is killed, hangs, breaks off or is exchanged: every client gets an answer."""

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
from gateway_process import (
    ADMIN_TOKEN,
    Gateway,
    free_ports,
    node,
    route,
    running_gateway,
    soon,
    table,
    write_table,
)
from gateway_upstream import Upstream

from woosh_split.cli.app import run

pytestmark = pytest.mark.xdist_group("gateway")

TABLE = table(
    route("/api/orders/:id", 0, methods=("GET", "POST")),
    route("/api/users/:id", 1, "users", methods=("GET", "POST")),
    route("/api/mail/:id", 2, "mail", methods=("GET", "POST")),
    services=("mail", "orders", "users"),
)


@pytest.fixture(scope="module")
def monolith() -> Iterator[Upstream]:
    with Upstream("monolith") as upstream:
        yield upstream


@pytest.fixture(scope="module")
def orders() -> Iterator[Upstream]:
    with Upstream("orders") as upstream:
        yield upstream


@pytest.fixture(scope="module")
def gateway(
    built_gateway: Path, tmp_path_factory: pytest.TempPathFactory, monolith: Upstream, orders: Upstream
) -> Iterator[Gateway]:
    """Give a gateway whose services users (gone from the monolith) and mail (still in it) do not run."""
    users_port, mail_port = free_ports(2)
    environment = {
        "MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "USERS_URL": f"http://127.0.0.1:{users_port}",
        "MAIL_URL": f"http://127.0.0.1:{mail_port}", "RETIRED_SERVICES": "users", "MAX_BODY_BYTES": "1000000",
        "LOG_LEVEL": "warn",
    }  # fmt: skip
    with running_gateway(built_gateway, tmp_path_factory.mktemp("run"), TABLE, environment) as started:
        yield started


def test_a_target_that_hangs_costs_its_deadline_and_no_more(gateway: Gateway, orders: Upstream) -> None:
    before = time.monotonic()
    status, _, body = gateway.ask("GET", "/api/orders/hang")
    assert (status, body) == (
        504,
        b'{"message":"Gateway Timeout","error":"Gateway Timeout","statusCode":504}',
    )
    assert 0.9 < time.monotonic() - before < 15
    assert soon(lambda: orders.last().aborted)  # the target hears of it a moment later


def test_a_target_that_resets_is_a_bad_gateway_and_is_asked_once(gateway: Gateway, orders: Upstream) -> None:
    before = len(orders.seen)
    assert gateway.ask("GET", "/api/orders/reset")[0] == 502
    assert gateway.ask("POST", "/api/orders/reset", body=b"x" * 100_000)[0] == 502
    assert len(orders.seen) == before + 2


def test_half_an_answer_never_looks_like_a_whole_one(gateway: Gateway) -> None:
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        gateway.ask("GET", "/api/orders/half")


def test_an_answer_of_503_is_passed_on_and_not_asked_for_again(gateway: Gateway, orders: Upstream) -> None:
    before = len(orders.seen)
    status, _, body = gateway.ask("GET", "/api/orders/503")
    assert (status, b'"by": "orders"' in body) == (503, True)
    assert len(orders.seen) == before + 1


def test_a_body_over_the_limit_is_refused_whether_its_length_is_told_or_not(gateway: Gateway) -> None:
    assert gateway.ask("POST", "/api/orders/1", {"Content-Length": "2000000"}, b"")[0] == 413
    parts = iter([b"x" * 65536] * 20)
    status, _, body = gateway.ask("POST", "/api/orders/1", {"Transfer-Encoding": "chunked"}, _chunked(parts))
    assert (status, b"request entity too large" in body) == (413, True)


def _chunked(parts: Iterator[bytes]) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_a_refused_connection_goes_to_the_monolith_and_a_breaker_opens_or_says_when_to_come_back(
    gateway: Gateway,
) -> None:
    """One test, since the breaker stays open for what comes after it."""
    assert gateway.asked("GET", "/api/mail/1")["by"] == "monolith"
    assert gateway.ask("POST", "/api/mail/1", body=b"x")[0] == 502
    assert gateway.ask("GET", "/api/users/1")[0] == 502
    for _ in range(25):
        gateway.ask("POST", "/api/mail/1", body=b"x")
        gateway.ask("POST", "/api/users/1", body=b"x")
    assert gateway.asked("POST", "/api/mail/1", body=b"x")["by"] == "monolith"
    status, headers, _ = gateway.ask("POST", "/api/users/1", body=b"x")
    assert (status, headers["retry-after"].isdigit()) == (503, True)
    assert 'gateway_breaker_state{target="users"} 2' in gateway.admin("GET", "/metrics")[1]


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


SLOW_SERVER = """
import http from 'node:http';
const server = http.createServer((request, response) => {
  if (request.url.includes('quick')) return response.end('{}');
  if (request.url.includes('half')) response.write('x');  // and no end
}).listen(Number(process.env.PORT), '127.0.0.1');
"""


def test_a_target_that_is_killed_costs_what_it_was_doing_and_nothing_afterwards(
    built_gateway: Path, tmp_path: Path, monolith: Upstream
) -> None:
    (port,) = free_ports(1)
    (tmp_path / "server.mjs").write_text(SLOW_SERVER)
    environment = {"PATH": os.environ["PATH"], "PORT": str(port)}
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": f"http://127.0.0.1:{port}"}
    content = table(
        route("/api/orders/:id", 0, methods=("GET", "POST"), timeout_ms=120_000), services=("orders",)
    )
    with (
        subprocess.Popen([str(node()), str(tmp_path / "server.mjs")], env=environment) as target,
        running_gateway(built_gateway, tmp_path / "run", content, addresses) as gateway,
    ):
        try:
            assert soon(lambda: gateway.ask("GET", "/api/orders/quick")[2] == b"{}", 60)
            found: dict[str, object] = {}

            def send(method: str, path: str) -> None:
                try:
                    found[path] = gateway.ask(method, path, body=b"x" if method == "POST" else None)[0]
                except (http.client.HTTPException, OSError) as error:
                    found[path] = type(error)

            waiting = [
                ("GET", "/api/orders/hang"),
                ("POST", "/api/orders/write"),
                ("GET", "/api/orders/half"),
            ]
            threads = [threading.Thread(target=send, args=each) for each in waiting]
            for thread in threads:
                thread.start()
            assert soon(lambda: "gateway_in_flight 3" in gateway.admin("GET", "/metrics")[1], 60)
        finally:
            target.kill()
        for thread in threads:
            thread.join(timeout=60)
        assert found["/api/orders/hang"] == found["/api/orders/write"] == 502
        assert found["/api/orders/half"] in (http.client.IncompleteRead, ConnectionResetError)
        assert gateway.asked("GET", "/api/orders/quick")["by"] == "monolith"
        assert soon(lambda: "gateway_in_flight 0" in gateway.admin("GET", "/metrics")[1], 60)


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
        assert "2 of 2 gateways serve" in capsys.readouterr().err
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


def test_the_end_waits_for_what_was_begun(built_gateway: Path, tmp_path: Path, monolith: Upstream) -> None:
    addresses = {"MONOLITH_URL": monolith.url, "SHUTDOWN_DELAY_MS": "100"}
    content = table(route("/api/sse", 0, "monolith", target={"kind": "monolith"}), services=())
    with running_gateway(built_gateway, tmp_path / "run", content, addresses) as gateway:
        found: list[bytes] = []
        thread = threading.Thread(target=lambda: found.append(gateway.ask("GET", "/api/sse")[2]))
        before = len(monolith.seen)
        thread.start()
        assert soon(lambda: len(monolith.seen) > before)
        gateway.process.terminate()
        thread.join()
        assert found[0].count(b"data: ") == 5
        assert gateway.process.wait(30) == 0


def test_no_socket_is_left_after_thousands_of_requests_of_all_kinds(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    addresses = {
        "MONOLITH_URL": monolith.url,
        "ORDERS_URL": orders.url,
        "CONNECTIONS": "16",
        "LOG_LEVEL": "warn",
    }
    content = table(route("/api/orders/:id", 0, methods=("GET", "POST")), services=("orders",))
    with running_gateway(built_gateway, tmp_path / "run", content, addresses) as gateway:
        before = gateway.sockets()

        def load(kind: int) -> None:
            for number in range(500):
                if kind == 0 and number % 10 == 0:
                    gateway.ask("POST", "/api/orders/reset", body=b"x" * 1000)
                elif kind == 1 and number % 10 == 0:
                    gateway.raw(b"GET /api/orders/sse HTTP/1.1\r\nHost: a\r\n\r\n", 0.01)
                else:
                    gateway.ask("GET", f"/api/orders/n{number}")

        threads = [threading.Thread(target=load, args=(kind % 3,)) for kind in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert soon(lambda: gateway.sockets() <= before, 30)
        assert soon(lambda: "gateway_in_flight 0" in gateway.admin("GET", "/metrics")[1])


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "MONOLITH_URL is missing"),
        ({"MONOLITH_URL": "monolith:3000"}, "MONOLITH_URL must be an http or https address"),
        ({"MONOLITH_URL": "http://a", "PORT": "many"}, "PORT must be a whole number"),
        ({"MONOLITH_URL": "http://a", "JWT_SECRET": "a", "JWT_ALGORITHMS": "none"}, "JWT_ALGORITHMS"),
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
