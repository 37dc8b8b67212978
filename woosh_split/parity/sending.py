"""Sends a request of the script to one side, and keeps what that side's sessions remember."""

from __future__ import annotations

import base64
import binascii
import contextlib
import gzip
import http.client
import json
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

from woosh_split.parity.script import Missing, Request, ScriptError, as_text, fill, value_at
from woosh_split.sources.nesting import json_of

BOUNDARY = "woosh-split-form-boundary"
_TIMEOUT = 60.0
_IN_PATHS = "".join(map(chr, range(0x21, 0x7F)))
"""What stays in a path that is written in a script: all but blanks, control characters and letters that no path holds."""
TOKEN = "token"  # noqa: S105 - the name under which a session saves one


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side answered; ``body`` is parsed JSON where it is JSON, else text, else ``base64:...``.

    ``status`` is None where there was no answer at all, and ``body`` then says why.
    """

    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: Any
    milliseconds: float


@dataclass(slots=True)
class Side:
    """One of the sides that are asked: where it listens, and what its answers gave so far."""

    name: str
    port: int
    memory: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def ask(self, request: Request, now: datetime, fallback: Mapping[str, Any]) -> Answer:
        """Send the request, take over what it saves, and return the answer.

        ``fallback`` holds values for names that this side did not get: those of the monolith.

        Raises:
            Missing: a placeholder has no value on any side.
            ScriptError: the request is none that can be sent.
        """
        memory = {**fallback, **self.memory}
        try:
            path, headers, body = _wire(request, memory, now)
            headers.update(self._session_headers(request, headers))
            answer, cookies = _exchange(self.port, request.method, path, headers, body)
        except ValueError as error:
            raise ScriptError(
                f"The request of line {request.line} cannot be sent: {error}. Names of headers are plain letters, digits and "
                "dashes, their values stand on one line, and no text holds half of a pair of surrogates."
            ) from error
        self._keep(request, answer, cookies)
        return answer

    def _session_headers(self, request: Request, headers: Mapping[str, str]) -> dict[str, str]:
        session = request.session
        if session is None:
            return {}
        found = {}
        if session in self.tokens and not any(name.lower() == "authorization" for name in headers):
            found["Authorization"] = f"Bearer {self.tokens[session]}"
        if self.cookies.get(session):
            found["Cookie"] = "; ".join(
                f"{name}={value}" for name, value in sorted(self.cookies[session].items())
            )
        return found

    def _keep(self, request: Request, answer: Answer, cookies: dict[str, str]) -> None:
        if request.session is not None and cookies:
            self.cookies.setdefault(request.session, {}).update(cookies)
        for name, path in request.save.items():
            try:
                value = value_at(answer.body, path)
            except Missing:
                continue
            if request.session is not None and name == TOKEN:
                self.tokens[request.session] = str(value)
                self.memory[f"{request.session}.{TOKEN}"] = value
            else:
                self.memory[name] = value


def _wire(
    request: Request, memory: Mapping[str, Any], now: datetime
) -> tuple[str, dict[str, str], bytes | None]:
    """Return path, headers and body as they are sent."""
    path = "/".join(_path_part(part, memory, now) for part in request.path.split("/"))
    query = fill(dict(request.query), memory, now)
    if query:
        pairs = {key: as_text(value) for key, value in query.items()}
        path += ("&" if "?" in path else "?") + urlencode(pairs, doseq=False)
    headers = {name: str(fill(value, memory, now)) for name, value in request.headers.items()}
    if request.form is not None:
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        return path, headers, _form(fill(dict(request.form), memory, now), request.line)
    if request.has_body:
        body = fill(request.body, memory, now)
        if any(name.lower() == "content-type" for name in headers) and isinstance(body, str):
            return path, headers, body.encode()
        headers.setdefault("Content-Type", "application/json")
        return path, headers, json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return path, headers, b"" if request.method in ("POST", "PUT", "PATCH") else None


def _path_part(part: str, memory: Mapping[str, Any], now: datetime) -> str:
    filled = fill(part, memory, now)
    return quote(part, safe=_IN_PATHS) if filled == part else quote(as_text(filled), safe="")


def _on_the_wire(value: str) -> bytes:
    """Return a header's value as clients send it: letters beyond Latin-1 only as UTF-8."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")


def _form(form: dict[str, Any], line: int) -> bytes:
    """Return a multipart body; a file is ``{"file": name, "type": media type, "base64": content}``."""
    parts = []
    for name, value in form.items():
        head, content = f'Content-Disposition: form-data; name="{name}"', b""
        if isinstance(value, dict):
            try:
                content = base64.b64decode(value.get("base64", ""), validate=True)
            except (binascii.Error, TypeError, ValueError) as error:
                raise ScriptError(
                    f"The form of line {line}: the base64 of {name!r} cannot be read ({error})."
                ) from error
            media = value.get("type", "application/octet-stream")
            head += f'; filename="{value.get("file", "file")}"\r\nContent-Type: {media}'
        else:
            content = as_text(value).encode()
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _exchange(
    port: int, method: str, path: str, headers: Mapping[str, str], body: bytes | None
) -> tuple[Answer, dict[str, str]]:
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
    try:
        # The same host name for all sides, or links in answers would differ.
        told = {"Host": "woosh-split.test", "Connection": "close", **headers}
        connection.request(method, path, body, {name: _on_the_wire(value) for name, value in told.items()})
        response = connection.getresponse()
        data = response.read()
    except (OSError, http.client.HTTPException) as error:
        return Answer(None, (), f"no answer: {error}", _since(started)), {}
    finally:
        connection.close()
    found = tuple((name.lower(), value) for name, value in response.getheaders())
    cookies: dict[str, str] = {}
    for name, value in found:
        if name == "set-cookie":
            cookies |= _cookies(value)
    return Answer(response.status, found, _body(data, dict(found)), _since(started)), cookies


def _since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 1)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.coded_value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _body(data: bytes, headers: Mapping[str, str]) -> Any:
    if headers.get("content-encoding") == "gzip":
        with contextlib.suppress(OSError, EOFError, zlib.error):
            data = gzip.decompress(data)
    if not data:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return "base64:" + base64.b64encode(data).decode()
    if "json" in headers.get("content-type", ""):
        try:
            return json_of(text)
        except ValueError:
            return text
    return text
