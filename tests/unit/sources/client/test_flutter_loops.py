"""Loops over what is written, and functions that are called through ``Function.apply``."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(id) { var p = '/api'; for (final s in ['users', id, 'visits']) { p += '/$s'; } return http.get(Uri.parse('https://h$p')); }",
         ["GET /api/users/:param/visits"]),
        ("f() async { for (final p in const ['/a', '/b']) { await http.get(Uri.parse('https://h$p')); } }", ["GET /a", "GET /b"]),
        ("f(String s) { for (final s in ['/a']) { print(s); } return http.get(Uri.parse('https://h/x/$s')); }", ["GET /x/:param"]),
        ("f(List<String> ids) async { for (final id in ids) { await http.delete(Uri.parse('https://h/a/$id')); } }", ["DELETE /a/:param"]),
        ("f(Map m) { var u = 'https://h/a?x=1'; for (final e in m.entries) { u += '&${e.key}=${e.value}'; } return http.get(Uri.parse(u)); }",
         ["GET /a"]),
        ("f() { for (final u in ['https://h/a', 'https://g/b']) { try { return http.get(Uri.parse(u)); } catch (_) {} } }",
         ["GET /a", "GET /b"]),
        ("f() => Future.wait([for (final p in ['/a', '/b']) http.get(Uri.parse('https://h$p'))]);", ["GET /a", "GET /b"]),
        ("f() => {for (final String p in ['/a', '/b']) p: http.get(Uri.parse('https://h$p'))};", ["GET /a", "GET /b"]),
        ("f(List<String> ids) => [for (final id in ids) http.delete(Uri.parse('https://h/a/$id'))];", ["DELETE /a/:param"]),
        ("f() => [for (var i = 0; i < 3; i++) http.get(Uri.parse('https://h/a/$i'))];", ["GET /a/:param"]),
    ],
)  # fmt: skip
def test_a_loop_over_a_written_list_runs_once_for_each_element(app, code: str, expected: list[str]) -> None:
    """What it builds up is one path, not one for each state on the way; an unknown list may be empty."""
    found = app(HTTP + code)
    assert (found.short, found.open) == (expected, [])


@pytest.mark.parametrize(
    "code",
    [
        "f() => Function.apply(http.post, [Uri.parse('https://h/a')], {#body: '1'});",
        "send(Uri u) => http.post(u);\nf() => Function.apply(send, [Uri.parse('https://h/a')]);",
    ],
)
def test_a_function_that_is_applied_to_a_list_is_called_with_it(app, code: str) -> None:
    """As if it were called by name."""
    assert app(HTTP + code).short == ["POST /a"]


def test_paths_that_differ_in_one_segment_are_one_however_many_they_are(app) -> None:
    """A service for each kind of master data: nobody lists them all, and what is the same in all of them stays."""
    keys = ", ".join(f"'k{n}': 'kind-{n}'" for n in range(8))
    found = app(
        "import 'package:http/http.dart' as http;\n"
        "String get base { final host = dotenv.env['HOST']; return host.endsWith('/') ? host : '$host/'; }\n"
        "class Masters {\n  Masters({required this.path});\n  final String path;\n"
        "  Uri address({String? more}) => Uri.parse('$base${more == null ? path : '$path/$more'}');\n"
        "  all() => http.get(address());\n  change(int id) => http.patch(address(more: '$id/active'));\n}\n"
        f"const kinds = {{{keys}}};\n"
        "Masters masters(String name) { final key = kinds[name]!; return Masters(path: 'school/masters/$key'); }\n"
        "f(String n) { final service = masters(n); service.all(); service.change(n.length); }"
    )
    assert (found.short, found.open) == (
        ["GET /school/masters/:param", "PATCH /school/masters/:param/:param/active"],
        [],
    )


def test_many_paths_that_have_nothing_in_common_are_unresolved(app) -> None:
    paths = ", ".join(f"'p{n}': '/p{n}/list'" for n in range(12))
    found = app(
        f"import 'package:http/http.dart' as http;\nconst paths = {{{paths}}};\n"
        "f(String n) => http.get(Uri.parse('https://h/api${paths[n]!}'));"
    )
    assert (found.short, len(found.open)) == ([], 1)
