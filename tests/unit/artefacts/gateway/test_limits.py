"""What the facts say of clients' addresses, and the number that the gateway starts from."""

from __future__ import annotations

from woosh_split.artefacts.gateway.limits import Limit, SharedAddress, shared_address, strictest_limit
from woosh_split.model.code import Hazard

LIMIT = Hazard(
    "ip-keyed-limit",
    "ThrottlerGuard",
    "ThrottlerGuard allows 5 requests in 900000 ms for each client address",
    "a.ts",
    1,
)
LOOSE = Hazard("ip-keyed-limit", "rate-limit", "100 requests in 1000 ms for each client address", "b.ts", 2)
UNKNOWN = Hazard("ip-keyed-limit", "rate-limit", "? requests in ? ms for each client address", "c.ts", 3)
ADDRESS = Hazard("client-ip", "A.b", "req.ip is the gateway's address unless proxies are trusted", "d.ts", 4)
MISSING = Hazard(
    "trust-proxy", "trust proxy", "not set: behind a gateway every request comes from", "main.ts", 9
)
SET = Hazard(
    "trust-proxy", "trust proxy", "set to 1: it must fit the number of proxies in front", "main.ts", 9
)
OFF = Hazard(
    "trust-proxy", "trust proxy", "set to false: it must fit the number of proxies in front", "main.ts", 9
)


def test_every_place_that_goes_by_the_address_is_named() -> None:
    assert shared_address([MISSING, ADDRESS, LOOSE, LIMIT]) == SharedAddress((LIMIT, LOOSE, ADDRESS), MISSING)


def test_it_stands_against_the_first_day_only_while_no_proxy_is_trusted() -> None:
    assert shared_address([LIMIT, MISSING]).stands_against
    assert shared_address([LIMIT, OFF]).stands_against
    assert not shared_address([LIMIT, SET]).stands_against
    assert not shared_address([MISSING]).stands_against
    assert not shared_address([]).stands_against


def test_the_gateway_starts_from_the_strictest_number_that_is_known() -> None:
    assert strictest_limit([UNKNOWN, LOOSE, LIMIT]) == Limit(5, 900_000, "a.ts:1")
    assert strictest_limit([UNKNOWN, MISSING]) is None
