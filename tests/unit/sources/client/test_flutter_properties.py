"""How the code is written never changes what is found: white space, comments, quotes, lines, names, order."""

from __future__ import annotations

import pickle
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.sources.client.flutter import link_client, read_dart

# Tokens of a small app; ``@name`` is a local name, ``<text>`` a string's inside, ``~`` must stay on one line.
_TOKENS = [
    "import",
    "<package:http/http.dart>",
    "as",
    "http",
    ";",
    "class",
    "Config",
    "{",
    "static",
    "const",
    "root",
    "=",
    "<https://h.example>",
    ";",
    "static",
    "const",
    "api",
    "=",
    "<$root/api>",
    ";",
    "}",
    "class",
    "OrderService",
    "{",
    "final",
    "http",
    ".",
    "Client",
    "client",
    "=",
    "http",
    ".",
    "Client",
    "(",
    ")",
    ";",
    "Future",
    "<",
    "Object",
    ">",
    "one",
    "(",
    "int",
    "@id",
    ")",
    "async",
    "{",
    "final",
    "@uri",
    "=",
    "Uri",
    ".",
    "parse",
    "(",
    "<${Config.api}/orders/$@id>",
    ")",
    ";",
    "final",
    "@answer",
    "=",
    "await",
    "client",
    ".",
    "get",
    "(",
    "@uri",
    ",",
    "headers",
    ":",
    "{",
    "<a>",
    ":",
    "<b>",
    "}",
    ")",
    ";",
    "return",
    "@answer",
    ";",
    "}",
    "Future",
    "<",
    "void",
    ">",
    "move",
    "(",
    "int",
    "@id",
    ",",
    "bool",
    "@done",
    ")",
    "async",
    "{",
    "var",
    "@path",
    "=",
    "<${Config.api}/orders/$@id/open>",
    ";",
    "if",
    "(",
    "@done",
    ")",
    "{",
    "@path",
    "=",
    "Config",
    ".",
    "api",
    "+",
    "</orders/>",
    "+",
    "@id",
    ".",
    "toString",
    "(",
    ")",
    "+",
    "</done>",
    ";",
    "}",
    "await",
    "http",
    ".",
    "patch",
    "(",
    "Uri",
    ".",
    "parse",
    "(",
    "@path",
    ")",
    ")",
    ";",
    "}",
    "Future",
    "<",
    "void",
    ">",
    "drop",
    "(",
    "int",
    "@id",
    ")",
    "=>",
    "_send",
    "(",
    "<DELETE>",
    ",",
    "</orders/$@id>",
    ")",
    ";",
    "Future",
    "<",
    "void",
    ">",
    "_send",
    "(",
    "String",
    "@verb",
    ",",
    "String",
    "@path",
    ")",
    "async",
    "{",
    "final",
    "@request",
    "=",
    "http",
    ".",
    "Request",
    "(",
    "@verb",
    ",",
    "Uri",
    ".",
    "parse",
    "(",
    "<${Config.api}$@path>",
    ")",
    ")",
    ";",
    "await",
    "@request",
    ".",
    "send",
    "(",
    ")",
    ";",
    "}",
    "}",
]
_EXPECTED = {
    ("GET", "/api/orders/:param"),
    ("PATCH", "/api/orders/:param/open"),
    ("PATCH", "/api/orders/:param/done"),
    ("DELETE", "/api/orders/:param"),
}
_LOCALS = sorted({name for token in _TOKENS for name in re.findall(r"@(\w+)", token)})
_GAPS = st.sampled_from(
    [" ", "\n", "\n\n  ", "\t", "\r\n", " // http.get(Uri.parse('/no'));\n", " /* get('/no') */ "]
)
_QUOTES = st.sampled_from(["'", '"', "'''", '"""'])
_NAMES = st.lists(
    st.from_regex(r"[a-z][a-z]{6,9}Zq", fullmatch=True),
    min_size=len(_LOCALS),
    max_size=len(_LOCALS),
    unique=True,
)


def _source(data: st.DataObject) -> bytes:
    names = dict(zip(_LOCALS, data.draw(_NAMES), strict=True))
    pieces: list[str] = []
    for token in _TOKENS:
        quoted = re.fullmatch(r"<(.+)>", token)
        text = re.sub(r"@(\w+)", lambda found: names[found.group(1)], quoted.group(1) if quoted else token)
        if quoted:
            quote = data.draw(_QUOTES) if "package:" not in text else "'"
            text = f"{quote}{text}{quote}"
        pieces.append(text + data.draw(_GAPS))
    return "".join(pieces).encode()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_formatting_comments_quotes_and_names_of_locals_change_nothing(data: st.DataObject) -> None:
    """The calls are the same in every spelling of the same program."""
    calls, unresolved = link_client([read_dart(_source(data), "lib/a.dart")], ())
    assert {(call.method, call.path) for call in calls} == _EXPECTED
    assert unresolved == ()


_FILES = {
    "lib/config.dart": "class Config { static const api = 'https://h/api'; }",
    "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'config.dart';\n"
    "class Api { get(String p) => http.get(Uri.parse(Config.api + p)); }",
    "lib/a.dart": "import 'api.dart';\nfinal api = Api();\na(int id) => api.get('/a/$id');",
    "lib/b.dart": "import 'a.dart';\nb() => api.get('/b'); c(x) => api.get(x.next);",
}


@given(st.permutations(sorted(_FILES)))
def test_the_order_of_files_changes_nothing(order: list[str]) -> None:
    """Files are read in any order, by several processes, or out of a cache."""
    files = [pickle.loads(pickle.dumps(read_dart(_FILES[name].encode(), name))) for name in order]
    calls, unresolved = link_client(files, ())
    assert [(call.path, call.file) for call in calls] == [
        ("/api/a/:param", "lib/a.dart"),
        ("/api/b", "lib/b.dart"),
    ]
    assert [(item.file, item.line) for item in unresolved] == [("lib/b.dart", 2)]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="(){}[]<>'\"$;=.,abc \n/@", max_size=200).map(str.encode))
def test_any_bytes_are_read_without_a_crash(source: bytes) -> None:
    """Broken code is somebody's working copy."""
    link_client(
        [read_dart(source, "lib/a.dart"), read_dart(_FILES["lib/api.dart"].encode(), "lib/api.dart")], ()
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(_FILES["lib/api.dart"])), st.integers(1, 40))
def test_code_that_is_cut_anywhere_is_read_without_a_crash(start: int, length: int) -> None:
    """A file in the middle of an edit."""
    text = _FILES["lib/api.dart"]
    link_client([read_dart((text[:start] + text[start + length :]).encode(), "lib/api.dart")], ())
