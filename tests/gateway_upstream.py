"""What stands behind the gateway in its tests: a server that does by path what real ones do, and what broken ones do."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import threading
from dataclasses import dataclass, field


@dataclass
class Seen:
    """A request as it arrived; ``headers`` are pairs in their order."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    aborted: bool = False

    def header(self, name: str) -> str | None:
        """Return the value of a header, all of them joined where it is there twice."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(found) if found else None


@dataclass
class Upstream:
    """A server on a port of its own; a context manager."""

    name: str
    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    opened: int = 0

    def __enter__(self) -> Upstream:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = self._call(asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=1 << 20))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop.is_closed():  # a test let it die before its end
            return

        async def stop() -> None:
            # Nobody is accepted any more, but the server is closed last: asyncio forgets a connection that it has just
            # accepted when its server is closed by then, open as it is, and whoever is at its other end waits for ever.
            for each in self._server.sockets:
                self._loop.remove_reader(each.fileno())
            while others := asyncio.all_tasks() - {asyncio.current_task()}:
                # Who is being accepted is not among them yet: the next round finds it.
                for task in self._tasks:
                    task.cancel()
                await asyncio.wait(others, timeout=0.05)
            self._server.close()

        self._call(stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """The address as the gateway wants it."""
        return f"http://127.0.0.1:{self.port}"

    def last(self) -> Seen:
        """Return the request that came last."""
        return self.seen[-1]

    def _call(self, work: object) -> object:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)  # type: ignore[arg-type]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.opened += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.opened -= 1
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = [tuple(line.split(": ", 1)) for line in head[1:] if line]
        seen = Seen(method, target, [(key, value) for key, value in headers], b"")
        self.seen.append(seen)
        seen.body = await self._body(reader, seen)
        path = target.split("?", 1)[0].rsplit("/", 1)[1]
        act = getattr(self, f"_do_{path.replace('-', '_')}", None)
        if act is not None:
            return bool(await act(seen, reader, writer))
        status = int(path) if path.isdigit() and len(path) == 3 else 200
        told = {
            "by": self.name, "method": method, "target": target, "headers": headers,
            "size": len(seen.body), "md5": hashlib.md5(seen.body).hexdigest(),
        }  # fmt: skip
        self._write(writer, status, json.dumps(told).encode(), method)
        await writer.drain()
        return True

    @staticmethod
    def _write(
        writer: asyncio.StreamWriter, status: int, body: bytes, method: str = "GET", extra: str = ""
    ) -> None:
        head = (
            f"HTTP/1.1 {status} As It Is\r\nContent-Type: application/json; charset=utf-8\r\nX-Twice: a\r\nX-Twice: b\r\n"
            f"Connection: x-private, keep-alive\r\nX-Private: 1\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + (b"" if method == "HEAD" or status in (204, 304) else body))

    @staticmethod
    async def _body(reader: asyncio.StreamReader, seen: Seen) -> bytes:
        length = seen.header("content-length")
        if length is not None:
            return await reader.readexactly(int(length))
        if seen.header("transfer-encoding") != "chunked":
            return b""
        found = []
        while size := int(await reader.readline(), 16):
            found.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(found)

    async def _do_sse(self, _: Seen, __: object, writer: asyncio.StreamWriter) -> bool:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for number in range(5):
            event = f"data: {number}\n\n".encode()
            writer.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0.15)
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True

    async def _do_subscribe(
        self, seen: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 0\n\n")
        await writer.drain()
        return await self._do_hang(seen, reader, writer)

    async def _do_phrase(self, _: Seen, __: object, writer: asyncio.StreamWriter) -> bool:
        writer.write("HTTP/1.1 201 Größe\r\nX-Word: Größe\r\nContent-Length: 2\r\n\r\nok".encode("latin-1"))
        await writer.drain()
        return True

    async def _do_half(self, _: Seen, __: object, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 100)
        await writer.drain()
        await asyncio.sleep(0.05)
        return False

    async def _do_flood(self, _: Seen, __: object, writer: asyncio.StreamWriter) -> bool:
        """Send 64 MB: more than lies between two ends of a connection."""
        piece = b"x" * (1 << 16)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (1024 * len(piece)))
        for _number in range(1024):
            writer.write(piece)
            await writer.drain()
        return True

    async def _do_reset(self, *_: object) -> bool:
        return False

    async def _do_hang(self, seen: Seen, reader: asyncio.StreamReader, _: object) -> bool:
        with contextlib.suppress(OSError):
            seen.aborted = await reader.read(1) == b""
        return False

    async def _do_socket(self, _: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello"
        )
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        return False

    async def _do_forwarded(self, seen: Seen, _: object, writer: asyncio.StreamWriter) -> bool:
        self._write(writer, 200, json.dumps({"address": seen.header("x-forwarded-for")}).encode())
        return True
