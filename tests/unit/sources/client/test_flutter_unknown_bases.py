"""Bases that a person or a server gives when the app runs, and objects with different bases."""

from __future__ import annotations

import pytest

from woosh_split.model.code import Route

SINGLETON = """
import 'package:http/http.dart' as http;
class Api {
  static Api? _instance;
  final String base;
  Api._(String url) : base = url.isNotEmpty ? url + '/api' : '';
  static Api get instance { _instance ??= Api._(''); return _instance!; }
  static void connectTo(String url) {
    url = url.endsWith('/') ? url.substring(0, url.length - 1) : url;
    _instance = Api._(url);
  }
  Future refresh() => get('/auth/refresh');
  Future get(String path) => _handle(() => http.get(Uri.parse(base + path)));
  Future _handle(Future<http.Response> Function() send) async {
    final response = await send();
    if (response.statusCode == 401) await refresh();
    return response;
  }
}
"""
ORDERS = """
import 'api.dart';
extension OrdersApi on Api {
  static const route = '/orders';
  one(id) => get('$route/$id');
}
f(s) { Api.connectTo(s); Api.instance.one(1); Api.instance.one(2); }
"""


def _route(path: str) -> Route:
    return Route("GET", path, "orders", "Orders.one", "orders.controller.ts", 1)


def test_a_base_that_is_given_at_run_time_is_no_path(app) -> None:
    """Each request is unresolved where its path stands, and nowhere else."""
    found = app({"lib/api.dart": SINGLETON, "lib/orders.dart": ORDERS})
    assert (found.short, found.open) == ([], ["lib/api.dart:12", "lib/orders.dart:5"])


def test_what_stands_behind_an_unknown_host_counts_if_the_backend_knows_it(app) -> None:
    """A path of parameters only says nothing."""
    routes = [_route("/api/orders/:id"), _route("/:any/:other/:third")]
    found = app({"lib/api.dart": SINGLETON, "lib/orders.dart": ORDERS}, routes)
    assert (found.placed, found.open) == (["GET /api/orders/:param lib/orders.dart:5"], ["lib/api.dart:12"])


def test_a_base_that_is_a_hole_of_a_caller_is_completed_by_that_caller(app) -> None:
    """With or without a route that would answer."""
    code = "import 'package:http/http.dart' as http;\nload(String base, id) => http.get(Uri.parse('$base/orders/$id'));\n"
    found = app(code + "f() => load('https://h/api', x);", [_route("/orders/:id")])
    assert (found.placed, found.open) == (["GET /api/orders/:param lib/api.dart:3"], [])


TWO = """
import 'package:http/http.dart' as http;
class Api {
  Api(this.base);
  final String base;
  Future get(String path) => http.get(Uri.parse('$base$path'));
}
"""


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("extension Orders on Api { all() => get('/orders'); }\nf() => Api('https://h/v1').all();\ng() => Api('https://h/v2').all();",
         ["GET /v1/orders lib/user.dart:3", "GET /v2/orders lib/user.dart:4"]),
        ("class Orders extends Api { Orders(super.base); all() => one(''); one(id) => get('/orders/$id'); }\n"
         "f() => Orders('https://h/v1').all();\ng() => Orders('https://h/v2').all();",
         ["GET /v1/orders lib/user.dart:3", "GET /v2/orders lib/user.dart:4"]),
        ("extension Orders on Api { all() => get('/orders'); }\nfinal a = Api('https://h/v1'); final b = Api('https://h/v2');",
         ["GET /v1/orders lib/user.dart:2", "GET /v2/orders lib/user.dart:2"]),
    ],
)  # fmt: skip
def test_objects_with_different_bases_are_followed_through_their_own_methods(
    app, user: str, expected: list[str]
) -> None:
    """Inherited or added by an extension; where nobody uses the objects, all bases count."""
    found = app({"lib/api.dart": TWO, "lib/user.dart": "import 'api.dart';\n" + user})
    assert (found.placed, found.open) == (expected, [])


