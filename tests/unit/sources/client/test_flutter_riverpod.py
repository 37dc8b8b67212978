"""Clients that providers of Riverpod give: families, and readers that are handed on."""

from __future__ import annotations

import pytest

DIO = """
import 'package:dio/dio.dart';
final dioProvider = Provider<Dio>((ref) => Dio(BaseOptions(baseUrl: 'https://h/api')));
final other = Provider<Dio>((ref) => Dio(BaseOptions(baseUrl: 'https://h/other')));
"""


@pytest.mark.parametrize("type_", ["Reader", "T Function<T>(ProviderListenable<T>)", "dynamic"])
@pytest.mark.parametrize(
    "use",
    [
        "Dio get _dio => _read(dioProvider); all() => _dio.get('/a');",
        "all() => _read(dioProvider).get('/a');",
    ],
)
def test_a_reader_that_is_handed_on_reads_the_provider(app, type_: str, use: str) -> None:
    """``Repository(ref.read)``, which asks for the client later."""
    found = app(
        DIO
        + "final repository = Provider((ref) => Repository(ref.read));\n"
        + f"class Repository {{ Repository(this._read); final {type_} _read;\n{use} }}"
    )
    assert (found.short, found.open) == (["GET /api/a"], [])


def test_a_getter_whose_value_is_not_known_is_of_its_type(app) -> None:
    """Nobody sees what the locator gives, but the getter says that it is a client."""
    found = app(
        "import 'package:dio/dio.dart';\nfinal d = Dio(BaseOptions(baseUrl: 'https://h/api'));\n"
        "class Repository { Dio get _dio => find(); all() => _dio.get('/a'); }"
    )
    assert (found.short, found.open) == (["GET /api/a"], [])


@pytest.mark.parametrize(
    "family", ["Provider.family<Dio, String>", "Provider.autoDispose.family<Dio, String>"]
)
def test_a_family_is_handed_its_argument(app, family: str) -> None:
    """The first parameter is the reference, the second what the family is called with."""
    found = app(
        "import 'package:dio/dio.dart';\n"
        f"final raw = {family}((ref, version) => Dio()..options.baseUrl = 'https://h/api/$version/');\n"
        "f(ref) => ref.watch(raw('v2')).get('a');\n"
        "g(ref) { final dio = ref.read(raw('v3')); return dio.get('b'); }"
    )
    assert (found.short, found.open) == (["GET /api/v2/a", "GET /api/v3/b"], [])
