"""A request of the script on the wire: what it may hold, and what is said of what no server could be sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from woosh_split.parity.script import ScriptError, read_script
from woosh_split.parity.sending import Answer, Side


class Echo(BaseHTTPRequestHandler):
    """Answer with what was asked, as it came over the wire."""

    def do_GET(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        seen = {
            "target": self.path,
            "name": self.headers.get("X-Name", "").encode("latin-1").hex(),
            "body": body,
        }
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(seen).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def asked(port: int, **request: object) -> Answer:
    """Send one request of a script."""
    script = read_script(json.dumps({"method": "GET", "path": "/", **request}), "requests.jsonl")
    return Side("monolith", port).ask(script[0], datetime.now(UTC), {})


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/search/été", "/search/%C3%A9t%C3%A9"),
        ("/two words?q=a b", "/two%20words?q=a%20b"),
        ("/%20/a%2Fb?x=[1]&y=a+b#c", "/%20/a%2Fb?x=[1]&y=a+b#c"),
        ("/tab\there", "/tab%09here"),
    ],
)
def test_a_path_is_sent_as_it_stands_but_for_what_no_path_can_hold(port: int, path: str, target: str) -> None:
    """It ended the verification as a bug of ours."""
    assert asked(port, path=path).body["target"] == target


def test_a_header_may_hold_any_letters(port: int) -> None:
    assert asked(port, headers={"X-Name": "Wanjikũ 日本"}).body["name"] == "Wanjikũ 日本".encode().hex()
    assert asked(port, headers={"X-Name": "José"}).body["name"] == "José".encode("latin-1").hex()


@pytest.mark.parametrize("headers", [{"X-Name": "a\nHost: b"}, {"": "a"}, {"X-Náme": "a"}])
def test_a_header_that_no_server_could_be_sent_is_told_with_its_line(
    port: int, headers: dict[str, str]
) -> None:
    with pytest.raises(ScriptError, match=r"line 1 cannot be sent: .*letters, digits"):
        asked(port, headers=headers)


def test_half_of_a_pair_in_a_body_is_spelt_as_json_spells_it(port: int) -> None:
    assert asked(port, body={"a": "\ud83d"}).body["body"] == r'{"a": "\ud83d"}'


def test_half_of_a_pair_anywhere_else_is_told_with_its_line(port: int) -> None:
    for request in ({"query": {"q": "\ud83d"}}, {"path": "/\ud83d"}, {"form": {"a": "\ud83d"}}):
        with pytest.raises(ScriptError, match=r"line 1 cannot be sent: .*half of a pair"):
            asked(port, **request)
