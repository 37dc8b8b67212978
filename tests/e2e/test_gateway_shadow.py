"""Shadow requests: the client gets the monolith's answer at once, and the report says what the service would have answered."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gateway_process import ADMIN_TOKEN, PACKAGES, node, route, running_gateway, soon, table
from gateway_upstream import Seen, Upstream
from oracles import run as run_program
from ports import free_ports

from woosh_split.cli.app import run
from woosh_split.errors import InputError

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
        if report.exists() and len(found := report.read_text().rpartition("\n")[0].splitlines()) >= count:
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
        key = json.loads(run_program([node(), PACKAGES / "keys.mjs", json.dumps({"do": "internal"})]))["pem"]
        environment = {
            "MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "SHADOW_REPORT": str(report),
            "INTERNAL_PRIVATE_KEY": key, "INTERNAL_KEY_ID": "gateway-1",
        }  # fmt: skip
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
        assert orders.seen[0].header("x-internal-token") is not None
        assert {each.header("x-internal-token") for each in monolith.seen} == {None}


class Changing(Answering):
    """Answers with the status that the body tells, 200 without one."""

    async def _do_json(self, _: Seen, __: object, writer: Any) -> bool:
        said = self._say(len(self.seen))
        self._write(writer, said.get("statusCode", 200), json.dumps(said).encode())
        return True


def _outcomes(
    built_gateway: Path, folder: Path, monolith_says: Callable[[int], Any], service_says: Callable[[int], Any]
) -> list[tuple[str, int]]:
    """Ask three times; return what came of each comparison, and the status of the monolith's answer."""
    report = folder / "shadow.jsonl"
    with Changing("monolith", monolith_says) as monolith, Changing("orders", service_says) as orders:
        environment = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "SHADOW_REPORT": str(report)}
        with running_gateway(built_gateway, folder / "run", TABLE, environment) as gateway:
            for asked in range(1, 4):
                gateway.ask("GET", "/api/orders/json")
                lines(report, asked)
        return [(line["outcome"], line["primary"]["status"]) for line in lines(report, 3)]


def test_the_time_of_an_error_does_not_differ_though_the_first_answer_was_none(
    built_gateway: Path, tmp_path: Path
) -> None:
    """What the monolith does not say twice alike was learned of the first answer, and an error has other places."""

    def says(hour: int, found: int) -> Callable[[int], dict[str, Any]]:
        missing = {"statusCode": 404, "message": "Not found"}
        return lambda number: (
            {"id": 1}
            if number <= found
            else missing | {"timestamp": f"2026-11-28T{hour}:00:{number:02d}.000Z"}
        )

    # The first of the monolith's answers is the client's, by the second its masks are learned.
    outcomes = _outcomes(built_gateway, tmp_path, says(10, 2), says(11, 1))
    assert outcomes == [("same", 200), ("same", 404), ("same", 404)]


def test_a_row_that_somebody_writes_between_two_answers_is_no_difference(
    built_gateway: Path, tmp_path: Path
) -> None:
    """The monolith, asked once more, answers as the service did; where it does not, the difference stands."""
    outcomes = _outcomes(
        built_gateway, tmp_path,
        lambda number: {"rows": [1] if number <= 3 else [1, 2]},
        lambda number: {"rows": [[1], [1, 2], [1, 2, 3]][number - 1]},
    )  # fmt: skip
    assert [outcome for outcome, _ in outcomes] == ["same", "same", "differs"]


def test_a_secret_that_the_service_does_not_see_is_no_difference(built_gateway: Path, tmp_path: Path) -> None:
    """Found in a field trial: its view left out what `extract` had told, and the gate of the shadow sent the routes back."""
    seen = {"name": "Ann", "pin": 1}
    outcomes = _outcomes(
        built_gateway, tmp_path,
        lambda number: {"rows": [{"user": seen | {"password": "x", "reset_token": "t", "resetToken": "t"}}]},
        lambda number: {
            "rows": [
                {"user": [seen | {"reset_token": None}, {"name": "Ann"}, seen | {"password": "other"}][number - 1]}
            ]
        },
    )  # fmt: skip
    assert [outcome for outcome, _ in outcomes] == ["same", "differs", "differs"]


