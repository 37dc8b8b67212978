"""What stands on both sides of a gateway while traffic moves: servers that do as a test says, and clients that never stop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading

from gateway_process import Gateway
from gateway_upstream import Upstream


class Side(Upstream):
    """A side that answers everything alike, until a test wants it otherwise."""

    status, ready, delay, says = 200, 200, 0.0, "same"

    def reset(self) -> None:
        """Be as at first."""
        self.status, self.ready, self.delay, self.says = 200, 200, 0.0, "same"

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        health = head.startswith("GET /_internal/")
        if not health:
            await asyncio.sleep(self.delay)
        self._write(writer, self.ready if health else self.status, json.dumps({"says": self.says}).encode())
        await writer.drain()
        return True


class Load:
    """Clients that ask through the gateway until the end, each request as another user."""

    def __init__(self, gateway: Gateway, clients: int = 3, path: str = "/api/orders/1") -> None:
        self.seen: list[int] = []
        self._gateway, self._path, self._over = gateway, path, threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(clients)]

    def _ask(self, number: int) -> None:
        count = 0
        while not self._over.wait(0.005):
            count += 1
            with contextlib.suppress(OSError):
                headers = {"X-Device-Id": f"{number}-{count}", "Authorization": "Bearer x"}
                status, _, _ = self._gateway.ask("GET", self._path, headers)
                self.seen.append(status)

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
