"""Wrappers: the call counts where its path is known, and what nobody completes is unresolved."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"
API = """
import 'package:http/http.dart' as http;
class Api {
  Api._();
  static final Api instance = Api._();
  static const base = 'https://h/api';
  Future get(String path) => http.get(Uri.parse('$base$path'));
  Future send(String method, String path) async {
    final request = http.Request(method, Uri.parse('$base/$path'));
    return request.send();
  }
}
"""


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("f() => Api.instance.get('/a');", ["GET /api/a"]),
        ("final _api = Api.instance; f(int id) => _api.get('/a/$id?x=1');", ["GET /api/a/:param"]),
        ("class S { final Api _api; S(this._api); f() => _api.get(E.orders); } class E { static const orders = '/o'; }",
         ["GET /api/o"]),
        ("f() => Get.find<Api>().get('/a');", ["GET /api/a"]),
        ("f(context) => context.read<Api>().get('/a');", ["GET /api/a"]),
        ("class S { late final Api api = locator(); f() => api.get('/a'); }", ["GET /api/a"]),
        ("f() => Api.instance.send('DELETE', 'a');", ["DELETE /api/a"]),
        ("del(String p) => Api.instance.send('DELETE', p); f() => del('a/b');", ["DELETE /api/a/b"]),
        ("f(bool x) => Api.instance.send(x ? 'PUT' : 'POST', 'a');", ["POST /api/a", "PUT /api/a"]),
        ("class S extends Api { f() => get('/a'); }", ["GET /api/a"]),
        ("mixin M on Api { f() => get('/a'); }", ["GET /api/a"]),
        ("f() { Future load(String p) => Api.instance.get(p); load('/a'); load('/b'); }", ["GET /api/a", "GET /api/b"]),
    ],
)  # fmt: skip
def test_a_wrapper_counts_where_it_is_called_with_a_path(app, user: str, expected: list[str]) -> None:
    """In another file, through any kind of reference; the wrapper itself is no call then."""
    found = app({"lib/api.dart": API, "lib/user.dart": "import 'api.dart';\n" + user})
    assert found.short == expected
    assert {call.file for call in found.calls} == {"lib/user.dart"}
    assert all(item.file == "lib/api.dart" for item in found.unresolved)


def test_a_wrapper_that_nobody_calls_is_unresolved(app) -> None:
    """At the request itself."""
    found = app(HTTP + "Future post(String url) => http.post(Uri.parse(url));")
    assert (found.short, found.open) == ([], ["lib/api.dart:2"])


def test_a_wrapper_that_is_called_with_a_servers_address_is_unresolved_at_that_call(app) -> None:
    """The other calls of it are resolved."""
    found = app(
        HTTP
        + "load(String url) => http.get(Uri.parse(url));\nf() => load('https://h/a');\ng(m) => load(m['next']);"
    )
    assert (found.placed, found.open) == (["GET /a lib/api.dart:3"], ["lib/api.dart:4"])


def test_a_whole_path_that_nobody_gives_is_unresolved_and_a_last_segment_is_a_parameter(app) -> None:
    """``$base/$endPoint`` could be any path; ``$base/files/$filePath`` is one segment of a known one."""
    code = HTTP + "const base = 'https://h/api/';\n"
    assert app(code + "a(String endPoint) => http.get(Uri.parse('$base$endPoint'));").open == [
        "lib/api.dart:3"
    ]
    assert app(code + "a(m) => http.get(Uri.parse('${base}${m.path}'));").open == ["lib/api.dart:3"]
    assert app(code + "a(String filePath) => http.get(Uri.parse('${base}files/$filePath'));").short == [
        "GET /api/files/:param"
    ]


def test_a_verb_that_is_a_variable_comes_from_the_caller_or_is_unresolved(app) -> None:
    """No verb is guessed."""
    code = HTTP + "send(String m) => http.Request(m, Uri.parse('https://h/a'));\n"
    assert app(code + "f() => send('patch');").short == ["PATCH /a"]
    assert app(code + "f(x) => send(x.verb);").open == ["lib/api.dart:3"]


def test_branches_of_a_wrapper_follow_the_callers_verb(app) -> None:
    """Strings and enums, ``if`` and ``switch``."""
    code = HTTP + (
        "enum M { get, post }\n"
        "a(String m, String p) { if (m == 'GET') { return http.get(Uri.parse('https://h$p')); }\n"
        "  return http.post(Uri.parse('https://h$p')); }\n"
        "b(M m, String p) { switch (m) { case M.get: return http.get(Uri.parse('https://h$p'));\n"
        "  case M.post: return http.post(Uri.parse('https://h$p')); } }\n"
        "c(M m, String p) => http.Request(m.name.toUpperCase(), Uri.parse('https://h$p'));\n"
        "f() { a('GET', '/a1'); a('POST', '/a2'); b(M.get, '/b1'); b(M.post, '/b2'); c(M.post, '/c'); }"
    )
    found = app(code)
    assert (found.short, found.open) == (["GET /a1", "GET /b1", "POST /a2", "POST /b2", "POST /c"], [])


def test_parameters_with_defaults_count_where_the_caller_leaves_them_out(app) -> None:
    """Named and positional."""
    found = app(
        HTTP
        + "send(String path, {String method = 'GET'}) => http.Request(method, Uri.parse('https://h$path'));\n"
        "f() { send('/a'); send('/b', method: 'PUT'); }"
    )
    assert found.short == ["GET /a", "PUT /b"]


def test_an_id_is_a_parameter_of_the_path_not_a_reason_to_look_at_callers(app) -> None:
    """``$base/orders/$id`` is complete, whatever the callers pass."""
    found = app(HTTP + "one(String id) => http.get(Uri.parse('https://h/orders/$id'));\nf() => one('7');")
    assert found.placed == ["GET /orders/:param lib/api.dart:2"]


def test_a_generic_base_class_counts_once_for_each_subclass(app) -> None:
    """At the line of the base class; constructor argument, getter and field decide."""
    code = HTTP + (
        "abstract class Crud<T> {\n  Crud(this.path);\n  final String path;\n  String get suffix => '';\n"
        "  all() => http.get(Uri.parse('https://h/$path'));\n}\n"
        "class Orders extends Crud<int> { Orders() : super('orders'); }\n"
        "class Stock extends Crud<int> { Stock(super.path); static final one = Stock('stock'); }\n"
    )
    assert app(code).placed == ["GET /orders lib/api.dart:6", "GET /stock lib/api.dart:6"]
    getter = HTTP + (
        "abstract class Crud { String get path;\n  all() => http.get(Uri.parse('https://h/$path')); }\n"
        "class Orders extends Crud { @override String get path => 'orders'; }\n"
        "class Stock extends Crud { @override final path = 'stock'; }"
    )
    assert app(getter).placed == ["GET /orders lib/api.dart:3", "GET /stock lib/api.dart:3"]


def test_objects_that_hold_the_path_count_where_they_send(app) -> None:
    """One class, many objects: each call knows its own."""
    found = app(
        HTTP + "class R { R(this.url); final String url; go() => http.get(Uri.parse('https://h$url')); }\n"
        "a() => R('/a').go();\nb() => R('/b').go();\nfinal c = R('/c');\nd() => c.go();"
    )
    assert found.placed == ["GET /a lib/api.dart:3", "GET /b lib/api.dart:4", "GET /c lib/api.dart:6"]


def test_an_interface_is_followed_to_its_implementation(app) -> None:
    """The repository knows only the abstract client."""
    found = app(
        HTTP + "abstract class Client { Future get(Uri u); }\n"
        "class Real implements Client { Future get(Uri u) => http.get(Uri.parse('https://h/api${u.path}')); }\n"
        "class Repo { Repo(this.client); final Client client; f(int id) => client.get(Uri(path: '/a/$id')); }"
    )
    assert found.placed == ["GET /api/a/:param lib/api.dart:4"]


def test_wrappers_that_call_each_other_do_not_hang(app) -> None:
    """Retry after a refresh of the token is a common circle."""
    found = app(
        HTTP + "a(String url) { if (x) return b(url); return http.get(Uri.parse(url)); }\n"
        "b(String url) { refresh(); return a(url); }\nf() => b('https://h/a');"
    )
    assert found.short == ["GET /a"]


@pytest.mark.parametrize("name", ["p", "s", "what", "id"])
@pytest.mark.parametrize("address", ["'$base$NAME'", "'$base/$NAME'", "base + NAME"])
def test_a_wrapper_that_is_called_get_is_handed_paths(app, name: str, address: str) -> None:
    """Found in an exam: words without a slash, a parameter whose name says nothing, a base with a path: all were `/api/:param`."""
    found = app(
        "import 'package:http/http.dart' as http;\n"
        f"class Api {{ Api(this.base); final String base; Future get(String {name}) => http.get(Uri.parse({address.replace('NAME', name)})); }}\n"
        "final api = Api('https://h/api/');\nf() => api.get('users');\ng() => api.get('posts');"
    )
    assert (found.short, found.open) == (["GET /api/posts", "GET /api/users"], [])


def test_what_is_asked_for_by_its_key_keeps_its_parameter(app) -> None:
    """A method that gets a thing of its own is no wrapper, whatever it is handed."""
    found = app(
        "import 'package:http/http.dart' as http;\n"
        "Future getUser(String id) => http.get(Uri.parse('https://h/api/users/$id'));\nf() => getUser('me');"
    )
    assert (found.short, found.open) == (["GET /api/users/:param"], [])
