"""Who may come in through the gateway, under which name a request reaches a service, and which side somebody is on."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gateway_process import (
    PACKAGES,
    UNCOUNTED,
    Gateway,
    node,
    route,
    running_gateway,
    soon,
    table,
    write_table,
)
from gateway_upstream import Upstream
from monoliths import ROOT
from oracles import run
from ports import free_ports

pytestmark = pytest.mark.xdist_group("gateway")

SECRET = "only for this test"
TABLE = table(
    route("/api/required/:id", 0, auth="required", methods=("ALL",)),
    route("/api/optional/:id", 1, auth="optional"),
    route("/api/none/:id", 2),
    route("/api/split/:id", 3, target={"kind": "split", "percent": 30}),
    route("/api/users/split/:id", 4, "users", target={"kind": "split", "percent": 30}),
    route("/api/monolith/:id", 5, auth="required", target={"kind": "monolith"}),
    route("/api/limited/:id", 6),
    route("/api/limited/:id/again", 7),
)


def keys(wanted: dict[str, Any]) -> Any:
    """Ask Node for keys and tokens."""
    return json.loads(run([node(), PACKAGES / "keys.mjs", json.dumps(wanted)]))


def token(claims: dict[str, Any], algorithm: str = "HS256", secret: str = SECRET, **header: Any) -> str:
    """Return a token as the monolith signs it."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    signed = f"{part({'alg': algorithm, 'typ': 'JWT'} | header)}.{part(claims)}"
    digest = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}.get(algorithm)
    signature = hmac.new(secret.encode(), signed.encode(), digest).digest() if digest else b""
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def good(subject: object = "7", **claims: Any) -> str:
    """Return a token that is valid for an hour."""
    now = int(time.time())
    return token({"sub": subject, "iat": now, "exp": now + 3600, "iss": "issuer", "aud": "shop"} | claims)


def bearer(value: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {value}"}


@pytest.fixture(scope="module")
def internal() -> dict[str, str]:
    found: dict[str, str] = keys({"do": "internal"})
    return found


@pytest.fixture(scope="module")
def monolith() -> Iterator[Upstream]:
    with Upstream("monolith") as upstream:
        yield upstream


@pytest.fixture(scope="module")
def orders() -> Iterator[Upstream]:
    with Upstream("orders") as upstream:
        yield upstream


@pytest.fixture(scope="module")
def environment(monolith: Upstream, orders: Upstream, internal: dict[str, str]) -> dict[str, str]:
    return {
        "MONOLITH_URL": monolith.url,
        "ORDERS_URL": orders.url,
        "USERS_URL": orders.url,
        "JWT_SECRET": SECRET,
        "JWT_ISSUER": "issuer",
        "JWT_AUDIENCE": "shop",
        "INTERNAL_PRIVATE_KEY": internal["pem"].replace("\n", "\\n"),
        "INTERNAL_KEY_ID": "gateway-1",
        "TESTER_SECRET": "testers",
        "UNAUTHORIZED_BODY": '{"statusCode":401,"path":"{path}","message":"Invalid or expired token"}',
        "RATE_LIMIT": "1000000",
        "PROXY_HOPS": "1",
    }


@pytest.fixture(scope="module")
def gateway(
    built_gateway: Path, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]
) -> Iterator[Gateway]:
    with running_gateway(built_gateway, tmp_path_factory.mktemp("run"), TABLE, environment) as started:
        yield started


def test_a_valid_token_comes_in_and_goes_on_with_a_token_that_the_service_verifies(
    gateway: Gateway, orders: Upstream, internal: dict[str, str]
) -> None:
    mine = good("user-7")
    for _ in range(2):  # the second time from memory
        assert gateway.asked("GET", "/api/required/1", bearer(mine))["by"] == "orders"
    assert orders.last().header("authorization") == f"Bearer {mine}"
    runtime = ROOT / "templates" / "service" / "nestjs" / "runtime" / "internal-token.ts"
    claims = keys(
        {
            "do": "verify",
            "token": orders.last().header("x-internal-token"),
            "publicPem": internal["publicPem"],
            "audience": "orders",
            "runtime": str(runtime),
        }
    )
    assert (claims["iss"], claims["aud"], claims["sub"], claims["exp"] - claims["iat"]) == (
        "api-gateway", "orders", "user-7", 60,
    )  # fmt: skip


