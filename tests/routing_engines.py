"""Engines started with a rendered table, in front of tiny upstreams that say who they are."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ports import free_port
from routing_probes import Probe

from woosh_split.artefacts.routes.match import Matcher
from woosh_split.artefacts.routes.rendering import Addresses, RenderOptions
from woosh_split.model.routing import TO_SERVICE, RoutingTable

PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}:/usr/sbin"
"""Where engines are: those of PyPI beside Python, those of Debian where only root looks."""
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """What came back: the status, which upstream answered which request target, and which handler ("" where none did).

    ``saw`` are the names of the headers that the upstream got, in small letters, ``forwarded`` what it was told of the
    request's way: address, host and scheme.
    """

    status: int
    who: str
    target: str
    handler: str = ""
    saw: tuple[str, ...] = ()
    forwarded: tuple[str, ...] = ()


answered_by: list[str] = []
"""The upstreams that were asked, in order; of a mirrored request nobody sees the answer."""


class _Upstream(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.name = name

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: an engine that closes its connections with a reset is none of our business."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        """Answer any method, and any path, with who this is and what was asked."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        assert isinstance(self.server, _Upstream)
        answered_by.append(self.server.name)
        target = self.raw_requestline.split(b" ")[1].decode("latin-1")
        if target.startswith("/slow"):
            time.sleep(4)
        self.send_response(200)
        self.send_header("X-Who", self.server.name)
        self.send_header("X-Target", target)
        self.send_header("X-Saw", ",".join(sorted(name.lower() for name in self.headers)))
        for name in ("for", "host", "proto"):
            self.send_header(f"X-{name}", ", ".join(self.headers.get_all(f"X-Forwarded-{name}", [])))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def upstreams(names: Iterable[str]) -> Iterator[Mapping[str, int]]:
    """Run one upstream for each name; yields their ports."""
    servers = [_Upstream(name) for name in names]
    for server in servers:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield {server.name: server.server_address[1] for server in servers}
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def options(ports: Mapping[str, int], subject: str = "ip") -> RenderOptions:
    """Return where the upstreams are, and a free port to listen on."""
    return RenderOptions(
        Addresses({name: ("127.0.0.1", port) for name, port in ports.items()}), free_port(), subject
    )


@contextlib.contextmanager
def running(command: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    """Run a program in a folder until the block ends; it has to listen on the port."""
    log = folder / "engine.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(command), cwd=folder, stdout=out, stderr=subprocess.STDOUT, env={"PATH": PATH}
        )
        try:
            deadline = time.monotonic() + _SECONDS
            while not _listens(port):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(timeout=_SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(
    port: int, method: str, target: str, headers: Mapping[str, str] | None = None, source: str = ""
) -> Said:
    """Send one request as it is, nothing in it encoded or resolved, from an address of this machine."""
    lines = [f"{method} {target} HTTP/1.1", "Host: shop.example", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method in ("POST", "PUT", "PATCH"):
        lines.append("Content-Length: 0")
    address = ("127.0.0.1", port)
    with socket.create_connection(address, timeout=_SECONDS, source_address=(source, 0)) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        data = b""
        while piece := connection.recv(65536):
            data += piece
    head = data.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
    fields = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
    found = {name.lower(): value for name, value in fields.items()}
    return Said(
        int(head[0].split(" ")[1]),
        found.get("x-who", ""),
        found.get("x-target", ""),
        found.get("x-handler", ""),
        tuple(found.get("x-saw", "").split(",")),
        tuple(found.get(f"x-{name}", "") for name in ("for", "host", "proto")),
    )


def expected(matcher: Matcher, probe: Probe) -> str:
    """Return who has to answer, by the table; "" for what every gateway answers itself."""
    if probe.target.lower().startswith(("/_internal", "/%5finternal")):
        return ""
    entry = matcher.find(probe.method, probe.target)
    return entry.service if entry is not None and entry.target.kind == TO_SERVICE else "monolith"


def misrouted(
    port: int, table: RoutingTable, asked: Iterable[Probe], read: Callable[[str], str] = str
) -> list[tuple[Probe, str, Said]]:
    """Return each probe that somebody else answered, or that reached its target as something else, with who should have.

    ``read`` says what the engine makes of a path before it compares it and passes it on: nothing, for most.
    """
    matcher = Matcher(table)
    found = []
    for probe in asked:
        target = read(probe.target)
        wanted = expected(matcher, Probe(probe.method, target))
        said = ask(port, probe.method, probe.target)
        if said.who != wanted or (wanted and said.target != target) or (not wanted and said.status != 404):
            found.append((probe, wanted, said))
    return found


_UNRESERVED = re.compile(r"%([0-9A-Fa-f]{2})")


def as_traefik_reads(target: str) -> str:
    """Return a path with letters, digits and -._~ decoded, and the other encodings in capitals."""

    def decoded(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if re.fullmatch(r"[A-Za-z0-9._~-]", char) else found[0].upper()

    path, mark, query = target.partition("?")
    path = _UNRESERVED.sub(decoded, path)
    if '"' in path:  # has to be encoded, and then these are as well
        path = path.replace('"', "%22").replace("'", "%27")
    return path + mark + query
