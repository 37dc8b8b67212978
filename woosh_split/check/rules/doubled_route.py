"""WS601: one route that two services answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.code import Route
from woosh_split.model.violation import Related

_PARAMETER = re.compile(r":\w+")


class DoubledRoute:
    """Two services declare a route of the same verb and path; only the first one registered answers today."""

    text = about(
        "WS601",
        "doubled-route",
        "Two services answer the same route.",
        "In the monolith the controller that is registered first wins, by the order of imports. A gateway has to send "
        "the route to one service; the other handler is dead code, or the wrong one answers. Classes that answer web sockets "
        "on one path share each connection to it, by socket.io's namespaces: no gateway can tell these apart.",
        "Decide which service answers, and remove the other handler or give it a path of its own.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every route that another service answers before."""
        first: dict[tuple[bool, str, str, str | None], Route] = {}
        for route in sorted(scene.facts.routes, key=lambda each: (each.order, each.file, each.line)):
            key = (route.kind == "websocket", route.method, _PARAMETER.sub(":", route.path), route.version)
            held = first.setdefault(key, route)
            home = scene.placement.home_of_module(route.module)
            other = scene.placement.home_of_module(held.module)
            if home == other:
                continue
            name = f"{route.method} {route.path}"
            if route.kind == "websocket":
                yield _sockets(route, held, home, other)
                continue
            yield Finding(
                home,
                other,
                name,
                route.file,
                route.line,
                route.handler,
                f"{home} answers {name}, and so does {other}, which is asked first.",
                f"Remove one of the handlers: {route.handler} or {held.handler}.",
                words=(route.handler.rpartition(".")[2], route.method.title()),
                related=(Related(held.file, held.line, f"{held.handler} of {other} answers it first"),),
            )


def _sockets(route: Route, held: Route, home: str, other: str) -> Finding:
    """Return the finding of a path of web sockets: one connection serves all classes on it, whichever came first."""
    return Finding(
        home,
        other,
        f"{route.method} {route.path}",
        route.file,
        route.line,
        route.handler,
        f"{home} answers web sockets on {route.path}, and so does {other}: a connection goes to one of them.",
        f"Give {route.handler} or {held.handler} a `path` of its own, or let one service have both.",
        words=(route.handler,),
        related=(Related(held.file, held.line, f"{held.handler} of {other} answers on it, too"),),
    )
