"""The example, really running: built, started on a MariaDB of its own, and sent the requests of its smoke test.

What comes back is what the analyser never sees: the routes that Nest prints while it starts, every statement that reached the
server, and the statements once more with the request and the functions that they were sent for.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mariadb import MariaDb, run_mariadb
from monoliths import EXAMPLE
from oracles import ORACLES, run, with_packages
from ports import free_port

BACKEND = EXAMPLE.root / EXAMPLE.backend
DATABASE = "woosh"
APP_USER = "woosh_app"
SQL_MODE = "NO_ENGINE_SUBSTITUTION"
_START_SECONDS = 60
_LOG_ENTRY = re.compile(
    r"^(?:\d{6} [ \d]\d:\d\d:\d\d)?\t+ *(\d+) (Connect|Query|Execute|Prepare|Quit|Init DB)\t", re.MULTILINE
)
_MAPPED = re.compile(r"\[RouterExplorer\] Mapped \{(\S+), (\w+)\} route")


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement, the route of the request that it was sent for, and the functions that asked for it, innermost first."""

    sql: str
    route: str | None
    callers: tuple[tuple[str, str, int], ...]
    """File below the backend's sources, function as the facts spell it, line of the built file."""
    method: str
    """What was called of TypeORM: ``save``, ``getMany``; ``query`` where the statement was written by hand."""


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """What was seen of one run."""

    mapped: tuple[tuple[str, str], ...]
    """Method and path of each route, in the order in which Nest printed them."""
    smoke: dict[str, Any]
    logged: tuple[str, ...]
    """The statements of the application's connections in the server's general log."""
    inner: tuple[str, ...]
    """Those that procedures and triggers ran for them, from the server's slow log."""
    sent: tuple[Sent, ...]
    changed: frozenset[str]
    """The tables in which the server counted changed rows, whoever changed them."""


def build() -> Path:
    """Compile the backend, where that was not done since its sources changed; return the entry file."""
    with_packages(BACKEND)
    entry = BACKEND / "dist" / "main.js"
    sources = [*BACKEND.joinpath("src").rglob("*.ts"), BACKEND / "tsconfig.json", BACKEND / "package.json"]
    newest = max(source.stat().st_mtime for source in sources)
    if not entry.exists() or entry.stat().st_mtime < newest:
        run(["npm", "run", "build"], cwd=BACKEND)
    return entry


def run_example(folder: Path) -> ExampleRun:
    """Do the whole run below an empty folder."""
    entry = build()
    for server in run_mariadb(folder):
        return _run_on(server, entry, folder)
    raise AssertionError("no server")


def _run_on(server: MariaDb, entry: Path, folder: Path) -> ExampleRun:
    server.execute(f"SET GLOBAL sql_mode = '{SQL_MODE}';")
    # The product's database is an old one: latin1 unless a table says otherwise.
    server.execute(f"CREATE DATABASE {DATABASE} CHARACTER SET latin1;")
    server.execute((EXAMPLE.root / "database" / "schema.sql").read_text(encoding="utf-8"), DATABASE)
    seed = run([sys.executable, EXAMPLE.root / "database" / "seed.py", "--rows", "20"])
    server.execute(seed, DATABASE)
    server.execute(
        f"CREATE USER {APP_USER}@'127.0.0.1' IDENTIFIED BY 'app'; GRANT ALL ON {DATABASE}.* TO {APP_USER}@'127.0.0.1';"
    )
    slow = folder / "slow.log"
    # With nothing disabled, the slow log has the statements inside of procedures and triggers as well.
    server.execute(
        f"SET GLOBAL slow_query_log_file = '{slow}'; SET GLOBAL slow_query_log = ON; SET GLOBAL long_query_time = 0;"
        " SET GLOBAL log_slow_disabled_statements = ''; SET GLOBAL userstat = ON; FLUSH TABLE_STATISTICS;"
    )
    server.start_general_log()
    recorded, output = folder / "queries.jsonl", folder / "app.log"
    smoke = _smoke(server, entry, recorded, output)
    general = server.stop_general_log()
    sent = tuple(_sent(json.loads(line)) for line in recorded.read_text(encoding="utf-8").splitlines())
    mapped = tuple((method, path) for path, method in _MAPPED.findall(output.read_text(encoding="utf-8")))
    logged = tuple(_statements_of_app(general))
    inner = tuple(_inner(slow.read_text(encoding="utf-8", errors="replace"), set(logged)))
    counted = server.execute(
        "SELECT TABLE_NAME FROM information_schema.TABLE_STATISTICS"
        f" WHERE TABLE_SCHEMA = '{DATABASE}' AND ROWS_CHANGED > 0;"
    )
    return ExampleRun(mapped, smoke, logged, inner, sent, frozenset(counted.splitlines()[1:]))


