"""A request script of what clients read, by the log of a gateway."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from woosh_split.cli.app import app
from woosh_split.errors import InputError
from woosh_split.parity.script import read_script
from woosh_split.sources.logs.gateway_access import captured_gets


def line(method: str, path: str, status: int = 200, msg: str = "request") -> str:
    return json.dumps(
        {
            "level": 30,
            "time": "2026-11-28T10:00:00Z",
            "method": method,
            "path": path,
            "status": status,
            "msg": msg,
        }
    )


LOG = "\n".join(
    (
        line("GET", "/api/orders/7"), line("POST", "/api/orders"), line("GET", "/api/users", 401),
        line("GET", "/api/orders/7"), line("GET", "/api/broken", 502), line("GET", "/api/x", msg="keys"),
        "npm start", '{"msg": "request"', line("GET", "/api/caf%C3%A9"),
    )
)  # fmt: skip


def test_each_path_that_was_read_is_there_once_and_what_failed_is_not(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.log", tmp_path / "b.log.gz"
    plain.write_text(LOG)
    packed.write_bytes(gzip.compress(line("GET", "/api/late").encode()))

    found = captured_gets([str(plain), str(packed)])

    assert found.paths == ("/api/orders/7", "/api/users", "/api/caf%C3%A9", "/api/late")
    assert found.unread == 2


def test_a_log_without_answers_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.log"
    empty.write_text(line("POST", "/api/orders"))

    with pytest.raises(InputError, match="holds no GET that was answered"):
        captured_gets([str(empty)])
    with pytest.raises(InputError, match="There is no log"):
        captured_gets([str(tmp_path / "nowhere.log")])


def test_the_command_writes_a_script_that_it_reads_itself(tmp_path: Path) -> None:
    (tmp_path / "gateway.log").write_text(LOG)
    (tmp_path / "src").mkdir()
    (tmp_path / "package.json").write_text('{"name": "small", "dependencies": {"@nestjs/core": "10.0.0"}}')
    (tmp_path / "src/main.ts").write_text(
        "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nNestFactory.create(AppModule);\n"
    )
    (tmp_path / "src/app.module.ts").write_text(
        "import { Module } from '@nestjs/common';\n@Module({}) export class AppModule {}\n"
    )
    (tmp_path / "woosh-split.yaml").write_text(
        "version: 1\nmonolith: {root: .}\nisolation: schema\nservices: {}\n"
    )
    (tmp_path / "verify.yaml").write_text(
        "login: {path: /api/auth/login, body: {name: a, password: b}, save: {token: accessToken}}\n"
    )

    done = CliRunner().invoke(
        app,
        [
            "verify",
            "--captured",
            str(tmp_path / "gateway.log"),
            "--path",
            str(tmp_path),
            "--no-cache",
            "--quiet",
        ],
    )

    assert done.exit_code == 0, done.output
    asked = read_script(done.stdout, "script")
    assert [(each.method, each.path, each.session) for each in asked] == [
        ("POST", "/api/auth/login", "user"), ("GET", "/api/orders/7", "user"), ("GET", "/api/users", "user"),
        ("GET", "/api/caf%C3%A9", "user"),
    ]  # fmt: skip
    assert done.stdout.startswith("# 2 lines of the log are no requests\n")
    both = CliRunner().invoke(
        app, ["verify", "--captured", "a", "--generate", "--path", str(tmp_path), "--no-cache"]
    )
    assert isinstance(both.exception, InputError)
