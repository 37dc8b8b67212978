"""What reacts to messages: event listeners, CQRS handlers, queue processors, message patterns, gateways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from woosh_split.model.code import BROKER, PROCESS, QUEUE, SOCKET, Event, Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.messages import event_class, event_name
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.sagas import read_sagas
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves, one_text
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Method
from woosh_split.sources.code.typescript.values import Items, Record

_CQRS = {"CommandHandler": "execute", "QueryHandler": "execute", "EventsHandler": "handle"}
_PATTERNS = frozenset({"MessagePattern", "EventPattern", "SubscribeMessage", "SqsMessageHandler"})
_RABBIT = frozenset({"RabbitSubscribe", "RabbitRPC"})
_GRPC = frozenset({"GrpcMethod", "GrpcStreamMethod", "GrpcStreamCall"})
_QUEUES = frozenset({"@nestjs/bull", "@nestjs/bullmq"})
_CHANNELS = {**dict.fromkeys(_PATTERNS | _RABBIT | _GRPC, BROKER), "SubscribeMessage": SOCKET}


@dataclass(frozen=True, slots=True)
class _Found:
    """A name, None where it is computed, and the method that reacts to it."""

    event: str | None
    method: str
    file: str
    line: int
    channel: str = PROCESS
    class_file: str | None = None


def read_handled_events(graph: ModuleGraph) -> tuple[tuple[Event, ...], tuple[Unresolved, ...]]:
    """Return what providers and controllers react to, and where the name could not be told.

    A listener is known by the event's text, a CQRS handler by the class that it handles, a processor by its queue
    (``queue.job`` for a named job), a microservice or gateway handler by its pattern. What a saga sends is among them.
    """
    events: dict[Event, None] = {}
    unresolved: dict[Unresolved, None] = {}
    reader = _Reader(graph)
    for decl, module in graph.classes():
        for found in reader.of_class(decl):
            function = f"{decl.name}.{found.method}"
            if found.event is None:
                reason = "the name of the message is computed and could not be followed"
                unresolved[Unresolved("event", found.file, found.line, function, reason)] = None
            else:
                place = (function, found.file, found.line, found.channel)
                events[Event(module, found.event, "handles", *place, found.class_file)] = None
        events |= dict.fromkeys(read_sagas(decl, module, graph.decorators))
    return tuple(events), tuple(unresolved)


class _Reader:
    def __init__(self, graph: ModuleGraph) -> None:
        self._decorators = graph.decorators
        self._configuration = Configuration(graph)

    def of_class(self, decl: ClassDecl) -> Iterator[_Found]:
        """Yield what one class reacts to."""
        queue: Decorator | None = None
        for each in self._decorators.of_class(decl):
            if each.name in _CQRS and each.package == "@nestjs/cqrs":
                for arg in each.args:
                    for value in leaves(arg):
                        found = self._at(decl, _CQRS[each.name], event_name(value))
                        yield replace(found, class_file=event_class(value))
            elif each.name == "Processor" and each.package in _QUEUES:
                queue = each
        if queue is not None:
            yield from self._processor(decl, queue)
        for owner, method in self._decorators.methods(decl):
            for each in self._decorators.of_method(owner, method):
                channel = _CHANNELS.get(each.name, PROCESS)
                for name in self._names(each, decl, method):
                    yield _Found(name, method.function.name, owner.file, method.line, channel)

    def _at(self, decl: ClassDecl, name: str, event: str | None) -> _Found:
        """Return a reaction by a method of a fixed name."""
        for level in self._decorators.chain(decl).levels:
            for method in level.decl.node.methods:
                if method.function.name == name and not method.abstract:
                    return _Found(event, name, level.decl.file, method.line)
        return _Found(event, name, decl.file, decl.node.line)

    def _processor(self, decl: ClassDecl, decorator: Decorator) -> Iterator[_Found]:
        options = decorator.arg(0)
        queue = self._text(field(options, "name") if isinstance(options, Record) else options)
        named = False
        for owner, method in self._decorators.methods(decl):
            for each in self._decorators.of_method(owner, method):
                if each.name != "Process" or each.package not in _QUEUES:
                    continue
                named = True
                given = each.arg(0)
                job = self._text(field(given, "name") if isinstance(given, Record) else given)
                event = f"{queue}.{job}" if queue and job else queue
                yield _Found(event, method.function.name, owner.file, method.line, QUEUE)
        if not named:
            yield replace(self._at(decl, "process", queue), channel=QUEUE)

    def _names(self, decorator: Decorator, decl: ClassDecl, method: Method) -> Iterator[str | None]:
        name, given = decorator.name, self._configuration.value(decorator.arg(0))
        if name == "OnEvent":
            if isinstance(given, Items):  # the parts of a namespaced name
                parts = [self._text(each) for each in leaves(given)]
                yield ".".join(part for part in parts if part) if all(parts) else None
            else:
                yield self._text(given) or event_name(given)
        elif name in _PATTERNS:
            for value in leaves(given):
                yield self._text(value) or event_name(value)
        elif name in _RABBIT:
            key = "routingKey" if has_field(given, "routingKey") else "queue"
            for value in leaves(field(given, key)):
                yield self._text(value)
        elif name in _GRPC:
            service = one_text(given) or decl.name
            own = method.function.name
            yield f"{service}.{one_text(decorator.arg(1)) or own[:1].upper() + own[1:]}"

    def _text(self, value: Value) -> str | None:
        return self._configuration.text(value)
