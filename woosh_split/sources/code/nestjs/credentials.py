"""What a guard asks for is not always a bearer token: a password, a cookie, another site's word, a key for machines.

A gateway can check the token of an ``Authorization`` header. Whoever signs in has none yet, whoever comes with a cookie
has none there, and a refresh token is signed with a secret of its own: only the guard itself can judge those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.passport import passport_name, passport_package
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.nodes import mentions, nodes
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import known_text

REQUIRED, OPTIONAL, NONE = "required", "optional", "none"
_OTHER = re.compile(r"refresh|reset|invit|magic|api_?-?key", re.I)
"""Tokens of another kind: they are signed with another secret, or are no bearer tokens."""
_TOKENS = re.compile(r"jwt|bearer|oidc|azure|firebase", re.I)
HEADER = frozenset({"authorization", "Authorization"})
_OF_HEADER = frozenset({"fromAuthHeaderAsBearerToken", "fromAuthHeaderWithScheme", "fromHeader"})
_ELSEWHERE = frozenset({"cookies", "signedCookies", "isAuthenticated"})


class Credentials:
    """Tells whether what a guard asks for is a token of the Authorization header; ``none`` where it is not."""

    def __init__(self, graph: ModuleGraph) -> None:
        self._graph = graph
        self._decorators: Decorators = graph.decorators
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

    def of_bodies(self, names: Iterable[str], bodies: object) -> str:
        """Judge a guard that looks at the request itself, by what its methods look at."""
        if any(map(_OTHER.search, names)):
            return NONE
        header, elsewhere = mentions(bodies, HEADER), mentions(bodies, _ELSEWHERE)
        return (OPTIONAL if header else NONE) if elsewhere else REQUIRED

    def _of_strategy(self, name: str) -> str:
        if _OTHER.search(name):
            return NONE
        found = [self._of_strategy_class(decl) for decl in self._named(name)]
        if not found:
            return NONE if name == "local" else REQUIRED
        return _any_of(found)

    def _of_strategy_class(self, decl: ClassDecl) -> str:
        package = passport_package(decl, self._decorators.interpreter.program)
        if package is None:
            return REQUIRED
        if not _TOKENS.search(package):
            bodies = tuple(each.function.body for each in decl.node.methods)
            return REQUIRED if mentions(bodies, HEADER) else NONE
        constructor = decl.node.constructor
        return _of_extractor(constructor.body) if constructor is not None else REQUIRED

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


def _of_extractor(body: object) -> str:
    """Judge ``super({ jwtFromRequest: ... })``: several extractors are tried one after the other."""
    extractors = [
        each[1]
        for each in nodes(body)
        if len(each) == 2 and each[0] == "jwtFromRequest" and isinstance(each[1], tuple)
    ]
    if not extractors:
        return REQUIRED
    (first, *_) = extractors
    parts = _parts(first)
    header = [mentions(each, _OF_HEADER | HEADER) for each in parts]
    return REQUIRED if all(header) else OPTIONAL if any(header) else NONE


def _parts(extractor: Expr) -> tuple[Expr, ...]:
    called = extractor[0] == "call" and extractor[1][0] == "mem" and extractor[1][2] == "fromExtractors"
    if called and extractor[2] and extractor[2][0][0] == "arr" and extractor[2][0][1]:
        return tuple(extractor[2][0][1])
    return (extractor,)


def _any_of(judged: list[str]) -> str:
    """Return what several ways in ask together: where one needs no token, none is required."""
    return judged[0] if len(set(judged)) == 1 else OPTIONAL
