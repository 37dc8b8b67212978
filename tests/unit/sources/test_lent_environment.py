"""Programs that run the monolith's code, or packages of strangers, are told nothing that is for us alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from woosh_split.errors import InputError
from woosh_split.parity.processes import Children
from woosh_split.parity.program import Program, compile_and_build
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.lent_environment import lent_environment

SECRETS = {
    "WOOSH_SPLIT_DATABASE": "mysql://root:s3cret@db/shop",
    "WOOSH_SPLIT_PASSWORD_ORDERS": "s3cret",
    "WOOSH_SPLIT_GATEWAY_TOKEN": "s3cret",
    "ADMIN_TOKEN": "s3cret",
    "ADMIN_TOKEN_FILE": "s3cret",
}


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_what_others_may_need_stays() -> None:
    needed = {"PATH": "/bin", "NPM_TOKEN": "theirs", "HTTPS_PROXY": "http://proxy"}
    assert lent_environment(needed | SECRETS | {"woosh_split_database": "on Windows"}) == needed


def test_a_build_does_not_see_them(secrets: None, tmp_path: Path) -> None:
    """What npm runs is what packages say, and a build is a package's program."""
    write = "fs.mkdirSync('dist', {recursive: true}); fs.writeFileSync('dist/main.js', JSON.stringify(process.env))"
    package = {"scripts": {"build": f'node -e "{write}"'}}
    (tmp_path / "package.json").write_text(json.dumps(package), "utf-8")
    (tmp_path / "logs").mkdir()
    with Children(tmp_path / "logs") as children:
        assert compile_and_build(children, [Program("app", tmp_path, tmp_path)], lambda *_: None) == ()
    assert "s3cret" not in (tmp_path / "dist" / "main.js").read_text("utf-8")


def test_the_monoliths_compiler_does_not_see_them(secrets: None, tmp_path: Path) -> None:
    """It is whatever lies in the monolith's node_modules under that name."""
    compiler = tmp_path / "node_modules" / "typescript"
    compiler.mkdir(parents=True)
    (compiler / "package.json").write_text('{"name": "typescript", "version": "5.8.0", "main": "main.js"}')
    (compiler / "main.js").write_text(
        f"require('fs').writeFileSync({json.dumps(str(tmp_path / 'seen'))}, JSON.stringify(process.env));"
        "module.exports = {version: '1.0.0'};"
    )
    with CompilerProcess(tmp_path) as process, pytest.raises(InputError):
        process.ask("anything")
    assert "PATH" in (tmp_path / "seen").read_text("utf-8")
    assert "s3cret" not in (tmp_path / "seen").read_text("utf-8")