def test_a_candidate_that_is_slow_or_dead_delays_nobody(built_gateway: Path, tmp_path: Path) -> None:
    report = tmp_path / "shadow.jsonl"
    with Answering("monolith", same) as monolith, Upstream("orders") as orders:
        orders._do_json = orders._do_hang  # type: ignore[attr-defined]
        environment = {"MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "SHADOW_REPORT": str(report)}
        entry = TABLE["routes"][0] | {"timeout_ms": 1000}
        with running_gateway(built_gateway, tmp_path / "run", table(entry), environment) as gateway:
            before = time.monotonic()
            for _ in range(20):
                assert gateway.ask("GET", "/api/orders/json")[0] == 200
            assert time.monotonic() - before < 10  # each would wait a second
            assert {line["outcome"] for line in lines(report, 8)} == {"failed"}


def test_the_report_is_asked_of_the_gateway_and_read_from_its_log_alike(
    built_gateway: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "shadow.jsonl"
    shadow = {"kind": "shadow", "percent": 100}
    content = table(
        route("/api/orders/:id", 0, target=shadow),
        route("/api/users/:id", 1, "users", target=shadow),
        route("/api/users/:id/silent", 2, "users", target=shadow),
    )

    def other(number: int) -> dict[str, Any]:
        return same(number + 1000) | ({"items": [], "extra": 1, "more": 2} if number > 2 else {})

    with Answering("monolith", same) as monolith, Answering("orders", other) as orders:
        (gone,) = free_ports(1)
        environment = {
            "MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "USERS_URL": f"http://127.0.0.1:{gone}",
            "SHADOW_REPORT": str(log),
        }  # fmt: skip
        with running_gateway(built_gateway, tmp_path / "run", content, environment) as gateway:
            asked = ["routes", "shadow-report", "--gateway", f"http://127.0.0.1:{gateway.admin_port}"]
            for token, said in ((None, "wants a token"), ("wrong", "refuses the token")):
                _set(monkeypatch, token)
                with pytest.raises(InputError, match=said):
                    run(asked)
            _set(monkeypatch, ADMIN_TOKEN)
            with pytest.raises(InputError, match="3 routes are shadowed, and none of them was asked for"):
                run(asked)
            for number in range(1, 6):
                gateway.ask("GET", "/api/orders/json")
                lines(log, number)
            gateway.ask("GET", "/api/users/json")
            lines(log, 6)
            assert run([*asked, "--format", "json"]) == 1
            found = json.loads(capsys.readouterr().out)
            assert run([*asked, "--service", "orders", "--min", "6"]) == 1
            told = capsys.readouterr()
            assert "1 of 1 routes have fewer than 6 comparisons" in told.err
            status, _ = gateway.admin("DELETE", "/shadow")
            assert status == 200
            with pytest.raises(InputError, match="none of them was asked for"):
                run(asked)
    assert [(each["route"], each["n"]) for each in found["routes"]] == [
        ("GET /api/orders/:id", 5), ("GET /api/users/:id", 1), ("GET /api/users/:id/silent", 0),
    ]  # fmt: skip
    orders_, users, silent = found["routes"]
    assert (orders_["same"], orders_["differs"], orders_["failed"], orders_["percent"]) == (2, 3, 0, 100)
    assert [(each["at"], each["requests"]) for each in orders_["differences"]] == [
        ("$.extra", 3), ("$.items", 3), ("$.more", 3),
    ]  # fmt: skip
    p50 = orders_["p50_ms"]
    assert p50["delta"] == pytest.approx(p50["service"] - p50["monolith"], abs=0.02)
    assert (users["failed"], users["p50_ms"], silent["p50_ms"]) == (1, None, None)
    assert "$.items: monolith 2 items, orders 0 items (3 requests)" in told.out
    assert "5 requests compared, 2 the same." in told.out

    monkeypatch.setenv("WOOSH_SPLIT_GATEWAY", asked[asked.index("--gateway") + 1])
    with pytest.raises(InputError, match="Nobody answers at"):  # as `apply` reads it
        run(["routes", "shadow-report"])
    assert run(["routes", "shadow-report", "--log", str(log), "--format", "json"]) == 1
    read = json.loads(capsys.readouterr().out)["routes"]
    for one, another in zip(read, found["routes"], strict=False):
        assert one == another | {"percent": None}
    with pytest.raises(InputError, match="Nobody answers at"):
        run(asked)


def _set(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    if token is None:
        monkeypatch.delenv("WOOSH_SPLIT_GATEWAY_TOKEN", raising=False)
    else:
        monkeypatch.setenv("WOOSH_SPLIT_GATEWAY_TOKEN", token)


class Hostile(Upstream):
    """An upstream whose answers hurt whoever compares them; each side's are its own."""

    async def _do_deep(self, _: Seen, __: object, writer: Any) -> bool:
        self._write(writer, 200, b"[" * 100_000 + json.dumps(self.name).encode() + b"]" * 100_000)
        return True

    async def _do_bomb(self, _: Seen, __: object, writer: Any) -> bool:
        body = gzip.compress(b"0" * (256 << 20))
        assert len(body) < 1 << 20
        self._write(writer, 200, body, extra="Content-Encoding: gzip\r\n")
        return True

    async def _do_link(self, _: Seen, __: object, writer: Any) -> bool:
        extra = (
            f"Location: https://shop.example/reset?token=SECRET-{self.name}\r\n"
            f'Content-Disposition: attachment; filename="SECRET-{self.name}.pdf"\r\n'
        )
        self._write(writer, 302, b"", extra=extra)
        return True

    async def _do_key(self, _: Seen, __: object, writer: Any) -> bool:
        self._write(writer, 200, json.dumps({"k" * 400_000 + self.name: [1] * 50_000}).encode())
        return True


def test_an_answer_that_hurts_who_compares_it_hurts_nobody(built_gateway: Path, tmp_path: Path) -> None:
    """Nested beyond any stack, of 256 MiB when it is opened, with secrets in its headers, with keys without an end."""
    report = tmp_path / "shadow.jsonl"
    with Hostile("monolith") as monolith, Hostile("orders") as orders:
        environment = {
            "MONOLITH_URL": monolith.url, "ORDERS_URL": orders.url, "SHADOW_REPORT": str(report),
        }  # fmt: skip
        with running_gateway(built_gateway, tmp_path / "run", TABLE, environment) as gateway:
            gateway.ask("GET", "/api/orders/deep")
            (deep,) = lines(report, 1)
            assert deep["differences"][0]["primary"] == "too deep to compare"

            gateway.ask("GET", "/api/orders/bomb")
            assert soon(lambda: "gateway_shadow_total" in gateway.admin("GET", "/metrics")[1])
            assert soon(lambda: 'outcome="dropped"' in gateway.admin("GET", "/metrics")[1])

            gateway.ask("GET", "/api/orders/link")
            link = lines(report, 2)[1]
            assert [each["at"] for each in link["differences"]] == [
                "header location",
                "header content-disposition",
            ]
            assert "SECRET" not in report.read_text()
            assert "SECRET" not in gateway.admin("GET", "/shadow")[1]

            gateway.ask("GET", "/api/orders/key")
            assert len(json.dumps(lines(report, 3)[2])) < 4_000
            status = Path(f"/proc/{gateway.process.pid}/status").read_text()
            assert int(status.split("VmHWM:")[1].split()[0]) < 450_000
