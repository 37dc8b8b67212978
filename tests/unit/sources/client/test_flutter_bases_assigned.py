"""Bases that are set more than once: empty or a default at first, and what the app makes of them when it runs."""

from __future__ import annotations

import pytest

from woosh_split.model.code import Route

HTTP = "import 'package:http/http.dart' as http;\n"
DIO = "import 'package:dio/dio.dart';\n"
ROUTES = [Route("GET", "/api/users/:id", "users", "Users.one", "users.controller.ts", 1)]
GENERATED = {
    "lib/api.dart": "library shop.api;\nimport 'package:http/http.dart';\npart 'client.dart';\npart 'users.dart';\n"
    "final ApiClient defaultApiClient = ApiClient();\n",
    "lib/users.dart": """part of 'api.dart';
class UsersApi {
  UsersApi([ApiClient? apiClient]) : apiClient = apiClient ?? defaultApiClient;
  final ApiClient apiClient;
  Future<Response> oneWithHttpInfo(String id) async {
    final path = r'/users/{id}'.replaceAll('{id}', id);
    return apiClient.invokeAPI(path, 'GET', <QueryParam>[], null);
  }
}
""",
}
CLIENT = """part of 'api.dart';
class ApiClient {{
  ApiClient({{this.basePath = {default}}});
  {kind}String basePath;
  final _client = Client();
  Future<Response> invokeAPI(String path, String method, List<QueryParam> params, Object? body) async {{
    final query = params.map((each) => '$each');
    final queryString = query.isNotEmpty ? '?${{query.join('&')}}' : '';
    final uri = Uri.parse('$basePath$path$queryString');
    switch (method) {{
      case 'POST': return _client.post(uri, body: body);
      case 'GET': return _client.get(uri);
      case 'HEAD': return _client.head(uri);
    }}
    throw 'no such method';
  }}
}}
"""
KEPT = """
class Session {
  ApiClient client = ApiClient(basePath: '');
  late UsersApi users = UsersApi(client);
  connect(String server) { client.basePath = server + '/api'; }
}
"""
MADE_ANEW = """
class Session {
  late ApiClient _client;
  late UsersApi users;
  Session() { final saved = store.read('server'); if (saved != null) connect(saved); }
  connect(String endpoint) { _client = ApiClient(basePath: endpoint); users = UsersApi(_client); }
  Future<void> login(String server) async { connect(await endpointOf(server)); }
  endpointOf(String server) => '$server/api';
}
"""


@pytest.mark.parametrize(
    ("default", "kind", "user"),
    [
        ("''", "", "connect(String server) { defaultApiClient.basePath = server + '/api'; }\n"),
        ("'/other'", "", KEPT),
        ("'http://localhost'", "final ", MADE_ANEW),
    ],
)
def test_a_generated_client_whose_base_is_given_later_has_that_base(
    app, default: str, kind: str, user: str
) -> None:
    """Of the host nothing is known: what stands behind it counts where the backend has a route for it."""
    files = {
        **GENERATED,
        "lib/client.dart": CLIENT.format(default=default, kind=kind),
        "lib/user.dart": f"import 'api.dart';\n{user}",
    }
    found = app(files)
    assert (found.short, found.open) == ([], ["lib/users.dart:7"])
    found = app(files, ROUTES)
    assert (found.placed, found.open) == (["GET /api/users/:param lib/users.dart:7"], [])


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("'https://h.example/api'", ["GET /api/users/:param"]),
        ("dev ? 'https://d.example/api' : 'https://p.example/v1'", ["GET /api/users/:param", "GET /v1/users/:param"]),
    ],
)  # fmt: skip
def test_a_written_base_that_is_given_later_is_the_base(app, server: str, expected: list[str]) -> None:
    """The empty one that it starts with says nothing."""
    files = {
        **GENERATED,
        "lib/client.dart": CLIENT.format(default="''", kind=""),
        "lib/user.dart": f"import 'api.dart';\nsetUp(dev) {{ defaultApiClient.basePath = {server}; }}",
    }
    assert (app(files).short, app(files).open) == (expected, [])


SERVER = "'https://h.example/api'"
READ = "users() => http.get(Uri.parse('$base/users')); }\n"


