"""Verify really runs: it finds what a bad service does, calls the monolith the same as itself, and leaves nothing behind.

The service is an impostor: the monolith once more, which lies about orders. What is extracted is verified by `make stress`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from example_run import build
from monoliths import EXAMPLE

pytestmark = pytest.mark.xdist_group("example")

IMPOSTOR = """
const http = require('http');
const create = http.createServer;
http.createServer = function (...args) {
  const server = create.apply(this, args);
  const emit = server.emit;
  server.emit = function (name, req, res) {
    if (name !== 'request') return emit.apply(this, arguments);
    if (req.url.startsWith('/_internal/health')) { res.end('{}'); return true; }
    if (req.method === 'DELETE') {  // says so, and does it not
      res.setHeader('content-type', 'application/json; charset=utf-8');
      res.end('{"success":true}');
      return true;
    }
    if (req.url.endsWith('/receive-stock')) {
      console.error('QueryFailedError: SELECT command denied to user');
      res.statusCode = 500;
      res.end('{}');
      return true;
    }
    if (req.url.startsWith('/api/orders')) res.setHeader('x-impostor', 'yes');
    return emit.apply(this, arguments);
  };
  return server;
};
process.argv[1] = MAIN;
require('module').runMain();
"""
MIGRATED = "mysql://admin:secret@127.0.0.1:1/woosh"
"""Nobody answers there. Whoever migrates has the server in the environment, and verify must never fill that one."""
WANTED = (
    "/api/auth/login",
    "/api/clients/country",
    "/api/products",
    "/api/orders",
    "/api/roles",
    "/api/health",
)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a short script and the impostor as the service order-management."""
    folder = tmp_path_factory.mktemp("verify")
    main = build()
    service = folder / "services" / "order-management"
    (service / "dist").mkdir(parents=True)
    (service / "package.json").write_text('{"name": "order-management", "scripts": {"build": "true"}}')
    (service / "dist" / "main.js").write_text(IMPOSTOR.replace("MAIN", json.dumps(str(main))))
    lines = (EXAMPLE.root / "requests.jsonl").read_text("utf-8").splitlines()[:297]
    short = [line for line in lines if json.loads(line)["path"].startswith(WANTED) and "leaver" not in line]
    (folder / "requests.jsonl").write_text("\n".join(short) + "\n")
    return folder


def command(scene: Path, *arguments: str) -> list[str]:
    return [
        sys.executable, "-m", "woosh_split", "verify", *arguments, "--path", str(EXAMPLE.root),
        "--services-folder", str(scene / "services"), "--requests", str(scene / "requests.jsonl"),
        "--isolation", "none", "--no-install", "--no-build", "--format", "json", "--quiet",
    ]  # fmt: skip


def verify(scene: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        command(scene, *arguments), capture_output=True, text=True, check=False, timeout=300,
        env=os.environ | {"TMPDIR": str(scene), "WOOSH_SPLIT_DATABASE": MIGRATED},
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def test_the_monolith_is_the_same_as_itself(scene: Path) -> None:
    code, result = verify(scene, "--control", "--ignore-column", "SalesRep.password")
    assert [each for each in result["requests"] if each["differences"]] == []
    assert [each for each in result["tables"] if each["differences"]] == []
    assert {each["table"]: each["left_out"] for each in result["tables"] if each["left_out"]} == {
        "SalesRep": ["password"]
    }
    assert (code, result["same"]) == (0, True)
    assert len(result["requests"]) > 30
    assert result["routes_asked"] + len(result["routes_not_asked"]) == result["routes"]
    assert left_behind(scene) == []


def test_what_a_bad_service_does_is_found_in_answers_and_rows(scene: Path) -> None:
    code, result = verify(scene, "order-management")
    assert (code, result["same"]) == (1, False)
    unlike = [each for each in result["requests"] if each["differences"]]
    assert {each["service"] for each in unlike} == {"order-management"}
    found = {(each["method"], difference["where"]) for each in unlike for difference in each["differences"]}
    assert ("GET", "header x-impostor") in found
    failed = next(each for each in unlike if each["path"].endswith("/receive-stock"))
    assert failed["differences"][0] == {
        "where": "status",
        "monolith": "200",
        "services": "500",
        "why": "it printed: QueryFailedError: SELECT command denied to user",
        "declared": False,
    }
    rows = {each["table"] for each in result["tables"] if each["differences"]}
    assert "sales_orders" in rows  # the order that was said to be gone
    assert "role" not in rows
    assert left_behind(scene) == []


def test_an_interruption_ends_every_process(scene: Path) -> None:
    process = subprocess.Popen(
        command(scene, "--control"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(scene)},
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 180
        while len(left_behind(scene)) < 3 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130, said
    deadline = time.monotonic() + 10
    while left_behind(scene) and time.monotonic() < deadline:  # what was killed needs a moment to go
        time.sleep(0.05)
    assert left_behind(scene) == []
    assert list(scene.glob("woosh-split-verify-*")) == []


def left_behind(scene: Path) -> list[int]:
    """Return the processes whose command or folder lies below the scene's folder for temporary files."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                place = str((folder / "cwd").readlink())
            except OSError:
                continue
            if place.startswith(f"{scene}/woosh-split-verify-"):
                found.append(int(folder.name))
    return found


def test_a_script_that_the_monolith_refuses_proves_nothing(scene: Path) -> None:
    (scene / "wrong.jsonl").write_text('{"method": "GET", "path": "/api/roles", "expect": 200}\n')
    done = subprocess.run(
        [*command(scene, "--control"), "--requests", str(scene / "wrong.jsonl")],
        capture_output=True, text=True, check=False, timeout=300, env=os.environ | {"TMPDIR": str(scene)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "line 1: GET /api/roles: 401, not 200" in done.stderr
