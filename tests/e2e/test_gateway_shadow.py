"""Shadow requests: the client gets the monolith's answer at once, and the report says what the service would have answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gateway_process import route, running_gateway, table
from gateway_upstream import Seen, Upstream

pytestmark = pytest.mark.xdist_group("gateway")

TABLE = table(route("/api/orders/:id", 0, methods=("GET", "HEAD"), target={"kind": "shadow", "percent": 100}))


class Answering(Upstream):
    """An upstream whose answer is what ``say`` returns for the n-th request."""

    def __init__(self, name: str, say: Callable[[int], Any]) -> None:
        super().__init__(name)
        self._say = say

    async def _do_json(self, _: Seen, __: object, writer: Any) -> bool:
        self._write(writer, 200, json.dumps(self._say(len(self.seen))).encode())
        return True


def same(number: int) -> dict[str, Any]:
    """An id and a time that are new in every answer, and a price that is not."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "at": f"2026-11-28T10:00:{number % 60:02d}Z",
        "items": [{"price": 3}, {"price": 4}],
    }


def lines(report: Path, count: int) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if report.exists() and len(found := report.read_text().splitlines()) >= count:
            return [json.loads(line) for line in found]
        time.sleep(0.02)
    raise AssertionError(f"the report has no {count} lines")


def test_the_report_tells_what_differs_and_not_what_never_stays_the_same(
    built_gateway: Path, tmp_path: Path
) -> None:
    report = tmp_path / "shadow.jsonl"

    def other(number: int) -> dict[str, Any]:
        return same(number + 1000) | (
            {} if len(orders.seen) < 2 else {"items": [{"price": 3}, {"price": "4"}]}
        )

    with Answering("monolith", same) as monolith, Answering("orders", other) as orders:
        environment = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "SHADOW_REPORT": str(report)}
        with running_gateway(built_gateway, tmp_path / "run", TABLE, environment) as gateway:
            assert gateway.asked("GET", "/api/orders/json", {"Authorization": "Bearer mine"})["items"][1] == {
                "price": 4
            }
            assert lines(report, 1)[0]["outcome"] == "same"
            gateway.ask("GET", "/api/orders/json")
            told = lines(report, 2)[1]
            assert (told["outcome"], told["name"], told["service"]) == (
                "differs",
                "GET,HEAD /api/orders/:id",
                "orders",
            )
            assert told["differences"] == [
                {"at": "$.items[*].price", "primary": "number", "candidate": "string"}
            ]
            assert told["masks"] == 2
            assert (
                'gateway_shadow_total{service="orders",outcome="differs"} 1'
                in gateway.admin("GET", "/metrics")[1]
            )
        assert orders.seen[0].header("x-shadow") == "1"
        assert orders.seen[0].header("authorization") == "Bearer mine"
        assert orders.seen[0].target == "/api/orders/json"


def test_a_candidate_that_is_slow_or_dead_delays_nobody(built_gateway: Path, tmp_path: Path) -> None:
    report = tmp_path / "shadow.jsonl"
    with Answering("monolith", same) as monolith, Upstream("orders") as orders:
        orders._do_json = orders._do_hang  # type: ignore[attr-defined]
        environment = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "SHADOW_REPORT": str(report)}
        with running_gateway(built_gateway, tmp_path / "run", TABLE, environment) as gateway:
            before = time.monotonic()
            for _ in range(20):
                assert gateway.ask("GET", "/api/orders/json")[0] == 200
            assert time.monotonic() - before < 10  # each would wait a second
            assert {line["outcome"] for line in lines(report, 8)} == {"failed"}
