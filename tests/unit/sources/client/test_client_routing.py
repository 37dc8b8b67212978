"""Which route would really answer: Express's order, parameters, wildcards and verbs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.model.code import Route
from woosh_split.sources.client.routing import RouteTable


def _table(*lines: str) -> RouteTable:
    routes = []
    for order, line in enumerate(lines):
        method, path = line.split()
        routes.append(Route(method, path, "m", "C.f", "c.ts", 1, order=order))
    return RouteTable(routes)


def _answer(table: RouteTable, call: str) -> str | None:
    method, path = call.split()
    route = table.answer(method, path)
    return f"{route.method} {route.path}" if route else None


@pytest.mark.parametrize(
    ("routes", "call", "expected"),
    [
        (["GET /a/today", "GET /a/:id"], "GET /a/today", "GET /a/today"),
        (["GET /a/:id", "GET /a/today"], "GET /a/today", "GET /a/:id"),
        (["GET /a/today", "GET /a/:id"], "GET /a/:param", "GET /a/:id"),
        (["GET /a/today"], "GET /a/:param", None),
        (["GET /a/:id"], "POST /a/:param", None),
        (["ALL /a/:id"], "PATCH /a/7", "ALL /a/:id"),
        (["POST /a", "ALL /a"], "POST /a", "POST /a"),
        (["GET /a"], "HEAD /a", "GET /a"),
        (["HEAD /a"], "GET /a", None),
        (["GET /Api/Orders"], "GET /api/orders/", "GET /Api/Orders"),
        (["GET /a/:id/b"], "GET /a/:param/b", "GET /a/:id/b"),
        (["GET /a/:id/b"], "GET /a/:param/c", None),
        (["GET /"], "GET /", "GET /"),
        (["GET /files/*"], "GET /files/x/y.pdf", "GET /files/*"),
        (["GET /files/*"], "GET /files", None),
        (["GET /files/*path"], "GET /files/:param", "GET /files/*path"),
        (["GET *"], "GET /any/thing", "GET *"),
        (["GET /*"], "GET /", "GET /*"),
        (["GET /a/*/c"], "GET /a/b/b/c", "GET /a/*/c"),
        (["GET /ab*cd"], "GET /abxcd", "GET /ab*cd"),
        (["GET /ab*cd"], "GET /ab", None),
        (["GET /a/:id?"], "GET /a", "GET /a/:id?"),
        (["GET /a/:id?"], "GET /a/5", "GET /a/:id?"),
        (["GET /a{/:id}"], "GET /a", "GET /a{/:id}"),
        (["GET /a{/:id}"], "GET /a/:param", "GET /a{/:id}"),
        ([r"GET /a/:id(\d+)", "GET /a/:name"], "GET /a/12", r"GET /a/:id(\d+)"),
        ([r"GET /a/:id(\d+)", "GET /a/:name"], "GET /a/x", "GET /a/:name"),
        ([r"GET /a/:id(\d+)", "GET /a/:name"], "GET /a/:param", r"GET /a/:id(\d+)"),
        (["GET /a/:from-:to"], "GET /a/1-2", "GET /a/:from-:to"),
        (["GET /a/:from-:to"], "GET /a/12", None),
        (["GET /v1/a", "GET /v2/a"], "GET /v2/a", "GET /v2/a"),
        (["GET /a/b/:id", "GET /:x/:y/:z"], "GET /a/c/1", "GET /:x/:y/:z"),
        ([], "GET /a", None),
    ],
)
def test_the_first_registered_route_that_matches_answers(
    routes: list[str], call: str, expected: str | None
) -> None:
    """Express tries routes in their order; an unknown value is no literal."""
    assert expected == _answer(_table(*routes), call)


def test_the_order_of_registration_counts_not_the_order_of_the_list() -> None:
    """Facts are sorted by path, so the table must go by ``order``."""
    literal = Route("GET", "/a/today", "m", "C.today", "c.ts", 1, order=7)
    parameter = Route("GET", "/a/:id", "m", "C.one", "c.ts", 2, order=3)
    assert parameter == RouteTable([literal, parameter]).answer("GET", "/a/today")


def test_a_gateway_of_websockets_answers_no_request() -> None:
    """A websocket's route is listed, but HTTP does not reach it."""
    assert None is RouteTable([Route("GET", "/ws", "m", "G.on", "g.ts", 1, kind="websocket")]).answer(
        "GET", "/ws"
    )


_segment = st.sampled_from(["a", "b", "c", ":id", ":param"])
_paths = st.lists(_segment, max_size=4).map(lambda parts: "/" + "/".join(parts))


@given(st.lists(st.tuples(st.sampled_from(["GET", "POST", "ALL"]), _paths), max_size=8), _paths)
def test_the_trie_gives_what_trying_every_route_gives(routes: list[tuple[str, str]], path: str) -> None:
    """The trie is only a faster way to try the routes one by one."""

    def matches(route: tuple[str, str]) -> bool:
        own, asked = ([part for part in text.split("/") if part] for text in (route[1], path))
        return (
            route[0] in ("GET", "ALL")
            and len(own) == len(asked)
            and all(r.startswith(":") or (r == a and a != ":param") for r, a in zip(own, asked, strict=True))
        )

    expected = next((" ".join(route) for route in routes if matches(route)), None)
    assert expected == _answer(_table(*(" ".join(route) for route in routes)), f"GET {path}")
