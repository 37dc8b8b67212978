"""Starts a built program and waits until it answers; the process behind its port must be the one that was started."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.parity import Trouble
from woosh_split.parity.environment import EXAMPLES
from woosh_split.parity.processes import Child, Children, listens

_START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Boot:
    """What is started, where, and how it is known to be ready: ``ready`` is a path, None where any answer will do."""

    name: str
    command: tuple[str, ...]
    port: int
    environment: Mapping[str, str]
    folder: Path
    ready: str | None = None


def boot_all(children: Children, boots: Sequence[Boot]) -> tuple[dict[str, Child], tuple[Trouble, ...]]:
    """Start all programs and wait for each; return the processes, and those that did not come up.

    Raises:
        InputError: another process has taken a port.
    """
    started = {
        boot.name: children.start(boot.name, boot.command, boot.folder, boot.environment) for boot in boots
    }
    troubles = []
    for boot in boots:
        if not _comes_up(boot, started[boot.name]):
            troubles.append(Trouble(boot.name, "start", _why(boot, started[boot.name])))
        elif listens(started[boot.name], boot.port) is False:
            raise InputError(
                f"Something else listens on the port {boot.port} that was meant for {boot.name}. Try again: "
                "other ports are used then."
            )
    return started, tuple(troubles)


_EXISTS = re.compile(r"ER_TABLE_EXISTS_ERROR|\bTable '[^']*' already exists")
_MADE_TWICE = (
    "It makes tables that the dump has. With `migrationsRun` TypeORM asks its table `migrations` which of them have run: a dump "
    "without rows says none. Give the rows of that table in the seed data."
)


def _why(boot: Boot, child: Child) -> str:
    """Return what a program said that did not come up; of one that said nothing, how it was started and how it ended."""
    said = child.said()
    if said:
        return f"{said}\n{_MADE_TWICE}" if _EXISTS.search(said) else said
    command = " ".join(boot.command)
    if child.runs:
        return f"`{command}` printed nothing, and nothing answered on port {boot.port} in {_START_SECONDS:.0f} seconds."
    return (
        f"`{command}` printed nothing and ended with exit code {child.process.poll()}; nothing listened on port {boot.port}. "
        "If it listens in production only, put `NODE_ENV: production` under `environment` in verify.yaml: that of the start "
        "script is not taken over. If something else starts the monolith, name it with `start_command`."
    )


def with_unread_environment(
    troubles: Sequence[Trouble], app: Path, env_file: Path | None
) -> tuple[Trouble, ...]:
    """Say below the first program that did not start which env files lie beside the monolith and were not read."""
    there = sorted(each.name for each in app.glob(".env*") if each.is_file() and each.name not in EXAMPLES)
    if env_file is not None or not there:
        return tuple(troubles)
    hint = (
        f"{', '.join(there)} of the monolith {'is' if len(there) == 1 else 'are'} not read, so that nothing of production is "
        f"reached: if something is missing, `--env-file {app / there[0]}` gives all of one file, `--env NAME=VALUE` or "
        "`environment` in verify.yaml single values."
    )
    first = next((each for each in troubles if each.step == "start"), None)
    return tuple(replace(each, said=f"{each.said}\n{hint}") if each is first else each for each in troubles)


def _comes_up(boot: Boot, child: Child) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while child.runs and time.monotonic() < deadline:
        if _answers(boot.port) if boot.ready is None else _status(boot.port, boot.ready) == 200:
            return True
        time.sleep(0.1)
    return False


def _answers(port: int) -> bool:
    """Tell whether a server is there, by what is no request: the application would see one, and may write it down."""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", port), timeout=10) as connection,
    ):
        connection.sendall(b"-\r\n\r\n")
        connection.recv(1)
        return True
    return False


def _status(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