def test_the_claim_that_tells_the_user_is_the_monoliths_own(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str], orders: Upstream
) -> None:
    """``{ userId: 7 }`` is signed as often as ``sub``, and not every monolith lets its tokens expire."""
    own = {"JWT_SUBJECT": "userId", "JWT_EXPIRY": "optional"}
    claims = {"iss": "issuer", "aud": "shop", "userId": 7}
    with running_gateway(built_gateway, tmp_path / "run", TABLE, environment | own) as gateway:
        for _ in range(2):  # the second time from memory
            assert gateway.asked("GET", "/api/required/1", bearer(token(claims)))["by"] == "orders"
        sent = str(orders.last().header("x-internal-token")).split(".")[1]
        assert json.loads(base64.urlsafe_b64decode(sent + "=="))["sub"] == "7"
        for wrong in ({"exp": int(time.time()) - 10}, {"userId": {"id": 7}}, {"userId": None}):
            assert gateway.ask("GET", "/api/required/1", bearer(token(claims | wrong)))[0] == 401
        assert gateway.ask("GET", "/api/required/1", bearer(good()))[0] == 401


def test_a_token_of_the_monolith_that_lacks_a_claim_is_refused_and_the_log_says_what_to_set(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    now = int(time.time())
    claims = {"iss": "issuer", "aud": "shop", "userId": 7, "exp": now + 60}
    with running_gateway(built_gateway, tmp_path / "run", TABLE, environment) as gateway:
        assert gateway.ask("GET", "/api/required/1", bearer(token(claims, secret="forged")))[0] == 401
        assert "JWT_SUBJECT" not in gateway.log_file.read_text()
        for _ in range(2):
            assert gateway.ask("GET", "/api/required/1", bearer(token(claims)))[0] == 401
        assert soon(lambda: "JWT_SUBJECT" in gateway.log_file.read_text())
        assert gateway.log_file.read_text().count("JWT_SUBJECT") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "no.token.here",
        good(exp=int(time.time()) - 10),
        good(nbf=int(time.time()) + 1000),
        good(iss="other"),
        good(aud="other"),
        good(exp=None),
        good(exp="soon"),
        token({"sub": "7", "exp": int(time.time()) + 60, "iss": "issuer", "aud": "shop"}, "none"),
        token({"sub": "7", "exp": int(time.time()) + 60, "iss": "issuer", "aud": "shop"}, "HS512"),
        token({"sub": "7", "exp": int(time.time()) + 60, "iss": "issuer", "aud": "shop"}, secret="other"),
        token({"sub": "7", "exp": int(time.time()) + 60, "iss": "issuer", "aud": "shop"}, crit=["x"]),
        good()[:-4] + "AAAA",
        "x" * 9000,
    ],
)
def test_a_token_that_is_not_valid_is_answered_in_the_monoliths_own_words(
    gateway: Gateway, orders: Upstream, wrong: str
) -> None:
    before = len(orders.seen)
    status, headers, body = gateway.ask("GET", "/api/required/1?a=%22", bearer(wrong))
    assert (status, body) == (
        401, b'{"statusCode":401,"path":"/api/required/1?a=%22","message":"Invalid or expired token"}',
    )  # fmt: skip
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert len(orders.seen) == before


def test_routes_that_ask_for_less_let_everybody_in_and_the_monolith_judges_for_itself(
    gateway: Gateway, orders: Upstream
) -> None:
    assert gateway.asked("GET", "/api/optional/1", bearer("bad"))["by"] == "orders"
    assert gateway.asked("GET", "/api/none/1")["by"] == "orders"
    assert gateway.asked("GET", "/api/monolith/1")["by"] == "monolith"
    assert gateway.ask("GET", "/api/required/1", {"Authorization": "Basic eDp5"})[0] == 401


