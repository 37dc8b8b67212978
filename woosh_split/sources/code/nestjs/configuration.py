"""Settings that code asks ``ConfigService`` for: the values that the loaded configuration functions give."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.structure import Setting
from woosh_split.sources.code.nestjs.tokens import field, leaves, one_text
from woosh_split.sources.code.typescript.decorators import call_in, quiet_scope
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.references import ClassValue, ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Either, Record, Text, known_text


class Configuration:
    """What ``ConfigModule.forRoot({ load: [...] })`` and ``forFeature`` load."""

    def __init__(self, graph: ModuleGraph) -> None:
        self._interpreter = graph.decorators.interpreter
        self._plain: list[Value] = []
        self._named: dict[str, Value] = {}
        for module in graph.modules:
            for call in module.foreign:
                if isinstance(call, ExternalCall) and call.external.name.startswith("ConfigModule."):
                    for loader in _loaders(call):
                        self._load(loader, self._interpreter)

    def _load(self, loader: Value, interpreter: Interpreter) -> None:
        if isinstance(loader, ExternalCall) and loader.external.name == "registerAs":
            name = known_text(loader.args[0]) if loader.args else None
            if name and len(loader.args) > 1:
                self._named[name] = loader.args[1].apply(call_in(quiet_scope(""), []), interpreter)
        elif not isinstance(loader, ClassValue | Record):
            self._plain.append(loader.apply(call_in(quiet_scope(""), []), interpreter))

    def text(self, value: Value) -> str | None:
        """Return a value as text; what ``ConfigService.get`` is asked for is looked up."""
        return one_text(self.value(value))

    def value(self, value: Value) -> Value:
        """Return a value with the settings in it looked up; an unknown one is left as it is."""
        if isinstance(value, Setting):
            found = self._find(value.path)
            return found if found is not UNKNOWN else value
        if isinstance(value, Either):
            return Either(tuple(self.value(each) for each in value.values))
        if isinstance(value, Text) and value.known is None:
            parts = [part if isinstance(part, str) else self.text(part) or part for part in value.parts]
            return Text(tuple(parts))
        return value

    def _find(self, key: str) -> Value:
        first, _, rest = key.partition(".")
        if first in self._named:
            return _path(self._named[first], rest)
        for each in self._plain:
            found = _path(each, key)
            if found is not UNKNOWN:
                return found
        return UNKNOWN


def _loaders(call: ExternalCall) -> Iterable[Value]:
    if call.external.name.endswith(".forFeature"):
        return call.args[:1]
    return leaves(field(call.args[0], "load")) if call.args else ()


def _path(value: Value, path: str) -> Value:
    for name in path.split(".") if path else ():
        value = field(value, name)
    return value
