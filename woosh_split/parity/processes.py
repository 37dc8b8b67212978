"""The processes that a verification starts: each in a group of its own, each stopped at the end, whatever happens."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from woosh_split.errors import InputError

LOWEST_PORT, HIGHEST_PORT = 20_000, 32_000
"""Below 32768, where systems begin to take ports for outgoing connections."""
_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Child:
    """A process that we started, and where its output goes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self, most: int = 3000) -> str:
        """Return the end of what it printed."""
        return self.log.read_text("utf-8", "replace")[-most:].strip()

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end, and tell whether it came."""
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


class Children:
    """Starts processes; leaving the context stops all of them, in the opposite order."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self._children: list[Child] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_all()

    def start(
        self, name: str, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
    ) -> Child:
        """Start a process with its output in ``<logs>/<name>.log``.

        Raises:
            InputError: the program is not there.
        """
        log = self.logs / f"{name}.log"
        with log.open("ab") as output:
            try:
                process = subprocess.Popen(  # noqa: S603 - to start programs is what this is for
                    [str(part) for part in command], cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL,
                    stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                )  # fmt: skip
            except OSError as error:
                raise InputError(f"{command[0]} cannot be started: {error.strerror}.") from error
        child = Child(name, process, log)
        with self._lock:
            self._children.append(child)
        return child

    def run(
        self,
        name: str,
        command: Sequence[str | Path],
        folder: Path,
        environment: Mapping[str, str],
        seconds: float,
    ) -> tuple[int, str]:
        """Run a process to its end; return its exit code and all that it printed.

        Raises:
            InputError: the program is not there, or does not end in time.
        """
        child = self.start(name, command, folder, environment)
        try:
            code = child.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise InputError(f"{name} did not end within {seconds:.0f} seconds: {child.said(500)}") from None
        finally:
            self.stop(child)
        return code, child.log.read_text("utf-8", "replace")

    def stop(self, child: Child) -> None:
        """Stop a process and all that it started."""
        with self._lock:
            if child in self._children:
                self._children.remove(child)
        _stop_groups([child])

    def stop_all(self) -> None:
        """Stop every process that still runs."""
        with self._lock:
            children, self._children = self._children[::-1], []
        _stop_groups(children)


def _stop_groups(children: Sequence[Child]) -> None:
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.05, deadline - time.monotonic()))
    for child in children:
        _signal(child, signal.SIGKILL)  # also what the process itself had started
        child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Within it, being told to end is an interruption as Ctrl-C is: everything is cleaned up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    old = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def free_port(taken: set[int]) -> int:
    """Return a port that nothing listens on, and put it among ``taken``.

    Raises:
        InputError: none is free.
    """
    for port in random.sample(range(LOWEST_PORT, HIGHEST_PORT), 200):
        if port in taken:
            continue
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            taken.add(port)
            return port
    raise InputError(
        f"No port between {LOWEST_PORT} and {HIGHEST_PORT} is free on 127.0.0.1 (200 were tried). End some of the programs that "
        "listen there, then run this again."
    )


def listens(child: Child, port: int) -> bool | None:
    """Whether it is this process, or one of its group, that listens on a port; None where that cannot be told."""
    sockets = _listening_sockets(port)
    if sockets is None:
        return None
    return any(_socket_of(link) in sockets for pid in _group(child.process.pid) for link in _links(pid))


def _listening_sockets(port: int) -> frozenset[str] | None:
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    if not tables[0].exists():
        return None
    wanted = f":{port:04X}"
    return frozenset(
        fields[9]
        for table in tables
        if table.exists()
        for fields in (line.split() for line in table.read_text().splitlines()[1:])
        if fields[1].endswith(wanted) and fields[3] == "0A"
    )


def _group(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if os.getpgid(int(folder.name)) == leader:
                    found.append(int(folder.name))
    return found


def _links(pid: int) -> list[str]:
    found = []
    with contextlib.suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):  # it may be closed by now: the others are still there
                found.append(str(link.readlink()))
    return found


def _socket_of(link: str) -> str:
    return link[len("socket:[") : -1] if link.startswith("socket:[") else ""


def wait_for_port(child: Child, port: int, seconds: float) -> bool:
    """Wait until somebody listens on a port, and tell whether that came before the process ended."""
    deadline = time.monotonic() + seconds
    while child.runs and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.05)
    return False