@pytest.mark.parametrize(
    "code",
    [
        f"class C {{ C({{this.base = ''}}); String base; login() {{ base = {SERVER}; }} {READ}f() => C().users();",
        f"class C {{ String _b = ''; String get base => _b; set base(String v) => _b = v + '/api'; {READ}"
        "f() { final c = C(); c.base = 'https://h.example'; c.users(); }",
        f"class C {{ static final C only = C._(); C._(); String base = ''; init(String url) {{ base = url; }} {READ}"
        f"main() => C.only.init({SERVER});",
        f"class C {{ static final C only = C._(); C._(); late String base; init({{required String at}}) {{ base = at; }} {READ}"
        f"main() => C.only.init(at: {SERVER});",
        "enum Env { dev, prod }\nclass C { static late Env env; static const urls = {Env.dev: 'https://d/v0', Env.prod: 'https://p/api'};\n"
        f"static String get base => urls[env]!; {READ}main() {{ C.env = Env.prod; }}",
        "class Flavor { final String url; static late Flavor _one; static Flavor get one => _one; Flavor._(this.url);\n"
        "factory Flavor({required String url}) { _one = Flavor._(url); return _one; } }\n"
        f"class C {{ String get base => Flavor.one.url; {READ}main() {{ Flavor(url: {SERVER}); }}",
        f"String root = '';\nset server(String s) {{ root = s + '/api'; }}\nclass C {{ get base => root; {READ}"
        "main() { server = 'https://h.example'; }",
    ],
)  # fmt: skip
def test_whoever_sets_the_base_is_found(app, code: str) -> None:
    """By a method, a setter, a factory, or in ``main``, though none of these sends anything."""
    found = app(HTTP + code)
    assert (found.short, found.open) == (["GET /api/users"], [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Dio _dio = Dio(BaseOptions(baseUrl: '')); a(s) { _dio.options.baseUrl = '$s/api'; }", ["GET /api/users/:param"]),
        ("Dio _dio = Dio(BaseOptions(baseUrl: 'https://a/v1')); a() { _dio.options.baseUrl = 'https://a/v2'; }",
         ["GET /v1/users/:param", "GET /v2/users/:param"]),
        ("Dio _dio = Dio(); a() { _dio.options.baseUrl = 'https://a/v1'; } b() { _dio.options.baseUrl = 'https://a/v2'; }",
         ["GET /v1/users/:param", "GET /v2/users/:param"]),
        ("Dio _dio = Dio(BaseOptions(baseUrl: 'https://a/v1')); a(s) { _dio.options.baseUrl = s; }", ["GET /v1/users/:param"]),
    ],
)  # fmt: skip
def test_a_client_of_dio_has_every_base_that_it_is_given(app, code: str, expected: list[str]) -> None:
    """Its options, and what is set later; of what nobody can read the default is left."""
    found = app(DIO + f"class C {{ {code} one(id) => _dio.get('/users/$id'); }}", ROUTES)
    assert (found.short, found.open) == (expected, [])


def test_a_client_of_get_has_every_base_that_it_gives_itself(app) -> None:
    """The last one read is not the only one."""
    found = app(
        "import 'package:get/get.dart';\nclass C extends GetConnect { onInit() { httpClient.baseUrl = 'https://a/v1'; }\n"
        "switchOver() { httpClient.baseUrl = 'https://a/v2'; } users() => get('/users'); }"
    )
    assert found.short == ["GET /v1/users", "GET /v2/users"]


def test_objects_with_their_own_bases_do_not_take_over_each_others(app) -> None:
    """What is set on one of them later says nothing of the other."""
    found = app(
        HTTP + "class C { C(this.base); String base; get(String p) => http.get(Uri.parse('$base$p')); }\n"
        "final a = C('https://h/v1'); final b = C('https://h/v2');\nf() => a.get('/a'); g() => b.get('/b');\n"
        "move() { b.base = 'https://h/v3'; }"
    )
    assert found.short == ["GET /v1/a", "GET /v2/b"]


def test_a_branch_of_a_wrapper_that_no_caller_takes_sends_nothing(app) -> None:
    """Its callers are all known, and none gives that verb."""
    found = app(
        HTTP + "send(String verb, String path) { switch (verb) { case 'GET': return http.get(Uri.parse('https://h$path'));\n"
        "case 'HEAD': return http.head(Uri.parse('https://h$path')); } }\nf() => send('GET', '/a');"
    )  # fmt: skip
    assert (found.short, found.open) == (["GET /a"], [])


def test_what_is_done_while_a_variable_is_empty_is_followed_though_it_is_filled_later(app) -> None:
    """The object that is made there is the one that sends, and the request there is one."""
    found = app(
        HTTP + "class Api { Api(this.base); final String base; get(p) => http.get(Uri.parse('$base$p')); }\n"
        "String? token;\nApi? _api;\nApi api() { if (_api == null) { _api = Api('https://h/v1'); } return _api!; }\n"
        "f() { if (token == null) { api().get('/token'); token = 'none'; } api().get('/a'); token = ''; }"
    )
    assert (found.short, found.open) == (["GET /v1/a", "GET /v1/token"], [])


@pytest.mark.parametrize(
    ("address", "calls", "open_"),
    [
        ("'/api/users/$id'", ["GET /api/users/:param"], 0),
        ("'api/users/$id'", ["GET /api/users/:param"], 0),
        ("'/users/$id'", [], 1),
        ("'10.0.2.2:3000/users/$id'", ["GET /users/:param"], 0),
        ("const String.fromEnvironment('API', defaultValue: '') + '/users/$id'", ["GET /users/:param"], 0),
        ("(dotenv.get('API', fallback: '')) + '/users/$id'", ["GET /users/:param"], 0),
    ],
)
def test_an_address_without_a_host_counts_if_the_backend_knows_it(
    app, address: str, calls: list[str], open_: int
) -> None:
    """package:http sends none: who puts the host before it, and a path with it perhaps, is not seen."""
    found = app(HTTP + f"one(id) => http.get(Uri.parse({address}));", ROUTES)
    assert (found.short, len(found.open)) == (calls, open_)


@pytest.mark.parametrize(
    "made",
    [
        "Provider((ref) => Dio()..options.baseUrl = 'https://h/api')",
        "Provider((ref) => Dio()..httpClientAdapter = x..options.baseUrl = 'https://h/api'..interceptors.add(y))",
        "Provider((ref) => Dio()..options.baseUrl = 'https://h/api'..options.connectTimeout = t)",
    ],
)
def test_an_arrow_whose_body_is_a_cascade_that_assigns(app, made: str) -> None:
    """The grammar takes it for an assignment to the closure."""
    found = app(f"import 'package:dio/dio.dart';\nfinal dio = {made};\nf(ref) => ref.watch(dio).get('/a');")
    assert (found.short, found.open) == (["GET /api/a"], [])
