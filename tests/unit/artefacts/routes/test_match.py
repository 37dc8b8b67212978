"""The matcher answers as the monolith's router does."""

from __future__ import annotations

import pytest
from routing_tables import entry, table

from woosh_split.artefacts.routes.match import Matcher, decoded_path, path_of
from woosh_split.model.routing import Router

SHOP = Matcher(
    table(
        "GET /api/users/profile", "GET /api/users", "GET /api/users/:id", "POST /api/users",
        "GET /api/orders/:id", "GET /api/orders/today", r"GET /api/items/:id(\d+)", "GET /api/items/:name",
        "ALL /api/hooks/:name", "GET /api/files/*", "GET /api/optional/:id?", "GET /",
    )
)  # fmt: skip
FASTIFY = Router("fastify", True, True)


def answer(matcher: Matcher, method: str, target: str) -> str | None:
    """Return the path of the route that answers."""
    found = matcher.find(method, target)
    return found.path if found else None


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("GET", "/api/users/profile", "/api/users/profile"),
        ("GET", "/api/users/profile?x=/api/users", "/api/users/profile"),
        ("GET", "/API/Users/PROFILE/", "/api/users/profile"),
        ("GET", "/api/users/%70rofile", "/api/users/:id"),
        ("GET", "/api/users/", "/api/users"),
        ("GET", "/api/users//", None),
        ("GET", "/api//users", None),
        ("GET", "//api/users", None),
        ("GET", "/api/users/..", "/api/users/:id"),
        ("GET", "/api/orders/today", "/api/orders/:id"),
        ("HEAD", "/api/users", "/api/users"),
        ("OPTIONS", "/api/users", None),
        ("POST", "/api/users/7", None),
        ("PURGE", "/api/hooks/pay", "/api/hooks/:name"),
        ("GET", "/api/items/12", r"/api/items/:id(\d+)"),
        ("GET", "/api/items/12a", "/api/items/:name"),
        ("GET", "/api/files", None),
        ("GET", "/api/files/", "/api/files/*"),
        ("GET", "/api/files/a/b/", "/api/files/*"),
        ("GET", "/api/optional", "/api/optional/:id?"),
        ("GET", "/api/optional/1/", "/api/optional/:id?"),
        ("GET", "/", "/"),
        ("GET", "//", None),
        ("GET", "*", None),
        ("GET", "http://shop.example/api/users?x", "/api/users"),
    ],
)
def test_express_takes_the_first_that_matches_what_was_sent(
    method: str, target: str, expected: str | None
) -> None:
    assert answer(SHOP, method, target) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/users/me", "/users/me"),
        ("/users/%6de", "/users/me"),
        ("/users/ME", "/users/:id"),
        ("/users/me/", None),
        ("/users/12", r"/users/:id(\d+)"),
        ("/users/a%2Fb", "/users/:id"),
        ("/users/a/b", "/users/*"),
        ("/users/%zz", None),
        ("/users/%ff", None),
        ("/users/me/more", "/users/*"),
    ],
)
def test_fastify_decodes_and_takes_the_most_special(target: str, expected: str | None) -> None:
    matcher = Matcher(
        table(
            "GET /users/*", "GET /users/:id", r"GET /users/:id(\d+)", "GET /users/me", router=FASTIFY
        )  # order makes no difference
    )
    assert answer(matcher, "GET", target) == (expected if target != "/users/me/" else "/users/*")


def test_the_header_of_the_version_tells_routes_apart() -> None:
    router = Router(version_header="X-API-Version")
    matcher = Matcher(
        table(entry("GET /orders", versions=("1",)), entry("GET /orders", versions=("2", "3")), router=router)
    )
    assert [
        found.versions if (found := matcher.find("GET", "/orders", headers)) else None
        for headers in ({"x-api-version": "1"}, {"X-Api-Version": " 3"}, {"x-api-version": "4"}, {})
    ] == [("1",), ("2", "3"), None, None]


def test_a_route_without_a_version_answers_every_version() -> None:
    matcher = Matcher(
        table(entry("GET /orders", versions=("2",)), "GET /orders", router=Router(version_header="x-version"))
    )
    found = matcher.find("GET", "/orders", {"x-version": "9"})
    assert found is not None and found.versions == ()


def test_a_router_may_tell_cases_and_slashes_apart() -> None:
    matcher = Matcher(table("GET /a/B", router=Router("express", True, True)))
    assert [answer(matcher, "GET", each) for each in ("/a/B", "/a/b", "/a/B/")] == ["/a/B", None, None]


@pytest.mark.parametrize(
    ("sent", "decoded"),
    [("/a%20b", "/a b"), ("/%C3%A9", "/é"), ("/%2f%2F", "/%2F%2F"), ("/%zz", None), ("/%ff", None), ("/100%", None)],
)  # fmt: skip
def test_fastify_leaves_reserved_characters_encoded(sent: str, decoded: str | None) -> None:
    assert decoded_path(sent) == decoded


def test_a_query_is_no_part_of_the_path() -> None:
    assert [path_of(each) for each in ("/a?/b", "/a#b", "http://h", "*")] == ["/a", "/a", "/", "*"]
    absolute = ("http://h/a/b?c", "http://[::1/a", "http://h//a", "http://a@h:x/b")
    assert [path_of(each) for each in absolute] == ["/a/b", "/a", "//a", "/b"]


def test_a_rest_answers_what_meets_its_pattern() -> None:
    """Express 4 writes a pattern behind a name; a slash inside is part of the rest."""
    matcher = Matcher(table(r"GET /api/files/:rest(.*\.png)*", "GET /api/files/*"))
    patterned = next(each for each in matcher.entries if each.segments[-1].pattern)

    assert patterned.segments[-1].kind == "wildcard"
    assert answer(matcher, "GET", "/api/files/a/b.png") == patterned.path
    assert answer(matcher, "GET", "/api/files/a/b.jpg") == "/api/files/*"


def test_the_last_slash_of_a_path_of_one_letter_makes_no_difference() -> None:
    assert answer(Matcher(table("GET /a")), "GET", "/a/") == "/a"
