"""Files that several processes read: what Ctrl-C and a killed worker do to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator

import pytest

from woosh_split.sources.workers import AT_ONCE, read_in_processes

PATHS = [f"file{number}" for number in range(AT_ONCE * 6)]
WANTED = {path: path.upper() for path in PATHS}


def hit_by(signalled: signal.Signals, path: str) -> str:
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signalled)
    return path.upper()


def interrupted(path: str) -> str:
    return hit_by(signal.SIGINT, path)


def killed(path: str) -> str:
    return hit_by(signal.SIGKILL, path)


def here(paths: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
    for path in paths:
        yield path, path.upper(), b""


@pytest.mark.parametrize("read", [interrupted, killed, str.upper])
def test_every_file_is_read_whatever_happens_to_the_workers(read: object) -> None:
    """A terminal sends Ctrl-C to all processes of a run; a worker that died of it had the pool wait for ever."""
    found = list(read_in_processes(PATHS, 3, read, here, pickled=True))  # type: ignore[arg-type]
    assert len(found) == len(PATHS)
    assert {path: value for path, value, _ in found} == WANTED


def test_workers_read_too() -> None:
    """Whatever has a blob came from a worker; this process waits until one has answered."""
    found = list(read_in_processes(PATHS[:AT_ONCE], 2, str.upper, here, pickled=True))
    assert len(found) == AT_ONCE
    assert all(blob for _, _, blob in found)


def test_without_a_cache_what_workers_read_is_sent_as_it_is() -> None:
    found = list(read_in_processes(PATHS, 3, str.upper, here, pickled=False))
    assert {path: value for path, value, _ in found} == WANTED
    assert not any(blob for _, _, blob in found)


def test_an_interrupt_of_the_one_that_asks_ends_it() -> None:
    reading = read_in_processes(PATHS, 2, str.upper, here, pickled=True)
    next(reading)
    with pytest.raises(KeyboardInterrupt):
        reading.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert list(reading) == []
