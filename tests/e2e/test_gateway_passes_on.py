"""The generated gateway between real sockets: what goes through is what came, and what must not go through does not."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from gateway_process import Gateway, route, running_gateway, soon, table
from gateway_upstream import Seen, Upstream

pytestmark = pytest.mark.xdist_group("gateway")

TABLE = table(
    route("/api/orders/statistics", 0, "monolith", target={"kind": "monolith"}),
    route("/api/orders/:id", 1),
    route("/api/orders/:id", 2, methods=("POST", "PUT")),
    route("/api/events/sse", 3, kind="sse"),
    route("/api/live/socket", 4, kind="websocket"),
    route("/api/users/*", 5, "users", methods=("ALL",)),
    route("/socket.io/*", 6, methods=("ALL",), kind="websocket"),
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
def users() -> Iterator[Upstream]:
    with Upstream("users") as upstream:
        yield upstream


@pytest.fixture(scope="module")
def gateway(
    built_gateway: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monolith: Upstream,
    orders: Upstream,
    users: Upstream,
) -> Iterator[Gateway]:
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "USERS_URL": users.url}
    with running_gateway(built_gateway, tmp_path_factory.mktemp("run"), TABLE, addresses) as started:
        yield started


@pytest.mark.parametrize(
    ("method", "target", "by"),
    [
        ("GET", "/api/orders/7", "orders"),
        ("GET", "/API/Orders/7/?a=/api/users/1", "orders"),
        ("GET", "/api/orders/statistics", "monolith"),
        ("GET", "/api/orders/statisti%63s", "orders"),
        ("POST", "/api/orders/7", "orders"),
        ("DELETE", "/api/orders/7", "monolith"),
        ("GET", "/api/orders", "monolith"),
        ("GET", "/api/orders-archive", "monolith"),
        ("GET", "/api//orders/7", "monolith"),
        ("GET", "/api/users/", "users"),
        ("GET", "/api/users", "monolith"),
        ("DELETE", "/api/users/1/x/../y", "users"),
        ("PURGE", "/api/users/1", "users"),
        ("GET", "/nowhere/%zz/a//b/../c;d=1?x=%20", "monolith"),
    ],
)
def test_a_request_reaches_who_answers_it_with_its_target_unchanged(
    gateway: Gateway, method: str, target: str, by: str
) -> None:
    told = gateway.asked(method, target)
    assert (told["by"], told["method"], told["target"]) == (by, method, target)


def test_a_body_arrives_byte_for_byte_even_where_it_is_no_json(gateway: Gateway, monolith: Upstream) -> None:
    body = b'{ "a" :1,\n"broken'
    told = gateway.asked("POST", "/hook", {"Content-Type": "application/json"}, body)
    assert told["md5"] == hashlib.md5(body).hexdigest()
    assert monolith.last().header("content-type") == "application/json"


def test_headers_tell_where_a_request_came_from_and_nothing_that_a_client_made_up(
    gateway: Gateway, orders: Upstream
) -> None:
    gateway.ask(
        "GET",
        "/api/orders/1",
        {
            "Host": "shop.example:8443", "X-Forwarded-For": "6.6.6.6", "Forwarded": "for=6.6.6.6", "X-Real-IP": "6.6.6.6",
            "X-User-Id": "1", "x_user_id": "1", "X_Forwarded_For": "6.6.6.6", "X-Internal-Token": "made.up.one",
            "X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/admin", "X-Shadow": "1", "TE": "trailers",
            "Connection": "X-Mine, authorization", "X-Mine": "1", "Authorization": "Basic x", "X-Request-Id": "client-chose-1",
            "Traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "X_Odd": "kept",
        },
    )  # fmt: skip
    seen = {key.lower(): value for key, value in orders.last().headers}
    assert seen == {
        "host": "shop.example:8443", "connection": "keep-alive", "accept-encoding": "identity", "authorization": "Basic x",
        "x-forwarded-for": "127.0.0.1", "x-forwarded-host": "shop.example:8443", "x-forwarded-proto": "http",
        "x-request-id": "client-chose-1", "x_odd": "kept",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    }  # fmt: skip


def test_an_answer_keeps_its_status_text_and_its_headers_but_those_of_the_connection(
    gateway: Gateway,
) -> None:
    head = gateway.raw(b"GET /api/orders/418 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").split(
        b"\r\n\r\n"
    )[0]
    assert head.startswith(b"HTTP/1.1 418 As It Is\r\n")
    assert head.count(b"X-Twice: ") == 2
    assert b"x-private" not in head.lower()


def test_an_answer_with_letters_that_are_no_ascii_in_its_head_comes_through(gateway: Gateway) -> None:
    head, _, body = gateway.raw(
        b"GET /api/orders/phrase HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    ).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 201 Created\r\n")
    assert b"X-Word: Gr\xf6\xdfe" in head
    assert body == b"ok"
    head = gateway.raw(
        b"GET /api/orders/phrase HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    ).partition(b"\r\n\r\n")[0]
    assert b"X-Word: Gr\xf6\xdfe" in head


def test_head_is_answered_as_get_without_a_body(gateway: Gateway) -> None:
    status, headers, body = gateway.ask("HEAD", "/api/orders/1")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_may_tell_its_length(gateway: Gateway, status: int) -> None:
    assert gateway.ask("GET", f"/api/orders/{status}")[0] == status


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET http://evil.example/api/orders/1 HTTP/1.1\r\nHost: a\r\n", 400),
        (b"GET /api/orders/1#x HTTP/1.1\r\nHost: a\r\n", 400),
        (b"GET /api/orders/1 HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n", 400),
        (b"GET /api/orders/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
        (
            b"POST /api/orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
            400,
        ),
        (b"POST /api/orders/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n", 400),
        (b"GET /api/orders/1 HTTP/1.1\r\nHost: a\r\n" + b"".join(b"A%d: 1\r\n" % i for i in range(101)), 431),
        (b"GET /api/orders/1 HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 20_000 + b"\r\n", 431),
        (b"GET /_internal/rpc/A/b HTTP/1.1\r\nHost: a\r\n", 404),
        (b"GET //%5Finternal HTTP/1.1\r\nHost: a\r\n", 404),
        (b"GET /api/../_internal/health HTTP/1.1\r\nHost: a\r\n", 404),
    ],
)
def test_what_could_mean_two_things_reaches_nobody(
    gateway: Gateway, monolith: Upstream, orders: Upstream, request_: bytes, status: int
) -> None:
    before = len(monolith.seen) + len(orders.seen)
    answer = gateway.raw(request_ + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert len(monolith.seen) + len(orders.seen) == before


def test_events_come_when_they_are_sent(gateway: Gateway) -> None:
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=5) as client:
        client.sendall(b"GET /api/events/sse HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        times, found = [], b""
        while part := client.recv(4096):
            found += part
            times += [time.monotonic()] * part.count(b"data: ")
    assert found.count(b"data: ") == 5
    assert times[-1] - times[0] > 0.05  # held back, they would come at once


def test_a_web_socket_passes_bytes_both_ways(gateway: Gateway, orders: Upstream) -> None:
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=5) as client:
        client.sendall(
            b"GET /api/live/socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Key: eA==\r\nX-User-Id: 1\r\n\r\n"
        )
        found = b""
        while not found.endswith(b"hello"):
            found += client.recv(4096)
        assert found.startswith(b"HTTP/1.1 101 ")
        client.sendall(b"\x81\x03abc")
        assert client.recv(4096) == b"\x81\x03abc"
    assert orders.last().header("x-user-id") is None
    assert orders.last().header("upgrade") == "websocket"


def test_requests_meet_a_path_of_sockets_where_it_takes_all_methods(
    gateway: Gateway, monolith: Upstream, orders: Upstream
) -> None:
    """socket.io polls before it opens a socket; a plain server's path takes handshakes only."""
    before = len(orders.seen)
    gateway.asked("GET", "/socket.io/?EIO=4&transport=polling")
    assert len(orders.seen) == before + 1
    gateway.asked("GET", "/api/live/socket")
    assert len(orders.seen) == before + 1
    assert monolith.last().target == "/api/live/socket"


