"""Paths as people write them in Nest, Express and Fastify."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.routes.segments import parse_path, pattern_takes_slash, shown


def told(path: str) -> list[str]:
    r"""Return each reading of a path in short: ``a``, ``:id``, ``:id<\\d+>``, ``*``, with ``?`` behind what is optional."""
    found = []
    for segments in parse_path(path):
        texts = []
        for each in segments:
            mark = {"literal": "", "parameter": ":", "wildcard": "*"}[each.kind]
            pattern = f"<{each.pattern}>" if each.pattern else ""
            texts.append(f"{mark}{each.text}{pattern}{'?' if each.optional else ''}")
        found.append(" ".join(texts))
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", [""]),
        ("", [""]),
        ("orders", ["orders"]),
        ("/api/orders/", ["api orders"]),
        ("/orders/:id", ["orders :id"]),
        (r"/orders/:id(\d+)", [r"orders :id<\d+>"]),
        ("/orders/:id?", ["orders :id?"]),
        (r"/orders/:id(\d+)?", [r"orders :id<\d+>?"]),
        ("/orders{/:id}", ["orders :id?"]),
        ("/orders{/archive}", ["orders archive?"]),
        ("/a{/b/:c}/d", ["a d", "a b :c d"]),
        ("/:a{/:b{/:c}}", [":a", ":a :b :c?"]),
        ("/files/*", ["files **"]),
        ("/files/(.*)", ["files **"]),
        ("/files/{*path}", ["files *path"]),
        ("/files/*path", ["files *path<.+>"]),
        ("/files/:path(.*)", ["files *path"]),
        ("/files/:path*", ["files *path<[^/]+?(?:/.+)?>"]),
        ("/files/:path+", ["files *path<[^/]+?(?:/.+)?>"]),
        ("/files/*/raw", ["files **<.*/raw>"]),
        ("/files/:name.:ext", [r"files :name-ext<[^/]+?\.[^/]+?>"]),
        ("/files/:name{.:ext}", [r"files :name-ext<[^/]+?(?:\.[^/]+?)?>"]),
        ("/flights/:from-:to", ["flights :from-to<[^/]+?-[^/]+?>"]),
        (r"/:year(\d{4})-:month", [r":year-month<(?:\d{4})-[^/]+?>"]),
        (r"/x/:word([a-z.]+)/y", ["x :word<[a-z.]+> y"]),
        (r"/x/:id([^/]+)/y", ["x :id<[^/]+> y"]),
        ("/x/:id(.+)/y", ["x *id<(?:.+)/y>"]),
        (r"/a/:kind(open|done)", ["a :kind<open|done>"]),
        ("/ab?cd", [":segment<ab?cd>"]),
        (r"/users\:verify", ["users:verify"]),
        ("*", ["**"]),
    ],
)
def test_a_path_is_read_as_its_router_reads_it(path: str, expected: list[str]) -> None:
    assert told(path) == expected


@pytest.mark.parametrize(
    ("pattern", "takes"),
    [
        (r"\d+", False), ("[a-z]+", False), ("open|done", False), (r"[^/]+", False), (r"\w+\.\w+", False),
        (".*", True), ("[^.]+", True), (r"\S+", True), ("[!-~]+", True), ("a/b", True), (r"[\W]", True),
        (r"\x2f", True),
    ],
)  # fmt: skip
def test_a_pattern_that_may_take_a_slash_is_known(pattern: str, takes: bool) -> None:
    assert pattern_takes_slash(pattern) is takes


def test_segments_are_shown_as_a_path_again() -> None:
    assert [shown(each) for each in parse_path("/a{/b/:c}/{*rest}")] == ["/a/*rest", "/a/b/:c/*rest"]
