"""What Nest could not hand to a class of a module: providers that are asked for and that nothing in reach provides."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from woosh_split.sources.code.nestjs.modules import ModuleGraph, NestModule
from woosh_split.sources.code.nestjs.opening import Backend
from woosh_split.sources.code.nestjs.tokens import token_name, token_of
from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.summary import Param


@dataclass(frozen=True, slots=True, order=True)
class Unmet:
    """A class of a module that asks for a provider which is not in its reach; all are names."""

    module: str
    class_name: str
    token: str
    file: str
    line: int


def unmet_dependencies(backend: Backend) -> tuple[Unmet, ...]:
    """Return what Nest would stop at when it starts; only what the monolith's own modules could provide is judged."""
    graph = backend.graph
    reach = _Reach(graph)
    found = set()
    for module in graph.modules:
        made = [
            each.target for each in module.providers if each.target is not None and each.kind != "useFactory"
        ]
        for decl in dict.fromkeys((*module.controllers, *made)):
            for token, line in _asked(decl, backend):
                if not reach.has(module, token):
                    found.add(Unmet(module.name, decl.name, _name(token), decl.file, line))
        for provider in module.providers:
            for value in provider.inject:
                token = token_of(value)
                if token is not None and _is_judged(token, graph) and not reach.has(module, token):
                    found.add(
                        Unmet(
                            module.name, provider.name, _name(token), module.decl.file, module.decl.node.line
                        )
                    )
    return tuple(sorted(found))


class _Reach:
    """Which tokens a module sees: its own, what its imports export, what global modules export."""

    def __init__(self, graph: ModuleGraph) -> None:
        self._graph = graph
        self._own = {
            module.name: {provider.token for provider in module.providers} | {module.decl}
            for module in graph.modules
        }
        self._shared: set[Hashable] = set()
        for module in graph.modules:
            if module.is_global:
                self._shared |= self._exported(module, {module.name})

    def has(self, module: NestModule, token: Hashable) -> bool:
        """Tell whether a module sees a token."""
        if token in self._own[module.name] or token in self._shared:
            return True
        return any(token in self._exported(each, {module.name}) for each in self._imports(module))

    def _imports(self, module: NestModule) -> Iterator[NestModule]:
        for decl in module.imports:
            found = self._graph.of_class(decl)
            if found is not None:
                yield found

    def _exported(self, module: NestModule, seen: set[str]) -> set[Hashable]:
        if module.name in seen and len(seen) > 1:
            return set()
        exports = set(module.exports)
        found = self._own[module.name] & exports
        for each in self._imports(module):
            if each.decl in exports:
                found |= self._exported(each, {*seen, module.name})
        return found


def _asked(decl: ClassDecl, backend: Backend) -> Iterator[tuple[Hashable, int]]:
    """Yield the tokens that a class's constructor asks for, as far as they are the monolith's own to provide."""
    for level in backend.graph.decorators.chain(decl).levels:
        if level.decl.node.constructor is None:
            continue
        for param in level.decl.node.constructor.params:
            token = _token(level.decl, param, backend)
            if token is not None and _is_judged(token, backend.graph):
                yield token, param.line
        return


def _token(decl: ClassDecl, param: Param, backend: Backend) -> Hashable | None:
    names = {
        each.name: each for one in param.decorators for each in backend.graph.decorators.of_param(decl, one)
    }
    if "Optional" in names:
        return None
    if "Inject" in names:
        given = names["Inject"]
        return token_of(given.arg(0)) if given.args else None
    if any(name.startswith("Inject") for name in names):
        return None
    return _class(backend.program, decl, param)


def _class(program: Program, decl: ClassDecl, param: Param) -> Hashable | None:
    if param.type is None or param.type[0] != "ref":
        return None
    found = program.lookup(decl.file, param.type[1])
    return found if isinstance(found, ClassDecl) else None


def _is_judged(token: Hashable, graph: ModuleGraph) -> bool:
    """Tell a token that some module provides, or a class of the monolith: of anything else packages know."""
    if isinstance(token, ClassDecl):
        return True
    return any(token in (each.token for each in module.providers) for module in graph.modules)


def _name(token: Hashable) -> str:
    return token.name if isinstance(token, ClassDecl) else token_name(token)


def names_of(unmet: Iterable[Unmet]) -> frozenset[tuple[str, str]]:
    """Return pairs of a class and what it asks for in vain."""
    return frozenset((each.class_name, each.token) for each in unmet)
