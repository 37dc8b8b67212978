"""Operators beside a condition: the grammar binds them in another order than Dart does."""

from __future__ import annotations

import pytest

HEAD = "import 'package:http/http.dart' as http;\nconst host = String.fromEnvironment('HOST', defaultValue: 'h.example');\n"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("a && b ? 'https://h/x' : 'https://h/y'", ["GET /x", "GET /y"]),
        ("a || b ? 'https://h/x' : 'https://h/y'", ["GET /x", "GET /y"]),
        ("a != null && a.isOpen || b ? 'https://h/x' : c && b ? 'https://h/y' : 'https://h/z'",
         ["GET /x", "GET /y", "GET /z"]),
        ("a ?? b ? 'https://h/x' : 'https://h/y'", ["GET /x", "GET /y"]),
        ("true && !false ? 'https://h/x' : 'https://h/y'", ["GET /x"]),
        ("false && a || true ? 'https://h/x' : 'https://h/y'", ["GET /x"]),
        ("false && (a || true) ? 'https://h/x' : 'https://h/y'", ["GET /y"]),
        ("!'/x'.startsWith('http') ? 'https://h/x' : 'https://h/y'", ["GET /x"]),
        ("host.startsWith('localhost') || host.startsWith('10.') ? Uri.http(host, '/x') : Uri.https(host, '/y')",
         ["GET /y"]),
        ("!a ? 'https://h/x' : 'https://h/y'", ["GET /x", "GET /y"]),
    ],
)  # fmt: skip
def test_a_condition_reaches_as_far_as_dart_says(app, url: str, expected: list[str]) -> None:
    """And a condition that is known decides."""
    found = app(HEAD + f"f(a, b, c) => http.get({url});")
    assert (found.short, found.open) == (expected, [])


def test_a_negated_test_of_the_path_decides_what_is_put_before_it(app) -> None:
    """As in a wrapper that takes paths and whole addresses."""
    code = """
    load(String url) {
      if (!url.startsWith('http')) url = 'https://h/api' + url;
      return http.get(Uri.parse(url));
    }
    f() => load('/a');
    g() => load('https://h/v2/b');
    """
    found = app(HEAD + code)
    assert (found.short, found.open) == (["GET /api/a", "GET /v2/b"], [])


def test_what_an_operator_of_ones_own_sends_counts(app) -> None:
    """It is a method whose name is no word."""
    found = app(
        "import 'package:dio/dio.dart';\nfinal d = Dio(BaseOptions(baseUrl: 'https://h/api'));\n"
        "class A { operator [](int id) => d.get('/a/$id'); A operator <<(x) { d.post('/b'); return this; } }"
    )
    assert (found.short, found.open) == (["GET /api/a/:param", "POST /api/b"], [])
