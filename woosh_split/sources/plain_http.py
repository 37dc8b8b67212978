"""One request to a program of ours: its address is checked, no redirect is followed, nothing is asked twice."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

_LONGEST = 64 << 20


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
    """Return status and body of one request.

    Raises:
        OSError, http.client.HTTPException: nobody answers.
        ValueError: the token has characters that no header may have.
    """
    url = urlsplit(address)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(url.hostname), url.port, timeout=seconds)
    try:
        headers = {"Accept": "*/*"} | ({} if token is None else {"Authorization": f"Bearer {token}"})
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(_LONGEST)
    finally:
        connection.close()
