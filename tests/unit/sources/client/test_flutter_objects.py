"""Objects that are called, clients that extend Dio's own, lists without nulls, records, requests that an object describes."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"
DIO = "import 'package:dio/dio.dart';\nimport 'package:dio/io.dart';\n"
RUN = HTTP + (
    "class Run { Future<void> call(String path) async { await http.get(Uri.parse('https://h$path')); }\n"
    "  again() => this('/again'); }\n"
)


LOAD = (
    "abstract class Case<T, P> { Future<T> call(P given); }\n"
    "class Load implements Case<void, String> { @override Future<void> call(String path) async { await http.get(Uri.parse('https://h$path')); } }\n"
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(Run go) => go('/a');", ["GET /a", "GET /again"]),
        ("Future<void> f(Run go) async { await go('/a'); }", ["GET /a", "GET /again"]),
        ("class W { late final Run _go; Future<void> f() async { await _go('/a'); } }", ["GET /a", "GET /again"]),
        ("f() { final go = Run(); go('/a'); Run()('/b'); }", ["GET /a", "GET /again", "GET /b"]),
        ("f() => GetIt.I<Run>()('/a'); g() => sl<Run>()('/b');", ["GET /a", "GET /again", "GET /b"]),
        (LOAD + "class W { final Case<void, String> go; W(this.go); Future<void> f() async { await go('/a'); } }\nmain() { W(Load()).f(); }",
         ["GET /a", "GET /again"]),
    ],
)  # fmt: skip
def test_an_object_with_a_call_method_is_called(app, code: str, expected: list[str]) -> None:
    found = app(RUN + code)
    assert (found.short, found.open) == (expected, [])


@pytest.mark.parametrize(
    "declared",
    [
        "class Api extends DioForNative { Api() : super(BaseOptions(baseUrl: 'https://h/api')); }",
        "class Api extends DioForNative { static final Api _one = Api._(); factory Api() => _one;\n"
        "  Api._() : super(BaseOptions(baseUrl: 'https://h/api')); }",
        "class Api extends DioForNative { Api(super.options); }\nfinal made = Api(BaseOptions(baseUrl: 'https://h/api'));",
        "class Api extends DioForBrowser { Api(String base) : super(BaseOptions(baseUrl: base)); }\nfinal made = Api('https://h/api');",
    ],
)
def test_a_client_that_extends_one_of_dio_has_the_base_that_it_hands_on(app, declared: str) -> None:
    found = app(DIO + declared + "\nf(Api api) => api.get('/a');")
    assert (found.short, found.open) == (["GET /api/a"], [])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("final parts = ['a', null, 'b'].whereType<String>().join('/'); return http.get(Uri.parse('https://h/$parts'));", "GET /a/b"),
        ("final parts = ['a', null, 'b'].nonNulls.join('/'); return http.get(Uri.parse('https://h/$parts'));", "GET /a/b"),
        ("final all = StringBuffer(); all.writeAll(['https://h', '/a', '/b']); return http.get(Uri.parse(all.toString()));", "GET /a/b"),
        ("final all = StringBuffer('https://h/'); all.writeAll(['a', 'b'], '/'); return http.get(Uri.parse('$all'));", "GET /a/b"),
        (r"final r = ('GET', '/a'); return http.get(Uri.parse('https://h${r.$2}'));", "GET /a"),
        ("final r = (path: '/a', auth: true); return http.get(Uri.parse('https://h${r.path}'));", "GET /a"),
        ("final (verb, path) = ('GET', '/a'); return http.get(Uri.parse('https://h$path'));", "GET /a"),
        ("var (:path, auth: held) = (path: '/a', auth: 1); return http.get(Uri.parse('https://h$path'));", "GET /a"),
        ("final (path: where) = (path: '/a'); return http.get(Uri.parse('https://h$where'));", "GET /a"),
        ("final (path, _) = two(); return http.get(Uri.parse('https://h$path'));", "GET /two"),
        ("return http.get(Uri.parse('https://h${named().path}'));", "GET /named"),
        ("final m = {'path': '/a'}; return http.get(Uri.parse('https://h${m['path']}'));", "GET /a"),
    ],
)  # fmt: skip
def test_lists_buffers_and_records_are_followed(app, body: str, expected: str) -> None:
    found = app(
        HTTP
        + f"f() {{ {body} }}\n(String, int) two() => ('/two', 1);\n"
        + "({String path, bool auth}) named() => (path: '/named', auth: true);"
    )
    assert (found.short, found.open) == ([expected], [])


REQUESTS = HTTP + (
    "abstract class Req { String get path; String get method; }\n"
    "class One implements Req { final String id; One(this.id); @override String get path => '/one/$id'; @override String get method => 'GET'; }\n"
    "class Two implements Req { @override String get path => '/two'; @override String get method => 'POST'; }\n"
    "class Api { Future send(Req r) { final q = http.Request(r.method, Uri.parse('https://h${r.path}')); return q.send(); } }\n"
)


def test_a_request_that_an_object_describes_is_told_by_who_hands_the_object_in(app) -> None:
    found = app(
        {
            "lib/api.dart": REQUESTS,
            "lib/use.dart": "import 'api.dart';\nf(Api api, String id) => api.send(One(id));\ng(Api api) => api.send(Two());",
        }
    )
    assert (found.placed, found.open) == (["GET /one/:param lib/use.dart:2", "POST /two lib/use.dart:3"], [])


def test_a_request_of_which_nobody_hands_in_the_object_is_unresolved(app) -> None:
    found = app(REQUESTS + "f(Api api, Req r) => api.send(r);")
    assert found.short == [] and len(found.open) == 1


def test_an_extension_type_holds_what_it_is_made_with(app) -> None:
    found = app(
        HTTP + "extension type const Path(String value) { Uri get uri => Uri.parse('https://h$value'); }\n"
        "f() => http.get(Path('/a').uri);\ng(Path p) => http.get(Uri.parse('https://h${p.value}'));\nh() => g(Path('/b'));"
    )
    assert (found.short, found.open) == (["GET /a", "GET /b"], [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(Id id) => d.get(id.path);", "GET /api/riders/:param"),
        ("f(Id id) => d.get(id.sub('x/y'));", "GET /api/riders/:param/x/y"),
        ("class A { A(this.id); final Id id; f() => d.get(id.sub('x/y')); }", "GET /api/riders/:param/x/y"),
        ("f(Id id) => d.get('/a/$id/${id.value}');", "GET /api/a/:param/:param"),
    ],
)
def test_an_extension_type_that_is_handed_in_has_its_members(app, code: str, expected: str) -> None:
    """Nobody is seen to make it, but its own members say how the path goes on."""
    found = app(
        "import 'package:dio/dio.dart';\nfinal d = Dio(BaseOptions(baseUrl: 'https://h/api'));\n"
        "extension type Id(String value) { String get path => '/riders/$value'; String sub(String t) => '$path/$t'; }\n"
        + code
    )
    assert (found.short, found.open) == ([expected], [])


@pytest.mark.parametrize(
    "loop", ["for (final p in P.values) d.get(p.path)", "...P.values.map((p) => d.get(p.path))"]
)
def test_values_of_an_enum_are_its_constants(app, loop: str) -> None:
    """Each with its name, in a loop inside of a list too."""
    found = app(
        "import 'package:dio/dio.dart';\nfinal d = Dio(BaseOptions(baseUrl: 'https://h/api'));\n"
        "enum P { heat, churn; String get path => '/metrics/$name'; }\n"
        f"f() => Future.wait([{loop}]);"
    )
    assert (found.short, found.open) == (["GET /api/metrics/churn", "GET /api/metrics/heat"], [])
