"""Modules, controllers and providers of other services in a file that comes along: those that nothing of the service names stay behind.

A layered monolith may hold the controllers of many modules in one file, or the modules themselves. Moved as a whole it
would bring along what each of them injects.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.sources.code.nestjs.codebase import Place
from woosh_split.sources.code.typescript.outline import Declaration, Member

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure

_NONE: frozenset[int] = frozenset()


def left_declarations(closure: Closure, file: str) -> frozenset[int]:
    """Return which declarations of a moved file stay behind; once the service needs one, it never does again."""
    around = closure.around
    if around.in_process:
        return _NONE
    outline = around.code.outline(file)
    left = {
        index
        for index, each in enumerate(outline.declarations)
        if each.kind == "class" and _is_of_others(closure, Place(file, each.name))
    }
    if not left or _is_named_as_a_whole(closure, file):
        return _NONE
    used: dict[int, set[str]] = {}
    for use in outline.uses:
        at = -1 if use.declaration is None else use.declaration
        used.setdefault(at, set()).add(use.name)
    while True:
        named = {name for at, names in used.items() if at not in left for name in names}
        wanted = {index for index in left if outline.declarations[index].name in named}
        if not wanted:
            return frozenset(left)
        left -= wanted


def is_left(closure: Closure, place: Place) -> bool:
    """Tell a class that stays behind though its file comes along."""
    left = left_declarations(closure, place.file)
    declarations = closure.around.code.outline(place.file).declarations if left else ()
    return any(declarations[index].name == place.name for index in left)


def left_lines(closure: Closure, file: str) -> list[range]:
    """Return the lines of what stays behind of a file that comes along, or that another one stands in for, counted from 1."""
    outline = closure.around.code.outline(file)
    if file in closure.moved:
        left: Collection[Declaration | Member] = [
            outline.declarations[index] for index in left_declarations(closure, file)
        ]
    else:
        kept = closure.kept_declarations(file, closure.taken[file])
        runs = [n for n in kept if not closure.around.is_remote(Place(file, outline.declarations[n].name))]
        left = [each for index, each in enumerate(outline.declarations) if index not in runs]
        cut = closure.members.get(file, frozenset())
        left = [*left, *(each for each in outline.members if (each.owner, each.name) in cut)]
    content = closure.around.code.content(file)
    return [
        range(content.count(b"\n", 0, each.start) + 1, content.count(b"\n", 0, each.end) + 2)
        for each in sorted(left, key=lambda each: each.start)
    ]


def _is_of_others(closure: Closure, place: Place) -> bool:
    homes = _homes(closure.around).get(place)
    return (
        homes is not None and homes.isdisjoint(("", closure.around.service)) and place not in closure.needed
    )


@lru_cache(maxsize=16)
def _homes(around: Surroundings) -> Mapping[Place, frozenset[str]]:
    """Return the services of the modules, and those whose modules list a controller or a provider; a library's is nobody's."""
    found: dict[Place, set[str]] = {}
    for module in around.code.modules:
        provided = (each.target for each in module.providers if each.target is not None)
        for place in (module.place, *module.controllers, *provided):
            found.setdefault(place, set()).add(around.home(module.name))
    return {place: frozenset(homes) for place, homes in found.items()}


def _is_named_as_a_whole(closure: Closure, file: str) -> bool:
    """Tell a file of which the service has a name for everything in it: ``import * as controllers``."""
    code = closure.around.code
    pending = [
        target
        for other in closure.files()
        for link in code.outline(other).links
        if link.kind in ("require", "dynamic") or any(name.imported == "*" for name in link.names)
        if link.kind != "export" and (target := code.resolve(other, link.specifier)) is not None
    ]
    seen: set[str] = set()
    while pending:
        barrel = pending.pop()
        if barrel == file:
            return True
        if barrel not in seen:
            seen.add(barrel)
            pending += code.behind(barrel)
    return False
