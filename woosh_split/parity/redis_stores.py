"""A Redis for each side: what one keeps there or puts into a queue must not be another's to read or to work on.

With one Redis for all, a service finds what the monolith has cached, and a job of the services is done by the monolith.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.parity import CONTROL, ORIGINAL
from woosh_split.parity.processes import Children, free_port, wait_for_port

SERVICES = "services"
SIDES = (ORIGINAL, CONTROL, SERVICES)
_NAME = re.compile(r"(?:\w+_)?REDIS_?(?:\w+_)?(HOST|HOSTNAME|PORT|URL|URI|PASSWORD|PASS|PWD)")
_ROLES = {
    "HOST": "host", "HOSTNAME": "host", "PORT": "port", "URL": "url", "URI": "url",
    "PASSWORD": "password", "PASS": "password", "PWD": "password",
}  # fmt: skip
_PROGRAMS = ("redis-server", "valkey-server")
_START_SECONDS = 20.0


def redis_names(names: Iterable[str]) -> dict[str, str]:
    """Return the names of the environment that hold a part of Redis's address, each with the part that it is."""
    found = ((name, _NAME.fullmatch(name.upper())) for name in names)
    return {name: _ROLES[match[1]] for name, match in found if match is not None}


def stores_of(
    children: Children, folder: Path, names: Mapping[str, str], given: Collection[str], taken: set[int],
    note: Callable[[str], None],
) -> dict[str, dict[str, str]]:  # fmt: skip
    """Start a Redis for each side, and return what each side's environment says of it.

    Nothing is started where the code reads no address of one, where somebody gave one, or where no program is there; the
    latter two are told.

    Raises:
        InputError: a server does not start.
    """
    told = sorted(name for name, role in names.items() if role in ("host", "port", "url"))
    if not told:
        return {}
    chosen = [name for name in told if name in given]
    if chosen:
        note(
            f"All sides have one Redis, as {', '.join(chosen)} {'says' if len(chosen) == 1 else 'say'}: what one keeps or queues "
            "there, another may read or work on. Without that, each side gets a Redis of its own."
        )
        return {}
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        note(
            f"The code reads {', '.join(told)}, and no {' or '.join(_PROGRAMS)} is installed here: no side has a Redis. Install "
            f"one, or say with --env {told[0]}=.. where one is that all sides may use."
        )
        return {}
    return {side: _started(children, program, folder / side, names, taken) for side in SIDES}


def _started(
    children: Children, program: str, folder: Path, names: Mapping[str, str], taken: set[int]
) -> dict[str, str]:
    folder.mkdir(parents=True)
    port = free_port(taken)
    child = children.start(
        f"redis-{folder.name}",
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        folder, {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    )  # fmt: skip
    if not wait_for_port(child, port, _START_SECONDS):
        raise InputError(f"{program} does not start: {child.said(800)}")
    values = {"host": "127.0.0.1", "port": str(port), "url": f"redis://127.0.0.1:{port}", "password": ""}
    return {name: values[role] for name, role in names.items()}
