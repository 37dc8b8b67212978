"""The generated gateway while what is behind it is killed, hangs or breaks off: every client gets an answer."""

from __future__ import annotations

import http.client
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gateway_process import (
    Gateway,
    node,
    route,
    running_gateway,
    soon,
    table,
)
from gateway_upstream import Upstream
from ports import free_ports

pytestmark = pytest.mark.xdist_group("gateway")

TABLE = table(
    route("/api/orders/hang", 0, timeout_ms=1000),
    route("/api/orders/:id", 1, methods=("GET", "POST")),
    route("/api/users/:id", 2, "users", methods=("GET", "POST")),
    route("/api/mail/:id", 3, "mail", methods=("GET", "POST")),
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
    environment = _environment(monolith, orders)
    with running_gateway(built_gateway, tmp_path_factory.mktemp("run"), TABLE, environment) as started:
        yield started


def _environment(monolith: Upstream, orders: Upstream) -> dict[str, str]:
    users_port, mail_port = free_ports(2)
    return {
        "MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "USERS_URL": f"http://127.0.0.1:{users_port}",
        "MAIL_URL": f"http://127.0.0.1:{mail_port}", "RETIRED_SERVICES": "users", "MAX_BODY_BYTES": "1000000",
        "LOG_LEVEL": "warn",
    }  # fmt: skip


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
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    """The services users (gone from the monolith) and mail (still in it) do not run; the gateway is the test's own."""
    with running_gateway(built_gateway, tmp_path / "run", TABLE, _environment(monolith, orders)) as gateway:
        assert gateway.asked("GET", "/api/mail/1")["by"] == "monolith"
        assert gateway.ask("POST", "/api/mail/1", body=b"x")[0] == 502
        assert gateway.ask("GET", "/api/users/1")[0] == 502
        # Each of these fails, and is counted, until the breaker opens.
        assert soon(lambda: gateway.ask("POST", "/api/mail/1", body=b"x")[0] == 200, 120)
        assert soon(lambda: gateway.ask("POST", "/api/users/1", body=b"x")[0] == 503, 120)
        assert 'gateway_breaker_state{target="users"} 0' not in gateway.admin("GET", "/metrics")[1]
        assert soon(lambda: "retry-after" in gateway.ask("POST", "/api/users/1", body=b"x")[1], 120)
        assert soon(lambda: b"monolith" in gateway.ask("POST", "/api/mail/1", body=b"x")[2], 120)


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
            found: dict[str, int] = {}

            def send(method: str, path: str) -> None:
                found[path] = gateway.ask(method, path, body=b"x" if method == "POST" else None)[0]

            waiting = [("GET", "/api/orders/hang"), ("POST", "/api/orders/write")]
            threads = [threading.Thread(target=send, args=each) for each in waiting]
            for thread in threads:
                thread.start()
            assert soon(lambda: "gateway_in_flight 2" in gateway.admin("GET", "/metrics")[1], 60)
            half = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=60)
            half.request("GET", "/api/orders/half")
            begun = half.getresponse()
            assert begun.read(1) == b"x"
        finally:
            target.kill()
        for thread in threads:
            thread.join(timeout=60)
        assert found == {"/api/orders/hang": 502, "/api/orders/write": 502}
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            begun.read()
        half.close()
        assert gateway.asked("GET", "/api/orders/quick")["by"] == "monolith"
        assert soon(lambda: "gateway_in_flight 0" in gateway.admin("GET", "/metrics")[1], 60)


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
