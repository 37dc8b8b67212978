"""The generated gateway against clients that want a service to look broken: what they do is not the service's failure."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from pathlib import Path

import pytest
from gateway_process import Gateway, route, running_gateway, soon, table
from gateway_upstream import Upstream
from ports import free_ports

pytestmark = pytest.mark.xdist_group("gateway")

TABLE = table(
    route("/api/orders/:id", 0, methods=("GET", "POST"), timeout_ms=2000),
    route("/api/sockets/:id", 1, kind="websocket"),
    services=("orders",),
)
HANDSHAKE = (
    b"GET /api/sockets/hang HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
BEGUN = b"POST /api/orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nx"


def breaker(gateway: Gateway) -> str:
    """Return the line of the metrics that tells the breaker of orders: 0 closed, 1 half open, 2 open."""
    return next(
        line
        for line in gateway.admin("GET", "/metrics")[1].splitlines()
        if line.startswith('gateway_breaker_state{target="orders"}')
    )


def _rest(client: socket.socket) -> bytes:
    """Return what still lies on the way to a client whose connection was closed."""
    found = b""
    with contextlib.suppress(ConnectionError):
        while part := client.recv(1 << 20):
            found += part
    return found


def test_clients_that_begin_a_body_and_stop_open_no_breaker(built_gateway: Path, tmp_path: Path) -> None:
    with (
        Upstream("monolith") as monolith,
        Upstream("orders") as orders,
        contextlib.ExitStack() as stack,
    ):
        addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url}
        with running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as gateway:
            stalled = [
                stack.enter_context(socket.create_connection(("127.0.0.1", gateway.port), timeout=60))
                for _ in range(30)
            ]
            for each in stalled:
                each.sendall(BEGUN)
            answers = [each.recv(1 << 16) for each in stalled]
            assert {answer.split(b"\r\n", 1)[0] for answer in answers} == {b"HTTP/1.1 408 Request Timeout"}
            assert all(b"Connection: close" in answer for answer in answers)
            assert breaker(gateway).endswith(" 0")
            assert gateway.asked("GET", "/api/orders/1")["by"] == "orders"


def test_streams_and_slow_clients_keep_nobody_else_waiting(built_gateway: Path, tmp_path: Path) -> None:
    """Each of them holds a connection to the service for as long as it lasts."""
    begun = BEGUN.replace(b"Content-Length: 10", b"Content-Length: 1000")
    with (
        Upstream("monolith") as monolith,
        Upstream("orders") as orders,
        contextlib.ExitStack() as stack,
    ):
        addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url}
        with running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as gateway:
            for number in range(200):
                client = stack.enter_context(
                    socket.create_connection(("127.0.0.1", gateway.port), timeout=60)
                )
                if number % 2:
                    client.sendall(b"GET /api/orders/subscribe HTTP/1.1\r\nHost: a\r\n\r\n")
                    assert client.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
                else:
                    client.sendall(begun)
            assert gateway.asked("GET", "/api/orders/1")["by"] == "orders"
            assert breaker(gateway).endswith(" 0")


def test_a_client_that_takes_nothing_of_its_answer_is_let_go_and_a_slow_one_gets_all(
    built_gateway: Path, tmp_path: Path
) -> None:
    with Upstream("monolith") as monolith, Upstream("orders") as orders:
        addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "CLIENT_STALL_MS": "1000"}
        with running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as gateway:
            asked = b"GET /api/orders/flood HTTP/1.1\r\nHost: a\r\n\r\n"
            slow = socket.create_connection(("127.0.0.1", gateway.port), timeout=60)
            stuck = socket.create_connection(("127.0.0.1", gateway.port), timeout=60)
            with slow, stuck:
                slow.sendall(asked)
                stuck.sendall(asked)
                taken = 0
                began = time.monotonic()
                while taken < 64 << 20:
                    taken += len(slow.recv(1 << 21, socket.MSG_WAITALL))
                    time.sleep(0.1)
                assert time.monotonic() - began > 2
                assert len(_rest(stuck)) < 64 << 20
            assert breaker(gateway).endswith(" 0")


def test_a_service_that_reads_no_body_is_late_itself(built_gateway: Path, tmp_path: Path) -> None:
    """The client would go on sending: it is the service that keeps it waiting."""
    with socket.socket() as deaf, Upstream("monolith") as monolith:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": f"http://127.0.0.1:{deaf.getsockname()[1]}"}
        with (
            running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as gateway,
            socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as client,
        ):
            client.sendall(b"POST /api/orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
            client.settimeout(1)
            with contextlib.suppress(OSError):
                while True:
                    client.sendall(b"x" * 65536)
            client.settimeout(60)
            assert client.recv(1 << 16).startswith(b"HTTP/1.1 504 ")


def test_a_socket_that_is_given_up_in_its_handshake_leaves_the_breaker_free(
    built_gateway: Path, tmp_path: Path
) -> None:
    """It was the one request that decides whether the service is back; another has to be let through in its place."""
    (port,) = free_ports(1)
    with Upstream("monolith") as monolith:
        addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": f"http://127.0.0.1:{port}"}
        with running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as gateway:
            assert soon(lambda: gateway.ask("POST", "/api/orders/1", body=b"x")[0] == 200, 120)
            assert breaker(gateway).endswith(" 2")
            with Upstream("orders", port) as orders:

                def given_up() -> bool:
                    with socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as client:
                        client.sendall(HANDSHAKE)
                        client.setsockopt(
                            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                        )  # reset
                        return soon(lambda: bool(orders.seen), 0.2)

                assert soon(given_up, 120)
                assert soon(lambda: orders.last().aborted)
                assert soon(lambda: gateway.asked("GET", "/api/orders/1")["by"] == "orders", 60)
                assert breaker(gateway).endswith(" 0")
