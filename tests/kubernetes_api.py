"""As much of a Kubernetes API server as a controller needs: it lists what it was given, and keeps the statuses that are reported."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Object = Mapping[str, Any]


class KubernetesApi(ThreadingHTTPServer):
    """The server; ``statuses`` are those that were reported, by kind and name."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, objects: Sequence[Object]) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.objects = objects
        self.statuses: dict[tuple[str, str], Any] = {}
        self.ending = threading.Event()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def listed(self, plural: str) -> list[Object]:
        """Return the objects of a kind, given as it stands in a path: ``httproutes``."""
        return [each for each in self.objects if each["kind"] == _KINDS[plural]]


_KINDS = {
    kind.lower() + ("es" if kind.endswith("s") else "s"): kind
    for kind in (
        "ConfigMap", "EndpointSlice", "Gateway", "GatewayClass", "GRPCRoute", "HTTPRoute", "Namespace", "ReferenceGrant",
        "Secret", "Service", "TLSRoute",
    )
} | {"backendtlspolicies": "BackendTLSPolicy"}  # fmt: skip
"""Each kind by its name in a path."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: KubernetesApi

    def do_GET(self) -> None:
        """List, or watch a world in which nothing changes."""
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if "sendInitialEvents" in asked:
            self._answer(400, {"kind": "Status", "status": "Failure", "reason": "BadRequest", "code": 400})
        elif "watch" in asked:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.flush()
            self.server.ending.wait()
        else:
            _, group, *rest = address.path.strip("/").split("/")
            plural = rest[-1]
            self._answer(
                200,
                {
                    "kind": f"{_KINDS[plural]}List",
                    "apiVersion": group if address.path.startswith("/api/") else f"{group}/{rest[0]}",
                    "metadata": {"resourceVersion": "1"},
                    "items": self.server.listed(plural),
                },
            )

    def do_PUT(self) -> None:
        """Keep a status."""
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.statuses[given["kind"], given["metadata"]["name"]] = given["status"]
        self._answer(200, given)

    def _answer(self, status: int, body: Object) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def kubernetes_api(objects: Sequence[Object]) -> Iterator[KubernetesApi]:
    """Run a server of these objects until the block ends."""
    server = KubernetesApi([_stored(each, number) for number, each in enumerate(objects, 1)])
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.ending.set()
        server.shutdown()
        server.server_close()


def _stored(given: Object, number: int) -> Object:
    """Return an object as a cluster keeps it."""
    metadata = {
        "namespace": "default", "uid": f"uid-{number}", "resourceVersion": "1", "generation": 1,
        "creationTimestamp": "2026-01-01T00:00:00Z", **given["metadata"],
    }  # fmt: skip
    return {**given, "metadata": metadata}


def gateway_objects(ports: Mapping[str, int], listen: int, port: int = 3000) -> list[Object]:
    """Return a class, a Gateway, and for each name a Service whose endpoint is a port of this machine."""
    found: list[Object] = [
        {
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "GatewayClass",
            "metadata": {"name": "traefik"},
            "spec": {"controllerName": "traefik.io/gateway-controller"},
        },
        {
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "Gateway",
            "metadata": {"name": "gateway"},
            "spec": {
                "gatewayClassName": "traefik",
                "listeners": [{"name": "web", "port": listen, "protocol": "HTTP"}],
            },
        },
    ]
    for name, endpoint in sorted(ports.items()):
        found.append(
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {"name": name},
                "spec": {
                    "ports": [{"name": "http", "port": port, "protocol": "TCP"}],
                    "clusterIP": "10.0.0.1",
                },
            }
        )
        found.append(
            {
                "apiVersion": "discovery.k8s.io/v1",
                "kind": "EndpointSlice",
                "metadata": {"name": f"{name}-1", "labels": {"kubernetes.io/service-name": name}},
                "addressType": "IPv4",
                "ports": [{"name": "http", "port": endpoint, "protocol": "TCP"}],
                "endpoints": [{"addresses": ["127.0.0.1"], "conditions": {"ready": True}}],
            }
        )
    return found