def test_a_token_comes_wherever_the_monolith_looks_for_one(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str], orders: Upstream, monolith: Upstream
) -> None:
    """Another header, whatever it is called, and a cookie; an old cookie beside a good header turns nobody away."""
    places = {"JWT_FROM": "header:Authorization, header:X-User-Token, cookie:access_token"}
    check = {"SESSION_CHECK_URL": f"{monolith.url}/sessions/200"}
    mine, old = good("user-9"), good(exp=int(time.time()) - 10)
    with running_gateway(built_gateway, tmp_path / "run", TABLE, environment | places | check) as gateway:
        for headers in (
            {"X-User-Token": mine},
            {"X-User-Token": f"JWT {mine}"},
            {"Authorization": mine},
            {"Cookie": f"a=b; access_token={mine}; access_token=other"},
            {"Cookie": f'access_token="{mine}"'},
            {"Cookie": f"access_token={old}", "Authorization": f"Bearer {mine}"},
            {"Cookie": f"access_token={mine}", "Authorization": f"Bearer {old}"},
        ):
            for _ in range(2):  # the second time from memory
                assert gateway.asked("GET", "/api/required/1", headers)["by"] == "orders", headers
            for name, value in headers.items():
                assert orders.last().header(name.lower()) == value
            sent = str(orders.last().header("x-internal-token")).split(".")[1]
            assert json.loads(base64.urlsafe_b64decode(sent + "=="))["sub"] == "user-9"
        for headers in (
            {"Cookie": f"access_token={old}"},
            {"Cookie": f"access_tokens={mine}; xaccess_token={mine}"},
            {"X-Other-Token": mine},
            {"X_User_Token": mine},
        ):
            assert gateway.ask("GET", "/api/required/1", headers)[0] == 401, headers


def test_tokens_of_several_kinds_are_signed_with_a_secret_each(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Of staff and of customers, say: the services' own guards tell which kind a route takes."""
    further = {"JWT_SECRET_2": "of the staff", "JWT_SECRET_4_FILE": str(tmp_path / "secret")}
    (tmp_path / "secret").write_text("of machines\n")
    now = int(time.time())
    claims = {"sub": "7", "iss": "issuer", "aud": "shop", "exp": now + 60}
    with running_gateway(built_gateway, tmp_path / "run", TABLE, environment | further) as gateway:

        def ask(value: str) -> int:
            return gateway.ask("GET", "/api/required/1", bearer(value))[0]

        assert [ask(token(claims, secret=each)) for each in (SECRET, "of the staff", "of machines")] == [
            200
        ] * 3
        assert ask(token(claims, secret="forged")) == 401
        assert ask(token(claims | {"exp": now - 10}, secret="of the staff")) == 401
        assert ask(token(claims, "HS512", secret="of the staff")) == 401


def test_the_session_of_a_token_in_a_cookie_is_asked_for_with_that_cookie(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str], monolith: Upstream
) -> None:
    settings = {"JWT_FROM": "cookie:access_token", "SESSION_CHECK_URL": f"{monolith.url}/sessions/200"}
    mine = good()
    with running_gateway(built_gateway, tmp_path / "run", TABLE, environment | settings) as gateway:
        assert gateway.ask("GET", "/api/required/1", {"Cookie": f"other=1; access_token={mine}"})[0] == 200
        assert monolith.last().header("cookie") == f"access_token={mine}"
        assert monolith.last().header("authorization") is None


def test_a_split_keeps_everybody_on_one_side_and_only_ever_moves_them_forward(gateway: Gateway) -> None:
    def served(percent: int) -> set[int]:
        gateway.use(
            table(
                route("/api/split/:id", 3, target={"kind": "split", "percent": percent}),
                route("/api/other/:id", 4, target={"kind": "split", "percent": percent}),
            )
        )
        found = set()
        for person in range(150):
            address = {"X-Forwarded-For": f"6.6.6.6, 10.0.0.{person}"}
            sides = {gateway.asked("GET", f"/api/{part}/1", address)["by"] for part in ("split", "other")}
            assert len(sides) == 1
            if sides == {"orders"}:
                found.add(person)
        return found

    few, more = served(10), served(40)
    assert few < more
    assert 3 < len(few) < 35
    assert 40 < len(more) < 80
    assert (served(0), len(served(100))) == (set(), 150)
    gateway.use(TABLE)


