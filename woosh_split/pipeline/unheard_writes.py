"""Writes that a subscriber of TypeORM hears in the monolith and no longer hears in a service.

A subscriber that Nest makes (a provider that adds itself to ``dataSource.subscribers``) goes where its module goes. What
another service writes of the entities that it listens to is saved there without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.unnamed import runs_here
from woosh_split.model.access import WRITE, Access
from woosh_split.sources.code.nestjs.codebase import Codebase, Place
from woosh_split.sources.code.typescript.program import ClassDecl

_INTERFACE = "EntitySubscriberInterface"


def unheard_writes(closure: Closure, reach: Iterable[Access]) -> Iterator[str]:
    """Yield a note for each subscriber that the service does without although it writes what it listens to."""
    around = closure.around
    written = {access.table for access in reach if access.mode == WRITE and access.via != "trigger"}
    for place, modules in sorted(around.providers.items()):
        decl = around.code.backend.program.lookup(place.file, place.name)
        if runs_here(closure, place) or not isinstance(decl, ClassDecl) or not _subscribes(decl):
            continue
        tables = sorted(written & _heard(around.code, decl))
        if tables:
            homes = ", ".join(sorted({around.home(module.name) or "the monolith" for module in modules}))
            yield (
                f"{place.file}:{decl.node.line} {place.name}: it hears what TypeORM saves, and {homes} provides it: what "
                f"{around.service} writes of {_short(tables)} is saved without it. List it under `subscribers` of the data "
                "source, or its module under `libraries` of the split file, so that it goes where its entities go, or keep "
                "those who write together with it."
            )


def _subscribes(decl: ClassDecl) -> bool:
    return any(each is not None and each[:2] == ("ref", _INTERFACE) for each in decl.node.implements)


def _heard(code: Codebase, decl: ClassDecl) -> set[str]:
    """Return the tables of the entities that it listens to: of a class and what extends it, or of all."""
    listens = _listens_to(code, decl)
    return {
        entity.table
        for entity in code.entities
        if listens is None or entity.place == listens or listens in code.bases(entity.place)
    }


def _listens_to(code: Codebase, decl: ClassDecl) -> Place | None:
    for method in decl.node.methods:
        for statement in method.function.body if method.function.name == "listenTo" else ():
            if statement[0] == "ret":
                found = code.backend.program.class_of(decl.file, statement[1])
                return Place(found.file, found.name) if isinstance(found, ClassDecl) else None
    return None


def _short(tables: list[str]) -> str:
    more = f" and {len(tables) - 5} more" if len(tables) > 5 else ""
    return ", ".join(tables[:5]) + more
