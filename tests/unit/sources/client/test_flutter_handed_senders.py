"""What sends without a call by name: verbs as values, closures kept in fields, classes that are requests themselves."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"
DIO = "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\n"
IO = "import 'dart:io';\n"
SENDER = "typedef Sender = Future Function(String path);\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f() { final send = http.post; return send(Uri.parse('https://h/api/a')); }", ["POST /api/a"]),
        (
            "final c = http.Client();\nf() { final send = c.put; return send(Uri.parse('https://h/api/a')); }",
            ["PUT /api/a"],
        ),
        (
            "f(bool b) { final send = b ? http.post : http.put; return send(Uri.parse('https://h/a')); }",
            ["POST /a", "PUT /a"],
        ),
        (
            "f(String m) { final by = {'g': http.get, 'd': http.delete}; return by[m]!(Uri.parse('https://h/a')); }",
            ["DELETE /a", "GET /a"],
        ),
        (
            "Future w(Future Function(Uri) send, String p) => send(Uri.parse('https://h/api$p'));\n"
            "f() => w(http.get, '/a');\ng() => w(http.Client().delete, '/b');",
            ["DELETE /api/b", "GET /api/a"],
        ),
        (
            "class S { S(this.send); final Future Function(Uri) send; go(id) => send(Uri.parse('https://h/a/$id')); }\n"
            "final s = S(http.get);",
            ["GET /a/:param"],
        ),
    ],
)
def test_a_verb_that_is_kept_as_a_value_sends_where_it_is_called(app, code: str, expected: list[str]) -> None:
    """A client's method may be stored, chosen and passed on like any other function."""
    found = app(HTTP + code)
    assert (found.short, found.open) == (expected, [])


def test_a_verb_of_dio_as_a_value_keeps_the_base(app) -> None:
    """The base URL belongs to the client, not to the call."""
    found = app(DIO + "f() { final send = dio.delete; return send('/a/1'); }")
    assert found.short == ["DELETE /api/a/1"]


def test_a_callback_that_is_called_with_an_address_is_no_request(app) -> None:
    """Nobody hands over a verb, so there is nothing to tell either."""
    found = app("void go(void Function(String) open) => open('https://h.example/page');\nf() => go(print);")
    assert (found.short, found.open) == ([], [])


@pytest.mark.parametrize(
    "code",
    [
        "class S { S(this.send); final Sender send; go(id) => send('/a/$id'); }\n"
        "final s = S((path) => http.get(Uri.parse('https://h/api$path')));",
        "class S { final Sender send = (path) => http.get(Uri.parse('https://h/api$path')); go(id) => send('/a/$id'); }",
        "class S { late final Sender send; S() { send = (path) => http.get(Uri.parse('https://h/api$path')); }\n"
        "  go(id) => send('/a/$id'); }",
        "class S { S({this.send}); final Sender? send; go(id) => send?.call('/a/$id'); }\n"
        "final s = S(send: (path) => http.get(Uri.parse('https://h/api$path')));",
    ],
)
def test_a_closure_in_a_field_is_completed_where_the_field_is_called(app, code: str) -> None:
    """A typedef says nothing of what the function does; what was put into the field does."""
    found = app(HTTP + SENDER + code)
    assert (found.short, found.open) == (["GET /api/a/:param"], [])


@pytest.mark.parametrize(
    ("declared", "made", "verb"),
    [
        (
            "Upload(String method, Uri url, {this.n}) : super(method, url); final int? n;",
            "'POST', uri",
            "POST",
        ),
        ("Upload(super.method, super.url, this.n); final int n;", "'PUT', uri, 3", "PUT"),
        ("Upload(Uri url) : super('PATCH', url);", "uri", "PATCH"),
        ("Upload(String m, Uri url) : super(m, url); Upload.to(Uri url) : this('POST', url);", "uri", "POST"),
    ],
)
@pytest.mark.parametrize("parent", ["http.MultipartRequest", "http.BaseRequest", "Middle"])
def test_a_class_that_extends_a_request_is_one(app, declared: str, made: str, verb: str, parent: str) -> None:
    """What reaches the constructor of package:http is verb and address."""
    middle = "class Middle extends http.StreamedRequest { Middle(super.method, super.url); }\n"
    name = "Upload.to" if "Upload.to" in declared else "Upload"
    code = f"class Upload extends {parent} {{ {declared} }}\nf(id) async {{ final uri = Uri.parse('https://h/files/$id');"
    found = app(HTTP + middle + code + f" await {name}({made}).send(); }}")
    assert (found.short, found.open) == ([f"{verb} /files/:param"], [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dio.fetch(Options(method: 'PATCH').compose(dio.options, '/a/$id'))", "PATCH /api/a/:param"),
        (
            "dio.fetch(Options(method: 'PUT').compose(dio.options, '/a').copyWith(baseUrl: 'https://h/v2'))",
            "PUT /v2/a",
        ),
        ("dio.request('/a', options: verb(Options()))", "POST /api/a"),
        ("dio.request('/a', options: Options()..method = 'DELETE')", "DELETE /api/a"),
    ],
)
def test_options_that_are_put_together_are_followed(app, code: str, expected: str) -> None:
    """``compose`` and assignments change what is sent."""
    helper = "Options verb(Options? o) { o ??= Options(); o.method = 'POST'; return o; }\n"
    assert app(DIO + helper + f"f(id) => {code};").short == [expected]


