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


NEST = {
    "package.json": json.dumps({"scripts": {"build": "rimraf dist && nest build"}}),
    "tsconfig.json": "{}",
    "node_modules/@nestjs/cli/package.json": json.dumps({"version": "10.4.5"}),
    "node_modules/.bin/rimraf": "#!/bin/sh\n",
    "node_modules/.bin/nest": "#!/bin/sh\necho built >>log\nmkdir -p dist\ntouch dist/main.js\nexit $(cat wrong || echo 0)\n",
    "node_modules/typescript/bin/tsc": (
        "const fs = require('fs'); fs.appendFileSync('log', 'checked\\n');"
        "if (fs.existsSync('wrong')) { console.log('src/a.ts(1,1): error TS2322: no.'); process.exit(2); }"
    ),
}


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ({}, ["built"]),
        ({"nest-cli.json": json.dumps({"compilerOptions": {"deleteOutDir": True}})}, ["built"]),
        ({"nest-cli.json": json.dumps({"compilerOptions": {"builder": "swc"}})}, ["checked", "built"]),
        ({"nest-cli.json": json.dumps({"monorepo": True})}, ["checked", "built"]),
        ({"package.json": json.dumps({"scripts": {"build": "nest build --webpack"}})}, ["checked", "built"]),
        ({"node_modules/@nestjs/cli/package.json": json.dumps({"version": "6.14.2"})}, ["checked", "built"]),
    ],
)  # fmt: skip
def test_types_are_checked_once_by_the_build_or_else_before_it(
    tmp_path: Path, changed: dict[str, str], steps: list[str]
) -> None:
    folder = nest_application(tmp_path / "app", changed)
    (tmp_path / "logs").mkdir()

    with Children(tmp_path / "logs") as children:
        assert compile_and_build(children, [Program("app", folder, folder)], lambda *_: None) == ()

    assert (folder / "log").read_text("utf-8").split() == steps


def test_what_a_build_finds_wrong_is_told_in_the_words_of_the_compiler(tmp_path: Path) -> None:
    folder = nest_application(tmp_path / "app", {"wrong": "1"})
    (tmp_path / "logs").mkdir()

    with Children(tmp_path / "logs") as children:
        (trouble,) = compile_and_build(children, [Program("app", folder, folder)], lambda *_: None)

    assert (trouble.step, trouble.said, trouble.errors) == ("compile", "src/a.ts(1,1): error TS2322: no.", 1)


@pytest.mark.parametrize(
    ("scripts", "said"),
    [
        ({"start": "node x"}, "has no script `build`"),
        ({"build": "exit 3"}, "npm run build ended with 3 and printed nothing"),
    ],
)
def test_a_build_that_prints_nothing_is_not_told_by_nothing(
    tmp_path: Path, scripts: dict[str, str], said: str
) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps({"scripts": scripts}), "utf-8")
    (tmp_path / "logs").mkdir()
    with Children(tmp_path / "logs") as children:
        (trouble,) = compile_and_build(children, [Program("app", folder, folder)], lambda *_: None)
    assert said in trouble.said


def nest_application(folder: Path, changed: dict[str, str]) -> Path:
    for name, text in {**NEST, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o755)
    return folder