def test_an_upgrade_that_the_target_does_not_want_ends_the_connection(gateway: Gateway) -> None:
    answer = gateway.raw(
        b"GET /api/orders/426 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        b"GET /_internal/hidden HTTP/1.1\r\nHost: a\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 426 ")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_request_that_offers_another_protocol_is_answered_as_it_is(
    gateway: Gateway, orders: Upstream
) -> None:
    """Clients of Java offer HTTP/2 with their first request, whatever it carries."""
    answer = gateway.raw(
        b"POST /api/orders/7 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\nContent-Length: 2\r\n\r\n{}",
        1,
    )
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert orders.last().body == b"{}"
    assert orders.last().header("upgrade") is None


@pytest.mark.parametrize(("version", "told"), [("22.21.0", True), ("24.8.9", True), ("24.10.0", False)])
def test_a_node_that_is_too_old_is_told_at_the_start(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, version: str, told: bool
) -> None:
    told_version = f"Object.defineProperty(process.versions, 'node', {{value: '{version}'}})"
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": monolith.url, "USERS_URL": monolith.url}
    addresses["NODE_OPTIONS"] = f"--import=data:text/javascript,{quote(told_version)}"
    with running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as started:
        assert started.logged(lambda line: line["msg"] == "gateway listens")
        reasons = [str(line["reason"]) for line in started.log() if line["msg"] == "settings"]
    asked = json.loads((built_gateway / "package.json").read_text())["engines"]["node"].removeprefix(">=")
    assert any(f"this is Node {version}: before {asked} " in each for each in reasons) is told


