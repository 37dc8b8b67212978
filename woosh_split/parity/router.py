"""The smallest router that can stand in front of the services: one place that clients know, many processes behind it.

A request's head is read, the service is chosen by verb and path, and from then on bytes are passed on both ways until the
service closes: bodies of any size and kind stream through untouched. One request a connection, since the next one may
belong to another service.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections.abc import Mapping
from types import TracebackType

from woosh_split.artefacts.routes.internal_paths import is_internal
from woosh_split.model.split import MONOLITH
from woosh_split.parity.routing import RouteTable

_LONGEST_HEAD = 1 << 16
_CONNECTION = re.compile(rb"\r\n(?:connection|proxy-connection|keep-alive):[^\r\n]*", re.IGNORECASE)
_NOT_FOUND = b'{"statusCode":404,"message":"Not Found"}'


class Router:
    """Listens on ``port`` until it is closed; a context manager."""

    def __init__(self, table: RouteTable, ports: Mapping[str, int], port: int) -> None:
        self.table = table
        self.ports = ports
        self.port = port
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, daemon=True, name="router")
        self._started = threading.Event()
        self._failure: OSError | None = None

    def __enter__(self) -> Router:
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        with contextlib.closing(self._loop) as loop:
            asyncio.set_event_loop(loop)
            loop.run_until_complete(self._listen())

    async def _listen(self) -> None:
        try:
            server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=_LONGEST_HEAD)
        except OSError as error:
            self._failure = error
            self._started.set()
            return
        self._started.set()
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._pass_on(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # one of the two has gone; the other sees the connection end
        except asyncio.CancelledError:
            pass  # the router closes; a cancelled task would be reported as a failure
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        if len(words) != 3:
            writer.write(_answer(b"400 Bad Request", b'{"statusCode":400,"message":"Bad Request"}'))
            await writer.drain()
            return
        method, target, _ = words
        if is_internal(target.partition("?")[0]):
            writer.write(_answer(b"404 Not Found", _NOT_FOUND))
            await writer.drain()
            return
        service = self.table.service_of(method, target)
        port = self.ports.get(service, self.ports[MONOLITH])
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.write(_answer(b"502 Bad Gateway", f"the service {service} does not answer".encode()))
            await writer.drain()
            return
        up_writer.write(_closing(head))
        sending = asyncio.ensure_future(_pump(reader, up_writer))
        try:
            await _pump(up_reader, writer)
        finally:
            sending.cancel()
            up_writer.close()


def _closing(head: bytes) -> bytes:
    """Return the head with the wish that the connection ends after the answer."""
    return _CONNECTION.sub(b"", head)[:-2] + b"Connection: close\r\n\r\n"


def _answer(status: bytes, body: bytes) -> bytes:
    return (
        b"HTTP/1.1 " + status + b"\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n"
        b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
    )


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):  # the other end has gone
        while data := await reader.read(_LONGEST_HEAD):
            writer.write(data)
            await writer.drain()
