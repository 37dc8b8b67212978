"""Addresses that are put together of lists of segments, which wrappers spread."""

from __future__ import annotations

import pytest

API = """
import 'package:http/http.dart' as http;
class Endpoints {
  static const _root = ['api', 'v1'];
  static Uri of(List<Object> segments) =>
      Uri(scheme: 'https', host: 'h.x', pathSegments: [..._root, ...segments.map((s) => '$s')]);
}
abstract class Api {
  Api(this.client);
  final http.Client client;
  Future read(List<Object> path) => client.get(Endpoints.of(path));
}
"""


RESOURCE = """
class ResourceApi extends Api {
  ResourceApi(super.client, this.name);
  final String name;
  Future one(int id) => read([name, id]);
}
"""


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("class A extends Api { A(super.c); f() => read(['orders']); }", ["GET /api/v1/orders"]),
        (
            "class A extends Api { A(super.c); f(int id) => read(['orders', id, 'lines']); }",
            ["GET /api/v1/orders/:param/lines"],
        ),
        (
            RESOURCE
            + "class A extends ResourceApi { A(http.Client c) : super(c, 'orders'); }\nfinal a = A(http.Client());",
            ["GET /api/v1/orders/:param"],
        ),
    ],
)
def test_segments_that_a_caller_hands_in_are_the_callers(app, user: str, expected: list[str]) -> None:
    found = app(API + user)
    assert (found.short, found.open) == (expected, [])


def test_a_list_that_nobody_is_seen_to_hand_in_is_unresolved(app) -> None:
    """It stands for any number of segments, and not for one."""
    found = app(API)
    assert found.short == []
    assert len(found.open) == 1


SPLIT = """import 'package:http/http.dart' as http;
Uri at(List<String> s) => Uri(scheme: 'https', host: 'h', pathSegments: ['rest', ...s]);
Uri v1(String path) => at(['v1', ...path.split('/')]);
class Api {
  final c = http.Client();
  Uri of(Object id, [String? tail]) => at(['orders', '$id', if (tail != null) tail else 'all']);
  Uri one(Object id, [String? tail]) => at(['orders', '$id', if (tail != null) tail]);
CALLS }
"""


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("f(int id) => c.get(v1('bills/$id/lines'));", ["GET /rest/v1/bills/:param/lines"]),
        ("f() => c.get(one(3));", ["GET /rest/orders/3"]),
        ("f(int id) => c.get(one(id, 'lines'));", ["GET /rest/orders/:param/lines"]),
        ("f(int id) => c.get(of(id));", ["GET /rest/orders/:param/all"]),
        (
            "f([int? id]) => c.get(v1(id == null ? 'targets' : 'targets/$id'));",
            ["GET /rest/v1/targets", "GET /rest/v1/targets/:param"],
        ),
        (
            "f(int id, bool yes) => c.put(one(id, yes ? 'granted' : 'refused'));",
            ["PUT /rest/orders/:param/:param"],
        ),
    ],
)
def test_paths_that_are_split_and_elements_that_may_be_left_out(app, call: str, expected: list[str]) -> None:
    """Found in an exam: of fifty calls of an app that makes its addresses so, five were known."""
    found = app(SPLIT.replace("CALLS", call))
    assert (found.short, found.open) == (expected, [])
