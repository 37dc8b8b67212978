"""The programs on stage: the monolith, the gateway, and one service after the other, each with its own database user."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from building import NODE_24, Built
from commands import DemoError

from woosh_split.apply.replicas import READY
from woosh_split.database.comparing import Endpoint
from woosh_split.model.routing import address_variable
from woosh_split.parity.booting import Boot, boot_all
from woosh_split.parity.processes import Child, Children, free_port
from woosh_split.parity.tokens import key_environments

MONOLITH, GATEWAY = "monolith", "api-gateway"
DATABASE, APP_USER = "woosh", "woosh_app"
_SECONDS = 60.0


@dataclass
class Stage:
    """What runs, and where."""

    built: Built
    work: Path
    children: Children
    database: Endpoint
    services: Sequence[str]
    taken: set[int]
    app_password: str
    running: dict[str, Child] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    admin_token: str = field(default_factory=lambda: secrets.token_hex(16))
    jwt_secret: str = field(default_factory=lambda: secrets.token_hex(16))

    def __post_init__(self) -> None:
        for name in (MONOLITH, GATEWAY, "admin", *self.services):
            self.ports[name] = free_port(self.taken)
        self._keys = key_environments([GATEWAY, *self.services])

    def urls(self) -> dict[str, str]:
        """Return where each target is, under the names that the gateway and the services read."""
        return {
            address_variable(name): f"http://127.0.0.1:{self.ports[name]}"
            for name in (MONOLITH, *self.services)
        }

    def start_monolith(self) -> None:
        """Start it with every right on its own database."""
        self._start(MONOLITH, self.built.monolith, None, APP_USER, self.app_password, DATABASE)

    def start_service(self, name: str, user: str, password: str, database: str) -> None:
        """Start a service; where it runs already, as another user, that one is stopped first."""
        self.stop(name)
        self._start(name, self.built.service(name), READY, user, password, database)

    def start_gateway(self) -> None:
        """Start the gateway in front of the monolith; it knows where the services will be."""
        environment = self._base(GATEWAY) | self.urls() | {
            "PORT": str(self.ports[GATEWAY]), "HOST": "127.0.0.1", "ADMIN_PORT": str(self.ports["admin"]),
            "ADMIN_TOKEN": self.admin_token, "TABLE_FILE": str(self.built.table), "RATE_LIMIT": "0",
            "INTERNAL_PRIVATE_KEY": self._keys[GATEWAY]["INTERNAL_PRIVATE_KEY"],
            "INTERNAL_KEY_ID": self._keys[GATEWAY]["INTERNAL_KEY_ID"], "SHUTDOWN_TIMEOUT_MS": "3000",
        }  # fmt: skip
        command = (str(NODE_24 / "node"), str(self.built.gateway / "dist" / "main.js"))
        self._boot(Boot(GATEWAY, command, self.ports[GATEWAY], environment, self.work, "/_gateway/ready"))

    def stop(self, name: str) -> None:
        """Stop a program, if it runs; it may end what it began."""
        child = self.running.pop(name, None)
        if child is not None:
            self.children.stop(child)

    def await_table(self) -> None:
        """Wait until the gateway uses the table as it is on the disk; what was sent by the old one has ended then, too.

        Raises:
            DemoError: it does not.
        """
        wanted = hashlib.sha256(self.built.table.read_bytes()).hexdigest()
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            if json.loads(self.ask_gateway("/_gateway/ready"))["table"]["hash"] == wanted:
                return
            time.sleep(0.05)
        raise DemoError("The gateway does not take the new table; it says why in /_gateway/ready.")

    def ask_gateway(self, path: str) -> bytes:
        """Return an answer of the gateway's own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[GATEWAY], timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        finally:
            connection.close()

    def ended(self) -> list[str]:
        """Return the programs that should run and do not, with what they said last."""
        return [
            f"{name}: {child.said(300)}" for name, child in sorted(self.running.items()) if not child.runs
        ]

    def _base(self, name: str) -> dict[str, str]:
        home = self.work / "home" / name
        home.mkdir(parents=True, exist_ok=True)
        return {
            "PATH": os.environ.get("PATH", ""), "HOME": str(home), "TMPDIR": str(home), "TZ": "UTC", "NO_COLOR": "1",
            "JWT_SECRET": self.jwt_secret,
        }  # fmt: skip

    def _start(
        self, name: str, folder: Path, ready: str | None, user: str, password: str, database: str
    ) -> None:
        environment = self._base(name) | {
            "PORT": str(self.ports[name]), "DB_HOST": self.database.host, "DB_PORT": str(self.database.port),
            "DB_USERNAME": user, "DB_PASSWORD": password, "DB_DATABASE": database,
            "AUTH_THROTTLE_LIMIT": "100000000", "CLIENT_STOCK_ENABLED": "true",
            "UPLOAD_DIR": str(self.work / "home" / name / "uploads"),
        }  # fmt: skip
        if name != MONOLITH:
            environment |= {**self.urls(), **self._keys[name], "JOBS": "off"}
        command = ("node", str(folder / "dist" / "main.js"))
        # In a folder of its own, so that no .env file is read.
        self._boot(Boot(name, command, self.ports[name], environment, self.work / "home" / name, ready))

    def _boot(self, boot: Boot) -> None:
        started, troubles = boot_all(self.children, [boot])
        if troubles:
            raise DemoError(f"{boot.name} does not start: {troubles[0].said}")
        self.running |= started
