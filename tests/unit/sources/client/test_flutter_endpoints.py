"""Endpoints that enums, extensions and switches name."""

from __future__ import annotations

import pytest

from woosh_split.model.code import Route

HEAD = """
import 'package:http/http.dart' as http;
import 'package:dio/dio.dart';
final dio = Dio(BaseOptions(baseUrl: 'https://h/api'));
enum Ep { login, me }
"""
SWITCH = "extension X on Ep { String get path { switch (this) { case Ep.login: return '/login'; case Ep.me: return '/me'; } } }"
CASES = "extension X on Ep { String get path => switch (this) { Ep.login => '/login', Ep.me => '/me' }; }"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"{SWITCH}\nf() => dio.post(Ep.login.path);", ["POST /api/login"]),
        (f"{CASES}\nf() => dio.post(Ep.me.path);", ["POST /api/me"]),
        (f"{CASES}\nclass C {{ send(Ep e) => dio.get(e.path); }}\nf() => C().send(Ep.login);", ["GET /api/login"]),
        ("extension S on String { Uri get uri => Uri.parse('https://h/api$this'); }\nf() => http.get('/a'.uri);", ["GET /api/a"]),
        ("extension S on String { Uri under(String p) => Uri.https('h', '/$p/$this'); }\nf(id) => http.get('a/$id'.under('v1'));",
         ["GET /v1/a/:param"]),
        ("f(x) => switch (x) { A() => dio.get('/a'), B(:final id) when id > 1 => dio.get('/b'), _ => dio.get('/c') };",
         ["GET /api/a", "GET /api/b", "GET /api/c"]),
        ("f(x) { switch (x) { case A(): return dio.get('/a'); case 'x' when y: return dio.get('/b'); default: return dio.get('/c'); } }",
         ["GET /api/a", "GET /api/b", "GET /api/c"]),
    ],
)  # fmt: skip
def test_an_endpoint_is_told_wherever_its_path_comes_from(app, code: str, expected: list[str]) -> None:
    """A pattern may match or not, so whatever stands behind it counts too."""
    found = app(HEAD + code)
    assert (found.short, found.open) == (expected, [])


def test_a_constant_of_a_class_that_is_not_there_is_no_segment(app) -> None:
    """``Endpoints.orders`` holds a path, and nobody tells which."""
    found = app(HEAD + "f(id) { dio.get('${Endpoints.orders}/$id'); dio.put(Endpoints.orders); }")
    assert (found.short, found.open) == ([], ["lib/api.dart:6"] * 2)
    assert app(HEAD + "f(id) => dio.get('/orders/${Status.open}/$id');").short == [
        "GET /api/orders/:param/:param"
    ]


def test_an_import_of_a_folder_with_a_blank_is_followed(app) -> None:
    """Editors write it as ``%20``; the same class name in two folders is told apart by the import."""
    found = app(
        {
            "lib/a/my data/paths.dart": "class Paths { static const list = '/orders'; }",
            "lib/b/my data/paths.dart": "class Paths { static const list = '/clients'; }",
            "lib/a/api.dart": "import 'package:app/a/my%20data/paths.dart';\n"
            + HEAD
            + "f() => dio.get(Paths.list);",
            "lib/b/api.dart": "import 'my%20data/paths.dart';\nimport '../a/api.dart';\nf() => dio.get(Paths.list);",
        }
    )
    assert (found.short, found.open) == (["GET /api/clients", "GET /api/orders"], [])


def test_what_looks_like_a_request_of_an_undeclared_client_is_told(app) -> None:
    """A client out of a package that is not in the tree; what keeps things under paths is none."""
    code = "import 'package:shop_client/shop_client.dart';\nf(id) => shop.api.client.delete('/orders/$id');\n"
    found = app(code + "g() => cache.get('/orders');\nh() => api.get(1);")
    assert (found.short, found.open) == ([], ["lib/api.dart:2"])
    assert [item.reason for item in found.unresolved] == ["`client` sends it, which the app does not declare"]


@pytest.mark.parametrize(
    "loads",
    [
        "Image.network('$base/photos/$id')",
        "Image(image: NetworkImage('$base/photos/$id'))",
        "CachedNetworkImage(imageUrl: photoOf(id), fit: BoxFit.cover)",
        "FlutterDownloader.enqueue(url: '$base/photos/$id', savedDir: folder)",
        "CircleAvatar(backgroundImage: CachedNetworkImageProvider(photoOf(id)))",
    ],
)
def test_what_is_loaded_by_its_address_counts_if_the_backend_has_a_route_for_it(app, loads: str) -> None:
    """Most images lie with somebody else, and nobody asks which."""
    code = (
        "const base = 'https://h/api';\nString photoOf(String id) => '$base/photos/$id';\n"
        f"class Photo extends StatelessWidget {{\n  Widget build(context) => {loads};\n}}\n"
        "class Logo extends StatelessWidget {\n  Widget build(context) => Image.network('https://cdn/logo.png');\n}\n"
        "class Other extends StatelessWidget {\n  Widget build(context) => Image.network(widget.url);\n}\n"
    )
    route = Route("GET", "/api/photos/:id", "photos", "Photos.one", "photos.controller.ts", 1)
    found = app(code, [route])
    assert (found.placed, found.open) == (["GET /api/photos/:param lib/api.dart:4"], [])
    assert (app(code).short, app(code).open) == ([], [])
