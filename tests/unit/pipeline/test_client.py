"""The app against the routing table: which texts name the monolith, and the edit of these alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.artefacts.client.edit import difference, edited
from woosh_split.artefacts.client.report import ClientReport
from woosh_split.artefacts.routes.table import make_table
from woosh_split.errors import InputError
from woosh_split.model.code import Route
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.split import Phase, Service, SplitFile
from woosh_split.pipeline.client import AppSources, client_report, read_app
from woosh_split.sources.client.flutter.declarations import read_dart
from woosh_split.sources.client.flutter.link import link_client

ROUTES = (
    Route("GET", "/api/orders", "orders", "OrdersController.list", "src/orders.controller.ts", 5),
    Route("GET", "/api/orders/:id", "orders", "OrdersController.one", "src/orders.controller.ts", 9, order=1),
)
SPLIT = SplitFile(services=(Service("ordering", ("orders",)),), phases=(Phase("02-ordering", ("ordering",)),))
HEAD = "import 'package:http/http.dart' as http;\n"


def report_on(**files: str) -> tuple[ClientReport, dict[str, bytes]]:
    """Return the report on an app of the given files."""
    sources = {f"app/lib/{name}.dart": text.encode() for name, text in files.items()}
    calls, _ = link_client([read_dart(data, path) for path, data in sources.items()], ROUTES)
    facts = Facts(Monolith("shop", ".", "nestjs", 1, 1), routes=ROUTES, client_calls=calls)
    return client_report(facts, SPLIT, make_table(facts, SPLIT), AppSources(sources)), sources


ONE = f"""{HEAD}
class Api {{
  // http://10.0.2.2:3000
  static const String base = 'https://shop.example.com/api'; // déjà vu
  static const files = 'https://files.example.com';
  final docs = "https://docs.example.com/api/orders";
  Future<void> list() async {{ await http.get(Uri.parse('$base/orders')); }}
  Future<void> one(int id) async {{ await http.get(Uri.parse('${{base}}/orders/$id')); }}
  Future<void> lost() async {{ await http.get(Uri.parse('$base/order/7')); }}
  Future<void> other() async {{ await http.get(Uri.parse('$files/x')); }}
}}
"""


def test_each_call_has_its_route_and_phase_and_each_address_its_calls() -> None:
    report, _ = report_on(api=ONE)
    assert [(call.path, call.entry and call.entry.path, call.phase) for call in report.calls] == [
        ("/api/orders", "/api/orders", "02-ordering"),
        ("/api/orders/:param", "/api/orders/:id", "02-ordering"),
        ("/api/order/7", None, ""),
        ("/x", None, ""),
    ]
    assert report.calls[2].nearest[0].path == "/api/orders/:id"
    assert [(each.name, each.verdict, each.calls, each.answered) for each in report.constants] == [
        ("base", "gateway", 3, 2),
        ("files", "other", 1, 0),
        ("docs", "unused", 0, 0),
    ]
    assert report.unclear == ()


def test_the_edit_changes_the_address_and_not_a_byte_else() -> None:
    text = ONE.replace("\n", "\r\n") + "\t// no newline at the end"
    report, sources = report_on(api=text)
    changed = edited(sources, report.to_change, "https://gw.example.com:8443/")
    assert list(changed) == ["app/lib/api.dart"]
    assert changed["app/lib/api.dart"] == text.encode().replace(
        b"https://shop.example.com/api", b"https://gw.example.com:8443/api"
    )
    assert "+  static const String base = 'https://gw.example.com:8443/api'; // déjà vu" in difference(
        sources, changed
    )


def test_an_app_that_names_the_gateway_is_left_alone() -> None:
    report, sources = report_on(api=ONE)
    assert edited(sources, report.to_change, "https://shop.example.com") == {}


def test_a_file_with_a_byte_order_mark_keeps_it() -> None:
    report, sources = report_on(api="\ufeff" + ONE)
    changed = edited(sources, report.to_change, "https://gw.example.com")["app/lib/api.dart"]
    assert changed == ("\ufeff" + ONE).replace("https://shop.example.com", "https://gw.example.com").encode()


def test_hosts_of_uri_https_are_addresses_too() -> None:
    text = f"{HEAD}Future<void> list() async {{ await http.get(Uri.https('shop.example.com', '/api/orders')); }}\n"
    report, sources = report_on(api=text)
    assert [(each.origin, each.bare, each.verdict) for each in report.constants] == [
        ("https://shop.example.com", True, "gateway")
    ]
    again, _ = report_on(api=text.replace("Uri.https(", "new Uri.https( "))
    assert [each.origin for each in again.constants] == ["https://shop.example.com"]
    changed = edited(sources, report.to_change, "https://gw.example.com:8443")
    assert b"Uri.https('gw.example.com:8443', '/api/orders')" in changed["app/lib/api.dart"]
    with pytest.raises(InputError, match=r"Uri\.https, and the gateway speaks http"):
        edited(sources, report.to_change, "http://gw.example.com")


def test_a_path_that_is_resolved_against_an_address_is_built_of_it() -> None:
    """``Uri.resolve``, and a Retrofit client whose base begins with a slash, keep nothing of the address but the host."""
    resolving = f"""{HEAD}
