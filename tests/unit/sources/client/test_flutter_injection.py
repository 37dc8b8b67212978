"""Clients that a service locator or a factory hands over, of which only the declared type tells what they are."""

from __future__ import annotations

import pytest

API = """
import 'dart:io';
import 'package:http/http.dart' as http;
class Api {
  static const base = 'https://h/api';
  final http.Client _client = http.Client();
  Future get(String path) => _client.get(Uri.parse('$base$path'));
}
class Orders {
  final Api api;
  Orders({required this.api});
  all() => api.get('/orders');
}
class Elsewhere { final String base; Elsewhere(this.base); f() => http.get(Uri.parse('$base/other')); }
final elsewhere = Elsewhere('https://other');
"""


@pytest.mark.parametrize(
    "injection",
    [
        "",
        "void init() { sl.registerLazySingleton(() => Orders(api: sl())); }",
        "void init() { sl.registerFactory<Orders>(() => Orders(api: sl.get())); }",
        "void init() { sl.registerFactory(() => Orders(api: Api())); sl.registerFactory(() => Orders(api: sl())); }",
    ],
)
def test_what_a_locator_gives_is_of_the_fields_type(app, injection: str) -> None:
    """Though nothing is known of the value itself, and something is learnt that takes a second look."""
    found = app(API + injection)
    assert (found.short, found.open) == (["GET /api/orders", "GET /other"], [])


@pytest.mark.parametrize(
    "made",
    [
        "Api({HttpClient Function()? factory}) : _factory = factory ?? HttpClient.new; final HttpClient Function() _factory;",
        "Api({HttpClient Function()? factory}) : _factory = factory ?? (() => HttpClient()); final HttpClient Function() _factory;",
        "final _factory = HttpClient.new;",
        "Api(this._factory); final HttpClient Function() _factory;",
    ],
)
@pytest.mark.parametrize("use", ["", "final api = make(sl());", "final api = Api();"])
def test_a_factory_of_clients_is_followed(app, made: str, use: str) -> None:
    """A constructor that is passed as a value, and a field whose type says what calling it gives."""
    load = "load(String id) async { final client = _factory(); return client.getUrl(Uri.https('h', '/api/plans/$id')); }"
    code = f"import 'dart:io';\nclass Api {{ {made}\n{load} }}\n{use}"
    found = app(code)
    assert (found.short, found.open) == (["GET /api/plans/:param"], [])


MODULE = """
import 'package:dio/dio.dart';
import 'package:injectable/injectable.dart';
const files = 'files';
@module abstract class Clients {
  @Named('main') @lazySingleton Dio get main => Dio(BaseOptions(baseUrl: 'https://h/main'));
  @Named("auth") Dio get auth => Dio(BaseOptions(baseUrl: 'https://h/auth'));
  @Named(files) Dio files(@Named('root') String root) => Dio(BaseOptions(baseUrl: root));
  @Named('root') String get root => 'https://h/files';
}
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("@injectable class A { final Dio dio; A(@Named('auth') this.dio); f() => dio.get('/a'); }", "GET /auth/a"),
        ("@injectable class A { final Dio _dio; A(@Named('main') Dio dio) : _dio = dio; f() => _dio.get('/a'); }", "GET /main/a"),
        ("@injectable class A { final Dio dio; A({@Named(files) required this.dio}); f() => dio.get('/a'); }", "GET /files/a"),
    ],
)  # fmt: skip
def test_what_is_named_is_handed_in_by_its_name(app, code: str, expected: str) -> None:
    found = app(MODULE + code)
    assert (found.short, found.open) == ([expected], [])


def test_the_base_of_the_one_client_may_be_named_too(app) -> None:
    found = app(
        "import 'package:dio/dio.dart';\n@module abstract class M { @Named('base') String get base => 'https://h/v2';\n"
        "  @lazySingleton Dio dio(@Named('base') String base) => Dio(BaseOptions(baseUrl: base)); }\n"
        "@injectable class A { final Dio dio; A(this.dio); f() => dio.get('/a'); }"
    )
    assert (found.short, found.open) == (["GET /v2/a"], [])


def test_a_locator_gives_what_is_registered_under_a_name(app) -> None:
    found = app(
        "import 'package:dio/dio.dart';\nsetup() {\n"
        "  getIt.registerLazySingleton<Dio>(() => Dio(BaseOptions(baseUrl: 'https://h/x')), instanceName: 'x');\n"
        "  getIt.registerSingleton<Dio>(Dio(BaseOptions(baseUrl: 'https://h/y')), instanceName: 'y');\n}\n"
        "f() => getIt<Dio>(instanceName: 'x').get('/a');\ng() => getIt.get<Dio>(instanceName: 'y').get('/b');"
    )
    assert (found.short, found.open) == (["GET /x/a", "GET /y/b"], [])
