"""The generated gateway, compiled once and run for a test: Node 24 and its packages from ``tests/gateway``."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from monoliths import ROOT
from oracles import run, with_packages
from ports import free_ports

from woosh_split.artefacts.gateway.nestjs.files import GatewayInput, gateway_files

PACKAGES = ROOT / "tests" / "gateway"
ADMIN_TOKEN = "only for tests"
SERVICES = ("orders", "users")


UNCOUNTED = f"{0xFF:08x}"
"""The id of a route that the gateways of the tests do not count: the one with the order 255."""


WITHHELD = (("orders", ("password", "resettoken")),)
"""What the answers of the service ``orders`` may lack where they are compared."""


def node() -> Path:
    """Return Node 24."""
    return with_packages(PACKAGES) / "node_modules" / "node" / "bin" / "node"


def build_gateway(folder: Path, services: tuple[str, ...] = SERVICES) -> Path:
    """Generate the gateway below ``folder`` and compile it; return the folder."""
    wanted = GatewayInput("test", services, uncounted=(UNCOUNTED,), withheld=WITHHELD)
    for name, data in gateway_files(wanted).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    program = node()
    (folder / "node_modules").symlink_to(PACKAGES / "node_modules")
    run([program, "node_modules/typescript/bin/tsc", "-p", "."], cwd=folder)
    return folder


@pytest.fixture(scope="session")
def built_gateway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the gateway once a session (once a worker: tests that take it are one ``xdist_group``)."""
    return build_gateway(tmp_path_factory.mktemp("gateway"))


def route(
    path: str, order: int, service: str = "orders", methods: tuple[str, ...] = ("GET",), **more: Any
) -> dict[str, Any]:
    """Return a route of a table; its segments are those of an Express path without patterns."""
    segments: list[dict[str, Any]] = []
    for part in path.strip("/").split("/"):
        if part.startswith(":"):
            segments.append({"parameter": part[1:]})
        else:
            segments.append({"wildcard": "*"} if part == "*" else {"literal": part})
    return {
        "id": f"{order:08x}", "methods": list(methods), "path": path, "segments": segments, "handler": "H.h",
        "source": "h.ts:1", "order": order, "service": service, "auth": "none", "body": "none", "kind": "http",
        "timeout_ms": 60_000, "shadowable": True, "target": {"kind": "service"},
    } | more  # fmt: skip


def table(
    *routes: dict[str, Any], salt: str = "salt", services: tuple[str, ...] = SERVICES
) -> dict[str, Any]:
    """Return a whole table."""
    router = {"engine": "express", "case_sensitive": False, "strict_slash": False}
    return {"version": 1, "router": router, "services": list(services), "salt": salt, "routes": list(routes)}


def write_table(file: Path, content: dict[str, Any]) -> None:
    """Replace a table in one step."""
    beside = file.with_suffix(".next")
    beside.write_text(json.dumps(content))
    beside.rename(file)


@dataclass
class Gateway:
    """A gateway that runs."""

    process: subprocess.Popen[bytes]
    port: int
    admin_port: int
    table_file: Path
    log_file: Path
    answers: list[Any] = field(default_factory=list)

    def ask(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def asked(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Any:
        """Return the JSON that the request is answered with."""
        return json.loads(self.ask(method, target, headers, body)[2])

    def raw(self, data: bytes, seconds: float = 5) -> bytes:
        """Send bytes as they are, and return all that comes until the connection ends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as sent:
            sent.sendall(data)
            sent.settimeout(seconds)
            found = b""
            with contextlib.suppress(TimeoutError, ConnectionError):
                while part := sent.recv(1 << 16):
                    found += part
            return found

    def admin(self, method: str, path: str, token: str | None = ADMIN_TOKEN) -> tuple[int, str]:
        """Ask the admin port."""
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=60)
        try:
            headers = {} if token is None else {"Authorization": f"Bearer {token}"}
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def use(self, content: dict[str, Any]) -> None:
        """Put a table in place and wait until it is in use."""
        write_table(self.table_file, content)
        status, told = self.admin("POST", "/table/reload")
        assert status == 200, told

    def log(self) -> list[dict[str, Any]]:
        """Return the lines of the log."""
        whole = self.log_file.read_text().rpartition("\n")[0]  # the last line may be half written
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def logged(self, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """Wait until the log has such a line: it is written after the answer, by a stream of its own."""
        found: list[dict[str, Any]] = []

        def there() -> bool:
            found[:] = [line for line in self.log() if wanted(line)]
            return bool(found)

        soon(there)
        return found

    def sockets(self) -> int:
        """Return how many sockets the process holds."""
        links = []
        for each in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                links.append(each.readlink().as_posix())
        return sum(link.startswith("socket:") for link in links)


def soon(true: Callable[[], bool], seconds: float = 15) -> bool:
    """Ask again until it is so, or the time is over: a busy machine does everything a little later."""
    deadline = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


@contextlib.contextmanager
def running_gateway(
    built: Path, folder: Path, content: dict[str, Any], environment: Mapping[str, str]
) -> Iterator[Gateway]:
    """Start a gateway and wait until it listens."""
    port, admin_port = free_ports(2)
    folder.mkdir(parents=True, exist_ok=True)
    table_file, log_file = folder / "table.json", folder / "gateway.log"
    write_table(table_file, content)
    own = {
        "PATH": os.environ["PATH"], "PORT": str(port), "HOST": "127.0.0.1", "ADMIN_PORT": str(admin_port),
        "ADMIN_TOKEN": ADMIN_TOKEN, "TABLE_FILE": str(table_file),
    }  # fmt: skip
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [str(node()), str(built / "dist" / "main.js")],
            env=own | dict(environment),
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    try:
        _wait(process, admin_port, log_file)
        yield Gateway(process, port, admin_port, table_file, log_file)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], admin_port: int, log_file: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", admin_port), timeout=1):
            return  # the admin port comes last
        time.sleep(0.05)
    raise AssertionError(f"the gateway did not start:\n{log_file.read_text()[-3000:]}")
