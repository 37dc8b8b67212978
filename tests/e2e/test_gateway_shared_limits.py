"""Two gateways and one Redis: a limit is one limit, whoever counts; without Redis each counts for itself and says so."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from gateway_process import Gateway, route, running_gateway, table
from gateway_upstream import Upstream
from ports import free_ports
from redis_server import Redis, running_redis

pytestmark = pytest.mark.xdist_group("gateway")

LIMIT = 40
TABLE = table(route("/api/orders/:id", 0, timeout_ms=30_000), route("/api/users/:id", 1, timeout_ms=30_000))


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    (port,) = free_ports(1)
    with running_redis(tmp_path / "redis", port) as server:
        yield server


@contextlib.contextmanager
def replicas(built: Path, folder: Path, url: str, **settings: str) -> Iterator[list[Gateway]]:
    """Start two gateways that share a Redis; it gets time enough on any machine."""
    with Upstream("orders") as orders, contextlib.ExitStack() as stack:
        environment = {
            "MONOLITH_URL": orders.url, "ORDERS_URL": orders.url, "PROXY_HOPS": "1", "REDIS_URL": url,
            "RATE_LIMIT": str(LIMIT), "RATE_WINDOW_MS": "600000", "REDIS_TIMEOUT_MS": "30000",
        } | settings  # fmt: skip
        yield [
            stack.enter_context(running_gateway(built, folder / name, TABLE, environment))
            for name in ("one", "two")
        ]


def ask(gateway: Gateway, address: str, path: str = "/api/orders/1") -> int:
    """Return the status of a request from an address."""
    return gateway.ask("GET", path, {"X-Forwarded-For": address})[0]


def wait_until_shared(gateways: list[Gateway]) -> None:
    """Wait until each counts in Redis."""
    deadline = time.monotonic() + 60
    for number, gateway in enumerate(gateways):
        while "limits" in ready(gateway):
            ask(gateway, f"192.0.2.{number}", "/api/users/1")
            assert time.monotonic() < deadline, ready(gateway)
            time.sleep(0.1)


def ready(gateway: Gateway) -> dict[str, object]:
    found: dict[str, object] = json.loads(gateway.ask("GET", "/_gateway/ready")[2])
    return found


def test_two_gateways_share_a_limit_to_the_last_request(
    built_gateway: Path, tmp_path: Path, redis: Redis
) -> None:
    with replicas(built_gateway, tmp_path, redis.url) as gateways:
        wait_until_shared(gateways)
        found: Counter[int] = Counter()
        told: list[int] = []

        def load(gateway: Gateway) -> None:
            told.extend(ask(gateway, "10.0.0.1") for _ in range(LIMIT // 2))

        threads = [threading.Thread(target=load, args=(each,)) for each in gateways * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found.update(told)
        assert found == {200: LIMIT, 429: LIMIT}
        status, headers, _ = gateways[1].ask("GET", "/api/orders/1", {"X-Forwarded-For": "10.0.0.1"})
        assert (status, 0 < int(headers["retry-after"]) <= 600) == (429, True)
        assert [ask(each, "10.0.0.2") for each in gateways] == [200, 200]  # somebody else's window
        assert ask(gateways[0], "10.0.0.1", "/api/users/1") == 200  # another route's
        assert "limits" not in ready(gateways[0])
        assert b"10.0.0.1" not in redis.ask("KEYS", "*")


def test_a_window_ends_for_both(built_gateway: Path, tmp_path: Path, redis: Redis) -> None:
    settings = {"RATE_LIMIT": "3", "RATE_WINDOW_MS": "8000"}
    with replicas(built_gateway, tmp_path, redis.url, **settings) as gateways:
        wait_until_shared(gateways)
        assert [ask(gateways[number % 2], "10.0.0.1") for number in range(4)] == [200, 200, 200, 429]
        deadline = time.monotonic() + 60
        while ask(gateways[1], "10.0.0.1") != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)


def test_without_redis_each_counts_for_itself_and_goes_back_when_it_is_there_again(
    built_gateway: Path, tmp_path: Path, redis: Redis
) -> None:
    with replicas(built_gateway, tmp_path, redis.url) as gateways:
        wait_until_shared(gateways)
        assert [ask(each, "10.0.0.9") for each in gateways] == [200, 200]
        redis.stop()
        for gateway in gateways:
            statuses = [ask(gateway, "10.0.0.1") for _ in range(LIMIT + 1)]
            assert statuses == [200] * LIMIT + [429]
            assert ready(gateway)["limits"] == "of this process"
            (line,) = gateway.logged(lambda each: each["msg"] == "limits")
            assert "only for tests" not in line["reason"]
        redis.start()
        wait_until_shared(gateways)
        statuses = [ask(gateways[number % 2], "10.0.0.3") for number in range(LIMIT + 1)]
        assert statuses == [200] * LIMIT + [429]


def test_a_redis_that_hangs_delays_a_request_now_and_then_and_refuses_nobody(
    built_gateway: Path, tmp_path: Path, redis: Redis
) -> None:
    with replicas(built_gateway, tmp_path, redis.url, REDIS_TIMEOUT_MS="2000") as gateways:
        wait_until_shared(gateways)
        assert ask(gateways[0], "10.0.0.1") == 200
        redis.hold()
        before = time.monotonic()
        assert [ask(gateways[0], f"10.0.1.{number}") for number in range(30)] == [200] * 30
        assert time.monotonic() - before < 40  # waiting each time would take a minute
        redis.release()
        wait_until_shared(gateways[:1])


def test_a_gateway_starts_without_redis(built_gateway: Path, tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with replicas(built_gateway, tmp_path, f"redis://127.0.0.1:{port}") as gateways:
        assert [ask(each, "10.0.0.1") for each in gateways] == [200, 200]
        assert gateways[0].logged(lambda each: each["msg"] == "limits")
