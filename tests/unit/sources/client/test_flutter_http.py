"""Requests through package:http and dart:io: addresses in every form that an app writes them."""

from __future__ import annotations

import pytest

HEAD = """
import 'package:http/http.dart' as http;
const base = 'https://h.example/api';
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("http.get(Uri.parse('$base/orders'));", ["GET /api/orders"]),
        ("http.get(Uri.parse(base + '/orders/' + id.toString()));", ["GET /api/orders/:param"]),
        ("http.post(Uri.parse('${base}/orders'), body: {'a': 1});", ["POST /api/orders"]),
        ('http.put(Uri.parse("$base/orders/$id"));', ["PUT /api/orders/:param"]),
        ("http.patch(Uri.parse('$base/orders/${order.id}/status'));", ["PATCH /api/orders/:param/status"]),
        ("http.delete(Uri.parse('$base/a' '/b'));", ["DELETE /api/a/b"]),
        ("http.head(Uri.parse('$base//a///b/'));", ["HEAD /api/a/b"]),
        ("http.read(Uri.parse('$base/a'));", ["GET /api/a"]),
        ("http.get(Uri.parse('$base/a-$id.pdf'));", ["GET /api/:param"]),
        ("http.get(Uri.parse('$base/a?x=$id#top'));", ["GET /api/a"]),
        ("http.get(Uri.parse('$base/a$query'));", ["GET /api/a"]),
        ("http.get(Uri.parse('$base/a$suffix'));", ["GET /api/:param"]),
        ("http.get(Uri.https('h.example', '/api/a/$id', {'q': '1'}));", ["GET /api/a/:param"]),
        ("http.get(Uri.https('h.example', 'api/a'));", ["GET /api/a"]),
        ("http.get(Uri.http(host, '/api/a'));", ["GET /api/a"]),
        ("http.get(Uri(scheme: 'https', host: 'h', path: 'a/b', queryParameters: q));", ["GET /a/b"]),
        ("http.get(Uri(scheme: 'https', host: 'h', pathSegments: ['a', id, 'b']));", ["GET /a/:param/b"]),
        (
            "http.get(Uri(scheme: 'https', host: 'h', pathSegments: [...['a', 'b'], id]));",
            ["GET /a/b/:param"],
        ),
        ("http.get(Uri.parse('$base/a').replace(queryParameters: {'q': '$id'}));", ["GET /api/a"]),
        ("http.get(Uri.parse(base).replace(path: '/v2/a'));", ["GET /v2/a"]),
        ("final u = Uri.parse(base); http.get(u.replace(path: '${u.path}/a'));", ["GET /api/a"]),
        ("http.get(Uri.parse('$base/').resolve('a/$id'));", ["GET /api/a/:param"]),
        ("http.get(Uri.parse(base).resolve('/a'));", ["GET /a"]),
        ("http.get(Uri.parse(base).resolve('a'));", ["GET /a"]),
        ("final r = http.Request('DELETE', Uri.parse('$base/a'))..body = 'x';", ["DELETE /api/a"]),
        ("final r = new http.MultipartRequest('POST', Uri.parse('$base/a'));", ["POST /api/a"]),
        ("final c = http.Client(); c.get(Uri.parse('$base/a'));", ["GET /api/a"]),
        ("(await HttpClient().getUrl(Uri.parse('$base/a'))).close();", ["GET /api/a"]),
        ("HttpClient().openUrl('PUT', Uri.parse('$base/a'));", ["PUT /api/a"]),
        ("var url = '$base/a'; if (id > 1) { url += '?x=1'; } http.get(Uri.parse(url));", ["GET /api/a"]),
        (
            "var url = '$base/a'; if (id > 1) url = '$base/b'; http.get(Uri.parse(url));",
            ["GET /api/a", "GET /api/b"],
        ),
        (
            "String url; if (id > 1) { url = '$base/a'; } else { url = '$base/b'; } http.get(Uri.parse(url));",
            ["GET /api/a", "GET /api/b"],
        ),
        ("http.get(Uri.parse(id > 1 ? '$base/a' : '$base/b'));", ["GET /api/a", "GET /api/b"]),
        (
            "String q = ''; if (id > 1) q = '?a=$id'; if (id > 2) q += '${q.isEmpty ? '?' : '&'}b=1';"
            " http.get(Uri.parse('$base/a$q'));",
            ["GET /api/a"],
        ),
        (
            "final b = StringBuffer('$base/a'); b.write('/$id'); http.get(Uri.parse(b.toString()));",
            ["GET /api/a/:param"],
        ),
        (
            "const t = '/a/{id}/b'; http.get(Uri.parse(base + t.replaceAll('{id}', '$id')));",
            ["GET /api/a/:param/b"],
        ),
        ("http.get(Uri.parse([base, 'a', id].join('/')));", ["GET /api/a/:param"]),
        ("for (final p in ['a', 'b']) { http.get(Uri.parse('$base/$p')); }", ["GET /api/a", "GET /api/b"]),
        (
            "try { return http.get(Uri.parse('$base/a')); } catch (e) { http.post(Uri.parse('$base/b')); }",
            ["GET /api/a", "POST /api/b"],
        ),
        (
            "switch (id) { case 1: http.get(Uri.parse('$base/a')); break; default: http.get(Uri.parse('$base/b')); }",
            ["GET /api/a", "GET /api/b"],
        ),
        ("final r = switch (id) { 1 => await http.get(Uri.parse('$base/a')), _ => null };", ["GET /api/a"]),
        ("final (x, y) = (await http.get(Uri.parse('$base/a')), 2);", ["GET /api/a"]),
        ("if (j case {'u': String u}) { http.get(Uri.parse('$base/a/$u')); }", ["GET /api/a/:param"]),
        (
            "await Future.wait([http.get(Uri.parse('$base/a')), http.get(Uri.parse('$base/b'))]);",
            ["GET /api/a", "GET /api/b"],
        ),
        ("retry(() => http.get(Uri.parse('$base/a')));", ["GET /api/a"]),
        (
            "http.get(Uri.parse('$base/a')).then((r) => http.get(Uri.parse('$base/b')));",
            ["GET /api/a", "GET /api/b"],
        ),
        ("http.get(Uri.parse(r'https://h.example/a/$id'));", ["GET /a/$id"]),
        ("http.get(Uri.parse('''$base/a'''));", ["GET /api/a"]),
        ("// http.get(Uri.parse('$base/a'));\n /* http.get(Uri.parse('$base/b')); */", []),
        ("log('http.get(Uri.parse(x))'); prefs.get('/a'); map.remove('/b');", []),
    ],
)
def test_the_path_is_told_however_the_address_is_written(app, body: str, expected: list[str]) -> None:
    """One function, one way to write an address."""
    found = app(HEAD + "Future<void> f(int id) async {\n" + body + "\n}")
    assert expected == found.short
    assert found.open == []


def test_a_call_that_is_broken_over_lines_counts_where_its_method_is_named(app) -> None:
    """``http`` and ``.get(`` may stand on two lines."""
    found = app(HEAD + "f() async {\n  final r = await http\n      .get(\n    Uri.parse('$base/a'),\n  );\n}")
    assert found.placed == ["GET /api/a lib/api.dart:6"]


def test_unprefixed_functions_of_the_package_are_requests_and_own_functions_are_not(app) -> None:
    """``import 'package:http/http.dart'`` brings ``get`` itself."""
    plain = "import 'package:http/http.dart';\nf() { get(Uri.parse('https://h/a')); final c = Client(); c.post(Uri.parse('https://h/b')); }"
    assert app(plain).short == ["GET /a", "POST /b"]
    own = "void get(Uri u) {}\nf() { get(Uri.parse('https://h/a')); }"
    assert app(own).short == []


def test_an_address_from_the_server_is_unresolved_with_its_place_and_reason(app) -> None:
    """A URL in a response cannot be known."""
    found = app(HEAD + "f(Map data) {\n  http.get(Uri.parse(data['next']));\n}")
    assert (found.short, found.open) == ([], ["lib/api.dart:5"])
    assert found.unresolved[0].text == "http.get(Uri.parse(data['next']))"
    assert "`next`" in found.unresolved[0].reason
    assert found.unresolved[0].kind == "client-call"


def test_tests_and_generated_files_give_no_calls(app) -> None:
    """The annotation is the source of a generated client, and a test is no app."""
    code = HEAD + "f() { http.get(Uri.parse('$base/a')); }"
    paths = ["test/a.dart", "integration_test/a.dart", "lib/a.g.dart", "lib/a_test.dart", "app/test/x/a.dart"]
    assert app(dict.fromkeys(paths, code)).short == []
    assert app({"app/lib/test/a.dart": code}).short == ["GET /api/a"]


def test_a_damaged_region_costs_only_itself_and_is_listed(app) -> None:
    """Half a statement loses the call that it runs into, not the rest of the file, and says so."""
    found = app(
        HEAD
        + "f() {\n  http.get(Uri.parse('$base/a'));\n  final x = = ; http.get(Uri.parse('$base/b'));\n"
        + "  http.put(Uri.parse('$base/c'));\n}\nclass A { void g() { http.post(Uri.parse('$base/d')); } }"
    )
    assert found.short == ["GET /api/a", "POST /api/d", "PUT /api/c"]
    assert found.open == ["lib/api.dart:6"]


def test_a_file_that_is_no_dart_at_all_does_not_stop_the_others(app) -> None:
    """Bytes of any kind are read."""
    found = app(
        {
            "lib/a.dart": "%%% \x00 }}} class ((( '$",
            "lib/b.dart": HEAD + "f() { http.get(Uri.parse('$base/a')); }",
        }
    )
    assert found.short == ["GET /api/a"]
