"""Gateways of web sockets: their connections are no routes, so no rule of a routing table sends them anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.code import Hazard
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typescript.values import known_text

KIND = "socket-gateway"


def socket_hazards(graph: ModuleGraph) -> Iterator[Hazard]:
    """Yield the classes that answer web sockets, with the namespace and the path that they name."""
    for decl, _ in graph.classes():
        for each in graph.decorators.of_class(decl):
            if each.name != "WebSocketGateway" or each.package != "@nestjs/websockets":
                continue
            options = each.args[-1:]
            named = [
                f" of the {name} {text}"
                for name in ("namespace", "path")
                for option in options
                if (text := known_text(field(option, name)))
            ]
            detail = (
                f"web sockets{','.join(named)}: no rule of the routing table is for them, so a gateway sends every connection to "
                "the monolith, and who is connected to one process does not hear the other"
            )
            yield Hazard(KIND, decl.name, detail, decl.file, each.line)
