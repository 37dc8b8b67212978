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
