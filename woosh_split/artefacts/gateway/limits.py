"""Places that count requests by the client's address, and what they allow, as the facts tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from woosh_split.model.code import Hazard

IP_KEYED = ("ip-keyed-limit", "client-ip")
TRUST_PROXY = "trust-proxy"
_ALLOWS = re.compile(r"(\d+) requests in (\d+) ms")
_UNTRUSTED = re.compile(r"not set|set to (?:false|0)\b")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many milliseconds, and the place that says so."""

    requests: int
    window_ms: int
    where: str


@dataclass(frozen=True, slots=True)
class SharedAddress:
    """What would take all clients for one behind a gateway.

    ``places`` depend on the client's address. ``missing`` is the place where trust-proxy should be set, None where it is
    set, or where nothing depends on it.
    """

    places: tuple[Hazard, ...] = ()
    missing: Hazard | None = None

    @property
    def stands_against(self) -> bool:
        """Whether a gateway would make all clients share one address."""
        return bool(self.places) and self.missing is not None


def shared_address(hazards: Iterable[Hazard]) -> SharedAddress:
    """Return what the facts say of addresses; a monolith with several mains misses it where one of them does."""
    ordered = sorted(hazards, key=lambda each: (each.file, each.line, each.kind))
    places = tuple(each for each in ordered if each.kind in IP_KEYED)
    missing = [each for each in ordered if each.kind == TRUST_PROXY and _UNTRUSTED.match(each.detail)]
    return SharedAddress(places, missing[0] if missing else None)


def strictest_limit(hazards: Iterable[Hazard]) -> Limit | None:
    """Return the limit that the gateway starts from: the one that allows the fewest requests in its time."""
    found = [
        Limit(int(told[1]), int(told[2]), f"{each.file}:{each.line}")
        for each in hazards
        if each.kind == IP_KEYED[0] and (told := _ALLOWS.search(each.detail))
    ]
    return min(found, key=lambda each: (each.requests / max(each.window_ms, 1), each.where), default=None)
