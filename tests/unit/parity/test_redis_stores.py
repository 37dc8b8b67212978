"""Each side of a verification has a Redis of its own, or all that is known of the one that they share is told."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest

from woosh_split.parity.processes import Children
from woosh_split.parity.redis_stores import redis_names, stores_of

NAMES = {"REDIS_HOST": "host", "REDIS_PORT": "port", "REDIS_PASSWORD": "password"}


def test_names_of_redis_are_told_by_their_words() -> None:
    read = [
        "REDIS_HOST",
        "CACHE_REDIS_PORT",
        "REDIS_CACHE_URL",
        "redis_password",
        "REDIS_DB",
        "PREDIS",
        "HOST",
        "REDIS_TTL",
    ]
    assert redis_names(read) == {
        "REDIS_HOST": "host", "CACHE_REDIS_PORT": "port", "REDIS_CACHE_URL": "url", "redis_password": "password",
    }  # fmt: skip


def asked(port: int, *words: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall((" ".join(words) + "\r\n").encode())
        return connection.recv(100)


def test_what_one_side_keeps_the_others_do_not_see(tmp_path: Path) -> None:
    notes: list[str] = []
    with Children(tmp_path) as children:
        stores = stores_of(children, tmp_path / "redis", NAMES, (), set(), notes.append)
        ports = [int(stores[side]["REDIS_PORT"]) for side in ("original", "control", "services")]
        assert asked(ports[0], "SET", "cart", "full") == b"+OK\r\n"
        assert [asked(port, "GET", "cart") for port in ports] == [b"$4\r\nfull\r\n", b"$-1\r\n", b"$-1\r\n"]

    assert stores["control"]["REDIS_HOST"] == "127.0.0.1"
    assert stores["control"]["REDIS_PASSWORD"] == ""
    assert notes == []


@pytest.mark.parametrize(
    ("names", "given", "told"),
    [
        ({}, (), None),
        ({"REDIS_PASSWORD": "password"}, (), None),
        (NAMES, ("REDIS_HOST", "REDIS_PORT"), "All sides have one Redis, as REDIS_HOST, REDIS_PORT say"),
        (NAMES, (), "no redis-server or valkey-server is installed"),
    ],
)
def test_where_no_redis_is_started_somebody_is_told_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: dict[str, str],
    given: tuple[str, ...],
    told: str | None,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    notes: list[str] = []

    with Children(tmp_path) as children:
        assert stores_of(children, tmp_path / "redis", names, given, set(), notes.append) == {}

    assert len(notes) == (told is not None)
    assert told is None or told in notes[0]
