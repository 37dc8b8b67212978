"""Endpoints that enums, extensions and switches name."""

from __future__ import annotations

import pytest

HEAD = """
import 'package:http/http.dart' as http;
import 'package:dio/dio.dart';
final dio = Dio(BaseOptions(baseUrl: 'https://h/api'));
enum Ep { login, me }
"""
SWITCH = "extension X on Ep { String get path { switch (this) { case Ep.login: return '/login'; case Ep.me: return '/me'; } } }"
CASES = "extension X on Ep { String get path => switch (this) { Ep.login => '/login', Ep.me => '/me' }; }"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"{SWITCH}\nf() => dio.post(Ep.login.path);", ["POST /api/login"]),
        (f"{CASES}\nf() => dio.post(Ep.me.path);", ["POST /api/me"]),
        (f"{CASES}\nclass C {{ send(Ep e) => dio.get(e.path); }}\nf() => C().send(Ep.login);", ["GET /api/login"]),
        ("extension S on String { Uri get uri => Uri.parse('https://h/api$this'); }\nf() => http.get('/a'.uri);", ["GET /api/a"]),
        ("extension S on String { Uri under(String p) => Uri.https('h', '/$p/$this'); }\nf(id) => http.get('a/$id'.under('v1'));",
         ["GET /v1/a/:param"]),
        ("f(x) => switch (x) { A() => dio.get('/a'), B(:final id) when id > 1 => dio.get('/b'), _ => dio.get('/c') };",
         ["GET /api/a", "GET /api/b", "GET /api/c"]),
        ("f(x) { switch (x) { case A(): return dio.get('/a'); case 'x' when y: return dio.get('/b'); default: return dio.get('/c'); } }",
         ["GET /api/a", "GET /api/b", "GET /api/c"]),
    ],
)  # fmt: skip
def test_an_endpoint_is_told_wherever_its_path_comes_from(app, code: str, expected: list[str]) -> None:
    """A pattern may match or not, so whatever stands behind it counts too."""
    found = app(HEAD + code)
    assert (found.short, found.open) == (expected, [])