def _smoke(server: MariaDb, entry: Path, recorded: Path, output: Path) -> dict[str, Any]:
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "NO_COLOR": "1",
        "PORT": str(port),
        "DB_HOST": server.host,
        "DB_PORT": str(server.port),
        "DB_USERNAME": APP_USER,
        "DB_PASSWORD": "app",
        "DB_DATABASE": DATABASE,
        "JWT_SECRET": "only for this test",
        "CLIENT_STOCK_ENABLED": "true",
        "AUTH_THROTTLE_LIMIT": "100000",
        "UPLOAD_DIR": str(output.parent / "uploads"),
        "RECORD_QUERIES_TO": str(recorded),
    }
    command = ["node", "--require", str(ORACLES / "record-queries.cjs"), str(entry)]
    # In a folder of its own, so that no .env file is read.
    with output.open("wb") as log:
        app = subprocess.Popen(
            command, env=environment, cwd=output.parent, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_for(app, f"{base}/api/health", output)
        smoke = subprocess.run(
            ["node", str(EXAMPLE.root / "smoke" / "smoke.mjs"), "--json", "--base", base],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env={"PATH": os.environ["PATH"]},
        )
        if smoke.returncode not in (0, 1):
            raise AssertionError(f"the smoke test could not be done: {smoke.stderr}")
        result: dict[str, Any] = json.loads(smoke.stdout)
        return result
    finally:
        app.terminate()
        app.wait(timeout=30)


def _wait_for(app: subprocess.Popen[bytes], url: str, output: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            if app.poll() is not None or time.monotonic() > deadline:
                said = output.read_text(encoding="utf-8")[-4000:]
                raise AssertionError(f"the example did not start:\n{said}") from None
            time.sleep(0.2)


def _sent(line: dict[str, Any]) -> Sent:
    callers = tuple(
        (f"backend/src/{caller['file']}", _function(caller), caller["line"]) for caller in line["callers"]
    )
    return Sent(line["sql"], line["route"], callers, line["method"])


def _function(caller: dict[str, Any]) -> str:
    """Spell a function as the facts do: ``Class.method``; V8 gives the two in different ways, or one of them."""
    name = caller["function"] or ""
    if "." in name or not caller["class"] or caller["class"] in ("Object", "Function"):
        return name
    return f"{caller['class']}.{name}"


def _entries(log: str) -> Iterator[tuple[str, str, str]]:
    """Yield (connection, command, argument) of a general log; an argument may have several lines."""
    places = list(_LOG_ENTRY.finditer(log))
    for place, following in zip(places, [*places[1:], None], strict=True):
        end = following.start() if following else len(log)
        yield place[1], place[2], log[place.end() : end].rstrip("\n")


def _statements_of_app(log: str) -> Iterator[str]:
    ours = set()
    for connection, command, argument in _entries(log):
        if command == "Connect" and argument.startswith(f"{APP_USER}@"):
            ours.add(connection)
        elif connection in ours and command in ("Query", "Execute"):
            yield argument


def _inner(slow: str, logged: set[str]) -> Iterator[str]:
    """Yield the statements of the slow log that nobody sent: a procedure or a trigger ran them."""
    for block in re.split(r"^# User@Host: ", slow, flags=re.MULTILINE)[1:]:
        if not block.startswith(f"{APP_USER}["):
            continue
        lines = [
            line for line in block.splitlines()[1:] if not line.startswith(("#", "use ", "SET timestamp="))
        ]
        statement = "\n".join(lines).strip()
        if statement and statement.rstrip(";") not in logged:
            yield statement
