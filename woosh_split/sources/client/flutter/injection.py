"""What is handed in by a name: ``@Named('auth') Dio dio`` of injectable, ``getIt<Dio>(instanceName: 'auth')``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir, texts
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import Function, Instance, Values, joined, plain

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

_LOCATOR = (-1, "GetIt")
"""Stands for the class that all service locators are one object of."""


def named_in(it: Interpreter, parameter: ir.Parameter) -> Values:
    """Return what a module of the app's own provides under the name that a parameter asks for; nothing where none does."""
    found: list[Values] = []
    for place, item, code in it.project.named.get(parameter.injected, ()) if parameter.injected else ():
        guard = (place, item.name, code.name, "named")
        if guard in it.busy:
            continue
        it.busy.add(guard)
        given = tuple((each.name if each.named else "", named_in(it, each)) for each in code.parameters)
        this = Instance(place, item.name)
        found.append(
            it.invoke(Frame(place, silent=True), ir.Name(code.name), (place, item.name, code), this, given)
        )
        it.busy.discard(guard)
    return joined(*found)


def registered(it: Interpreter, frame: Frame, node: ir.Call, name: str, arguments: Arguments) -> None:
    """Note what is registered under a name: ``getIt.registerLazySingleton<Dio>(() => ..., instanceName: 'auth')``."""
    under = _name(arguments)
    if under is None or not name.startswith("register"):
        return
    for value in texts.first(arguments):
        made = it.call_function(frame, node, value, ()) if isinstance(value, Function) else (value,)
        it.learnt.construct(_LOCATOR, {under: made})


def located(it: Interpreter, arguments: Arguments) -> Values:
    """Return what is registered under the name that a service locator is asked for; nothing where that is not known."""
    under = _name(arguments)
    return it.known.constructed.get(_LOCATOR, {}).get(under, ()) if under is not None else ()


def _name(arguments: Arguments) -> str | None:
    names = [plain(value) for value in texts.named(arguments, "instanceName")]
    return names[0] if len(names) == 1 else None
