"""The log of a gateway's requests: which paths clients have read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.sources.logs.stream import lines_of, opened

_FAILED = 500


@dataclass(frozen=True, slots=True)
class Captured:
    """The paths that were asked for with GET, each once, in the order of their first request; ``unread`` lines are none of these."""

    paths: tuple[str, ...]
    unread: int


def captured_gets(names: Iterable[str]) -> Captured:
    """Return what clients read, by the logs of gateways; ``-`` is stdin, gzip is opened up.

    A request that failed at the gateway or behind it is left out: it says nothing of the route. The log holds no query and no
    header, so neither do the requests.

    Raises:
        InputError: a file cannot be read, or holds no such request.
    """
    found: dict[str, None] = {}
    unread = 0
    told = tuple(names)
    for name in told:
        if name != "-" and not Path(name).exists():
            raise InputError(f"There is no log {name}. A gateway writes it to its standard output.")
        with opened(name) as file:
            for line in filter(bytes.strip, lines_of(file, name)):
                try:
                    path = _answered_get(line)
                except (ValueError, KeyError, TypeError, RecursionError):
                    unread += 1
                    continue
                if path is not None:
                    found.setdefault(path)
    if not found:
        raise InputError(
            f"{', '.join(told)} holds no GET that was answered. It must be what a gateway of woosh-split writes to its standard "
            "output, with LOG_LEVEL=info."
        )
    return Captured(tuple(found), unread)


def _answered_get(line: bytes) -> str | None:
    """Return the path of a GET that was answered, None where the line tells of something else.

    Raises:
        ValueError, KeyError, TypeError, RecursionError: no gateway of ours wrote it.
    """
    asked = json.loads(line)
    if asked["msg"] != "request" or asked["method"] != "GET" or int(asked["status"]) >= _FAILED:
        return None
    return str(asked["path"])