def test_an_upload_of_150_megabytes_streams_through_and_memory_stays(gateway: Gateway) -> None:
    size = 150 << 20
    part = bytes(range(256)) * 256

    def memory() -> int:
        return next(
            int(line.split()[1])
            for line in gateway.admin("GET", "/metrics")[1].splitlines()
            if line.startswith("process_")
        )

    def upload() -> dict[str, Any]:
        data = iter([part] * (size // len(part)))
        return gateway.asked("POST", "/api/orders/1", {"Content-Length": str(size)}, data)  # type: ignore[arg-type]

    upload()  # Node takes what buffers it needs the first time, and keeps it
    before = memory()
    upload()
    told = upload()
    assert told["md5"] == hashlib.md5(part * (size // len(part))).hexdigest()
    assert memory() - before < 150 << 20  # of 300 MB that went through; what is free is given back late


def test_a_client_that_goes_away_is_told_to_the_target(gateway: Gateway, orders: Upstream) -> None:
    with socket.create_connection(("127.0.0.1", gateway.port)) as client:
        before = len(orders.seen)
        client.sendall(b"GET /api/orders/hang HTTP/1.1\r\nHost: a\r\n\r\n")
        assert soon(lambda: len(orders.seen) > before)
    assert soon(lambda: orders.last().aborted)


def test_the_log_has_one_line_a_request_and_no_token_in_it(gateway: Gateway) -> None:
    gateway.ask(
        "GET",
        "/api/orders/77?token=secret-query",
        {"Authorization": "Bearer secret-header", "X-Request-Id": "to-be-found"},
    )
    (line,) = gateway.logged(lambda line: line.get("request_id") == "to-be-found")
    assert (line["path"], line["status"], line["target"], line["route"]) == (
        "/api/orders/77", 200, "orders", "GET /api/orders/:id",
    )  # fmt: skip
    assert "secret" not in gateway.log_file.read_text()


def test_metrics_and_health_name_targets_and_table(gateway: Gateway) -> None:
    gateway.ask("GET", "/api/orders/1")
    assert (
        'gateway_requests_total{route="GET /api/orders/:id",target="orders",status="200"}'
        in gateway.admin("GET", "/metrics")[1]
    )
    ready = gateway.asked("GET", "/_gateway/ready")
    assert ready["targets"] == {"monolith": "up", "orders": "up", "users": "up"}
    assert ready["table"]["hash"] == json.loads(gateway.admin("GET", "/table")[1])["hash"]
    assert gateway.admin("GET", "/table", token="wrong")[0] == 401


def test_cross_origin_is_the_answers_own_business_or_the_gateways_once(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    async def allowing(_: Seen, __: object, writer: Any) -> bool:
        orders._write(writer, 200, b"{}", extra="Access-Control-Allow-Origin: *\r\nVary: Accept\r\n")
        return True

    orders._do_allowing = allowing  # type: ignore[attr-defined]
    preflight = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "USERS_URL": orders.url}
    with running_gateway(built_gateway, tmp_path / "without", TABLE, addresses) as gateway:
        _, headers, _ = gateway.ask("GET", "/api/orders/allowing", {"Origin": "https://app.example"})
        assert headers["access-control-allow-origin"] == "*"
        assert gateway.asked("OPTIONS", "/api/orders/7", preflight)["by"] == "monolith"
    own = addresses | {"CORS_ORIGINS": "https://app.example, https://other.example"}
    with running_gateway(built_gateway, tmp_path / "with", TABLE, own) as gateway:
        head = gateway.raw(
            b"GET /api/orders/allowing HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\nConnection: close\r\n\r\n"
        ).lower()
        assert head.count(b"access-control-allow-origin") == 1
        assert b"access-control-allow-origin: https://app.example\r\n" in head
        before = len(orders.seen) + len(monolith.seen)
        status, headers, body = gateway.ask("OPTIONS", "/api/orders/7", preflight)
        assert (status, body, headers["access-control-allow-origin"]) == (204, b"", "https://app.example")
        assert "POST" in headers["access-control-allow-methods"]
        assert len(orders.seen) + len(monolith.seen) == before
        _, headers, _ = gateway.ask("GET", "/api/orders/allowing", {"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in headers
    with running_gateway(
        built_gateway, tmp_path / "any", TABLE, addresses | {"CORS_ORIGINS": "*"}
    ) as gateway:
        _, headers, _ = gateway.ask(
            "OPTIONS", "/api/orders/7", preflight | {"Origin": "https://evil.example"}
        )
        assert headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in headers


def test_a_page_can_read_the_gateways_own_answers_as_it_could_the_monoliths(
    built_gateway: Path, tmp_path: Path, monolith: Upstream, orders: Upstream
) -> None:
    """Found in a field trial: a 401 without the monolith's CORS headers is no 401 to a browser, but a dead network."""

    async def allowing(seen: Seen, __: object, writer: Any) -> bool:
        origin = seen.header("origin") or ""
        if origin != "https://evil.example":
            told = f"Access-Control-Allow-Origin: {origin}\r\nAccess-Control-Allow-Credentials: true\r\n"
            monolith._write(writer, 204, b"", extra=f"{told}Access-Control-Allow-Methods: GET\r\n")
        else:
            monolith._write(writer, 204, b"")
        return True

    monolith._do_allowing = allowing  # type: ignore[attr-defined]
    entry = route("/api/orders/:id", 0, auth="required")
    addresses = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "JWT_SECRET": "only for tests"}
    with running_gateway(built_gateway, tmp_path / "run", table(entry), addresses) as gateway:
        for site in ("https://app.example", "https://other.example", "https://evil.example"):
            asked = {"Origin": site, "Access-Control-Request-Method": "GET"}
            gateway.ask("OPTIONS", "/api/orders/allowing", asked)
        status, headers, _ = gateway.ask("GET", "/api/orders/7", {"Origin": "https://app.example"})
        assert (status, headers["access-control-allow-origin"]) == (401, "https://app.example")
        assert (headers["access-control-allow-credentials"], headers["vary"]) == ("true", "Origin")
        assert "access-control-allow-methods" not in headers
        for stranger in ({"Origin": "https://evil.example"}, {"Origin": "https://new.example"}, {}):
            status, headers, _ = gateway.ask("GET", "/api/orders/7", stranger)
            assert status == 401 and "access-control-allow-origin" not in headers
