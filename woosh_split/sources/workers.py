"""Files read by several processes: the one that asks reads along, and the others send it what they read."""

from __future__ import annotations

import gc
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

AT_ONCE = 40
"""Files that a worker is given at a time."""

_TO_END = {each for each in (signal.SIGTERM, getattr(signal, "SIGHUP", None)) if each is not None}
"""What tells a process to end. A run takes it for Ctrl-C; a worker has nothing to take back, and ends of it."""

ReadOne = Callable[[str], Any]
"""Reads the file at a path; it is sent to the workers."""
ReadHere = Callable[[Iterable[str]], Iterator[tuple[str, Any, bytes]]]
"""Reads files in this process."""


def read_in_processes(
    paths: list[str], processes: int, read: ReadOne, here: ReadHere, *, pickled: bool
) -> Iterator[tuple[str, Any, bytes]]:
    """Yield each file's path, what ``read`` gives of it, and that pickled (empty unless asked for), in no certain order.

    What a worker that died was to read (somebody killed it, there was no memory) is read here.
    """
    chunks = deque(paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE))
    given: deque[tuple[list[str], Future[list[tuple[str, Any, bytes]]]]] = deque()
    helpers = processes - 1
    with ProcessPoolExecutor(helpers, initializer=_leave_interrupts) as pool:
        while chunks or given:
            while chunks and len(given) <= helpers:
                try:
                    with _interrupts_held_back():
                        given.append((chunks[0], pool.submit(_read_some, chunks[0], read, pickled)))
                except BrokenExecutor:
                    break
                chunks.popleft()
            if given and (given[0][1].done() or not chunks):
                chunk, future = given.popleft()
                try:
                    found = future.result()
                except BrokenExecutor:
                    yield from here(chunk)
                    continue
                for path, value, blob in found:
                    # It comes from a process of our own.
                    yield path, pickle.loads(blob) if pickled else value, blob  # noqa: S301
            elif chunks:
                # What this process reads by itself need not be sent to it: better than to wait for the others.
                yield from here(chunks.popleft())


def _read_some(paths: list[str], read: ReadOne, pickled: bool) -> list[tuple[str, Any, bytes]]:
    gc.disable()  # a worker only makes tuples, and ends
    if pickled:
        return [(path, None, pickle.dumps(read(path), 5)) for path in paths]
    return [(path, read(path), b"") for path in paths]  # sent in one go: words of several files are sent once


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in _TO_END:
        signal.signal(each, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TO_END)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hold Ctrl-C and its like back while a worker is made: a terminal sends it to all processes of a run.

    It is for the one that asks. A worker that dies of it leaves a pool that waits for ever (Python 3.11).
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_TO_END})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
