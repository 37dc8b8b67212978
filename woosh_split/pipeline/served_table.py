"""``woosh-split routes wait``: until every replica of the gateway serves the table as it is written."""

from __future__ import annotations

import hashlib
import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.sources.admin_port import ask, not_a_gateway

_AGAIN_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Replica:
    """One gateway: whether it serves the table, else why not."""

    address: str
    serves: bool
    why: str = ""


def wait_until_served(
    table: Path, gateways: Sequence[str], token: str | None, seconds: float
) -> tuple[Replica, ...]:
    """Return how it stands with each gateway once all of them serve the table, or after ``seconds``.

    Each is told once to read its file again; a gateway that is not up yet is asked again.

    Raises:
        InputError: the table cannot be read, a gateway refuses the token, or an address is no gateway's.
    """
    try:
        wanted = hashlib.sha256(table.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(
            f"{table} cannot be read: {error.strerror}. `woosh-split routes write` writes the routing table."
        ) from error
    deadline = time.monotonic() + seconds
    open_ = {address: Replica(address, False) for address in dict.fromkeys(gateways)}
    done: dict[str, Replica] = {}
    told: set[str] = set()
    while True:
        for address in list(open_):
            found = _replica(address, token, wanted, told)
            (done if found.serves else open_)[address] = found
            if found.serves:
                del open_[address]
        if not open_ or time.monotonic() >= deadline:
            return tuple({**done, **open_}[address] for address in dict.fromkeys(gateways))
        time.sleep(_AGAIN_SECONDS)


def _replica(address: str, token: str | None, wanted: str, told: set[str]) -> Replica:
    method, path = ("GET", "/table") if address in told else ("POST", "/table/reload")
    try:
        state = ask(address, token, path, method, (http.client.OK, http.client.CONFLICT))
    except InputError as error:
        if isinstance(error.__cause__, OSError):  # it may be starting
            return Replica(address, False, str(error).partition(". ")[0])
        raise
    told.add(address)
    served, refused = state.get("hash"), state.get("refused")
    if not isinstance(served, str):
        raise not_a_gateway(address)
    why = f"it refuses a newer one: {refused}" if refused else f"it serves another one ({served[:12]})"
    return Replica(address, True) if served == wanted else Replica(address, False, why)