PREFIXED = [
    Route(method, path, "orders", "Orders.any", "orders.controller.ts", line, order=line)
    for line, (method, path) in enumerate(
        [("GET", "/api/orders"), ("GET", "/api/orders/:id"), ("POST", "/api/orders"), ("GET", "/api/items"),
         ("GET", "/api/items/:id"), ("DELETE", "/api/items/:id"), ("GET", "/api/:any"), ("PUT", "/api/orders/:id"),
         ("PATCH", "/api/orders/:id"), ("GET", "/health")], 1)
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "calls", "open_"),
    [
        ("http.get(Uri.parse('$saved/orders/$id'))", ["GET /api/orders/:param"], 0),
        ("http.get(Uri.parse('$saved/api/orders/$id'))", ["GET /api/orders/:param"], 0),
        ("http.get(Uri.parse('$saved/health'))", ["GET /health"], 0),
        ("http.get(Uri.parse('$saved/$id'))", [], 1),
        ("http.get(Uri.parse('$saved/customers'))", [], 1),
        ("http.get(Uri.parse('$saved/customers/$id'))", [], 1),
    ],
)
def test_an_unknown_base_may_end_with_the_prefix_that_all_routes_have(
    app, request_: str, calls: list[str], open_: int
) -> None:
    """A person types in the server, or the server says where its API begins: nothing else could answer."""
    code = f"import 'package:http/http.dart' as http;\nf(id) {{ final saved = prefs.getString('url'); {request_}; }}"
    found = app(code, PREFIXED)
    assert (found.short, len(found.open)) == (calls, open_)
    assert app(code, PREFIXED[:4]).short != ["GET /api/orders/:param"] or "/api/" in request_


@pytest.mark.parametrize("typed", ["'https://$url'", "withScheme(url)", "'http://$url/'"])
def test_an_address_that_a_person_types_in_may_have_a_path(app, typed: str) -> None:
    """A scheme before it does not make it a host; a host is one."""
    head = (
        "import 'package:http/http.dart' as http;\n"
        "String withScheme(String url) => url.startsWith(RegExp('https?://')) ? url : 'https://$url';\n"
    )
    found = app(
        head
        + f"f(url) {{ final base = {typed}; return http.get(Uri.parse('$base/orders')); }}\ng() => f(box.text);"
    )
    assert (found.short, len(found.open)) == ([], 1)
    found = app(
        head
        + "f() { final host = prefs.getString('host'); return http.get(Uri.parse('https://$host/orders')); }"
    )
    assert (found.short, found.open) == (["GET /orders"], [])


def test_many_bases_and_a_query_make_no_further_path(app) -> None:
    """However many alternatives there are, what follows the question mark is no path."""
    found = app(
        "import 'package:http/http.dart' as http;\n"
        "const hosts = ['https://a', 'https://b', 'https://c', 'https://d', 'https://e'];\n"
        "f(List<String> pairs, int i) {\n  final query = pairs.isNotEmpty ? '?${pairs.join('&')}' : '';\n"
        "  return http.get(Uri.parse('${hosts[i]}/orders$query'));\n}"
    )
    assert (found.short, found.open) == (["GET /orders"], [])


@pytest.mark.parametrize(
    "sent",
    [
        "final dio = Dio(BaseOptions(baseUrl: dotenv.env['API_URL']!));\nf(id) => dio.get('/orders/$id');",
        "f(id) => http.get(Uri.parse(\"${dotenv.env['API_URL']}/orders/$id\"));",
        "const url = String.fromEnvironment('API_URL');\nf(id) => http.get(Uri.parse('$url/orders/$id'));",
    ],
)
def test_a_base_of_the_environment_may_end_with_the_prefix_that_all_routes_have(app, sent: str) -> None:
    """The setting is a whole address: only the backend's routes can tell whether it ends with their prefix."""
    code = f"import 'package:http/http.dart' as http;\nimport 'package:dio/dio.dart';\n{sent}"
    prefixed = [_route(f"/api/{name}/:id") for name in ("orders", "clients", "tasks", "notices", "leaves")]
    assert app(code, prefixed).short == ["GET /api/orders/:param"]
    assert app(code, [_route(route.path.removeprefix("/api")) for route in prefixed]).short == [
        "GET /orders/:param"
    ]
    assert app(code).short == ["GET /orders/:param"]


def test_of_several_clients_it_is_the_one_whose_path_the_backend_knows(app) -> None:
    """Which of them a locator gives nobody tells; a map's server has no such route."""
    code = (
        "import 'package:dio/dio.dart';\nfinal own = Dio(BaseOptions(baseUrl: 'https://h/api'));\n"
        "final maps = Dio(BaseOptions(baseUrl: 'https://maps/v3'));\nf(id) => GetIt.I<Dio>().get('/orders/$id');"
    )
    assert (app(code).short, app(code).open) == ([], ["lib/api.dart:4"])
    assert app(code, [_route("/api/orders/:id")]).short == ["GET /api/orders/:param"]


@pytest.mark.parametrize(
    "code",
    [
        "f(dio) => dio.get('/a');",
        "class A { A(this.dio); final dynamic dio; f() => dio.get('/a'); }",
        "f(BuildContext context) => context.api.get('/a');",
        "f(ref) => ref.read(dioProvider).get('/a');",
    ],
)
def test_what_looks_like_a_client_and_is_not_known_is_told(app, code: str) -> None:
    """A parameter without a type, a member that nobody declares, a provider of a package."""
    found = app("import 'package:dio/dio.dart';\n" + code)
    assert (found.short, found.open) == ([], ["lib/api.dart:2"])
