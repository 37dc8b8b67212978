"""Gateways of web sockets: on which path of the server, or on which port of their own, clients reach them.

A path is a route as any other: whoever stands in front sends its connections on. socket.io asks by plain requests first and
carries all namespaces over one connection, so a namespace is no part of a path. What a port of its own answers passes by
whatever stands in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woosh_split.model.code import Hazard, Route, Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves, one_text
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ExternalInstance
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Instance, Literal, Record

KIND = "socket-gateway"
_PACKAGE = "@nestjs/websockets"
_SOCKET_IO, _PLAIN = "socket.io", "ws"
_ADAPTERS = {"IoAdapter": _SOCKET_IO, "WsAdapter": _PLAIN}
_DEFAULTS = {_SOCKET_IO: "/socket.io", _PLAIN: "/"}
_MAKERS = frozenset({"create", "createIOServer"})


@dataclass(frozen=True, slots=True)
class SocketGateway:
    """A class that answers web sockets.

    ``path`` is that of the server's on which clients reach it, None where it has a ``port`` of its own or ``unknown`` says why
    nobody can tell. ``method`` is ``ALL`` where plain requests reach it as well: socket.io polls.
    """

    decl: ClassDecl
    line: int
    module: str
    path: str | None
    method: str = "GET"
    namespace: str = ""
    port: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class _Adapter:
    """What speaks with the clients; ``kind`` is empty where it is not known. ``sets_path``: it may give its server a path."""

    kind: str
    name: str
    sets_path: bool = False


def read_gateways(application: Application, graph: ModuleGraph) -> tuple[SocketGateway, ...]:
    """Return the gateways of an application that answers requests, in the order in which Nest meets their modules."""
    if application.starts and application.http is None:
        return ()
    classes = tuple(_classes(graph))
    if not classes:  # as in most applications: nothing else need be asked
        return ()
    adapter = _adapter_of(application, graph)
    configuration = Configuration(graph)
    return tuple(_gateway(*each, adapter, configuration) for each in classes)


def _classes(graph: ModuleGraph) -> Iterator[tuple[ClassDecl, int, str, tuple[Value, ...]]]:
    """Yield each class that answers web sockets with its line, its module and the arguments of its decorator."""
    for decl, module in graph.classes():
        found = graph.decorators.nearest(decl, "WebSocketGateway")
        if found is not None and found.package == _PACKAGE:
            inherited = found not in graph.decorators.of_class(decl)
            yield decl, decl.node.line if inherited else found.line, module, found.args


def _gateway(
    decl: ClassDecl,
    line: int,
    module: str,
    args: Sequence[Value],
    adapter: _Adapter,
    configuration: Configuration,
) -> SocketGateway:
    port, options = _arguments(args)
    namespace = configuration.text(field(options, "namespace")) or ""

    def not_told(why: str) -> SocketGateway:
        return SocketGateway(decl, line, module, None, namespace=namespace, unknown=why)

    number = one_text(configuration.value(port))
    if number is None:
        return not_told("the port is computed and could not be followed")
    if number != "0":
        return SocketGateway(decl, line, module, None, namespace=namespace, port=number)
    if not adapter.kind:
        return not_told(f"the adapter {adapter.name} could not be followed")
    if adapter.sets_path and not has_field(options, "path"):
        return not_told(f"the adapter {adapter.name} may give the sockets a path")
    path: str | None = _DEFAULTS[adapter.kind]
    if has_field(options, "path"):
        path = configuration.text(field(options, "path"))
    if path is None:
        return not_told("the path is computed and could not be followed")
    path = "/" + path.strip("/")
    if adapter.kind == _PLAIN:
        return SocketGateway(decl, line, module, path)
    method = "GET" if _only_sockets(options) else "ALL"
    return SocketGateway(decl, line, module, f"{path.rstrip('/')}/*", method, namespace)


def _arguments(args: Sequence[Value]) -> tuple[Value, Value]:
    """Return port and options; what is no number is the options, as Nest takes it. Port 0 is the application's own."""
    own = Literal("0")
    if not args:
        return own, Record({})
    if len(args) > 1:
        return args[0], args[1]
    if isinstance(args[0], Record) or any(isinstance(each, Record) for each in leaves(args[0])):
        return own, args[0]
    return args[0], Record({})


def _only_sockets(options: Value) -> bool:
    """Tell a server of socket.io that takes no polling requests."""
    return [one_text(each) for each in leaves(field(options, "transports"))] == ["websocket"]


def _adapter_of(application: Application, graph: ModuleGraph) -> _Adapter:
    """Return the adapter that the start file sets, socket.io's where it sets none: that is Nest's own choice."""
    calls = application.http.calls if application.http is not None else ()
    given = next((call.arg(0) for call in reversed(calls) if call.method == "useWebSocketAdapter"), None)
    if given is None:
        return _Adapter(_SOCKET_IO, "IoAdapter")
    for each in leaves(given):
        if isinstance(each, ExternalInstance):
            name = each.external.name.rpartition(".")[2]
            return _Adapter(_ADAPTERS.get(name, ""), name)
        if isinstance(each, Instance):
            chain = graph.decorators.chain(each.decl)
            base = chain.base.name.rpartition(".")[2] if chain.base is not None else ""
            makers = (
                method.function
                for level in chain.levels
                for method in level.decl.node.methods
                if method.function.name in _MAKERS
            )
            sets_path = any("path" in each for maker in makers for each in nodes(maker.body))
            return _Adapter(_ADAPTERS.get(base, ""), each.decl.name, sets_path)
    return _Adapter("", "that is set")


def socket_routes(gateways: Sequence[SocketGateway]) -> Iterator[Route | Unresolved]:
    """Yield the path of each gateway, or what could not be told of it.

    Whoever connects is let in: what a gateway's guards judge are its messages.
    """
    for each in gateways:
        if each.unknown:
            yield Unresolved(
                "route", each.decl.file, each.line, each.decl.name, f"web sockets: {each.unknown}"
            )
        elif each.path is not None:
            yield Route(
                each.method,
                each.path,
                each.module,
                each.decl.name,
                each.decl.file,
                each.line,
                kind="websocket",
                limit_exempt=True,
            )


def socket_hazards(gateways: Sequence[SocketGateway]) -> Iterator[Hazard]:
    """Yield the gateways: who is connected to one process does not hear the other."""
    for each in gateways:
        named = f" of the namespace {each.namespace}" if each.namespace else ""
        if each.port:
            where = f" on the port {each.port} of their own, past whatever stands in front"
        elif each.path is not None:
            where = f" on {each.path.removesuffix('*')}"
        else:
            where = f"; {each.unknown}"
        detail = f"web sockets{named}{where}: who is connected to one process does not hear the other"
        yield Hazard(KIND, each.decl.name, detail, each.decl.file, each.line)