@pytest.mark.parametrize(
    "code",
    [
        "h.resolve(await dio.fetch(err.requestOptions));",
        "final r = err.requestOptions; await dio.request(r.path, options: Options(method: r.method));",
        "await again(err.requestOptions); }\n"
        "Future again(RequestOptions r) => dio.request(r.path, options: Options(method: r.method));\nvoid g() {",
        "await again(err.requestOptions); }\nFuture again(RequestOptions r) => dio.fetch(r);\nvoid g() {",
    ],
)
def test_a_request_that_an_interceptor_sends_again_is_counted_where_it_was_made(app, code: str) -> None:
    """It is neither a second call nor something unresolved."""
    found = app(DIO + f"class T extends Interceptor {{ onError(DioException err, h) async {{ {code} }} }}")
    assert (found.short, found.open) == ([], [])


def test_options_from_nowhere_are_unresolved(app) -> None:
    """Nobody calls it, so nobody says what is sent."""
    assert app(DIO + "f(RequestOptions r) => dio.fetch(r);").open == ["lib/api.dart:3"]


def test_what_a_helper_sends_to_an_unknown_base_is_told_where_the_helper_sends_it(app) -> None:
    """A refresh that every request may lead to is one request, not one for each of them."""
    found = app(
        HTTP + "class C { C(this.base); final String base; final h = http.Client();\n"
        "  Future get(String p) async { await refresh(); return h.get(Uri.parse('$base$p')); }\n"
        "  Future refresh() => h.post(Uri.parse('$base/refresh'));\n"
        "  f(id) => get('/a/$id');\n"
        "  g() => get('/b'); }\nfinal c = C(load());",
    )
    assert found.open == ["lib/api.dart:4", "lib/api.dart:5", "lib/api.dart:6"]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("c.get('h.example', 8080, '/api/a/$id')", "GET /api/a/:param"),
        ("c.post(host, port, '/api/a')", "POST /api/a"),
        ("c.open('PUT', 'h.example', 443, '/api/a')", "PUT /api/a"),
    ],
)
def test_host_port_and_path_of_dart_io(app, call: str, expected: str) -> None:
    """These take no address but its parts."""
    found = app(IO + f"f(id, host, port) async {{ final c = HttpClient(); await {call}; }}")
    assert (found.short, found.open) == ([expected], [])


def test_annotations_that_name_the_verb(app) -> None:
    """Retrofit's ``@Method`` takes any verb; headers beside it are no request."""
    found = app(
        "import 'package:retrofit/retrofit.dart' as r;\nimport 'package:dio/dio.dart';\n"
        "@r.RestApi(baseUrl: 'https://h/api')\nabstract class A { factory A(Dio dio) = _A;\n"
        "  @r.Method('PURGE', '/a/{id}')\n  Future a(@r.Path() int id);\n"
        "  @r.Headers({'x': 'y'})\n  @r.OPTIONS('/b')\n  Future b();\n}"
    )
    assert found.short == ["OPTIONS /api/b", "PURGE /api/a/:param"]


def test_parts_that_are_filtered_before_they_are_joined(app) -> None:
    """``where`` takes out what is missing; what is written stays."""
    code = "f(id) => http.get(Uri.parse(['https://h/api', 'a', id].where((e) => e != null).join('/')));"
    assert app(HTTP + code).short == ["GET /api/a/:param"]


CLIENT = HTTP + (
    "class Api { static final Api instance = Api(); final c = http.Client();\n"
    "  Future get(String p) => c.get(Uri.parse('https://h/v3$p'));\n"
    "  Future send(String p) => c.post(Uri.parse('https://h/v3$p')); }\n"
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "class G { static final _get = Api.instance.get; static all() => _get('/a'); static one(int id) => _get('/a/$id'); }",
            ["GET /v3/a", "GET /v3/a/:param"],
        ),
        ("class G { final api = Api(); late final _put = api.send; go() => _put('/a'); }", ["POST /v3/a"]),
        ("final put = Api.instance.send;\ngo() => put('/a');", ["POST /v3/a"]),
        (
            "class G { G(Api api) : _put = api.send; final Future Function(String) _put; go() => _put('/a'); }\n"
            "final g = G(Api());",
            ["POST /v3/a"],
        ),
        (
            "final by = {'g': Api.instance.get, 's': Api.instance.send};\ngo() => by['s']!('/a');",
            ["POST /v3/a"],
        ),
        (
            "Future twice(Future Function(String) call, String p) => call('/x$p');\ngo() => twice(Api.instance.get, '/a');",
            ["GET /v3/x/a"],
        ),
        (
            "Future twice(Future Function(String) call) => call('/a');\ngo() => twice((p) => Api.instance.get(p));",
            ["GET /v3/a"],
        ),
    ],
)
def test_a_method_of_the_apps_own_client_is_a_value_too(app, code: str, expected: list[str]) -> None:
    """A wrapper that is kept in a field, a map or a variable, or handed over, is called by that name."""
    found = app(CLIENT + code)
    assert (sorted(set(found.short) & set(expected)), found.open) == (expected, [])
