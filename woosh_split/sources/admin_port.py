"""The admin port of gateways that run: JSON, for whoever has their token."""

from __future__ import annotations

import http.client
import json
from typing import Any

from woosh_split.errors import InputError
from woosh_split.sources.plain_http import is_address, sent, without_user

TOKEN_VARIABLE = "WOOSH_SPLIT_GATEWAY_TOKEN"  # noqa: S105 - the name of a variable
_TIMEOUT = 10


def ask(
    address: str, token: str | None, path: str, method: str = "GET", fine: tuple[int, ...] = (http.client.OK,)
) -> dict[str, Any]:
    """Return what a gateway answers; ``fine`` are the statuses that have an answer.

    Raises:
        InputError: the address is none, nobody answers there, the token is refused, or the answer is something else.
    """
    _checked(address)
    status, text = _sent(address, token, method, path)
    if status == http.client.UNAUTHORIZED:
        raise InputError(
            f"The gateway at {address} refuses the token. Give its ADMIN_TOKEN in {TOKEN_VARIABLE}."
            if token is not None
            else f"The gateway at {address} wants a token. Give its ADMIN_TOKEN in {TOKEN_VARIABLE}; a gateway "
            "that was started without one tells nothing."
        )
    if status == http.client.NOT_FOUND:
        raise InputError(
            f"{address} knows no {path}. It is not the admin port of a gateway, or of an older one: write it anew with "
            "`woosh-split gateway`."
        )
    try:
        document = json.loads(text)
        if status not in fine or not isinstance(document, dict):
            raise ValueError(status)
    except (ValueError, RecursionError) as error:
        raise not_a_gateway(address, status) from error
    return document


def not_a_gateway(address: str, status: int = http.client.OK) -> InputError:
    """Return the error of an address that answers with something else."""
    return InputError(
        f"{address} answers {status} with something that is no answer of a gateway. Give the address of its admin "
        "port, http://127.0.0.1:9901 unless ADMIN_PORT says otherwise."
    )


def _checked(address: str) -> None:
    if not is_address(address):
        raise InputError(
            f"{without_user(address)} is no address of an admin port. It has to look like http://127.0.0.1:9901, without a path, "
            "user or password."
        )


def _sent(address: str, token: str | None, method: str, path: str) -> tuple[int, bytes]:
    try:
        return sent(address, method, path, token, _TIMEOUT)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(
            f"Nobody answers at {address}: {reason}. Is the gateway running, and can its admin port be reached from here? "
            "It listens on the loopback unless ADMIN_HOST says otherwise."
        ) from error
    except ValueError as error:
        raise InputError(
            f"{TOKEN_VARIABLE} cannot be sent: it has characters that no header may have."
        ) from error
