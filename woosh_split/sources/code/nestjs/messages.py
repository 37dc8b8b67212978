"""The events that code sends: in the process, through a queue, to a broker, to a browser."""

from __future__ import annotations

from woosh_split.model.code import BROKER, PROCESS, QUEUE, SOCKET
from woosh_split.sources.code.nestjs.network import MICROSERVICE_CLIENTS
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typeorm.sql_texts import alternatives
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    each_value,
    known_text,
)
from woosh_split.sql.text import HOLE

EMITTERS = {
    "EventEmitter2": frozenset({"emit", "emitAsync"}),
    "EventEmitter": frozenset({"emit"}),
    "CommandBus": frozenset({"execute"}),
    "QueryBus": frozenset({"execute"}),
    "EventBus": frozenset({"publish", "publishAll"}),
    "EventPublisher": frozenset[str](),
    "AggregateRoot": frozenset({"apply", "publish", "publishAll"}),
    "Queue": frozenset({"add", "addBulk"}),
    **dict.fromkeys((*MICROSERVICE_CLIENTS, "ClientProxyFactory.create"), frozenset({"emit", "send"})),
    "AmqpConnection": frozenset({"publish", "request"}),
    "SqsService": frozenset({"send"}),
    "Server": frozenset({"emit"}),
    "Socket": frozenset({"emit"}),
    "Namespace": frozenset({"emit"}),
}
"""By the name of a package's class, or of what makes one: the methods that send."""

_CHANNELS = {
    "Queue": QUEUE,
    **dict.fromkeys(
        (*MICROSERVICE_CLIENTS, "ClientProxyFactory.create", "AmqpConnection", "SqsService"), BROKER
    ),
    **dict.fromkeys(("Server", "Socket", "Namespace"), SOCKET),
}


def channel_of(kind: str) -> str:
    """Return what carries the messages of an emitter; ``kind`` is a key of ``EMITTERS``."""
    return _CHANNELS.get(kind, PROCESS)


_ROOMS = frozenset(
    {"to", "in", "of", "except", "timeout", "compress", "broadcast", "volatile", "local"}
)  # fmt: skip


def narrows(external: External, name: str) -> bool:
    """Tell a method or member of socket.io that only says to whom: ``server.to(room).emit(...)`` sends all the same."""
    return external.package == "socket.io" and name in _ROOMS


def is_emitter(external: External) -> bool:
    """Tell an emitter that classes of the project extend: ``class Bus extends EventEmitter``."""
    return (
        external.name.rpartition(".")[2] in ("EventEmitter", "EventEmitter2")
        and external.package in _EMITTERS_OF
    )


_EMITTERS_OF = frozenset({"events", "node:events", "eventemitter2", "eventemitter3"})

AGGREGATE = External("@nestjs/cqrs", "AggregateRoot")
"""What a class of the domain extends to send events: they go out when it is committed."""


def event_class(value: Value) -> str | None:
    """Return the file that declares the class of a message, None where it is known by something else."""
    return value.decl.file if isinstance(value, ClassValue | Instance) else None


def event_name(value: Value) -> str | None:
    """Return the name of an event: its text, the class of a message, or a pattern object as JSON-like text."""
    if isinstance(value, ClassValue | Instance):
        return value.decl.name
    if isinstance(value, Record):
        parts = [f"{key}:{event_name(inner)}" for key, inner in sorted(value.fields.items())]
        return "{" + ",".join(parts) + "}"
    if isinstance(value, Literal) and isinstance(value.value, str):
        return value.value
    text = known_text(value)
    if text is None and isinstance(value, Text):
        return "".join(part if isinstance(part, str) else "*" for part in value.parts)
    return text


def named_by(kind: str, method: str, call: Call) -> Value:
    """Return the argument that says what a call sends: a routing key stands behind its exchange."""
    if kind != "AmqpConnection":
        return call.arg(0)
    return call.arg(1) if method == "publish" else field(call.arg(0), "routingKey")


def emitted(kind: str, method: str, label: Value, call: Call) -> list[tuple[str, str | None]]:
    """Return the names of the events that one call sends, each with the file that declares its class."""
    if method not in EMITTERS[kind]:
        return []
    argument = named_by(kind, method, call)
    if kind == "AggregateRoot" and len(call.args) > 1:
        return []  # an event of its history, which is applied again and not sent
    if kind == "Queue":
        queue = known_text(label) or "*"
        names: list[tuple[str, str | None]] = []
        for each in elements(argument) if isinstance(argument, Items) else (argument,):
            job = (
                known_text(each.fields["name"])
                if isinstance(each, Record) and "name" in each.fields
                else None
            )
            job = job or event_name(each) if not isinstance(each, Record) else job
            names.append((f"{queue}.{job}" if job else queue, None))
        return names
    found: list[tuple[str, str | None]] = []
    for each in elements(argument) if isinstance(argument, Items) else each_value(argument):
        for one in each.values if isinstance(each, Either) else (each,):
            if isinstance(one, Text):
                found.extend((text.replace(HOLE, "*"), None) for text in alternatives(one) if text)
            elif name := event_name(one):
                found.append((name, event_class(one)))
    return found
