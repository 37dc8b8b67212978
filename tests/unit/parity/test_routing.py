"""Who answers a request: the first route of the monolith's order that takes it."""

from __future__ import annotations

import pytest

from woosh_split.model.code import Route
from woosh_split.parity.routing import pattern_of, route_table

ROUTES = [
    Route("GET", "/api/outlets/:id", "clients", "C.one", "a.ts", 1, order=0),
    Route("GET", "/api/outlets/:id/payments", "payments", "P.all", "a.ts", 2, order=1),
    Route("GET", "/api/outlets/nearby", "routes", "R.near", "a.ts", 3, order=2),
    Route("ALL", "/api/files/*", "files", "F.any", "a.ts", 4, order=3),
    Route("GET", "/", "app", "A.root", "a.ts", 5, order=4),
]
TABLE = route_table(
    reversed(ROUTES), {"clients": "client-management", "payments": "orders", "routes": "sales"}
)


@pytest.mark.parametrize(
    ("method", "target", "service"),
    [
        ("GET", "/api/outlets/7", "client-management"),
        ("GET", "/api/outlets/nearby", "client-management"),  # the monolith tries :id first
        ("GET", "/api/outlets/7/payments?page=1", "orders"),
        ("HEAD", "/api/outlets/7", "client-management"),
        ("GET", "/API/Outlets/7/", "client-management"),
        ("POST", "/api/outlets/7", "monolith"),
        ("DELETE", "/api/files/a/b", "monolith"),
        ("GET", "/nowhere", "monolith"),
    ],
)
def test_the_first_route_that_takes_a_request_decides(method: str, target: str, service: str) -> None:
    assert TABLE.service_of(method, target) == service


@pytest.mark.parametrize(
    ("path", "takes", "leaves"),
    [
        ("/a/:id(\\d+)", "/a/12", "/a/x"),
        ("/a/:id?", "/a", "/a/b/c"),
        ("/a/*", "/a/b/c", "/b"),
        ("/a.b", "/a.b", "/axb"),
        ("/a/:x-:y", "/a/1-2", "/a/1"),
        ("/", "/", "/a"),
    ],
)
def test_patterns_are_those_of_express(path: str, takes: str, leaves: str) -> None:
    assert pattern_of(path).fullmatch(takes)
    assert not pattern_of(path).fullmatch(leaves)
