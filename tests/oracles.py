"""Ask Nest and TypeORM themselves what a monolith is made of. Needs node and the packages of two lock files."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from monoliths import EXAMPLE, ROOT, Monolith

ORACLES = ROOT / "tests" / "node"
_INSTALL_SECONDS = 600
_ANSWER_SECONDS = 180


def run(command: list[str | Path], **options: Any) -> str:
    """Run a program and return what it prints; what it says on stderr goes into the failure."""
    done = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        check=False,
        timeout=_ANSWER_SECONDS,
        **options,
    )
    if done.returncode:
        raise AssertionError(
            f"{' '.join(map(str, command))} failed:\n{done.stderr[-4000:]}{done.stdout[-2000:]}"
        )
    return done.stdout


def with_packages(folder: Path) -> Path:
    """Install what the folder's lock file names, where that was not done; workers of xdist wait for each other."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise AssertionError("this test needs node 20 or newer, and npm")
    # npm writes this file last, so it is not there after an install that was cut off.
    done = folder / "node_modules" / ".package-lock.json"
    lock = folder / ".installing"
    deadline = time.monotonic() + _INSTALL_SECONDS
    while not done.exists() or done.stat().st_mtime < (folder / "package-lock.json").stat().st_mtime:
        try:
            lock.mkdir()
        except FileExistsError:
            if time.monotonic() > deadline:
                raise AssertionError(
                    f"another process is still installing; if none is, remove {lock}"
                ) from None
            time.sleep(0.5)
            continue
        try:
            run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)
            done.touch()
        finally:
            lock.rmdir()
    return folder


def _ask(script: str, monolith: Monolith, *arguments: str) -> Any:
    with_packages(ORACLES)
    if monolith == EXAMPLE:
        with_packages(EXAMPLE.root / EXAMPLE.backend)
    backend = monolith.root / monolith.backend
    # No variable of the developer reaches the monolith, and no .env file: it runs in another folder.
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    command: list[str | Path] = ["node", ORACLES / script, backend, monolith.entry, *arguments]
    return json.loads(run(command, env=environment, cwd=ORACLES))


@functools.cache
def nest_graph(monolith: Monolith) -> dict[str, Any]:
    """Return the modules and the routes as Nest has them; files are relative to the analysed folder."""
    graph: dict[str, Any] = _ask("nest-graph.cjs", monolith)
    for module in graph["modules"]:
        module["file"] = _below_root(monolith, module["file"])
    return graph


@functools.cache
def typeorm_entities(monolith: Monolith) -> list[dict[str, Any]]:
    """Return TypeORM's metadata: one item an entity class, one a join table."""
    entities: list[dict[str, Any]] = _ask("typeorm-metadata.cjs", monolith, *monolith.sources)
    for entity in entities:
        entity["file"] = _below_root(monolith, entity["file"])
    return entities


def _below_root(monolith: Monolith, file: str | None) -> str | None:
    return None if file is None else (Path(monolith.backend) / file).as_posix()
