"""Base addresses out of objects that are made with them: ``Config(Flavor.prod)``, ``config.flavor.apiUrl``."""

from __future__ import annotations

import pytest

CODE = """import 'package:dio/dio.dart';
enum Flavor { dev('http://dev'), prod('https://h'); const Flavor(this.origin); final String origin; String get apiUrl => '$origin/api'; }
class Env { const Env(this.u); final String u; static const prod = Env('https://h/api'); }
"""
OF_TEXT = "class Config { const Config(this.u); final String u; }\n"
OF_ENUM = (
    "class Config { const Config(this.flavor); final Flavor flavor; String get address => flavor.apiUrl; }\n"
)
OF_CLASS = "class Config { const Config(this.env); final Env env; }\n"


@pytest.mark.parametrize(
    "code",
    [
        OF_TEXT + "final config = Config('https://h/api');\na() => Dio(BaseOptions(baseUrl: config.u)).get('/a');",
        OF_TEXT + "a() { final config = Config('https://h/api'); return Dio(BaseOptions(baseUrl: config.u)).get('/a'); }",
        OF_ENUM + "final config = Config(Flavor.prod);\na() => Dio(BaseOptions(baseUrl: config.flavor.apiUrl)).get('/a');",
        OF_ENUM + "final config = Config(Flavor.prod);\na() => Dio(BaseOptions(baseUrl: config.address)).get('/a');",
        OF_ENUM + "final config = Config(Flavor.prod);\nfinal dio = Dio()..options.baseUrl = config.flavor.apiUrl;\na() => dio.get('/a');",
        OF_CLASS + "final config = Config(Env.prod);\na() => Dio(BaseOptions(baseUrl: config.env.u)).get('/a');",
    ],
)  # fmt: skip
def test_a_settings_object_keeps_what_it_is_made_with(app, code: str) -> None:
    found = app(CODE + code)
    assert (found.short, found.open) == (["GET /api/a"], [])


def test_a_whole_address_behind_a_base_has_its_own_path(app) -> None:
    """Whoever joins the two asks first whether the text is a whole address; which it is here nobody evaluates."""
    found = app(
        "import 'package:http/http.dart' as http;\n"
        "fetch(String path) => http.get(Uri.parse('https://h/x/$path'));\nall() => fetch('https://h/a/b');"
    )
    assert (found.short, found.open) == (["GET /a/b"], [])
