"""Base addresses: constants out of constants, other files, settings, and what depends on the build."""

from __future__ import annotations

import pytest

IMPORT = "import 'package:http/http.dart' as http;\n"


@pytest.mark.parametrize(
    "config",
    [
        "class Config { static const String baseUrl = 'https://h.example/api'; }",
        "class Config { static const host = 'https://h.example'; static const baseUrl = host + '/api'; }",
        "class Config { static const host = 'https://h.example'; static const baseUrl = '$host/api'; }",
        "class Config { static const baseUrl = 'https://h.example' '/api'; }",
        "class Config { static String get baseUrl => '${_host}/api'; static const _host = \"http://10.0.2.2:3000\"; }",
        "class Config { static String get baseUrl { if (kIsWeb) return 'http://localhost/api'; return 'https://h/api'; } }",
        "const prod = true; class Config { static const baseUrl = prod ? 'https://h/api' : 'https://dev.h/api'; }",
        "class Config { static const baseUrl = String.fromEnvironment('URL', defaultValue: 'https://h/api'); }",
        "class Config { static const baseUrl = '${String.fromEnvironment('HOST')}/api'; }",
        "class Config { static final baseUrl = '${dotenv.env['HOST']}/api'; }",
        "class Config { static final baseUrl = '${dotenv.get('HOST')}/api'; }",
        "class Config { static final baseUrl = dotenv.env['URL'] ?? 'https://h/api'; }",
        "class Config { static final String baseUrl = (dotenv.env['HOST']! + '/api'); }",
        "class Config { static const port = 3000; static const baseUrl = 'http://h:$port/api'; }",
        "class Config { static const baseUrl = 'https://$host:$port/api'; }",
        "class Config { static String baseUrl = 'https://h.example/api'; }",
        "class Config { static late String baseUrl; static void init() { baseUrl = 'https://h.example/api'; } }",
        "enum Config { dev('http://h/api'); const Config(this.url); final String url; static final baseUrl = dev.url; }",
        "class Env { const Env({required this.url}); final String url; }\n"
        "class Config { static const _env = Env(url: 'https://h/api'); static String get baseUrl => _env.url; }",
    ],
)
def test_the_base_is_found_wherever_it_is_written(app, config: str) -> None:
    """All of these end in the base path ``/api``."""
    user = IMPORT + "import '../config.dart';\nf(int id) { http.get(Uri.parse('${Config.baseUrl}/a/$id')); }"
    found = app({"lib/config.dart": config, "lib/api/a.dart": user})
    assert (found.short, found.open) == (["GET /api/a/:param"], [])


def test_a_setting_without_a_default_is_an_unknown_host_with_an_empty_path(app) -> None:
    """The environment names the server; the path starts behind it."""
    found = app(IMPORT + "f() { http.get(Uri.parse('${dotenv.env['API_URL']}/orders')); }")
    assert found.short == ["GET /orders"]


def test_bases_of_two_builds_with_different_paths_give_both_calls(app) -> None:
    """Neither alternative is dropped."""
    found = app(
        IMPORT
        + "const b = kReleaseMode ? 'https://h/api' : 'http://l/v2';\nf() { http.get(Uri.parse('$b/a')); }"
    )
    assert found.short == ["GET /api/a", "GET /v2/a"]


def test_a_base_that_only_the_running_app_knows_is_unresolved(app) -> None:
    """It is not guessed to be empty."""
    found = app(IMPORT + "f(p) { final b = p.getString('server'); http.get(Uri.parse('$b/a')); }")
    assert (found.short, found.open) == ([], ["lib/api.dart:2"])


def test_names_are_looked_up_through_imports_prefixes_and_barrels(app) -> None:
    """Two files declare ``base``; the import decides."""
    found = app(
        {
            "lib/one.dart": "const base = 'https://h/one';",
            "lib/two.dart": "const base = 'https://h/two';",
            "lib/all.dart": "export 'two.dart';",
            "lib/a.dart": IMPORT + "import 'one.dart' as o;\nfa() { http.get(Uri.parse('${o.base}/a')); }",
            "lib/b.dart": IMPORT
            + "import 'package:shop/all.dart';\nfb() { http.get(Uri.parse('$base/b')); }",
        }
    )
    assert found.short == ["GET /one/a", "GET /two/b"]


def test_a_part_sees_what_its_library_imports(app) -> None:
    """``part of`` files have no imports of their own."""
    found = app(
        {
            "lib/lib.dart": IMPORT + "part 'src/part.dart';\nconst _base = 'https://h/api';",
            "lib/src/part.dart": "part of '../lib.dart';\nf() { http.get(Uri.parse('$_base/a')); }",
        }
    )
    assert found.short == ["GET /api/a"]


def test_a_variable_that_changes_is_a_parameter_and_a_constant_is_not(app) -> None:
    """The number with which a field starts says nothing of the number that is sent."""
    found = app(
        IMPORT
        + "class S { static int user = 0; static const v = 'v1'; static int get id => box.read('id') ?? 0; }\n"
        + "f() { http.get(Uri.parse('https://h/${S.v}/a/${S.user}/${S.id}')); }"
    )
    assert found.short == ["GET /v1/a/:param/:param"]


def test_a_function_may_build_the_address(app) -> None:
    """Its result is followed with the arguments of the call."""
    found = app(
        IMPORT
        + "Uri url(String path, [Map<String, String>? q]) => Uri.https('h.example', '/api$path', q);\n"
        + "class Paths { static String order(int id) => '/orders/$id'; static const all = '/orders'; }\n"
        + "f(int id) { http.get(url(Paths.all, {'a': 'b'})); http.put(url(Paths.order(id))); }"
    )
    assert found.short == ["GET /api/orders", "PUT /api/orders/:param"]


def test_a_base_of_the_class_behind_a_written_address_is_each_subclasss(app) -> None:
    """The client writes ``/v3`` before it; what the base class alone says, with nothing of either, is no call."""
    found = app(
        IMPORT
        + "class Api { final c = http.Client(); del(String p) => c.delete(Uri.parse('https://h/v3$p')); }\n"
        "abstract class Remote { final api = Api(); String get base; remove(int id) => api.del('$base/$id'); }\n"
        "class Tasks extends Remote { @override String get base => '/tasks'; drop(int id) => remove(id); }\n"
        "class Notes extends Remote { @override final String base = '/notes'; drop(int id) => remove(id); }\n"
    )
    assert (found.short, found.open) == (["DELETE /v3/notes/:param", "DELETE /v3/tasks/:param"], [])
