"""Mixins and abstract classes that send with what only their heirs have: ``Dio get dio;``."""

from __future__ import annotations

import pytest

CODE = """import 'package:dio/dio.dart';
class Api { Api._(); static final Api one = Api._(); final Dio dio = Dio(BaseOptions(baseUrl: 'https://h/v1')); }
"""
MIXIN = "mixin Stock { Dio get dio; stock() => dio.get('/stock'); }\n"
ABSTRACT = "abstract class Stock { Dio get dio; stock() => dio.get('/stock'); }\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (MIXIN + "class R with Stock { @override final dio = Api.one.dio; }", "GET /v1/stock"),
        (MIXIN + "class R with Stock { @override Dio get dio => Api.one.dio; }", "GET /v1/stock"),
        (MIXIN + "class B { final dio = Api.one.dio; } class R extends B with Stock {}", "GET /v1/stock"),
        (ABSTRACT + "class R extends Stock { @override final Dio dio = Dio(BaseOptions(baseUrl: 'https://h/v2')); }", "GET /v2/stock"),
    ],
)  # fmt: skip
def test_each_heir_sends_with_its_own_client(app, code: str, expected: str) -> None:
    found = app(CODE + code)
    assert (found.short, found.open) == ([expected], [])


def test_heirs_with_different_clients_send_to_each(app) -> None:
    heirs = "".join(
        f"class R{n} with Stock {{ @override final dio = Dio(BaseOptions(baseUrl: 'https://h/v{n}')); }}\n"
        for n in (1, 2)
    )
    found = app("import 'package:dio/dio.dart';\n" + MIXIN + heirs)
    assert (found.short, found.open) == (["GET /v1/stock", "GET /v2/stock"], [])
