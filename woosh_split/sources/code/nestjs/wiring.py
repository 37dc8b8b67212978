"""Nest's modules as the interpreter asks for them: what stands behind a token, and from which module it comes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.providers import Provider, instances_in
from woosh_split.sources.code.nestjs.tokens import TYPEORM_TOKENS, token_of
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import (
    BoundMethod,
    ClassValue,
    Closure,
    ExternalCall,
    ExternalValue,
    FunctionValue,
    StaticMethod,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Instance

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


class NestWiring:
    """Answers from a module graph. ``interpreter`` runs the factories of providers."""

    def __init__(self, graph: ModuleGraph) -> None:
        self._graph = graph
        self._values: dict[Provider, Value] = {}
        self.interpreter: Interpreter

    def module_of(self, decl: ClassDecl, caller: str = "") -> str | None:
        """Return the module that declares a provider or controller: of several the caller's, which has its own."""
        owner = self._graph.module_of(decl)
        if caller and owner is not None and caller != owner and caller in self._graph.sharers_of(decl):
            return caller
        return owner

    def file_module(self, file: str) -> str:
        """Return the module that a file belongs to."""
        return self._graph.file_module(file)

    def provided(self, module: str | None, token: Value) -> Value | None:
        """Return the value that a token stands for in a module, None where nothing provides it."""
        identity = token_of(token)
        provider = self._graph.provider_for(module or "", identity) if identity is not None else None
        found = self._value(provider) if provider is not None else None
        return (
            Instance(found.decl, found.bindings, True, found.args) if isinstance(found, Instance) else found
        )

    def _value(self, provider: Provider) -> Value | None:
        if provider not in self._values:
            self._values[provider] = UNKNOWN
            self._values[provider] = self._made(provider) or UNKNOWN
        found = self._values[provider]
        return found if found is not UNKNOWN else None

    def _made(self, provider: Provider) -> Value | None:
        if provider.kind in ("class", "useClass") and provider.target is not None:
            return Instance(provider.target, (), True)
        if provider.kind == "useFactory":
            return self._factory(provider)
        if provider.kind == "useValue":
            return provider.value
        return None

    def _factory(self, provider: Provider) -> Value:
        args = [self._injected(provider.module, each) for each in provider.inject]
        factory = provider.value
        if isinstance(factory, Closure):
            frame = factory.scope.frame
            # It may have been read before modules were known.
            frame.module = frame.module or self.file_module(frame.file)
            return self.interpreter.run_closure(factory, args)
        if isinstance(factory, FunctionValue | BoundMethod | StaticMethod):
            return self.interpreter.run_with(factory, args, provider.module)
        return provider.returns

    def _injected(self, module: str, token: Value) -> Value:
        found = self.provided(module, token)
        if found is not None:
            return found
        if isinstance(token, ClassValue):
            return Instance(token.decl, (), True)
        if isinstance(token, ExternalValue):
            return self.interpreter.world.instance_of_external(token.external, [])
        if isinstance(token, ExternalCall) and token.external.name in TYPEORM_TOKENS:
            external = External("typeorm", TYPEORM_TOKENS[token.external.name])
            return self.interpreter.world.instance_of_external(external, list(token.args[:1]))
        return UNKNOWN

    def made_by_factories(self) -> dict[ClassDecl, list[Instance]]:
        """Return what the factories of providers make, by class: each with what it is made with.

        A class that Nest makes as well, or that is a controller, is left out: it is made of what Nest hands in.
        """
        modules = self._graph.modules
        providers = [each for module in modules for each in module.providers]
        plain = {each.target for each in providers if each.kind in ("class", "useClass")}
        plain |= {decl for module in modules for decl in module.controllers}
        found: dict[ClassDecl, list[Instance]] = {}
        for provider in providers:
            if provider.kind == "useFactory" and provider.target is not None and provider.target not in plain:
                for each in instances_in(self._value(provider) or UNKNOWN):
                    made = found.setdefault(each.decl, [])
                    if each.args and each.key() not in {other.key() for other in made}:
                        made.append(Instance(each.decl, each.bindings, True, each.args))
        return {decl: made for decl, made in found.items() if made and decl not in plain}

    def factories(self) -> frozenset[tuple[str, int]]:
        """Return the file and the line of each function that makes a provider."""
        made = (each.value for module in self._graph.modules for each in module.providers)
        return frozenset((each.scope.file, each.function.line) for each in made if isinstance(each, Closure))

    def run_factories(self) -> None:
        """Run the factories that nobody was seen to ask for: Nest runs each of them when the application starts."""
        for module in self._graph.modules:
            for provider in module.providers:
                if provider.kind == "useFactory":
                    self._value(provider)

    def declares(self, module: str, decl: ClassDecl) -> bool:
        """Tell whether a module itself provides a class that is not at home in another one.

        A module that lists a neighbour's service among its own providers uses the neighbour's code and tables all the
        same; a class outside of every module's folder is as much the one's as the other's.
        """
        home = self._graph.home_of(decl)
        if home is not None and home != module:
            return False
        own = self._graph.named(module)
        if own is None:
            return False
        return decl in own.handed or any(each.target is decl or decl in each.made for each in own.providers)

    def provider_module(self, module: str, decl: ClassDecl) -> str | None:
        """Return the module from which a module gets a provider: where its class is at home, if anywhere."""
        home = self._graph.home_of(decl)
        if home is not None:
            return home
        token: Hashable = decl
        provider = self._graph.provider_for(module, token)
        if provider is not None and provider.target is decl:
            return provider.module
        return self._graph.module_of(decl)
