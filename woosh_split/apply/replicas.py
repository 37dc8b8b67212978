"""The gateway's replicas and the services, asked over HTTP: which table is in use, what was counted, who is healthy."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from woosh_split.apply.exposition import Series, read_metrics
from woosh_split.errors import InputError
from woosh_split.sources.plain_http import is_address, sent, without_user

TIMEOUT = 5.0
READY = "/_internal/health/ready"
_PAUSE = 0.2


class Unreachable(Exception):  # noqa: N818 - reads as what happened
    """Nobody answers at an address, or not with what was asked for."""


@dataclass(frozen=True, slots=True)
class Replica:
    """The admin port of one replica; the token is shown nowhere."""

    url: str
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TableInUse:
    """The table that a replica uses, and why it refuses the one that it was given last."""

    hash: str
    refused: str | None = None


def checked_address(url: str, what: str) -> str:
    """Return an address without a slash at its end.

    Raises:
        InputError: it is none.
    """
    if not is_address(url):
        raise InputError(
            f"{what}: {without_user(url)} is no address. Write it as http://127.0.0.1:9901, without a path."
        )
    return url.rstrip("/")


def ask(url: str, method: str, path: str, token: str | None = None) -> tuple[int, str]:
    """Send one request, and return status and body. Redirects are not followed.

    Raises:
        Unreachable: nobody answers.
        InputError: the token cannot be sent.
    """
    try:
        status, body = sent(url, method, path, token, TIMEOUT)
    except (OSError, http.client.HTTPException) as error:
        why = str(error) if isinstance(error, OSError) and str(error) else type(error).__name__
        raise Unreachable(f"{url} does not answer ({why})") from error
    except ValueError as error:
        raise InputError(
            "The gateway's token cannot be sent: it has characters that no header may have."
        ) from error
    return status, body.decode("utf-8", "replace")


def table_in_use(replica: Replica) -> TableInUse:
    """Let a replica look at its table's file again, and return which table it uses then.

    Without a token it cannot be told to look; it does so within a second by itself.

    Raises:
        Unreachable: it does not answer.
        InputError: the token is not its own, or this is no admin port.
    """
    if replica.token is None:
        for name, labels in metrics_of(replica):
            if name == "gateway_table_info":
                return TableInUse(dict(labels).get("hash", ""))
        raise _no_gateway(replica)
    status, body = ask(replica.url, "POST", "/table/reload", replica.token)
    if status == 401:
        raise InputError(
            f"The gateway at {replica.url} refuses the token. Set WOOSH_SPLIT_GATEWAY_TOKEN to the ADMIN_TOKEN that it was started with."
        )
    try:
        told = json.loads(body)
        refused = told["refused"]
        return TableInUse(str(told["hash"]), None if refused is None else _shown(str(refused)))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_gateway(replica) from None


def metrics_of(replica: Replica) -> Series:
    """Return what a replica has counted since it began.

    Raises:
        Unreachable: it does not answer, or with something else.
    """
    status, body = ask(replica.url, "GET", "/metrics")
    if status != 200:
        raise Unreachable(f"{replica.url}/metrics answers {status}")
    return read_metrics(body)


def targets_of(replica: Replica) -> dict[str, str]:
    """Return which targets accept connections from a replica: ``up`` or ``down`` by name.

    Raises:
        Unreachable: it does not answer.
        InputError: this is no admin port.
    """
    _, body = ask(replica.url, "GET", "/ready")
    try:
        return {str(name): str(state) for name, state in json.loads(body)["targets"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_gateway(replica) from None


def unhealthy(url: str) -> str | None:
    """Return why a service is not ready, None where it is."""
    try:
        status, _ = ask(url, "GET", READY)
    except Unreachable as why:
        return str(why)
    return None if status == 200 else f"{url}{READY} answers {status}"


def wait_until(reason: Callable[[], str | None], seconds: float, stop: Callable[[], bool]) -> str | None:
    """Ask again until there is no reason left to wait, the time is over, or somebody stops; return the last reason."""
    deadline = time.monotonic() + seconds
    while True:
        why = reason()
        if why is None or stop() or time.monotonic() >= deadline:
            return why
        time.sleep(_PAUSE)


def _shown(text: str) -> str:
    """Return what a terminal may be told: a replica has no say in its colours, nor in how much it holds."""
    return "".join(char if char.isprintable() else " " for char in text[:500])


def _no_gateway(replica: Replica) -> InputError:
    return InputError(
        f"{replica.url} is not the admin port of a gateway of ours. Give the address with ADMIN_PORT (9901 unless it was changed)."
    )
