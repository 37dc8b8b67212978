"""Which gateways are asked, and with which token: `apply`, `routes wait` and `routes shadow-report` mean the same ones."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from woosh_split.cli.app import run
from woosh_split.cli.gateways import LOCAL_GATEWAY, gateway_token, gateways_or_local
from woosh_split.errors import InputError
from woosh_split.model.shadow import SHADOW_VERSION

TABLE = b"version: 1\n"
VARIABLES = ("WOOSH_SPLIT_GATEWAY", "WOOSH_SPLIT_GATEWAY_TOKEN", "ADMIN_TOKEN", "ADMIN_TOKEN_FILE")


class AdminPort(BaseHTTPRequestHandler):
    """Serves the table to whoever has the token, and the same shadow counts."""

    def do_POST(self) -> None:
        """Read the table again."""
        self._answer({"hash": hashlib.sha256(TABLE).hexdigest(), "refused": None})

    def do_GET(self) -> None:
        """Tell the counts."""
        self._answer({"version": SHADOW_VERSION, "since": "2026-11-29T10:00:00Z", "routes": []})

    def _answer(self, document: object) -> None:
        wanted = self.headers["Authorization"] == "Bearer secret"
        self.send_response(200 if wanted else 401)
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def admin_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    with HTTPServer(("127.0.0.1", 0), AdminPort) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("variable", ["WOOSH_SPLIT_GATEWAY_TOKEN", "ADMIN_TOKEN", "ADMIN_TOKEN_FILE"])
def test_waiting_asks_the_gateways_of_the_environment_with_its_token(
    admin_port: str,
    variable: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It asked this machine alone, and said of it that it serves the table, while those of `apply` were not looked at."""
    (tmp_path / "table.yaml").write_bytes(TABLE)
    (tmp_path / "token").write_text("secret\n", "utf-8")
    monkeypatch.setenv("WOOSH_SPLIT_GATEWAY", admin_port)
    monkeypatch.setenv(variable, str(tmp_path / "token") if variable.endswith("_FILE") else "secret")

    assert run(["routes", "wait", "--table", str(tmp_path / "table.yaml"), "--timeout", "0"]) == 0
    assert "1 gateway serves" in capsys.readouterr().err


def test_the_report_on_shadows_takes_the_same_token(admin_port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_GATEWAY", admin_port)
    monkeypatch.setenv("ADMIN_TOKEN", "secret")
    with pytest.raises(InputError, match="Nothing was shadowed"):
        run(["routes", "shadow-report"])


def test_an_option_wins_and_without_either_it_is_the_gateway_on_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_GATEWAY", "http://a:1 http://b:2")
    assert gateways_or_local(["http://c:3"]) == ["http://c:3"]
    assert gateways_or_local(None) == ["http://a:1", "http://b:2"]
    monkeypatch.delenv("WOOSH_SPLIT_GATEWAY")
    assert gateways_or_local(None) == [LOCAL_GATEWAY]


def test_a_file_of_a_token_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ADMIN_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(InputError, match=r"ADMIN_TOKEN_FILE: .*none cannot be read"):
        gateway_token()
