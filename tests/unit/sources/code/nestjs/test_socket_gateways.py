"""Where clients reach the gateways of web sockets: a path of the server is a route, a port of its own is none."""

from __future__ import annotations

import pytest
from nest_projects import app, project, read_backend

from woosh_split.sources.code.nestjs.routes import Routes, read_routes

TOP = """import { WebSocketGateway } from '@nestjs/websockets'; import { IoAdapter } from '@nestjs/platform-socket.io';
import { WsAdapter } from '@nestjs/platform-ws'; import { OPTIONS } from './options'; import { WsGateway } from './own';
"""
OWN = "import { WebSocketGateway } from '@nestjs/websockets';\nexport const WsGateway = (path: string) => WebSocketGateway({ path });\n"


def routes(gateways: str, settings: str = "", providers: str = "Live", more: str = "") -> Routes:
    """Return the routes of an application with some gateways."""
    sources = app(f"{more}\n{gateways}", settings, TOP, f"providers: [{providers}]")
    sources["src/options.ts"] = "export const OPTIONS = { cors: true, path: 'events/' };"
    sources["src/own.ts"] = OWN
    sources["src/main.ts"] = (
        "import { WsAdapter } from '@nestjs/platform-ws'; import { Adapter } from './app.module';\n"
        + sources["src/main.ts"]
    )
    _, application, graph = read_backend(project(sources))
    return read_routes(application, graph)


def named(found: Routes) -> list[tuple[str, str]]:
    """Return method and path of the routes of web sockets."""
    return [(each.method, each.path) for each in found.found if each.kind == "websocket"]


@pytest.mark.parametrize(
    ("decorator", "told"),
    [
        ("WebSocketGateway()", ("ALL", "/socket.io/*")),
        ("WebSocketGateway({ namespace: '/boats', cors: { origin: '*' } })", ("ALL", "/socket.io/*")),
        ("WebSocketGateway(0, { path: '/live' })", ("ALL", "/live/*")),
        ("WebSocketGateway({ path: '/live/', transports: ['websocket'] })", ("GET", "/live/*")),
        ("WebSocketGateway({ transports: ['polling', 'websocket'] })", ("ALL", "/socket.io/*")),
        ("WebSocketGateway(OPTIONS)", ("ALL", "/events/*")),
        ("WebSocketGateway({ path: process.env.LIVE || '/live' })", ("ALL", "/live/*")),
        ("WsGateway('own')", ("ALL", "/own/*")),
    ],
)
def test_a_gateway_on_the_servers_port_is_a_route(decorator: str, told: tuple[str, str]) -> None:
    """socket.io polls by plain requests, so that all methods reach it unless it takes sockets only."""
    found = routes(f"@{decorator}\nexport class Live {{}}")
    assert named(found) == [told]
    assert found.unresolved == ()
    (one,) = (each for each in found.found if each.kind == "websocket")
    assert (one.handler, one.module, one.auth, one.limit_exempt, one.order) == (
        "Live",
        "app",
        "none",
        True,
        0,
    )


def test_a_plain_server_of_web_sockets_takes_the_path_as_it_is() -> None:
    code = "@WebSocketGateway({ path: 'live/' })\nexport class Live {}\n@WebSocketGateway()\nexport class Other {}"
    found = routes(code, "app.useWebSocketAdapter(new WsAdapter(app));", "Live, Other")
    assert named(found) == [("GET", "/live"), ("GET", "/")]


def test_an_adapter_of_ones_own_is_what_it_extends() -> None:
    code = "@WebSocketGateway()\nexport class Live {}"
    more = "export class Adapter extends IoAdapter { createIOServer(port: number, o?: any) { return super.createIOServer(port, { ...o, cors: true }); } }"
    found = routes(code, "const adapter = new Adapter(app); app.useWebSocketAdapter(adapter);", more=more)
    assert named(found) == [("ALL", "/socket.io/*")]


def test_a_gateway_that_inherits_its_decorator_has_its_own_place() -> None:
    alone, after = (
        routes(f"@WebSocketGateway()\nclass Base {{}}\n{lines}export class Live extends Base {{}}").found
        for lines in ("", "\n\n")
    )
    assert [each.handler for each in (*alone, *after)] == ["Live", "Live"]
    assert after[0].line == alone[0].line + 2


@pytest.mark.parametrize("port", ["81", "81, { namespace: 'x' }"])
def test_a_port_of_its_own_is_no_route(port: str) -> None:
    """Nobody who stands in front of the server's port sees these connections."""
    found = routes(f"@WebSocketGateway({port})\nexport class Live {{}}")
    assert named(found) == []


@pytest.mark.parametrize(
    ("code", "settings", "why"),
    [
        ("@WebSocketGateway(Number(process.env.PORT))", "", "the port is computed"),
        ("@WebSocketGateway({ path: process.env.LIVE })", "", "the path is computed"),
        ("@WebSocketGateway()", "app.useWebSocketAdapter(new Adapter(app));", "may give the sockets a path"),
        ("@WebSocketGateway()", "app.useWebSocketAdapter(adapterOf(app));", "could not be followed"),
    ],
)
def test_what_cannot_be_told_is_unresolved(code: str, settings: str, why: str) -> None:
    more = "export class Adapter extends IoAdapter { createIOServer(port: number, o?: any) { return super.createIOServer(port, { ...o, path: '/x' }); } }"
    found = routes(f"{code}\nexport class Live {{}}", settings, more=more)
    assert named(found) == []
    (told,) = found.unresolved
    assert (told.kind, told.text) == ("route", "Live")
    assert told.reason.startswith("web sockets: ") and why in told.reason
