"""Requests that an app hands to a client of Chopper itself, past its services."""

from __future__ import annotations

import pytest

CLIENT = """
import 'package:chopper/chopper.dart';
ChopperClient build() => ChopperClient(baseUrl: Uri.parse('https://h/api'));
"""


@pytest.mark.parametrize(
    "code",
    [
        "f(id) => build().get(Uri.parse('/orders/$id'));",
        "class M { M(this._client); final ChopperClient _client; load(id) => _client.get<List, Map>(Uri.parse('orders/$id')); }",
        "class M { final ChopperClient client = build(); load(id) => client.get(Uri(path: '/orders/$id')); }",
        "f(context, id) => context.read<ChopperClient>().get(Uri.parse('/orders/$id'));",
        "extension B on BuildContext { ChopperClient get api => read<ChopperClient>(); }\n"
        "class W { build(BuildContext context) => context.api.get(Uri.parse('/orders/$id')); }",
    ],
)
def test_a_client_of_chopper_sends_to_its_base(app, code: str) -> None:
    """However the client comes to hand: made, injected, or asked for by its type."""
    found = app(CLIENT + code)
    assert (found.short, found.open) == (["GET /api/orders/:param"], [])


def test_a_request_of_chopper_names_its_base(app) -> None:
    """``Request`` of Chopper has the verb, the address and the base URL, in that order."""
    found = app(
        CLIENT
        + "f(ChopperClient c) => c.send(Request('PUT', Uri.parse('/orders'), Uri.parse('https://h/v2')));\n"
        + "g(ChopperClient c) => c.send(Request('POST', Uri.parse('/orders'), c.baseUrl));"
    )
    assert (found.short, found.open) == (["POST /api/orders", "PUT /v2/orders"], [])
