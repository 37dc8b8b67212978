"""Listeners of other services: what the service's code emits reaches them through a client that listens in their place.

Nothing imports a handler of ``@OnEvent`` or of CQRS: Nest finds it by its decorator. So a client that has the same decorator
hears what the handler would have heard, and calls it where it lives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.left_classes import is_left
from woosh_split.graph.event_names import Handlers
from woosh_split.model.code import PROCESS, Event
from woosh_split.sources.code.nestjs.codebase import Codebase, Place
from woosh_split.sources.code.typescript.compiler.remotes import ImportedName, RemoteFile

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure
    from woosh_split.artefacts.service.nestjs.roles import Surroundings

ON_EVENT = "OnEvent"
OF_CQRS = ("EventsHandler", "CommandHandler", "QueryHandler")
PACKAGES = {ON_EVENT: "@nestjs/event-emitter", **dict.fromkeys(OF_CQRS, "@nestjs/cqrs")}
"""Where each decorator comes from by which Nest finds a listener."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A method of another service's provider that something emitted here reaches.

    ``decorator`` is by what Nest finds it, ``event`` what stands in it: a text, or the name of the class ``message``.
    ``emitted`` are the places that emit it, as ``file:line``.
    """

    place: Place
    method: str
    decorator: str
    event: str
    message: Place | None
    emitted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unheard:
    """An event that the service emits and that no client can hear for its handler, with the reason."""

    sent: Event
    handler: Event
    owner: str
    reason: str

    def told(self) -> str:
        """Return it in one line, with what can be done."""
        return (
            f"{self.sent.file}:{self.sent.line} {self.sent.function}: the event {self.sent.event} is handled by {self.owner} in "
            f"{self.handler.function} ({self.handler.file}:{self.handler.line}), and {self.reason}. What fits: a provider with "
            f"@OnEvent, calling the handler as a provider, or moving its module to the service that emits."
        )


def bring_listeners(closure: Closure) -> None:
    """Bring the clients of all handlers of others that what came along emits to.

    A library's handlers come along themselves, and in a slice, where everything runs in one process, everybody's do.
    """
    modules = {module.name: place for place, module in closure.around.modules.items()}
    for sent, handler, owner in _sent_elsewhere(closure.around):
        wanted = (not owner or closure.around.in_process) and handler.module in modules
        if wanted and _emits(closure, sent):
            closure.demand(modules[handler.module], sent.file)
    if closure.around.in_process:
        return
    for each in list(_heard(closure)):
        if isinstance(each, Listener):
            closure.demand(each.place, each.emitted[0].rpartition(":")[0])


def listeners(closure: Closure) -> tuple[Listener, ...]:
    """Return the handlers of others that the service's code reaches by events, one for each event and method."""
    found: dict[tuple[Place, str, str], Listener] = {}
    for each in _heard(closure):
        if not isinstance(each, Listener) or each.place.name not in closure.taken.get(each.place.file, ()):
            continue
        key = (each.place, each.method, each.event)
        emitted = {*each.emitted, *(found[key].emitted if key in found else ())}
        found[key] = Listener(*key[:2], each.decorator, each.event, each.message, tuple(sorted(emitted)))
    return tuple(found[key] for key in sorted(found))


def unheard(closure: Closure) -> Iterator[str]:
    """Yield what the service emits to handlers of others that no client can stand in for."""
    for each in _heard(closure):
        if isinstance(each, Unheard):
            yield each.told()


def with_messages(remote: RemoteFile, found: Iterable[Listener], code: Codebase) -> RemoteFile:
    """Return what stands in for a file with imports of the messages that its listeners name in their decorators."""
    imports, taken = list(remote.imports), [*remote.taken]
    for message in sorted({each.message for each in found if each.message is not None}):
        if message.file == remote.file:
            continue
        exported = code.exported_as(message) or message.name
        known = [
            at for at, each in enumerate(imports) if (each.file, each.imported) == (message.file, exported)
        ]
        for at in known:
            imports[at] = replace(imports[at], type_only=False)
        if not known:
            local = free_name(message.name, taken)
            imports.append(ImportedName(local, exported, message.file))
            taken.append(local)
    return replace(remote, imports=tuple(imports), taken=tuple(taken))


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name for something that is imported, another one where the name is taken."""
    while name in taken:
        name = f"Woosh{name}"
    return name


def without_module(closure: Closure) -> list[Place]:
    """Return the clients that listen and that no module of the service provides."""
    around = closure.around
    places = sorted({each.place for each in closure.listeners})
    return [
        each
        for each in places
        if not any(module.place in closure.live for module in around.providers.get(each, ()))
    ]


def _heard(closure: Closure) -> Iterator[Listener | Unheard]:
    for sent, handler, owner in _sent_elsewhere(closure.around):
        if owner and _emits(closure, sent):
            yield from _reached(closure, sent, handler, owner)


@lru_cache(maxsize=16)
def _sent_elsewhere(around: Surroundings) -> tuple[tuple[Event, Event, str], ...]:
    """Return each event that stays in the process, with a handler that is not the service's own.

    The third is the service of the handler, empty for a library's.
    """
    handlers = Handlers(around.facts.events)
    return tuple(
        (sent, handler, owner)
        for sent in around.facts.events
        if sent.direction != "handles" and sent.channel == PROCESS
        for handler in handlers.of(sent)
        if (owner := around.home(handler.module)) != around.service
    )


def _emits(closure: Closure, sent: Event) -> bool:
    """Tell an event that code of the service emits."""
    emitter = Place(sent.file, sent.function.partition(".")[0])
    return sent.file in closure.moved and not is_left(closure, emitter)


@lru_cache(maxsize=16)
def _provided(around: Surroundings) -> Mapping[tuple[str, str], Place]:
    """Return the classes that modules provide, by the names of class and module."""
    return {
        (place.name, module.name): place
        for place in sorted(around.providers, reverse=True)
        for module in around.providers[place]
    }


def _reached(closure: Closure, sent: Event, handler: Event, owner: str) -> Iterator[Listener | Unheard]:
    around = closure.around
    name, _, method = handler.function.partition(".")
    place = _provided(around).get((name, handler.module))
    if place is None:
        yield Unheard(sent, handler, owner, "only methods of providers can be called from elsewhere")
        return
    if not around.is_remote(place):
        if not closure.has(place):
            yield Unheard(sent, handler, owner, f"{name} works where it is provided only")
        return  # what came along listens itself
    decorator = _decorator(around, place, handler)
    message = Place(handler.class_file, handler.event) if handler.class_file is not None else None
    if decorator is None or (decorator in OF_CQRS and message is None):
        yield Unheard(
            sent, handler, owner, "it listens by no decorator of @nestjs/event-emitter or @nestjs/cqrs"
        )
        return
    yield Listener(place, method, decorator, handler.event, message, (f"{sent.file}:{sent.line}",))


def _decorator(around: Surroundings, place: Place, handler: Event) -> str | None:
    """Return the decorator by which Nest finds a handler: of its method, which a base class may have, or of its class."""
    method = handler.function.partition(".")[2]
    for file in dict.fromkeys((handler.file, place.file)):
        if any(
            member.name == method and ON_EVENT in member.decorators
            for member in around.code.outline(file).members
        ):
            return ON_EVENT
    declared = (each for each in around.code.outline(place.file).declarations if each.name == place.name)
    of_class = {name for each in declared for name in each.decorators}
    return next((each for each in OF_CQRS if each in of_class), None)
