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
