"""The clients of the migration's benchmark: what they count as failed must be the migration's doing."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[3] / "benchmarks" / "migration"))

import web_clients
from ledger import Ledger


class Impatient(BaseHTTPRequestHandler):
    """Ends a connection that was idle for a moment, as Node does after five seconds."""

    protocol_version = "HTTP/1.1"
    timeout = 0.3

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Impatient) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()


def test_a_client_that_was_idle_takes_a_new_connection(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_clients, "IDLE", 0.1)
    client = web_clients.Web("gateway", port, "", 1, 1, 1, Ledger())
    for _ in range(2):
        assert client.ask("GET", "/", wanted=200) == {}
        time.sleep(0.8)
    client.close()
