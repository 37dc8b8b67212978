"""What a guard asks for is not always a token: a password, a session, another site's word, a key for machines.

A gateway can check a token of a header or a cookie. Whoever signs in has none yet, whoever comes with a session has none
at all, and a refresh token is signed with a secret of its own: only the guard itself can judge those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.passport import passport_name, passport_package
from woosh_split.sources.code.nestjs.token_places import ELSEWHERE, TokenPlace, TokenPlaces
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import known_text

REQUIRED, OPTIONAL, NONE = "required", "optional", "none"
_OTHER = re.compile(r"refresh|reset|invit|magic|api_?-?key", re.I)
"""Tokens of another kind: they are signed with another secret, or are no bearer tokens."""
_TOKENS = re.compile(r"jwt|bearer|oidc|azure|firebase", re.I)


class Credentials:
    """Tells whether what a guard asks for is a token that a gateway can check; ``none`` where it is not."""

    def __init__(self, graph: ModuleGraph) -> None:
        self._graph = graph
        self._decorators: Decorators = graph.decorators
        self._places = TokenPlaces(graph.decorators)
        self._strategies: dict[str, tuple[ClassDecl, ...]] | None = None

    def of_strategies(self, arg: Value | None) -> str:
        """Judge ``AuthGuard(arg)``: the first of its strategies that lets somebody in does so for all."""
        values = tuple(leaves(arg)) if arg is not None else ()
        names = [name for name in map(known_text, values) if name is not None]
        if not names or len(names) < len(values):
            return REQUIRED  # the module's default strategy, or a name that nobody knows
        return _any_of([self._of_strategy(name) for name in names])

    def of_class(self, decl: ClassDecl) -> str:
        """Judge a class that extends ``AuthGuard(...)``."""
        if _OTHER.search(decl.name):
            return NONE
        extends = decl.node.extends
        args = extends[2] if extends is not None and extends[0] == "call" else ()
        scope = self._decorators.scope(decl)
        return self.of_strategies(self._decorators.interpreter.evaluate(args[0], scope) if args else None)

    def of_places(self, names: Iterable[str], places: tuple[TokenPlace, ...]) -> str:
        """Judge a guard that looks at the request itself, by where it looks."""
        return NONE if any(map(_OTHER.search, names)) else _asked_at(places)

    def places_of_strategies(self) -> Iterator[tuple[ClassDecl, tuple[TokenPlace, ...]]]:
        """Yield the strategies that judge tokens, each with the places where it looks for one."""
        for name, decl in self._provided():
            if not (_OTHER.search(name) or _OTHER.search(decl.name)):
                yield decl, self._places_of(decl)

    def _of_strategy(self, name: str) -> str:
        if _OTHER.search(name):
            return NONE
        found = [self._of_strategy_class(decl) for decl in self._named(name)]
        if not found:
            return NONE if name == "local" else REQUIRED
        return _any_of(found)

    def _of_strategy_class(self, decl: ClassDecl) -> str:
        return _asked_at(self._places_of(decl))

    def _places_of(self, decl: ClassDecl) -> tuple[TokenPlace, ...]:
        package = passport_package(decl, self._decorators.interpreter.program)
        if package is None or _TOKENS.search(package):
            return self._places.of_strategy(decl)
        own = [(decl.file, each.function.body) for each in decl.node.methods]
        return self._places.of_bodies(own) or (ELSEWHERE,)

    def _named(self, name: str) -> tuple[ClassDecl, ...]:
        if self._strategies is None:
            self._strategies = {}
            for found, decl in self._provided():
                if decl not in (known := self._strategies.get(found, ())):
                    self._strategies[found] = (*known, decl)
        return self._strategies.get(name, ())

    def _provided(self) -> Iterator[tuple[str, ClassDecl]]:
        program = self._decorators.interpreter.program
        for module in self._graph.modules:
            for provider in module.providers:
                if provider.target is None:
                    continue
                for level in self._decorators.chain(provider.target).levels:
                    named = passport_name(level.decl, program)
                    if named is not None:
                        yield named, level.decl


def _asked_at(places: tuple[TokenPlace, ...]) -> str:
    """Judge places that are tried one after the other; where none is known, the usual header is meant."""
    read = [each.is_read for each in places]
    return REQUIRED if all(read) else OPTIONAL if any(read) else NONE


def _any_of(judged: list[str]) -> str:
    """Return what several ways in ask together: where one needs no token, none is required."""
    return judged[0] if len(set(judged)) == 1 else OPTIONAL
