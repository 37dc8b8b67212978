"""Extensions on a client's base class, and closures that are handed a client."""

from __future__ import annotations

import pytest

CLIENT = """
import 'package:http/http.dart';
class ApiClient implements Client {
  ApiClient(this._inner);
  final Client _inner;
  Future<Response> get(Uri url) => _send('GET', url);
  Future<Response> post(Uri url) => _send('POST', url);
  Future<String> read(Uri url) async => (await get(url)).body;
  Future<Response> _send(String method, Uri url) async {
    final request = Request(method, url.host.isNotEmpty ? url : Uri.https('h', url.path));
    return Response.fromStream(await _inner.send(request));
  }
}
extension Json on Client {
  Future<T> readJson<T>(Uri url, {required T Function(Map<String, dynamic>) mapper}) async => mapper(await get(url));
}
extension Clients on Ref {
  Future<T> withClient<T>(Future<T> Function(ApiClient) run, {int? seconds}) async => run(read(apiProvider));
  Future<T> withBoth<T>({required Future<T> Function(String name, ApiClient? client) run}) async => run('', read(apiProvider));
}
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(ApiClient c, id) => c.readJson(Uri(path: '/a/$id'), mapper: g);", ["GET /a/:param"]),
        ("f(ApiClient c, String gameId) => c.post(Uri(path: '$gameId/close', queryParameters: q));", ["POST /:param/close"]),
        ("f(ApiClient c, x, String id) => c.post(Uri(path: x != null ? '$id/a/$x' : 'b/$id'));",
         ["POST /:param/a/:param", "POST /b/:param"]),
        ("f(Client c) => c.readJson(Uri.parse('https://h/a'), mapper: g);", ["GET /a"]),
        ("class R { R(this.client); final ApiClient client; f() => client.read(Uri(path: '/a')); }", ["GET /a"]),
        ("class R { R(this.ref); final Ref ref; f() => ref.withClient((client) => client.post(Uri(path: '/a'))); }",
         ["POST /a"]),
        ("f(ref) => ref.withClient((c) { return c.readJson(Uri(path: '/a'), mapper: (j) => j); }, seconds: 3);", ["GET /a"]),
        ("f(ref) => ref.withBoth(run: (_, c) => c.read(Uri(path: '/a')));", ["GET /a"]),
    ],
)  # fmt: skip
def test_what_an_extension_or_a_closure_sends_counts(app, code: str, expected: list[str]) -> None:
    """In a file that does not import the package."""
    found = app({"lib/client.dart": CLIENT, "lib/user.dart": "import 'client.dart';\n" + code})
    assert [call for call in found.placed if "user.dart" in call] == [
        f"{e} lib/user.dart:2" for e in expected
    ]
    assert not [item for item in found.unresolved if item.file == "lib/user.dart"]
