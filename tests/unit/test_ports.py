"""Ports that tests give their servers."""

from __future__ import annotations

import random
import socket

import ports
import pytest


def test_ports_are_different_free_and_below_those_of_outgoing_connections() -> None:
    found = ports.free_ports(50)
    assert len(set(found)) == 50
    assert all(10_000 <= port < 32_000 for port in found)
    with socket.socket() as server:
        server.bind(("127.0.0.1", found[0]))
        server.listen()


def test_a_port_that_somebody_listens_on_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        taken, free = server.getsockname()[1], ports.free_port()
        drawn = iter([taken, free])
        monkeypatch.setattr(ports, "_RANDOM", random.Random())
        monkeypatch.setattr(ports._RANDOM, "choice", lambda _: next(drawn))
        assert ports.free_port() == free
