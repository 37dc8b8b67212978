"""Mini monoliths that really run: compiled by their own settings, started on a server, and sent their ``requests.jsonl``.

The other mini monoliths are there to be read. These two are there to be taken apart: each has a split file, a schema and a seed,
and styles that an extraction meets in the wild. Their packages are those of ``tests/node``.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mariadb import MariaDb
from monoliths import ROOT
from oracles import ORACLES, run, with_packages

_ASSETS = ROOT / "tests" / "assets" / "monoliths"
_START_SECONDS = 60
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Styled:
    """A mini monolith, how it is compiled and how it is started."""

    root: Path
    tsconfig: str
    start: tuple[str, ...]
    """What node is given, below the monolith's folder once it is compiled."""
    live: str
    """A path that answers 200 as soon as it is up."""
    with_url: bool
    """Whether it reads one DATABASE_URL, or DB_HOST and so on."""

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.root.name

    def environment(self, server: MariaDb, database: str, port: int) -> dict[str, str]:
        """Return what it reads of its environment."""
        settings = {"PATH": os.environ["PATH"], "NO_COLOR": "1", "PORT": str(port), "JWT_SECRET": "test"}
        if self.with_url:
            return settings | {"DATABASE_URL": server.url(database)}
        return settings | {
            "DB_HOST": server.host,
            "DB_PORT": str(server.port),
            "DB_USER": server.user,
            "DB_PASSWORD": server.password,
            "DB_NAME": database,
            "TS_NODE_BASEURL": "dist",
        }


STYLED = (
    Styled(
        _ASSETS / "hotel-aliases",
        "apps/api/tsconfig.app.json",
        ("-r", "tsconfig-paths/register", "dist/apps/api/src/main.js"),
        "/health",
        with_url=False,
    ),
    Styled(_ASSETS / "newsroom-glob", "tsconfig.json", ("dist/main.js",), "/ping", with_url=True),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request of the script."""

    asked: str
    status: int
    expected: int
    body: Any


def copy_with_packages(monolith: Styled, folder: Path) -> Path:
    """Copy a monolith below an empty folder, with its packages as a link."""
    with_packages(ORACLES)
    copy = folder / monolith.name
    shutil.copytree(monolith.root, copy, ignore=shutil.ignore_patterns("node_modules", "dist", ".*cache"))
    (copy / "node_modules").symlink_to(ORACLES / "node_modules")
    return copy


def compile_in(folder: Path, tsconfig: str) -> None:
    """Compile with the compiler of the packages; raise what it says."""
    run(["node", folder / "node_modules" / "typescript" / "bin" / "tsc", "-p", folder / tsconfig], cwd=folder)


def create_database(monolith: Styled, server: MariaDb, name: str) -> None:
    """Make a database of the monolith's schema and seed."""
    scripts = [
        (monolith.root / "database" / each).read_text(encoding="utf-8") for each in ("schema.sql", "seed.sql")
    ]
    server.create_database(name, "\n".join(scripts))


@contextmanager
def started(folder: Path, start: tuple[str, ...], environment: Mapping[str, str], live: str) -> Iterator[str]:
    """Start an application that stands compiled in a folder; yield its base URL while it runs."""
    base = f"http://127.0.0.1:{environment['PORT']}"
    output = folder / "app.log"
    with output.open("wb") as log:
        app = subprocess.Popen(
            ["node", *start], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while _status(base + live) != 200:
            if app.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"it did not start:\n{output.read_text(encoding='utf-8')[-4000:]}")
            time.sleep(0.1)
        yield base
    finally:
        app.terminate()
        app.wait(timeout=30)


_BOUNDARY = "styled-monoliths"


def replay(script: Path, base: str) -> list[Answer]:
    """Send a request script, line by line."""
    saved: dict[str, str] = {}
    answers = []
    for line in script.read_text(encoding="utf-8").splitlines():
        filled = _PLACEHOLDER.sub(lambda match: saved.get(match[1], match[0]), line)
        asked = json.loads(filled)
        status, body = _send(base, asked)
        answers.append(Answer(f"{asked['method']} {asked['path']}", status, asked["expect"], body))
        for name, path in asked.get("save", {}).items():
            found = body
            for key in path.split("."):
                found = found.get(key) if isinstance(found, dict) else None
            saved[name] = str(found)
    return answers


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            status: int = answer.status
            return status
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return 0


def _send(base: str, asked: Mapping[str, Any]) -> tuple[int, Any]:
    body = None if "body" not in asked else json.dumps(asked["body"]).encode()
    headers = {"content-type": "application/json"} if body is not None else {}
    if "form" in asked:
        body, headers = _form(asked["form"]), {"content-type": f"multipart/form-data; boundary={_BOUNDARY}"}
    request = urllib.request.Request(
        base + asked["path"], data=body, headers=headers | asked.get("headers", {}), method=asked["method"]
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, _json(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, _json(error.read())


def _form(fields: Mapping[str, Any]) -> bytes:
    parts = []
    for name, value in fields.items():
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, dict):
            head += f'; filename="{value["file"]}"\r\nContent-Type: {value["type"]}'
        data = base64.b64decode(value["base64"]) if isinstance(value, dict) else str(value).encode()
        parts.append(f"{head}\r\n\r\n".encode() + data + b"\r\n")
    return b"".join((*parts, f"--{_BOUNDARY}--\r\n".encode()))


def _json(text: bytes) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text.decode("utf-8", errors="replace")
