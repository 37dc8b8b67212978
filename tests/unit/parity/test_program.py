"""What is built is known by its files, whatever else lies among them."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from woosh_split.parity.processes import Children
from woosh_split.parity.program import Program, compile_and_build

BUILD = "node -e \"fs.mkdirSync('dist', {recursive: true}); fs.appendFileSync('dist/main.js', '//')\""


def built(folder: Path, logs: Path) -> str:
    """Build a program and return what the build has written so far."""
    logs.mkdir(exist_ok=True)
    with Children(logs) as children:
        assert compile_and_build(children, [Program("app", folder, folder)], lambda *_: None) == ()
    return (folder / "dist" / "main.js").read_text("utf-8")


def test_a_link_that_leads_nowhere_and_a_socket_are_no_sources(tmp_path: Path) -> None:
    """Secrets that lie elsewhere in production are often linked to, and are not on this machine."""
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps({"scripts": {"build": BUILD}}), "utf-8")
    (folder / ".env").symlink_to("/run/secrets/of/nobody")
    os.mkfifo(folder / "pipe")

    assert built(folder, tmp_path / "logs") == "//"
    assert built(folder, tmp_path / "logs") == "//"  # nothing changed
    (folder / "main.ts").write_text("export {};\n", "utf-8")
    assert built(folder, tmp_path / "logs") == "////"


def test_an_interrupt_does_not_wait_for_what_is_being_built(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"scripts": {"build": "sleep 60"}}), "utf-8")
    programs = [Program(name, tmp_path, tmp_path) for name in ("one", "two", "three")]
    (tmp_path / "logs").mkdir()
    began = time.monotonic()
    with Children(tmp_path / "logs") as children:
        threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            compile_and_build(children, programs, lambda *_: None)
    assert time.monotonic() - began < 20
