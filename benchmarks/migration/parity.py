"""Asks monolith and service the same, while nobody writes: every GET route of the service that the table has."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

_QUERY = "startDate=2025-01-01&endDate=2027-12-31&status=1&name=a&q=a&latitude=-1.28&longitude=36.82&radius=50&date=2025-08-14"
_MASKED = ("timestamp", "password", "cache")
"""When an error was told; the column that a service does not see, which some routes of the monolith give away; and what
``GET /api/health/products`` tells of the memory of the process that answers."""


def differing(table: Path, service: str, ports: Sequence[int], token: str) -> tuple[int, list[str]]:
    """Ask every GET route of a service at both ports; return how many were asked, and which were answered differently."""
    asked, found = 0, []
    for path in _paths(table, service):
        _ask(ports[0], path, token)  # some routes write what they are asked for the first time
        first, second = (_ask(port, path, token) for port in ports)
        asked += 1
        if first != second:
            found.append(f"GET {path}: {str(first)[:200]} and {str(second)[:200]}")
    return asked, found


def _paths(table: Path, service: str) -> Iterator[str]:
    for route in yaml.safe_load(table.read_text(encoding="utf-8"))["routes"]:
        if route["service"] != service or "GET" not in route["methods"]:
            continue
        parts = [segment.get("literal", "1") for segment in route["segments"]]
        yield f"/{'/'.join(parts)}"
        if all("literal" in segment for segment in route["segments"]):
            yield f"/{'/'.join(parts)}?{_QUERY}"


def _ask(port: int, path: str, token: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    try:
        return answer.status, _masked(json.loads(content))
    except ValueError:
        return answer.status, content


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items() if key not in _MASKED}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return value
