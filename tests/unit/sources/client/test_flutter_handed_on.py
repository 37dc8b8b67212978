"""Paths and requests that are handed on: to another isolate, to each element's closure, to a client that sends again."""

from __future__ import annotations

import pytest

HEAD = """
import 'package:http/http.dart' as http;
import 'package:dio/dio.dart';
final dio = Dio(BaseOptions(baseUrl: 'https://h/api'));
Future load(String path) => http.get(Uri.parse('https://h/api$path'));
class Again implements http.Client {
  final http.Client _inner;
  Again(this._inner);
  Future send(http.BaseRequest request) async {
    final response = await _inner.send(request);
    return response.statusCode == 401 ? _inner.send(http.Request(request.method, request.url)) : response;
  }
}
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f() => compute(load, '/a');", ["GET /api/a"]),
        ("f() => compute<String, X>(load, '/a/$id');", ["GET /api/a/:param"]),
        ("f() { ['/a', '/b'].forEach((p) => dio.get(p)); }", ["GET /api/a", "GET /api/b"]),
        ("f() => Future.wait(['/a', '/b'].map((p) => dio.post(p)));", ["POST /api/a", "POST /api/b"]),
        ("final b = Uri.parse('https://h/api/v1');\nf(id) => http.get(b.replace(pathSegments: [...b.pathSegments, 'a', id]));",
         ["GET /api/v1/a/:param"]),
        ("f(Again c, id) => c.send(http.MultipartRequest('PATCH', Uri.parse('https://h/a/$id')));", ["PATCH /a/:param"]),
        ("class I extends Interceptor { onError(err, h) => dio.request(err.requestOptions.path, options: Options(method: err.requestOptions.method)); }",
         []),
    ],
)  # fmt: skip
def test_a_request_counts_once_where_its_path_stands(app, code: str, expected: list[str]) -> None:
    """What sends it again, or elsewhere, is no request of its own."""
    found = app(HEAD + code)
    assert found.short == expected
    assert found.open == ([] if "load" in code else ["lib/api.dart:5"])


def test_a_path_that_stands_alone_behind_a_base_is_a_path_whatever_its_name(app) -> None:
    """Glued to the base it would be one segment, and wrong."""
    code = "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h/api'));\nf(m) { m.forEach((p) => dio.get(p)); }"
    found = app(code)
    assert (found.short, found.open) == ([], ["lib/api.dart:3"])


def test_mocks_beside_the_app_are_no_requests(app) -> None:
    """``testing`` is where Flutter's own guide puts what tests share."""
    mock = "import 'package:http/http.dart' as http;\nf(c) => when(() => http.get(any()));"
    found = app(
        {
            "app/testing/mocks.dart": mock,
            "app/lib/testing/api.dart": "import 'package:http/http.dart' as http;\nf() => http.get('https://h/a');",
        }
    )
    assert (found.short, found.open) == (["GET /a"], [])


RENEWING = """
import 'package:dio/dio.dart';
final dio = Dio(BaseOptions(baseUrl: 'https://h/api/'));
class Renewal extends Interceptor {
  void onRequest(RequestOptions options, RequestInterceptorHandler handler) { BEFORE }
  void onError(DioException error, ErrorInterceptorHandler handler) { AFTER }
  Future renew(String base) => Dio().post('${base}auth/refresh');
}
"""


@pytest.mark.parametrize(
    "body",
    [
        "Dio().post(options.baseUrl + 'auth/refresh');",
        "Dio(BaseOptions(baseUrl: options.baseUrl)).post('/auth/refresh');",
        "Dio().post('${error.requestOptions.baseUrl}auth/refresh');",
        "final base = error.requestOptions.baseUrl; renew(base);",
    ],
)
def test_the_base_of_a_request_on_its_way_is_that_of_the_clients(app, body: str) -> None:
    """An interceptor renews the session at the address that the refused request was sent to."""
    before, after = (body, "") if "options.baseUrl" in body and "error" not in body else ("", body)
    code = RENEWING.replace("BEFORE", before).replace("AFTER", after)
    assert app(code).short == ["POST /api/auth/refresh"]


def test_the_base_of_a_request_on_its_way_is_unknown_where_clients_differ(app) -> None:
    """Nobody tells which of them sent it."""
    code = RENEWING.replace("BEFORE", "").replace("AFTER", "renew(error.requestOptions.baseUrl);")
    found = app(code + "final other = Dio(BaseOptions(baseUrl: 'https://h/v2'));")
    assert (found.short, len(found.open)) == ([], 1)


def test_a_client_that_makes_a_request_anew_sends_it_with_the_verb_that_it_was_made_with(app) -> None:
    """The address that it was made with is none, and is told; the caller gives the path beside it."""
    found = app(
        "import 'package:http/http.dart' as http;\n"
        "class Api {\n  Future put(String path, http.MultipartRequest request) {\n"
        "    final again = http.MultipartRequest(request.method, Uri.parse('https://h/api$path'))..files.addAll(request.files);\n"
        "    return again.send();\n  }\n}\n"
        "final api = Api();\n"
        "upload(id) {\n  final request = http.MultipartRequest('PUT', Uri.parse('dummy'));\n"
        "  return api.put('/documents/$id', request);\n}"
    )
    assert (found.placed, found.open) == (["PUT /api/documents/:param lib/api.dart:11"], ["lib/api.dart:10"])