def test_a_split_goes_by_the_user_then_the_device_then_the_address(gateway: Gateway) -> None:
    sides = Counter(
        gateway.asked("GET", "/api/split/1", bearer(good(str(user))) | {"X-Forwarded-For": "10.0.0.1"})["by"]
        for user in range(60)
    )
    assert 5 < sides["orders"] < 35
    devices = Counter(
        gateway.asked("GET", "/api/split/1", {"X-Device-Id": f"device-{number}"})["by"]
        for number in range(60)
    )
    assert 5 < devices["orders"] < 35


def test_a_tester_with_a_signature_chooses_the_side_and_nobody_else(gateway: Gateway) -> None:
    def wish(target: str, until: float, secret: str = "testers") -> dict[str, str]:
        said = f"{target}.{int(until)}"
        return {
            "X-Gateway-Target": f"{said}.{hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()}"
        }

    soon = time.time() + 60
    assert gateway.asked("GET", "/api/monolith/1", wish("service", soon) | bearer(good()))["by"] == "orders"
    assert gateway.ask("GET", "/api/monolith/1", wish("service", soon))[0] == 401
    assert gateway.asked("GET", "/api/none/1", wish("monolith", soon))["by"] == "monolith"
    for refused in (
        wish("monolith", soon, "guessed"),
        wish("monolith", time.time() - 5),
        {"X-Gateway-Target": "monolith"},
    ):
        assert gateway.asked("GET", "/api/none/1", refused)["by"] == "orders"


def test_two_clients_behind_the_gateway_keep_two_addresses(gateway: Gateway, orders: Upstream) -> None:
    """With PROXY_HOPS=1 the last proxy's word counts, not what a client wrote before it."""
    for address in ("10.1.1.1", "10.1.1.2"):
        told = gateway.asked("GET", "/api/none/forwarded", {"X-Forwarded-For": f"6.6.6.6, {address}"})
        assert told == {"address": address}


