"""The router passes bytes on: to the right process, of any size, both ways."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from woosh_split.model.code import Route
from woosh_split.parity.processes import free_port
from woosh_split.parity.router import Router
from woosh_split.parity.routing import route_table

TABLE = route_table([Route("POST", "/orders", "orders", "O.make", "a.ts", 1)], {"orders": "order-management"})


class Echo(BaseHTTPRequestHandler):
    """Answers with its server's name, the request line, and the body that it got."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        answer = f"{self.server.name} {self.requestline} {self.headers['X-Kept']} ".encode() + body  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def router() -> Iterator[int]:
    servers, ports = [], {}
    for name in ("monolith", "order-management"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        server.name = name  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        ports[name] = server.server_port
    port = free_port(set())
    with Router(TABLE, ports, port):
        yield port
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(port: int, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, {"X-Kept": "yes"})  # type: ignore[arg-type]
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_verb_and_path_choose_the_process(router: int) -> None:
    assert (
        ask(router, "POST", "/orders?x=1", b"{}")[1] == b"order-management POST /orders?x=1 HTTP/1.1 yes {}"
    )
    assert ask(router, "GET", "/orders")[1].startswith(b"monolith ")
    assert ask(router, "GET", "/unknown")[1].startswith(b"monolith ")


def test_bodies_stream_through_whatever_their_size_and_framing(router: int) -> None:
    large = bytes(range(256)) * 20_000
    assert ask(router, "POST", "/orders", large)[1].endswith(large)
    assert ask(router, "POST", "/orders", iter([large, b"end"]))[1].endswith(large + b"end")  # chunked


@pytest.mark.parametrize("path", ["/_internal/rpc/A/find", "/x/../_internal/rpc/A/find", "/_internal;a/rpc"])
def test_internal_endpoints_are_not_found(router: int, path: str) -> None:
    """The router stands where the gateway will, so it takes the same spellings for one."""
    assert ask(router, "POST", path, b"{}")[0] == 404


@pytest.mark.parametrize("head", [b"", b"GET /orders", b"-"])
def test_what_is_no_request_is_told_so(router: int, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", router), timeout=10) as connection:
        connection.sendall(head + b"\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 400 ")


def test_a_query_is_no_part_of_the_path(router: int) -> None:
    assert ask(router, "POST", "/orders?back=/../_internal/x", b"{}")[0] == 200


def test_a_process_that_is_away_is_a_bad_gateway() -> None:
    nobody, port = free_port(set()), free_port(set())
    with Router(TABLE, {"monolith": nobody}, port):
        assert ask(port, "GET", "/")[0] == 502


def test_a_router_that_ends_lets_its_port_go(router: int) -> None:
    port = free_port(set())
    with Router(TABLE, {"monolith": 1}, port):
        pass
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
