"""Strategies and guards that look for the token outside the Authorization header: whoever checks tokens must, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from woosh_split.model.code import Hazard
from woosh_split.sources.code.nestjs.guards import Guards
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.token_places import AUTHORIZATION, TokenPlace
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, Program

KIND = "token-place"
SECRET = "token-secret"  # noqa: S105 - a kind of hazard

_SAID = re.compile(r"the (header|cookie) ([^\s,]+)")


def token_hazards(program: Program, graph: ModuleGraph, files: Sequence[str]) -> tuple[Hazard, ...]:
    """Return the strategies and guards that read a token of another header, or of a cookie."""
    guards = Guards(graph)
    found = set()
    for decl, places in (*guards.credentials.places_of_strategies(), *_guards(program, guards, files)):
        read = [each for each in places if each.is_read]
        if any(each != AUTHORIZATION for each in read):
            said = [f"the {each.kind} {each.name}" for each in read]
            detail = f"the token comes in {', '.join(said)}"
            if len(read) < len(places):
                detail += ", or where no gateway looks"
            found.add(Hazard(KIND, decl.name, detail, decl.file, decl.node.line))
    found |= set(_further_secrets(guards))
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.subject)))


def further_places(hazards: Iterable[Hazard]) -> tuple[TokenPlace, ...]:
    """Return the places that hazards of this kind name, but for the ``Authorization`` header, in which everybody looks."""
    said = [found for each in hazards if each.kind == KIND for found in _SAID.findall(each.detail)]
    places = dict.fromkeys(TokenPlace(kind, name) for kind, name in said)
    return tuple(each for each in places if each != AUTHORIZATION)


def _further_secrets(guards: Guards) -> Iterator[Hazard]:
    """Yield the strategies that take their secret from elsewhere than the first one does."""
    first: ClassDecl | None = None
    for decl, _ in guards.credentials.places_of_strategies():
        secret = _secret(decl)
        if secret is None:
            continue
        if first is None:
            first = decl
        elif secret != _secret(first):
            detail = f"its tokens are verified with another secret than those of {first.name}"
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
