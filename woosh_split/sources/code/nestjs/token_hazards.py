"""Strategies and guards that look for the token outside the Authorization header: whoever checks tokens must, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from woosh_split.model.code import Hazard, Route
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.around_routes import set_by_main
from woosh_split.sources.code.nestjs.client_addresses import parts_of
from woosh_split.sources.code.nestjs.guards import Guards
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.token_places import AUTHORIZATION, TokenPlace, TokenPlaces
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.references import ExternalValue

KIND = "token-place"
SECRET = "token-secret"  # noqa: S105 - a kind of hazard
REFUSAL = "own-refusal"
"""Guards whose 401 says more than Nest's does: an app may go by it, to renew a token that has ended, say."""

FILTERED = "it writes the body of every 401"
_JUDGING = frozenset({"canActivate", "handleRequest"})
_REFUSES, _USUAL = ("id", "UnauthorizedException"), ("str", "Unauthorized")
_REFUSALS = frozenset({"UnauthorizedException", "HttpException", "Error"})
_SAID = re.compile(r"the (header|cookie) ([^\s,]+)")


def token_hazards(
    program: Program, graph: ModuleGraph, guards: Guards, files: Sequence[str]
) -> tuple[Hazard, ...]:
    """Return the strategies and guards that read a token of another header, or of a cookie."""
    judges = (*guards.credentials.places_of_strategies(), *_guards(program, guards, files))
    found = set(_movers(program, graph, files, frozenset(decl.name for decl, _ in judges)))
    for decl, places in judges:
        read = [each for each in places if each.is_read]
        if any(each != AUTHORIZATION for each in read):
            found.add(Hazard(KIND, decl.name, _said(places), decl.file, decl.node.line))
    found |= set(_further_secrets(guards))
    found |= set(_refusals(program, files))
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.subject)))


def met_by_routes(found: Iterable[Hazard], routes: Iterable[Route]) -> Iterator[Hazard]:
    """Yield hazards without the refusals that no route which requires a token leads to: a gateway takes no such words from anybody."""
    asking = {name for route in routes if route.auth == "required" for name in route.guards}
    for each in found:
        if each.kind != REFUSAL or each.subject in asking or (asking and each.detail == FILTERED):
            yield each


def further_places(hazards: Iterable[Hazard]) -> tuple[TokenPlace, ...]:
    """Return the places that hazards of this kind name, but for the ``Authorization`` header, in which everybody looks."""
    said = [found for each in hazards if each.kind == KIND for found in _SAID.findall(each.detail)]
    places = dict.fromkeys(TokenPlace(kind, name) for kind, name in said)
    return tuple(each for each in places if each != AUTHORIZATION)


def _said(places: Sequence[TokenPlace]) -> str:
    read = ", ".join(f"the {each.kind} {each.name}" for each in places if each.is_read)
    parts = [f"in {read}"] if read else []
    if not all(each.is_read for each in places):
        parts.append("where no gateway looks")
    return f"the token comes {', or '.join(parts)}"


def _movers(
    program: Program, graph: ModuleGraph, files: Sequence[str], judges: frozenset[str]
) -> Iterator[Hazard]:
    """Yield the middleware that moves a token from elsewhere into the header in which all others look."""
    places = TokenPlaces(graph.decorators)
    for file in files:
        summary = program.summary(file)
        if summary is None or not any(hint == "authorization" for hint, _ in summary.hints):
            continue
        for name, code, line in parts_of(summary):
            found = places.moved_by(file, code)
            if found and name.partition(".")[0] not in judges:
                yield Hazard(KIND, name, _said(found), file, line)


def _further_secrets(guards: Guards) -> Iterator[Hazard]:
    """Yield the strategies that take their secret from elsewhere than the first one does."""
    strategies = (decl for decl, _ in guards.credentials.places_of_strategies())
    known = [(decl, secret) for decl in strategies if (secret := _secret(decl)) is not None]
    for decl, secret in known[1:]:
        if secret != known[0][1]:
            detail = f"its tokens are verified with another secret than those of {known[0][0].name}"
            yield Hazard(SECRET, decl.name, detail, decl.file, decl.node.line)


def _secret(decl: ClassDecl) -> object | None:
    """Return what a strategy's constructor says of its secret, wherever it stands; None where it says nothing."""
    constructor = decl.node.constructor
    said = nodes(constructor.body if constructor is not None else ())
    return next((_placeless(each[1]) for each in said if len(each) == 2 and each[0] == "secretOrKey"), None)


def _placeless(node: object) -> object:
    """Return an expression without the numbers in it, which are lines."""
    if isinstance(node, tuple):
        return tuple(_placeless(each) for each in node if not isinstance(each, int) or isinstance(each, bool))
    return node


def _refusals(program: Program, files: Sequence[str]) -> Iterator[Hazard]:
    """Yield the guards that refuse in words of their own, one of passport in ``handleRequest``."""
    for file in files:
        summary = program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            if not any(each.function.name in _JUDGING for each in node.methods):
                continue
            said = [
                each
                for method in node.methods
                for each in nodes(method.function.body)
                if each[:2] == ("new", _REFUSES) and each[2] and each[2][0] != _USUAL
            ]
            if said:
                detail = "its 401 has words of its own, not those of NestJS"
                yield Hazard(REFUSAL, name, detail, file, min(each[3] for each in said))


def filter_hazards(
    application: Application, graph: ModuleGraph, program: Program, files: Sequence[str]
) -> Iterator[Hazard]:
    """Yield the filters around all handlers that write the body of a 401: of every error, or of those of HTTP."""
    everywhere = {*set_by_main(application), *(each.class_name for each in graph.enhancers)}
    for file in files:
        summary = program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            decl = program.lookup(file, name)
            if name in everywhere and isinstance(decl, ClassDecl) and _catches_refusals(decl, graph):
                yield Hazard(REFUSAL, name, FILTERED, file, node.line)


def _catches_refusals(decl: ClassDecl, graph: ModuleGraph) -> bool:
    for each in graph.decorators.of_class(decl):
        if each.name == "Catch":
            caught = [value for arg in each.args for value in leaves(arg)]
            names = {value.external.name for value in caught if isinstance(value, ExternalValue)}
            return not each.args or bool(names & _REFUSALS)
    return False


def _guards(
    program: Program, guards: Guards, files: Sequence[str]
) -> Iterator[tuple[ClassDecl, tuple[TokenPlace, ...]]]:
    for file in files:
        summary = program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            decl = program.lookup(file, name)
            asks = any(each.function.name == "canActivate" for each in node.methods)
            if asks and isinstance(decl, ClassDecl) and not node.abstract:
                yield decl, guards.token_places(decl)
