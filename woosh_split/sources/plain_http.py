"""One request to a program of ours: its address is checked, no redirect is followed, nothing is asked twice.

Whoever answers may be broken, or not who we think: the answer has an end in time and in bytes.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from functools import partial
from typing import Any
from urllib.parse import urlsplit

_LONGEST = 64 << 20
_PATIENCE = 4
"""A whole answer has so many times the seconds that each part of it has."""


def is_address(text: str) -> bool:
    """Tell an address of a program: a scheme, a host and perhaps a port, without a path, a query or a user."""
    try:
        url = urlsplit(text)
        whole = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        return False
    return whole and url.path in ("", "/") and not url.query and url.username is None


def without_user(text: str) -> str:
    """Return what may be shown of an address that is none: what stands before a host may be a password."""
    return text.rpartition("@")[2]


def sent(address: str, method: str, path: str, token: str | None, seconds: float) -> tuple[int, bytes]:
    """Return status and body of one request. Nothing that arrives may take longer than ``seconds`` to come.

    Raises:
        OSError, http.client.HTTPException: nobody answers, or not whole, or without an end.
        ValueError: the token has characters that no header may have.
    """
    url = urlsplit(address)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(url.hostname), url.port, timeout=seconds)
    connection.response_class = partial(_Answer, seconds=seconds)  # type: ignore[assignment]
    try:
        headers = {"Accept": "*/*"} | ({} if token is None else {"Authorization": f"Bearer {token}"})
        connection.request(method, path, headers=headers)
        try:
            answer = connection.getresponse()
            body = answer.read(_LONGEST)
        except ValueError as error:
            raise http.client.HTTPException("the answer is no HTTP") from error
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        return answer.status, body
    finally:
        connection.close()


class _Answer(http.client.HTTPResponse):
    """An answer whose bytes are counted, and whose time is."""

    def __init__(self, sock: socket.socket, *args: Any, seconds: float, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp.close()
        self.fp = io.BufferedReader(_Bounded(sock, seconds))


class _Bounded(io.RawIOBase):
    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock, self._seconds = sock, seconds
        self._bytes = sock.makefile("rb", buffering=0)
        self._until = time.monotonic() + _PATIENCE * seconds
        self._left = _LONGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer does not end")
        self._sock.settimeout(min(left, self._seconds))
        count = self._bytes.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise OSError(f"the answer is longer than {_LONGEST >> 20} MiB")
        return count

    def close(self) -> None:
        self._bytes.close()
        super().close()
