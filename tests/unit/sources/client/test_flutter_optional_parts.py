"""Parts of a path that a function adds only if its caller gives them."""

from __future__ import annotations

import pytest

API = """
import 'package:http/http.dart' as http;
class Urls {
  static const base = 'https://h/api';
  static String tasks({String id = ''}) => '$base/tasks${id.isEmpty ? '' : '/$id'}';
}
Uri make(String path, {int? id, String? action}) {
  final parts = ['', 'api', path];
  if (id != null) {
    parts.add(id.toString());
  }
  if (action != null) {
    parts.add(action);
  }
  return Uri(scheme: 'https', host: 'h', path: parts.join('/'));
}
one(String path, {String? id}) => http.get(Uri.parse(id == null ? '${Urls.base}/$path' : '${Urls.base}/$path/$id'));
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f() => http.get(Uri.parse(Urls.tasks()));", ["GET /api/tasks"]),
        ("f(task) => http.delete(Uri.parse(Urls.tasks(id: task.id)));", ["DELETE /api/tasks/:param"]),
        ("f(id) => http.delete(Uri.parse(Urls.tasks(id: id)));", ["DELETE /api/tasks/:param"]),
        ("f({id}) => http.delete(Uri.parse(Urls.tasks(id: id)));", ["DELETE /api/tasks", "DELETE /api/tasks/:param"]),
        ("f(slot) => http.patch(make('slot', id: slot.id));", ["PATCH /api/slot/:param"]),
        ("f(slot) => http.post(make('slot', id: slot.id, action: 'copy'));", ["POST /api/slot/:param/copy"]),
        ("f() => http.get(make('slot', action: 'all'));", ["GET /api/slot/all"]),
        ("f(widget) => one('orders', id: widget.id);", ["GET /api/orders/:param"]),
        ("f() => one('orders');", ["GET /api/orders"]),
    ],
)  # fmt: skip
def test_what_a_caller_gives_of_its_own_accord_is_there(app, code: str, expected: list[str]) -> None:
    """What it has to give, or hands on from callers who need not give it, may be null or empty."""
    found = app(
        {
            "lib/api.dart": API,
            "lib/user.dart": "import 'api.dart';\nimport 'package:http/http.dart' as http;\n" + code,
        }
    )
    assert [f"{call.method} {call.path}" for call in found.calls if call.file == "lib/user.dart"] == expected


def test_what_every_caller_has_to_give_may_be_null(app) -> None:
    """Both requests count, with a caller and without."""
    save = (
        "save(String? id) => http.put(Uri.parse(id == null ? '${Urls.base}/new' : '${Urls.base}/$id/save'));"
    )
    found = app(API + save + "\nf(widget) => save(widget.id);")
    assert [call for call in found.short if call.startswith("PUT")] == [
        "PUT /api/:param/save",
        "PUT /api/new",
    ]
