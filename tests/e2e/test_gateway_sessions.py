"""Signing out counts for routes that moved: the service that owns sessions tells the gateway, which believes it for a while.

Real code all the way: the example with sessions in a table, its user-management extracted, built and started on MariaDB, and
the generated gateway in front, whose token the service demands of every request.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from example_run import APP_USER, BACKEND, SQL_MODE
from gateway_process import PACKAGES, Gateway, node, route, running_gateway, soon, table
from gateway_upstream import Upstream
from mariadb import MariaDb
from monoliths import EXAMPLE
from oracles import run as run_program
from oracles import with_packages
from ports import free_ports
from signed_out_example import write_example

from woosh_split.cli.app import run

pytestmark = pytest.mark.xdist_group("gateway")

DATABASE = "signed_out"
SECRET = "only for this test"
PHONE, PASSWORD = "+254700000099", "open sesame"
CACHED_MS = 1000
TABLE = table(
    route("/api/auth/login", 0, "user-management", ("POST",), timeout_ms=30_000),
    route("/api/auth/logout", 1, "user-management", ("POST",), auth="required", timeout_ms=30_000),
    route("/api/auth/profile", 2, "user-management", auth="required", timeout_ms=30_000),
    route("/api/products/:id", 3, "product-catalog", ("GET", "POST"), auth="required", timeout_ms=30_000),
    services=("product-catalog", "user-management"),
)


@dataclass(frozen=True)
class Stage:
    """The gateway, the service behind it at a port of its own, and another service that asks nobody for a token."""

    gateway: Gateway
    service: subprocess.Popen[bytes]
    port: int
    catalog: Upstream

    def ask(self, method: str, path: str, token: str | None = None, body: object = None) -> tuple[int, Any]:
        """Send a request through the gateway."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        headers |= {} if token is None else {"Authorization": f"Bearer {token}"}
        sent = None if body is None else json.dumps(body).encode()
        status, _, text = self.gateway.ask(method, path, headers, sent)
        return status, json.loads(text)

    def sign_in(self) -> str:
        """Return a token."""
        status, told = self.ask("POST", "/api/auth/login", body={"phoneNumber": PHONE, "password": PASSWORD})
        assert status == 200, told
        return str(told["accessToken"])

    def statuses_until(self, wanted: int, path: str, token: str) -> list[int]:
        """Ask again and again until a status comes, and return all of them."""
        found: list[int] = []
        deadline = time.monotonic() + 60
        while not found or (found[-1] != wanted and time.monotonic() < deadline):
            found.append(self.ask("GET", path, token)[0])
            time.sleep(0.05)
        return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the changed example with user-management and the gateway written."""
    with_packages(BACKEND)
    found = write_example(tmp_path_factory.mktemp("signed-out"))
    place = [
        "--split",
        str(found / "woosh-split.yaml"),
        "--cache-dir",
        str(found.parent / "cache"),
        "--quiet",
    ]
    assert run(["extract", "user-management", *place]) == 0
    assert run(["gateway", str(found), *place, "--accept-shared-address"]) == 0
    return found


@pytest.fixture(scope="module")
def stage(
    root: Path, built_gateway: Path, mariadb: MariaDb, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    keys = json.loads(run_program([node(), PACKAGES / "keys.mjs", json.dumps({"do": "internal"})]))
    (port,) = free_ports(1)
    folder = tmp_path_factory.mktemp("run")
    service = _start(_built(root), port, mariadb, keys["publicPem"], folder)
    try:
        with Upstream("product-catalog") as catalog:
            environment = {
                "MONOLITH_URL": catalog.url, "PRODUCT_CATALOG_URL": catalog.url,
                "USER_MANAGEMENT_URL": f"http://127.0.0.1:{port}", "JWT_SECRET": SECRET,
                "INTERNAL_PRIVATE_KEY": keys["pem"], "INTERNAL_KEY_ID": "gateway-1",
                "SESSION_CHECK_SERVICE": "user-management", "SESSION_CHECK_TTL_MS": str(CACHED_MS),
            }  # fmt: skip
            with running_gateway(built_gateway, folder / "gateway", TABLE, environment) as gateway:
                yield Stage(gateway, service, port, catalog)
    finally:
        service.terminate()
        service.wait(timeout=60)


def _built(root: Path) -> Path:
    service = root / "split" / "services" / "user-management"
    (service / "node_modules").symlink_to(BACKEND / "node_modules")
    run_program(["npm", "run", "build"], cwd=service)
    return service


def _start(
    service: Path, port: int, mariadb: MariaDb, public_pem: str, folder: Path
) -> subprocess.Popen[bytes]:
    script = f"console.log(require('bcryptjs').hashSync({json.dumps(PASSWORD)}, 4))"
    hashed = run_program(["node", "-e", script], cwd=BACKEND).strip()
    mariadb.execute(
        f"SET GLOBAL sql_mode = '{SQL_MODE}'; CREATE DATABASE {DATABASE} CHARACTER SET latin1;"
        f" CREATE OR REPLACE USER {APP_USER}@'127.0.0.1' IDENTIFIED BY 'app'; GRANT ALL ON {DATABASE}.* TO {APP_USER}@'127.0.0.1';"
    )
    mariadb.execute((EXAMPLE.root / "database" / "schema.sql").read_text(encoding="utf-8"), DATABASE)
    mariadb.execute(
        "SET sql_mode = '', foreign_key_checks = 0; INSERT INTO SalesRep (name, email, phoneNumber, password, status, role_id)"
        f" VALUES ('Ann', 'ann@example.com', '{PHONE}', '{hashed}', 1, 1);",
        DATABASE,
    )
    environment = {
        "PATH": os.environ["PATH"], "PORT": str(port), "DB_HOST": mariadb.host, "DB_PORT": str(mariadb.port),
        "DB_USERNAME": APP_USER, "DB_PASSWORD": "app", "DB_DATABASE": DATABASE, "JWT_SECRET": SECRET,
        "AUTH_THROTTLE_LIMIT": "1000000", "INTERNAL_TOKEN_REQUIRED": "on",
        "INTERNAL_PUBLIC_KEYS": json.dumps({"gateway-1": {"issuer": "api-gateway", "pem": public_pem}}),
    }  # fmt: skip
    log = folder / "service.log"
    with log.open("wb") as out:
        main = next(iter(sorted(service.glob("dist/**/main.js"))))
        process = subprocess.Popen(["node", str(main)], env=environment, cwd=service, stdout=out, stderr=out)
    deadline = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_internal/health/ready", timeout=5).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError(f"user-management did not start:\n{log.read_text()[-3000:]}")


def test_what_is_generated_knows_who_judges_sessions(root: Path) -> None:
    module = root / "split" / "services" / "user-management" / "src" / "generated" / "service.module.ts"
    assert "session: { guard: new (AuthGuard('jwt'))() }," in module.read_text()
    main = (root / "split" / "api-gateway" / "src" / "main.ts").read_text()
    assert "SESSION_CHECK_SERVICE: 'user-management'," in main
    assert "JwtStrategy.validate, backend/src/auth/strategies/jwt.strategy.ts:" in main


def test_signing_out_counts_for_a_moved_route_once_the_cache_is_over(stage: Stage) -> None:
    mine, another = stage.sign_in(), stage.sign_in()
    assert stage.ask("GET", "/api/products/7", mine)[1]["by"] == "product-catalog"
    assert stage.ask("GET", "/api/auth/profile", mine)[1]["phoneNumber"] == PHONE
    assert stage.ask("POST", "/api/auth/logout", mine)[0] == 200
    statuses = stage.statuses_until(401, "/api/products/7", mine)
    assert set(statuses[:-1]) <= {200}  # while the last answer holds
    asked = len(stage.catalog.seen)
    assert stage.ask("GET", "/api/products/7", mine) == (401, {"message": "Unauthorized", "statusCode": 401})
    assert stage.ask("GET", "/api/auth/profile", mine)[0] == 401
    assert len(stage.catalog.seen) == asked
    assert stage.ask("GET", "/api/products/7", another)[0] == 200


def test_the_service_answers_nobody_but_the_gateway(stage: Stage) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{stage.port}/api/auth/profile",
        headers={"Authorization": f"Bearer {stage.sign_in()}"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    with refused.value as answer:
        assert answer.code == 403
        assert json.load(answer)["message"] == "This service answers the gateway only: no token"


def test_while_nobody_can_tell_what_reads_passes_and_what_writes_does_not(stage: Stage) -> None:
    mine = stage.sign_in()
    stage.service.send_signal(signal.SIGSTOP)
    try:
        assert stage.ask("GET", "/api/products/7", mine)[0] == 200
        assert stage.ask("POST", "/api/products/7", mine, {})[0] == 503
        assert _ready(stage)["sessions"] == "unknown"
        assert stage.gateway.logged(lambda line: line["msg"] == "sessions")
    finally:
        stage.service.send_signal(signal.SIGCONT)
    assert soon(lambda: stage.ask("POST", "/api/products/7", mine, {})[0] == 200, 60)
    assert "sessions" not in _ready(stage)


def _ready(stage: Stage) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stage.gateway.ask("GET", "/_gateway/ready")[2])
    return found
