"""Bases that somebody gives: to a function that keeps them, to a constructor that has its own, to some objects only."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"
DIO = "import 'package:dio/dio.dart';\n"


@pytest.mark.parametrize(
    "set_base",
    [
        "void configure({String? baseUrl}) { _baseUrl = baseUrl ?? _baseUrl; }",
        "void configure({String baseUrl = ''}) { _baseUrl = baseUrl; }",
    ],
)
def test_a_function_that_keeps_the_base_is_followed_to_its_callers(app, set_base: str) -> None:
    """The variable starts empty, and ``main`` fills it through a function that sends nothing."""
    found = app(
        {
            "lib/net.dart": DIO + f"String _baseUrl = '';\n{set_base}\n"
            "class Net { Net() { _dio = Dio(BaseOptions(baseUrl: _baseUrl)); } late Dio _dio;\n"
            "  users() => _dio.get('users'); }",
            "lib/main.dart": "import 'net.dart';\nvoid main() { configure(baseUrl: 'https://h.example/api/'); }",
        }
    )
    assert (found.short, found.open) == (["GET /api/users"], [])


def test_a_client_that_may_be_handed_over_has_the_base_of_its_default(app) -> None:
    """Two classes with different defaults are not taken for one another."""
    found = app(
        DIO
        + "class A { A({Dio? dio}) : _dio = dio ?? Dio(BaseOptions(baseUrl: 'https://a/one')); final Dio _dio;\n"
        "  f() => _dio.get('/x'); }\n"
        "class B { B({Dio? dio}) : _dio = dio ?? Dio(BaseOptions(baseUrl: 'https://b/two')); final Dio _dio;\n"
        "  g() => _dio.get('/y'); }"
    )
    assert (found.short, found.open) == (["GET /one/x", "GET /two/y"], [])


def test_a_call_on_an_object_of_unknown_making_is_told_though_others_are_known(app) -> None:
    """What one object completes says nothing of the others."""
    found = app(
        HTTP
        + "class C { C(this.base); final String base; post(String p) => http.post(Uri.parse('$base$p')); }\n"
        "f() => C('https://h/api').post('/a');\n"
        "g() => C('https://h/v2').post('/b');\n"
        "h(C other) => other.post('/c');"
    )
    assert found.short == ["POST /api/a", "POST /v2/b"]
    assert found.open == ["lib/api.dart:5"]


@pytest.mark.parametrize(
    "value", ["const ['GET', 'POST', 'DELETE'][index]", "['GET', 'POST', 'DELETE'][this.index]"]
)
def test_the_place_of_a_constant_in_its_enum_is_known(app, value: str) -> None:
    """A list of verbs in the order of an enum gives one verb, not all of them."""
    found = app(
        HTTP + f"enum Verb {{ get, post, delete }}\nextension on Verb {{ String get text => {value}; }}\n"
        "send(Verb verb, String path) => http.Request(verb.text, Uri.parse('https://h$path'));\n"
        "f() => send(Verb.post, '/a');\ng() => send(Verb.delete, '/b');"
    )
    assert (found.short, found.open) == (["DELETE /b", "POST /a"], [])


def test_a_refresh_behind_a_base_from_outside_is_told_where_it_is_sent(app) -> None:
    """Each request may lead to it; it is still one request."""
    found = app(
        HTTP + "class C { C(this.base); final String base;\n"
        "  Future get(String p) async { await refresh(); return http.get(Uri.parse('$base$p')); }\n"
        "  Future refresh() => http.post(Uri.parse('$base/refresh')); }\n"
        "f() => C(load().url.substring(1)).get('/a');"
    )
    assert found.open == ["lib/api.dart:4", "lib/api.dart:5"]
