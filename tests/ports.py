"""Ports for the servers that tests start."""

from __future__ import annotations

import contextlib
import random
import socket

_BELOW_THE_EPHEMERAL = range(10_000, 32_000)
"""Linux gives outgoing connections local ports from 32,768 on: one chosen there can be taken before its server binds."""

_RANDOM = random.SystemRandom()


def free_port() -> int:
    """Return a port that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return ports that were free a moment ago, and that no outgoing connection is given in the meantime."""
    found: list[int] = []
    with contextlib.ExitStack() as held:
        while len(found) < count:
            probe = held.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", _RANDOM.choice(_BELOW_THE_EPHEMERAL)))
                found.append(probe.getsockname()[1])
    return found