import 'package:dio/dio.dart';
import 'package:retrofit/retrofit.dart';
const base = 'https://shop.example.com/v0/';
@RestApi(baseUrl: '/api/orders') abstract class Orders {{ factory Orders(Dio d) = _O; @GET('/{{id}}') Future one(@Path() int id); }}
final orders = Orders(Dio(BaseOptions(baseUrl: base)));
Future<void> list() async {{ await http.get(Uri.parse(base).resolve('/api/orders')); }}
"""
    report, _ = report_on(api=resolving)
    assert [(each.name, each.verdict, each.calls, each.answered) for each in report.constants] == [
        ("base", "gateway", 2, 2)
    ]
    assert report.unclear == ()


def test_calls_that_nobody_answers_go_where_their_address_is_known_to_be_the_monolith() -> None:
    report, _ = report_on(
        api=ONE,
        more=f"{HEAD}Future<void> lost() async {{ await http.get(Uri.parse('https://shop.example.com/api/nothing')); }}\n",
    )
    assert [each.verdict for each in report.constants if each.origin == "https://shop.example.com"] == [
        "gateway"
    ] * 2


def test_an_address_that_is_put_together_elsewhere_cannot_be_pinned_down() -> None:
    report, _ = report_on(
        api=f"{HEAD}Future<void> list(String host) async {{ await http.get(Uri.parse('https://$host/api/orders')); }}\n"
    )
    assert report.to_change == ()
    assert len(report.unclear) == 1
    assert "is built of no address" in report.unclear[0]


def test_two_servers_that_both_answer_cannot_be_pinned_down() -> None:
    report, _ = report_on(
        api=f"""{HEAD}
Future<void> list() async {{ await http.get(Uri.parse('https://one.example.com/api/orders')); }}
Future<void> one() async {{ await http.get(Uri.parse('https://two.example.com/api/orders/7')); }}
"""
    )
    assert report.unclear == (
        "calls that the monolith answers go to https://one.example.com and to https://two.example.com",
    )


@pytest.mark.parametrize(
    "gateway",
    ["gateway.example.com", "ftp://x", "https://x/api", "https://x?y", "https://", "https://a b", "https://x:port",
     "https://u:p@x", "https://x'"],
)  # fmt: skip
def test_what_is_no_address_of_a_gateway_is_refused(gateway: str) -> None:
    report, sources = report_on(api=ONE)
    with pytest.raises(InputError, match="--gateway"):
        edited(sources, report.to_change, gateway)


def test_an_app_without_calls_is_no_app() -> None:
    facts = Facts(Monolith("shop", ".", "nestjs", 1, 1), routes=ROUTES)
    with pytest.raises(InputError, match="no calls of an app"):
        client_report(facts, SPLIT, make_table(facts, SPLIT), AppSources({}))


def test_the_app_is_read_from_the_folder_of_its_pubspec(tmp_path: Path) -> None:
    for name in (
        "app/pubspec.yaml",
        "app/lib/api.dart",
        "app/lib/api.g.dart",
        "app/build/x.dart",
        "other/lib/x.dart",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(ONE)
    calls, _ = link_client([read_dart(ONE.encode(), "app/lib/api.dart")], ROUTES)
    facts = Facts(Monolith("shop", ".", "nestjs", 1, 1), client_calls=calls)
    assert list(read_app(tmp_path, facts).files) == ["app/lib/api.dart"]
