"""Events of a bus of the project's own: who sends them, and who is called when one comes.

Such a bus is a class with a ``Map`` of listeners. Listeners are added by a call (``bus.on('order.paid', ...)``), or found at
start by the metadata of a decorator (``@On('order.paid')``, read by a class that is handed Nest's ``DiscoveryService``).
Nothing tells its methods from any others but that the two sides name the same event, so only names that both sides
know count.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from woosh_split.model.code import Event
from woosh_split.sources.code.nestjs.marks import mark_of
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.reflection import asked_keys
from woosh_split.sources.code.nestjs.tokens import field, leaves, token_of
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import HANDED_ON, BoundMethod, ClassValue, StaticMethod
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.values import Instance, Record, Text, known_text

_SENDS = re.compile(
    r"(emit|publish|dispatch|fire|raise|trigger|notify|broadcast|send|post|produce)(All|Async|Domain)?(Events?|Messages?)?(Async)?"
)
_LISTENS = re.compile(
    r"(on|once|listen|bind|handle|subscribe|register|(add|prepend|register)(Once)?(Event)?(Listener|Handler|Subscriber))"
    r"(To)?(Event)?"
)
_DISCOVERS = frozenset({"DiscoveryService", "MetadataScanner"})
_NAMED_BY = ("event", "name", "topic", "type")


class OwnBus:
    """Calls that may send to, or listen at, a bus of the project's own, over all readings of the code."""

    def __init__(self) -> None:
        self._sent: set[Event] = set()
        self._carried: set[tuple[str, str]] = set()
        self._heard: set[Event] = set()

    def called(self, owner: str, name: str, call: Call) -> None:
        """Note a call of a method that may be a bus's; ``owner`` is its class, empty for a package's, whose sending is told elsewhere."""
        listens = _LISTENS.fullmatch(name) is not None
        if not listens and _SENDS.fullmatch(name) is None:
            return
        frame = call.scope.frame
        mark_used(call.arg(0))  # a wrapper's callers know the name
        if not frame.function or not frame.file:
            return
        if listens and not isinstance(call.arg(1), HANDED_ON):
            return
        for event, class_file in _names(call.arg(0)):
            if listens:
                place = (_listener(call.arg(1), frame.function), frame.file, call.line)
                self._heard.add(Event(frame.module, event, "handles", *place, class_file=class_file))
            elif owner:
                place = (frame.function, frame.file, call.line)
                self._sent.add(Event(frame.module, event, "emits", *place, class_file=class_file))
                self._carried.add((owner, event))

    def events(self, emitted: Iterable[Event], handled: Iterable[Event]) -> Iterator[Event]:
        """Yield all that is sent, and who listens at a bus of our own.

        ``emitted`` is what packages were seen to send, ``handled`` who is known to listen. What a bus only passes on to a
        package is sent by whoever handed it to the bus, however many methods of its class it goes through.
        """
        listeners, emitted = {*self._heard, *handled}, tuple(emitted)
        both = {each.event for each in (*self._sent, *emitted)} & {each.event for each in listeners}
        carriers: dict[str, set[str]] = {}
        for each in listeners:
            carriers.setdefault(each.event, set()).add(each.channel)
        for each in self._sent:
            for channel in sorted(carriers.get(each.event, ())):  # a bus may hand on to a broker
                yield replace(each, channel=channel)
        yield from (each for each in listeners if each.event in both)
        for each in emitted:
            if each.event not in both or (each.function.partition(".")[0], each.event) not in self._carried:
                yield each


def _names(value: Value) -> Iterator[tuple[str, str | None]]:
    """Yield the names that a value may say, each with the file that declares its class."""
    for each in leaves(value):
        if isinstance(each, Text):
            if known := known_text(each):
                yield known, None
        elif isinstance(each, ClassValue | Instance):
            yield each.decl.name, each.decl.file
        elif isinstance(each, Record):
            for key in _NAMED_BY:
                if (text := known_text(field(each, key))) is not None:
                    yield text, None
                    break


def _listener(value: Value, function: str) -> str:
    if isinstance(value, StaticMethod):
        return f"{value.decl.name}.{value.name}"
    return f"{value.owner.decl.name}.{value.name}" if isinstance(value, BoundMethod) else function


def discovered_listeners(graph: ModuleGraph) -> tuple[Event, ...]:
    """Return the methods whose decorator leaves metadata that a class with Nest's ``DiscoveryService`` reads."""
    keys = _discovered_keys(graph)
    if not keys:
        return ()
    found: dict[Event, None] = {}
    for decl, module in graph.classes():
        for owner, method in graph.decorators.methods(decl):
            for each in graph.decorators.of_method(owner, method):
                left = mark_of(each)
                if left is None or left[0] not in keys:
                    continue
                for value in leaves(left[1]):
                    for name, class_file in _names(value):
                        place = (f"{decl.name}.{method.function.name}", owner.file, method.line)
                        found[Event(module, name, "handles", *place, class_file=class_file)] = None
    return tuple(found)


def _discovered_keys(graph: ModuleGraph) -> frozenset[Hashable]:
    decorators, found = graph.decorators, set[Hashable]()
    for decl in _discovering(graph):
        scope = decorators.scope(decl)
        for method in decl.node.methods:
            for key in asked_keys(method.function.body):
                token = token_of(decorators.interpreter.evaluate(key, scope))
                if token is not None:
                    found.add(token)
    return frozenset(found)


def _discovering(graph: ModuleGraph) -> Iterator[ClassDecl]:
    modules = ((module.decl, module.name) for module in graph.modules)
    for decl, _ in dict((*graph.classes(), *modules)).items():
        constructor = decl.node.constructor
        types = [param.type for param in constructor.params] if constructor is not None else []
        types += [each.type for each in decl.node.fields]
        if any(each is not None and each[0] == "ref" and each[1] in _DISCOVERS for each in types):
            yield decl
