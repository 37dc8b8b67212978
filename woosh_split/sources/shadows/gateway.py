"""What a gateway that runs has compared since its start, asked at its admin port."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import SplitResult, urlsplit

from woosh_split.errors import InputError
from woosh_split.model.shadow import SHADOW_VERSION, RouteShadows, ShadowDifference, ShadowSource

_TIMEOUT = 10
_LONGEST = 64 << 20


def ask_gateway(address: str, token: str | None) -> tuple[ShadowSource, tuple[RouteShadows, ...]]:
    """Return what one gateway tells; ``address`` is that of its admin port.

    Raises:
        InputError: the address is none, nobody answers there, the token is refused, or the answer is something else.
    """
    url = _checked(address)
    status, text = _get(url, address, token)
    if status == http.client.UNAUTHORIZED:
        raise InputError(
            f"The gateway at {address} refuses the token. Give its ADMIN_TOKEN in WOOSH_SPLIT_GATEWAY_TOKEN."
            if token is not None
            else f"The gateway at {address} wants a token. Give its ADMIN_TOKEN in WOOSH_SPLIT_GATEWAY_TOKEN; a gateway "
            "that was started without one tells nothing."
        )
    if status == http.client.NOT_FOUND:
        raise InputError(
            f"{address} knows no /shadow. It is not the admin port of a gateway, or of an older one: write it anew with "
            "`woosh-split gateway`."
        )
    try:
        document = json.loads(text)
        if status != http.client.OK or document["version"] != SHADOW_VERSION:
            raise ValueError(status)
        routes = tuple(_route(each) for each in document["routes"])
        return ShadowSource(address, str(document["since"])), routes
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{address} answers {status} with something that is no report of a gateway. Give the address of its admin "
            "port, http://127.0.0.1:9901 unless ADMIN_PORT says otherwise."
        ) from error


def _checked(address: str) -> SplitResult:
    try:
        url = urlsplit(address)
        wrong = url.scheme not in ("http", "https") or not url.hostname or url.port == 0
    except ValueError:
        wrong = True
    if wrong or url.username is not None or url.path not in ("", "/") or url.query:
        shown = address.rpartition("@")[2]  # what stands before it may be a password
        raise InputError(
            f"{shown} is no address of an admin port. It has to look like http://127.0.0.1:9901, without a path, user or "
            "password."
        )
    return url


def _get(url: SplitResult, address: str, token: str | None) -> tuple[int, bytes]:
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(url.hostname), url.port, timeout=_TIMEOUT)
    try:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        connection.request("GET", "/shadow", headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(_LONGEST)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(
            f"Nobody answers at {address}: {reason}. Is the gateway running, and can its admin port be reached from here? "
            "It listens on the loopback unless ADMIN_HOST says otherwise; --log reads the file that SHADOW_REPORT names."
        ) from error
    except ValueError as error:  # a token that is no header
        raise InputError(
            "WOOSH_SPLIT_GATEWAY_TOKEN cannot be sent: it has characters that no header may have."
        ) from error
    finally:
        connection.close()


def _route(each: dict[str, Any]) -> RouteShadows:
    return RouteShadows(
        str(each["route"]), str(each["name"]), str(each["service"]), int(each["same"]), int(each["differs"]),
        int(each["failed"]), int(each["dropped"]), int(each["percent"]),
        tuple((float(one), float(other)) for one, other in each["milliseconds"]),
        tuple(
            ShadowDifference(str(found["at"]), str(found["primary"]), str(found["candidate"]), int(found["count"]))
            for found in each["differences"]
        ),
        int(each["places"]),
    )  # fmt: skip
