"""Generic calls, which the grammar takes for comparisons where only one argument stands in them."""

from __future__ import annotations

import pytest

DIO = """
import 'package:dio/dio.dart';
final dio = Dio(BaseOptions(baseUrl: 'https://h/v1'));
class Paths { static const orders = '/orders'; }
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f() async { final r = await dio.get<Map<String, dynamic>>('/a',); }", ["GET /v1/a"]),
        ("f() async { final r = await dio.get<Map<String, dynamic>>(\n'${Paths.orders}/$id',\n); return r; }",
         ["GET /v1/orders/:param"]),
        ("f() => dio.post<void>(Paths.orders,);", ["POST /v1/orders"]),
        ("f() => dio.get<Foo>('/a',).then(g);", ["GET /v1/a"]),
        ("f() => dio.get<Foo>(x ? '/a' : '/b',);", ["GET /v1/a", "GET /v1/b"]),
        ("load<T>({required String path}) => dio.get<T>(path,);\nf() => load<Foo>(path: '/a',);", ["GET /v1/a"]),
        ("f() => Future.wait([dio.get<Map<A, B>>('/a'), dio.get<Map<A, List<B>>>('/b',), dio.get<A, B>('/c').then(g)]);",
         ["GET /v1/a", "GET /v1/b", "GET /v1/c"]),
        ("f() async => g(await dio.get<Map<A, B>>('/a',), dio.put<Map<A, B>>('/b'), 1);", ["GET /v1/a", "PUT /v1/b"]),
        ("f() => g(a: dio.get<Map<A, B>>('/a'), b: dio.get<Map<A, B>>('/b',));", ["GET /v1/a", "GET /v1/b"]),
        ("class Api { Api(this.d); final Dio d; all() => d.get('/a'); }\n"
         "f(context) => g(Provider.of<Api>(context,).all(), 1);", ["GET /v1/a"]),
    ],
)  # fmt: skip
def test_a_generic_call_sends_whatever_stands_around_it(app, code: str, expected: list[str]) -> None:
    """With a comma behind its only argument, and among the elements of a list or of another call."""
    found = app(DIO + code)
    assert (found.short, found.open) == (expected, [])


def test_comparisons_stay_comparisons(app) -> None:
    """And what they compare is evaluated."""
    found = app(DIO + "f(a, b) => [a < b, b > a, dio.get('/a'), a.n < b.n && b.n > (a.n)];")
    assert (found.short, found.open) == (["GET /v1/a"], [])
