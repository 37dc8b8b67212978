"""Extensions of texts, maps and numbers that send: ``'orders'.load()``, ``body.postTo('orders')``."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"
POST = "extension P on Map<String, dynamic> { postTo(String path) => http.post(Uri.parse('https://h/' + path), body: this); }\n"
LOAD = "extension P on String { load() => http.get(Uri.parse('https://h/$this')); }\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (POST + "save(Map<String, dynamic> body) => body.postTo('a/b');", "POST /a/b"),
        (POST + "save() => {'x': 1}.postTo('a/b');", "POST /a/b"),
        (POST + "class M { Map<String, dynamic> toJson() => {}; }\nsave(M m) => m.toJson().postTo('a/b');", "POST /a/b"),
        (LOAD + "all() => 'a/b'.load();", "GET /a/b"),
        (LOAD.replace("$this'", "' + this") + "Future all() async { final r = await 'a/b'.load(); return r; }", "GET /a/b"),
        (LOAD + "one(int id) => 'a/$id'.load();", "GET /a/:param"),
        ("extension P on String { load() => http.get(Uri.parse(this)); }\nall() => 'https://h/a/b'.load();", "GET /a/b"),
        ("extension P on String { Uri at({String base = 'https://h/'}) => Uri.parse(base + this); }\nall() => http.get('a/b'.at());", "GET /a/b"),
        ("extension P on int { drop() => http.delete(Uri.parse('https://h/a/$this')); }\nout(int id) => id.drop();", "DELETE /a/:param"),
    ],
)  # fmt: skip
def test_what_an_extension_adds_to_a_value_sends(app, code: str, expected: str) -> None:
    found = app(HTTP + code)
    assert (found.short, found.open) == ([expected], [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("extension P on int { String under(String p) => 'https://h/$p/$this'; }\nout(int id) => http.get(Uri.parse(id.under('a')));", "GET /a/:param"),
        ("extension P on int { String get path => 'https://h/a/$this'; }\nout(int id) => http.get(Uri.parse(id.path));", "GET /a/:param"),
        ("extension P on num { String under(String p) => 'https://h/$p/$this'; }\nout() => http.get(Uri.parse(7.under('a')));", "GET /a/7"),
        ("extension P on DateTime { String day(String p) => 'https://h/$p/$year'; }\nout(DateTime d) => http.get(Uri.parse(d.day('a')));", "GET /a/:param"),
        ("extension P on String { String under(String p) => 'https://h/$p/$this'; }\nout(String id) => http.get(Uri.parse(id.under('a')));", "GET /a/:param"),
        ("extension P on List<String> { String joined(String p) => 'https://h/$p/${this.join('/')}'; }\nout() => http.get(Uri.parse(['b', 'c'].joined('a')));", "GET /a/b/c"),
    ],
)  # fmt: skip
def test_an_address_made_by_what_an_extension_adds_to_a_value(app, code: str, expected: str) -> None:
    found = app(HTTP + code)
    assert (found.short, found.open) == ([expected], [])