def test_limits_count_a_user_wherever_they_are_and_strangers_by_their_address(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    limits = {"RATE_LIMIT": "3", "RATE_WINDOW_MS": "60000"}
    with running_gateway(built_gateway, tmp_path / "run", TABLE, environment | limits) as gateway:

        def ask(address: str, path: str = "/api/limited/1", user: str | None = None) -> int:
            mine = {} if user is None else bearer(good(user))
            return gateway.ask("GET", path, mine | {"X-Forwarded-For": address})[0]

        assert [ask("10.0.0.1") for _ in range(4)] == [200, 200, 200, 429]
        assert ask("10.0.0.2") == 200
        assert ask("10.0.0.1", "/api/limited/1/again") == 200
        assert [ask(f"10.0.1.{number}", user="9") for number in range(4)] == [200, 200, 200, 429]
        assert ask("10.0.0.1", "/api/monolith/1", "9") == 200
        status, headers, body = gateway.ask("GET", "/api/limited/1", {"X-Forwarded-For": "10.0.0.1"})
        assert (status, json.loads(body)["message"]) == (429, "ThrottlerException: Too Many Requests")
        assert 0 < int(headers["retry-after"]) <= 60


def test_a_route_that_the_monolith_does_not_limit_is_not_counted(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    limits = {"RATE_LIMIT": "1", "RATE_WINDOW_MS": "60000"}
    routes = table(route("/api/skipped/:id", int(UNCOUNTED, 16)), route("/api/counted/:id", 1))
    with running_gateway(built_gateway, tmp_path / "run", routes, environment | limits) as gateway:
        assert [gateway.ask("GET", "/api/skipped/1")[0] for _ in range(3)] == [200] * 3
        assert [gateway.ask("GET", "/api/counted/1")[0] for _ in range(2)] == [200, 429]


def test_a_session_that_ended_counts_within_seconds(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str], monolith: Upstream
) -> None:
    for path, expected in (("/200", 200), ("/401", 401), ("/503", 200)):
        check = {"SESSION_CHECK_URL": f"{monolith.url}/sessions{path}", "SESSION_CHECK_TTL_MS": "60000"}
        with running_gateway(built_gateway, tmp_path / path[1:], TABLE, environment | check) as gateway:
            before, mine = len(monolith.seen), bearer(good())
            assert [gateway.ask("GET", "/api/required/1", mine)[0] for _ in range(3)] == [expected] * 3
            if (
                path == "/503"
            ):  # nobody knows: what only reads may pass, what writes may not; asked again soon
                deadline = time.monotonic() + 60
                while len(monolith.seen) < before + 2 and time.monotonic() < deadline:
                    assert gateway.ask("GET", "/api/required/1", mine)[0] == 200
                    time.sleep(0.1)
                assert len(monolith.seen) >= before + 2
                assert gateway.ask("POST", "/api/required/1", mine, b"x")[0] == 503
            else:
                assert len(monolith.seen) == before + 1


def test_the_owner_of_sessions_is_asked_only_while_it_has_traffic(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Before its phase, and once that is taken back, it has no rights to look them up: the other services go on writing."""
    (nobody,) = free_ports(1)
    check = {"SESSION_CHECK_SERVICE": "users", "USERS_URL": f"http://127.0.0.1:{nobody}"}
    own = route("/api/users/:id", 4, "users", target={"kind": "monolith"})
    moved = TABLE["routes"][0]
    with running_gateway(built_gateway, tmp_path / "run", table(moved, own), environment | check) as gateway:

        def ask() -> int:
            return gateway.ask("POST", "/api/required/1", bearer(good()), b"x")[0]

        assert ask() == 200
        for kind, expected in (("service", 503), ("monolith", 200)):
            write_table(gateway.table_file, table(moved, own | {"target": {"kind": kind}}))
            assert soon(lambda wanted=expected: ask() == wanted)


def test_keys_rotate_and_the_last_good_ones_stay_when_their_address_is_away(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    one, two = keys({"do": "rsa", "kids": ["one", "two"], "sub": "7"})
    (port,) = free_ports(1)
    settings = {name: value for name, value in environment.items() if name != "JWT_SECRET"}
    settings |= {"JWKS_URL": f"http://127.0.0.1:{port}/jwks", "JWKS_COOLDOWN_MS": "1"}
    with running_gateway(built_gateway, tmp_path / "run", TABLE, settings) as gateway:

        def ask(value: str) -> int:
            return gateway.ask("GET", "/api/required/1", bearer(value))[0]

        assert ask(one["token"]) == 503  # the keys are away and were never had
        assert gateway.asked("GET", "/_gateway/ready")["keys"] == "stale"
        assert gateway.logged(lambda line: line["msg"] == "keys")
        with _Keys(port, [one["jwk"]]) as served:
            assert ask(one["token"]) == 200
            assert "keys" not in gateway.asked("GET", "/_gateway/ready")
            assert ask(one["confused"]) == 401
            assert ask(good()) == 401
            assert ask(two["token"]) == 401
            served.answer = [two["jwk"]]
            assert ask(two["token"]) == 200
            assert ask(one["token"]) == 401  # its key was taken away: that it was good before does not count
        assert ask(two["token"]) == 200


class _Keys(Upstream):
    """A server of keys."""

    def __init__(self, port: int, answer: list[Any]) -> None:
        super().__init__("keys", port)
        self.answer = answer

    async def _do_jwks(self, _: object, __: object, writer: Any) -> bool:
        self._write(writer, 200, json.dumps({"keys": self.answer}).encode())
        return True


def test_services_refuse_in_words_of_their_own_where_the_gateway_refuses_nobody(
    built_gateway: Path, tmp_path: Path, environment: dict[str, str], orders: Upstream
) -> None:
    """Found in a field trial: an app renews its token where the monolith's 401 says that it has expired."""
    ended = token({"sub": "7", "iss": "issuer", "aud": "shop", "exp": int(time.time()) - 10})
    with running_gateway(
        built_gateway, tmp_path / "run", TABLE, environment | {"ENFORCE": "none"}
    ) as gateway:
        for headers, subject in ((bearer(ended), "anonymous"), ({}, "anonymous"), (bearer(good()), "7")):
            assert gateway.asked("GET", "/api/required/1", headers)["by"] == "orders"
            assert orders.last().header("authorization") == headers.get("Authorization")
            sent = str(orders.last().header("x-internal-token")).split(".")[1]
            assert json.loads(base64.urlsafe_b64decode(sent + "=="))["sub"] == subject
