"""What a gateway that runs has compared since its start, asked at its admin port."""

from __future__ import annotations

from typing import Any

from woosh_split.model.shadow import SHADOW_VERSION, RouteShadows, ShadowDifference, ShadowSource
from woosh_split.sources.admin_port import ask, not_a_gateway


def ask_gateway(address: str, token: str | None) -> tuple[ShadowSource, tuple[RouteShadows, ...]]:
    """Return what one gateway tells; ``address`` is that of its admin port.

    Raises:
        InputError: nobody answers there, the token is refused, or the answer is something else.
    """
    document = ask(address, token, "/shadow")
    try:
        if document["version"] != SHADOW_VERSION:
            raise ValueError(document["version"])
        routes = tuple(_route(each) for each in document["routes"])
        return ShadowSource(address, str(document["since"])), routes
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise not_a_gateway(address) from error


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
