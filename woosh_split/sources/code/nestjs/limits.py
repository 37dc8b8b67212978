"""Limits that count requests by the client's address, and which one holds where several are registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from woosh_split.model.code import Hazard, Route
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph, NestModule
from woosh_split.sources.code.nestjs.providers import injected_value
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves
from woosh_split.sources.code.typescript.decorators import Decorator, call_in, quiet_scope
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Items, Literal, Record, known_text

_UNITS = {"seconds": 1000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000, "weeks": 604_800_000}
GUARD = "ThrottlerGuard"
PACKAGE = "@nestjs/throttler"


@dataclass(frozen=True, eq=False)
class Throttler:
    """One registration of ThrottlerModule."""

    module: NestModule
    call: ExternalCall
    options: Value

    @property
    def is_async(self) -> bool:
        """Whether a factory makes the options."""
        return self.call.external.name.endswith("Async")

    def limits(self) -> str:
        """Return the limits in words."""
        given = field(self.options, "throttlers") if has_field(self.options, "throttlers") else self.options
        texts = []
        for each in leaves(given):
            limit, ttl = _number(field(each, "limit")), _number(field(each, "ttl"))
            if limit is not None or ttl is not None:
                texts.append(f"{_shown(limit)} requests in {_shown(ttl)} ms")
        return " and ".join(texts) or "limits that are computed"


def read_throttlers(graph: ModuleGraph, configuration: Configuration) -> list[Throttler]:
    """Return every registration, in the order in which Nest's container holds them."""
    found = []
    for module in dict.fromkeys(each.module for each in graph.registrations):
        for call in module.foreign:
            if isinstance(call, ExternalCall) and call.external.name.startswith("ThrottlerModule.forRoot"):
                found.append(Throttler(module, call, _options(call, graph, configuration)))
    return found


def _options(call: ExternalCall, graph: ModuleGraph, configuration: Configuration) -> Value:
    given: Value = call.args[0] if call.args else UNKNOWN
    if call.external.name.endswith("Async"):
        factory = field(given, "useFactory")
        args = [injected_value(each) for each in leaves(field(given, "inject"))]
        given = factory.apply(call_in(quiet_scope(call.file), args), graph.decorators.interpreter)
    given = configuration.value(given)
    return given if isinstance(given, Items) else _settled(given, configuration)


def _settled(value: Value, configuration: Configuration) -> Value:
    if not isinstance(value, Record):
        return value
    return Record({name: configuration.value(each) for name, each in value.fields.items()}, value.open)


def holding(throttlers: Sequence[Throttler], guard_module: NestModule | None) -> Throttler | None:
    """Return the registration whose options the guard of a module gets.

    ThrottlerModule is global, so every registration is among the guard module's imports: its own ones in the order
    of its list, then the others in the order in which they were loaded. Nest looks through all of them, and a later one
    replaces an earlier one, since ``forRoot`` gives a ready value; only a factory (``forRootAsync``), which is
    not ready yet, ends the search.
    """
    own = [each for each in throttlers if each.module is guard_module]
    held: Throttler | None = None
    for each in (*own, *(each for each in throttlers if each.module is not guard_module)):
        held = each
        if each.is_async:
            break
    return held


def is_exempt(on_method: Iterable[Decorator], on_class: Iterable[Decorator]) -> bool:
    """Tell whether the application's limit does not hold for a handler: ``@SkipThrottle``, or ``@Throttle`` of its own.

    The guard asks the handler first, then its class: ``@SkipThrottle({ default: false })`` on a handler takes back what
    its class skips.
    """
    for level in (on_method, on_class):
        ours = [each for each in level if each.package == PACKAGE]
        if any(each.name == "Throttle" for each in ours):
            return True
        skips = [each for each in ours if each.name == "SkipThrottle"]
        if skips:
            return _skips(skips[0])
    return False


def _skips(decorator: Decorator) -> bool:
    given = decorator.arg(0)
    values = given.fields.values() if isinstance(given, Record) else (given,)
    return not decorator.args or any(
        not isinstance(each, Literal) or each.value is not False for each in values
    )


def throttler_hazards(
    graph: ModuleGraph, configuration: Configuration, routes: Iterable[Route]
) -> Iterator[Hazard]:
    """Yield the limits of @nestjs/throttler: the one that holds for a guard, and those that do not."""
    throttlers = read_throttlers(graph, configuration)
    guards = dict(_guards(graph))
    used = {name for route in routes for name in route.guards} & {GUARD, *guards}
    if not throttlers or not used:
        return
    place = _guard_module(graph, used)
    held = holding(throttlers, place)
    assert held is not None
    for name in sorted(used):
        tracker = guards.get(name)
        keyed = "each client address" if tracker is None else f"what {name}.getTracker returns"
        kind = "ip-keyed-limit" if tracker is None or _uses_address(tracker) else "in-memory-state"
        detail = f"{name} allows {held.limits()} for {keyed}, counted {_counted(held)}"
        yield Hazard(kind, name, detail, held.call.file, held.call.line)
    for other in throttlers:
        if other is not held:
            detail = (
                f"{other.limits()} never holds: ThrottlerModule is global and registered {len(throttlers)} times; "
                f"{held.limits()} of {held.module.decl.name} ({held.call.file}:{held.call.line}) "
                "holds for the whole application"
            )
            yield Hazard(
                "duplicate-global-module", "ThrottlerModule", detail, other.call.file, other.call.line
            )


def _counted(throttler: Throttler) -> str:
    return (
        "by its own storage" if has_field(throttler.options, "storage") else "in the memory of each process"
    )


def _guard_module(graph: ModuleGraph, used: set[str]) -> NestModule | None:
    """Return the module that provides the guard, else the root."""
    for module in dict.fromkeys(each.module for each in graph.registrations):
        for provider in module.providers:
            if provider.enhancer == "APP_GUARD" and provider.class_name in used:
                return module
    return graph.roots[0] if graph.roots else None


def _guards(graph: ModuleGraph) -> Iterator[tuple[str, Any]]:
    """Yield the monolith's own subclasses of the guard, with the body of ``getTracker`` where they override it."""
    for decl, _ in graph.classes():
        yield from _own_guard(decl, graph)
    for registration in graph.registrations:
        for controller in registration.controllers:
            for level in graph.decorators.chain(controller).levels:
                for each in graph.decorators.of_class(level.decl):
                    for arg in each.args if each.name == "UseGuards" else ():
                        found = getattr(arg, "decl", None)
                        if isinstance(found, ClassDecl):
                            yield from _own_guard(found, graph)


def _own_guard(decl: ClassDecl, graph: ModuleGraph) -> Iterator[tuple[str, Any]]:
    chain = graph.decorators.chain(decl)
    if chain.base is None or chain.base.name != GUARD:
        return
    trackers = (
        method.function.body
        for level in chain.levels
        for method in level.decl.node.methods
        if method.function.name == "getTracker"
    )
    yield decl.name, next(trackers, None)


def _uses_address(node: Any) -> bool:
    """Tell whether a tracker still looks at the address."""
    return any(
        len(each) == 3 and each[0] == "mem" and each[2] in ("ip", "ips", "remoteAddress")
        for each in nodes(node)
    )


def _number(value: Value) -> int | None:
    for each in leaves(value):
        if isinstance(each, ExternalCall) and each.external.name in _UNITS and each.args:
            count = _number(each.args[0])
            return count * _UNITS[each.external.name] if count is not None else None
        text = known_text(each)
        if isinstance(each, Literal) and text is not None and text.isdigit():
            return int(text)
    return None


def _shown(number: int | None) -> str:
    return "?" if number is None else str(number)
