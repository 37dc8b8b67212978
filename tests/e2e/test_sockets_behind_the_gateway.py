"""Nest's own web sockets and socket.io's own client, with the generated gateway between them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gateway_process import Gateway, route, running_gateway, soon, table
from oracles import ORACLES, run, with_packages
from ports import free_ports

pytestmark = pytest.mark.xdist_group("gateway")

TABLE = table(
    route("/socket.io/*", 0, "monolith", methods=("ALL",), kind="websocket", target={"kind": "monolith"}),
    route("/live/*", 1, methods=("ALL",), kind="websocket"),
)


@contextmanager
def application(name: str, port: int) -> Iterator[str]:
    """Run the application under a name; yield its address."""
    environment = {**os.environ, "NAME": name, "PORT": str(port)}
    with subprocess.Popen(["node", ORACLES / "live-sockets.cjs"], env=environment) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture(scope="module")
def gateway(built_gateway: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with_packages(ORACLES)
    ports = free_ports(2)
    with application("monolith", ports[0]) as monolith, application("orders", ports[1]) as orders:
        addresses = {"MONOLITH_URL": monolith, "ORDERS_URL": orders}
        with running_gateway(built_gateway, tmp_path_factory.mktemp("run"), TABLE, addresses) as started:
            yield started


@pytest.mark.parametrize(("path", "name"), [("/socket.io", "monolith"), ("/live", "orders")])
def test_sockets_reach_whom_the_table_names_by_polling_and_by_upgrade(
    gateway: Gateway, path: str, name: str
) -> None:
    def answered() -> bool:
        said = run(["node", ORACLES / "ask-sockets.cjs", f"http://127.0.0.1:{gateway.port}", path])
        return json.loads(said) == [name, name]

    assert soon(answered, seconds=30)
