"""WS601 on web sockets: classes of two services on one path."""

from __future__ import annotations

from datetime import date

from woosh_split.check.rule import Finding
from woosh_split.check.rules.doubled_route import DoubledRoute
from woosh_split.check.scene import look
from woosh_split.model.code import Module, Route
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.split import Service, SplitFile

SERVICES = (Service("orders", modules=("orders",)), Service("users", modules=("users",)))


def found(*routes: tuple[str, str, str, str]) -> list[Finding]:
    """Return what is found of routes: kind, path, module, handler."""
    facts = Facts(
        Monolith("m", ".", "nestjs", 3, 1),
        (Module("orders", "O", "src/o.ts", 1), Module("users", "U", "src/u.ts", 1)),
        routes=tuple(
            Route("ALL", path, module, handler, f"src/{module}.ts", 3, kind=kind, order=order)
            for order, (kind, path, module, handler) in enumerate(routes)
        ),
    )
    return list(DoubledRoute().find(look(facts, SplitFile(services=SERVICES), date(2026, 12, 1))))


def test_one_path_of_sockets_is_shared_by_two_services() -> None:
    (one,) = found(
        ("websocket", "/socket.io/*", "orders", "Live"), ("websocket", "/socket.io/*", "users", "News")
    )
    assert (one.from_service, one.to_service, one.target) == ("users", "orders", "ALL /socket.io/*")
    assert one.message == (
        "users answers web sockets on /socket.io/*, and so does orders: a connection goes to one of them."
    )
    assert [(each.path, each.line) for each in one.related] == [("src/orders.ts", 3)]


def test_sockets_and_requests_of_one_path_are_told_apart() -> None:
    assert found(("websocket", "/live", "orders", "Live"), ("http", "/live", "users", "U.all")) == []


def test_classes_of_one_service_may_share_a_path() -> None:
    assert found(("websocket", "/live", "orders", "A"), ("websocket", "/live", "orders", "B")) == []
