"""Paths of web sockets: in the table, in the matcher of requests, and in engines that know requests only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from routing_tables import entry, table
from shop_facts import shop
from shop_split import shop_split

from woosh_split.artefacts.routes.handshakes import rendered
from woosh_split.artefacts.routes.match import Matcher
from woosh_split.artefacts.routes.reading import parse_table
from woosh_split.artefacts.routes.registry import ENGINES
from woosh_split.artefacts.routes.rendering import Addresses, Fidelity, RenderOptions
from woosh_split.artefacts.routes.table import fingerprint, make_table
from woosh_split.artefacts.routes.text import to_yaml
from woosh_split.model.code import Route
from woosh_split.model.routing import RouteEntry, RoutingTable, Target

OPTIONS = RenderOptions(
    Addresses(
        {name: (f"{name}.prod", 3000 + number) for number, name in enumerate(("monolith", "live", "other"))}
    ),
    8080,
)


def socket(spelled: str, **more: object) -> RouteEntry:
    """Return a path of web sockets that is sent to a service."""
    made = entry(spelled, service="live", kind="websocket", timeout_ms=0, target=Target("service"))
    return replace(made, id=fingerprint(f"websocket {spelled}"), **more)  # type: ignore[arg-type]


def graded(engine: str, made: RoutingTable) -> tuple[list[Fidelity], str]:
    """Return the grades of an engine and what it is configured with."""
    found = rendered(ENGINES[engine], made, OPTIONS)
    return list(found.fidelity), "".join(text for _, text in found.files)


def facts_with(*sockets: tuple[str, str, str, str]):
    """Return the shop with gateways: method, path, module, class."""
    facts = shop()
    made = [
        Route(method, path, module, name, "src/live.ts", 3, kind="websocket", order=number)
        for number, (method, path, module, name) in enumerate(sockets)
    ]
    later = [replace(each, order=each.order + len(made)) for each in facts.routes]
    return replace(facts, routes=(*made, *later))


def test_a_path_of_sockets_belongs_to_the_service_of_its_class() -> None:
    made = make_table(facts_with(("ALL", "/socket.io/*", "orders", "Live")), shop_split())
    first = made.routes[0]
    assert (first.service, first.kind, first.timeout_ms, first.shadowable) == (
        "ordering",
        "websocket",
        0,
        False,
    )


def test_classes_that_share_a_path_of_sockets_are_one_route() -> None:
    alike = facts_with(("ALL", "/socket.io/*", "orders", "A"), ("ALL", "/socket.io/*", "orders", "B"))
    apart = facts_with(("ALL", "/socket.io/*", "orders", "A"), ("ALL", "/socket.io/*", "app", "B"))
    for facts, home in ((alike, "ordering"), (apart, "monolith")):
        (one,) = (each for each in make_table(facts, shop_split()).routes if each.kind == "websocket")
        assert (one.service, one.handler) == (home, "A")


def test_a_path_of_requests_keeps_its_id_beside_one_of_sockets() -> None:
    """The table that people keep finds its targets by the ids."""
    before = make_table(shop(), shop_split())
    path = before.routes[0].path
    after = make_table(facts_with(("GET", path, "orders", "Live")), shop_split())
    assert [each.id for each in after.routes[1:]] == [each.id for each in before.routes]
    assert not any(each.shadowed for each in after.routes)


def test_a_page_and_sockets_may_have_one_path() -> None:
    """The plain server of Nest's ``WsAdapter`` listens on ``/`` unless it is told otherwise."""
    path = shop().routes[0].path
    made = make_table(facts_with(("GET", path, "orders", "Live")), shop_split())
    assert parse_table(to_yaml(made), "table.yaml") == made


def test_requests_meet_a_path_of_sockets_only_where_they_poll() -> None:
    matcher = Matcher(table(socket("ALL /socket.io/*"), socket("GET /live")))
    assert matcher.find("POST", "/socket.io/?EIO=4&transport=polling") is not None
    assert matcher.find("GET", "/live") is None


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_an_engine_sends_sockets_where_the_table_says(engine: str) -> None:
    """Plain requests of a socket's path go along, which the report says."""
    (polled, handshakes), text = graded(engine, table(socket("ALL /socket.io/*"), socket("GET /live")))
    assert handshakes.entry.kind == "websocket"
    if engine == "gateway-api":
        assert polled.why == handshakes.why == "a path is compared as it is written, letters' case and all"
    else:
        assert polled.grade in ("exact", "superset")
        assert handshakes.grade == "superset"
        assert engine == "traefik" or "plain requests of the socket's path" in handshakes.why
    assert "live" in text


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("rival", ["GET /live", "GET /:page > other"])
def test_sockets_stay_where_requests_of_their_path_are_sent(engine: str, rival: str) -> None:
    """An engine cannot tell these handshakes from those requests."""
    (handshakes, requests), _ = graded(engine, table(socket("GET /live"), rival))
    assert (handshakes.grade, handshakes.witness) == ("unsupported", "GET /live")
    assert handshakes.why.startswith("the engine takes a handshake for a request, and those of GET /")
    assert requests.entry.kind == "http"
    assert requests.grade != "unsupported" or "parameter" in requests.why


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_sockets_of_the_monolith_are_no_matter_to_an_engine(engine: str) -> None:
    (found, _), _ = graded(engine, table(socket("GET /live", target=Target()), "GET /orders > other"))
    assert found.grade == "exact"
