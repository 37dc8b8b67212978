"""Weak uses: items of lists and names handed on, which hold only where what they name is there anyway."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.roles import Role
from woosh_split.artefacts.service.nestjs.unnamed import is_heard
from woosh_split.sources.code.nestjs.codebase import ModuleCode, Place
from woosh_split.sources.code.typescript.outline import Link, LinkName, ListOutline, Outline, Use

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure

_WEAK_LABELS = frozenset({"entities", "subscribers", "forFeature", "forRoutes", "exclude"})
"""Lists of classes that any file may hold: an item that is not there is left out."""
_ROUTES = frozenset({"forRoutes", "exclude"})
_PROVIDES = re.compile(r"\bprovide\b['\"]?\s*([:,}])\s*")
_ASKS_MODULES = re.compile(r"\w+\.(?:forRoot|register)\w*\(.*?\bimports\s*:\s*\[\s*\w", re.DOTALL)
"""A package's dynamic module whose options come from providers of modules: dropped with them, nothing would be configured."""
_MODULE_LABELS = frozenset({"imports", "providers", "controllers", "exports", "include"})

Imported = dict[str, tuple[Link, LinkName, str, Place | None]]
"""What each local name of a file means: its import, the file that this leads to, and the declaration behind it."""


def is_cut(closure: Closure, file: str, outline: Outline, use: Use) -> bool:
    """Tell a weak use that does not hold."""
    if use.member is not None and file in closure.members:
        member = outline.members[use.member]
        if (member.owner, member.name) in closure.members[file]:
            return True
    return any(is_dropped(closure, file, outline, at) for at in use.items)


def is_dropped(closure: Closure, file: str, outline: Outline, at: tuple[int, int]) -> bool:
    """Tell an item of a list that the service leaves out."""
    held = outline.lists[at[0]]
    if held.label == "export":
        return _export_dropped(closure, file, outline, held.items[at[1]])
    module = _module_around(closure, file, outline, held)
    if (
        not _is_weak(closure, file, held.label, module)
        and not _lists_entities(closure, file, outline, at[0])
        and not _lists_modules(closure, file, outline, at[0])
    ):
        return False
    start, end = held.items[at[1]]
    uses = closure.uses_in(file, at)
    own = {each.name for each in outline.declarations}
    places = [place for each in uses if (place := _meant(closure, file, each, own)) is not None]
    text = closure.around.code.content(file)[start:end].decode("utf-8", "replace")
    if held.label == "controllers" and module is not None and not closure.around.is_own_module(module.place):
        return True
    if held.label == "imports" and file in closure.around.module_files and _ASKS_MODULES.match(text):
        return False
    if text.startswith("{"):
        return _PROVIDES.search(text) is not None and _record_dropped(closure, text, places, file)
    if text.startswith("..."):
        return _spreads_nothing(closure, file, outline, uses)
    if held.label == "exports" and (record := _record_of(closure, file, outline, text)) is not None:
        return is_dropped(closure, file, outline, record)
    if not places:
        return (
            held.label == "exports" and text[:1] in "'\"`" and not asks_for(closure, text.strip("'\"`"), file)
        )
    return not any(holds(closure, place) for place in places)


def _module_around(closure: Closure, file: str, outline: Outline, held: ListOutline) -> ModuleCode | None:
    """Return the module in whose decorator a list stands, else the one of its file."""
    around = closure.around
    inside = (each.name for each in outline.declarations if each.start <= held.open < each.end)
    module = around.modules.get(Place(file, next(inside, "")))
    return around.module_files.get(file) if module is None else module


def _spreads_nothing(closure: Closure, file: str, outline: Outline, uses: list[Use]) -> bool:
    """Tell ``...Object.values(barrel)``, or a constant made of it, where nothing is left that the barrel hands on.

    Its values would have no type any more, and make one of the whole list that is no list of modules.
    """
    names = closure.imported(file)
    pending, seen, barrels = [each.name for each in uses], set[str](), set[str]()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in names:
            _, imported, target, _ = names[name]
            if imported.imported != "*" or not _is_emptied(closure, target):
                return False
            barrels.add(target)
        declared = {at for at, each in enumerate(outline.declarations) if name in (each.name, *each.names)}
        pending += [each.name for each in outline.uses if each.declaration in declared]
    return bool(barrels)


def _is_emptied(closure: Closure, file: str) -> bool:
    """Tell a file that only handed on what other files declare, none of which is there."""
    outline = closure.around.code.outline(file)
    links = [each for each in outline.links if each.kind == "export"]
    if outline.declarations or not links:
        return False
    for link in links:
        handed_on = [closure.targets(file, link, name) for name in link.names]
        if any(closure.has(place) for _, place in handed_on if place is not None):
            return False
        if not link.names and closure.around.code.resolve(file, link.specifier) in {
            *closure.moved,
            *closure.taken,
        }:
            return False
    return True


def _export_dropped(closure: Closure, file: str, outline: Outline, item: tuple[int, int]) -> bool:
    """Tell a name that a file only hands on, of what is not there."""
    names = closure.imported(file)
    for use in outline.uses:
        if item[0] <= use.start < item[1] and use.name in names:
            target, place = names[use.name][2:]
            return not closure.has(place) if place is not None else target not in closure.moved
    return False


def _record_of(closure: Closure, file: str, outline: Outline, exported: str) -> tuple[int, int] | None:
    """Return the item that provides what an item of ``exports`` names, where it is no class itself."""
    content = closure.around.code.content(file)
    for index, held in enumerate(outline.lists):
        for number, (start, end) in enumerate(held.items) if held.label == "providers" else ():
            text = content[start:end].decode("utf-8", "replace")
            if text.startswith("{") and _provided(text) == exported.strip("'\"`"):
                return index, number
    return None


def _record_dropped(closure: Closure, text: str, places: list[Place], file: str) -> bool:
    if "APP_" in text:
        return False
    if _is_for_itself(closure, _provided(text), file):
        return True
    if any(place in closure.needed for place in places):
        return False
    return not asks_for(closure, _provided(text), file)


def _is_for_itself(closure: Closure, token: str, file: str) -> bool:
    """Tell what a module of others provides, does not export, and gives to nothing that came along with it.

    Each module may have an implementation of its own for one abstract class: the service asks for its own modules'.
    """
    around = closure.around
    module = around.module_files.get(file)
    if module is None or around.role(Place(file, "")) is not Role.FACADE:
        return False
    short = token.rpartition(".")[2]
    asked = {each.rpartition(".")[2] for provider in module.providers for each in provider.asks}
    if short in asked or short in {each.rpartition(".")[2] for each in module.exports}:
        return False
    made = {provider.target for provider in module.providers if provider.target in closure.needed}
    moved = (each for each in made if each is not None and around.role(each) is Role.MOVED)
    return not any(short in around.code.outline(each.file).words for each in moved)


def asks_for(closure: Closure, token: str, file: str, asked: frozenset[str] = frozenset()) -> bool:
    """Tell whether the service asks for a token: other code names it, or a factory that is kept needs it."""
    short = token.rpartition(".")[2]
    for other in closure.files():
        role = closure.around.role(Place(other, ""))
        if other == file or role is Role.CLIENT:
            continue
        outline = closure.around.code.outline(other)
        if role in (Role.PRUNED, Role.FACADE, Role.READ_MODEL):
            if _asked_by_needed(closure, other, outline, short):
                return True
            continue
        if token in outline.strings or (short in outline.words and not _only_declares(outline, short)):
            return True
    if token in asked:
        return False
    return any(
        short in {each.rpartition(".")[2] for each in provider.asks}
        and (provider.target in closure.needed or asks_for(closure, provider.token, file, asked | {token}))
        for place, module in closure.around.modules.items()
        if closure.around.role(place) in (Role.PRUNED, Role.FACADE)
        for provider in module.providers
    )


def _asked_by_needed(closure: Closure, file: str, outline: Outline, name: str) -> bool:
    """Tell whether a class that comes along out of a file of others names it: a strategy, a controller of the root's.

    In the place of one that is called over the wire stands a client, which asks for nothing.
    """
    needed = {
        at
        for at, each in enumerate(outline.declarations)
        if (place := Place(file, each.name)) in closure.needed
        and place not in closure.around.modules
        and not closure.around.is_remote(place)
    }
    return any(use.name == name and use.declaration in needed for use in outline.uses)


def _meant(closure: Closure, file: str, use: Use, own: set[str]) -> Place | None:
    meant = closure.meant(file, use)
    if meant is not None:
        return meant[1]
    return Place(file, use.name) if use.name in own else None


def _is_weak(closure: Closure, file: str, label: str, module: ModuleCode | None) -> bool:
    if label in _ROUTES:
        return True
    if label in _WEAK_LABELS:
        return closure.around.home_of_file(file) != closure.around.service or module is None
    if module is not None and label != "imports" and closure.around.is_own_module(module.place):
        return False
    if module is not None and is_module_of_others(closure, module.place):
        return True
    role = closure.around.role(Place(file, ""))
    if role in (Role.PRUNED, Role.FACADE):
        return True
    return file in closure.around.code.entries and label in _MODULE_LABELS


def _lists_entities(closure: Closure, file: str, outline: Outline, index: int) -> bool:
    """Tell a list of nothing but entities in code that no module claims: those of a data source, by another name."""
    held = outline.lists[index]
    if closure.around.home_of_file(file) or len(held.items) < 2 or file in closure.around.entity_files:
        return False
    own = {each.name for each in outline.declarations}
    names = closure.imported(file)
    plain = {
        (use.start, use.end + _length_asked(use, names)): _meant(closure, file, use, own)
        for use in outline.uses
        if use.items[:1] and use.items[0][0] == index
    }
    return all(plain.get(item) in closure.around.entities for item in held.items)


def _length_asked(use: Use, names: Imported) -> int:
    """Return how long the part of a use is by which it asks a whole file for something: ``.Order`` of ``rows.Order``."""
    is_space = bool(use.of) and use.name in names and names[use.name][3] is None
    return len(f".{use.of}") if is_space else 0


def _lists_modules(closure: Closure, file: str, outline: Outline, index: int) -> bool:
    """Tell a list of modules in code that no module claims: a part of the root module's ``imports``, in a file of its own.

    Modules of packages may be among them.
    """
    if closure.around.home_of_file(file) or file in closure.around.module_files:
        return False
    names = closure.imported(file)
    listed = False
    for number in range(len(outline.lists[index].items)):
        uses = closure.uses_in(file, (index, number))
        if any(each.name in names and names[each.name][3] not in closure.around.modules for each in uses):
            return False
        listed = listed or any(each.name in names for each in uses)
    return listed


def is_module_of_others(closure: Closure, place: Place) -> bool:
    """Tell a module class of another service, of which only what is asked for comes along, wherever it is declared."""
    around = closure.around
    module = around.modules.get(place)
    return (
        not around.in_process and module is not None and around.home(module.name) not in ("", around.service)
    )


def is_judged(closure: Closure, place: Place) -> bool:
    """Tell a class that a list may leave out: a module, a provider, a controller, an entity, a subscriber."""
    around = closure.around
    return (
        place in around.modules
        or place in around.providers
        or place in around.controllers
        or place in around.entities
        or place in around.subscribers
    )


def holds(closure: Closure, place: Place) -> bool:
    """Tell whether an item of a list that names a declaration is kept."""
    around = closure.around
    if place in around.modules:
        return place in closure.live
    if place in around.subscribers and place not in closure.needed:
        return is_heard(closure, place)
    if place in around.entities:
        return closure.has(place)
    if is_judged(closure, place):
        return place in closure.needed
    return True


def _provided(record: str) -> str:
    """Return the token of ``{ provide: TOKEN, ... }``, as it is written."""
    key = _PROVIDES.search(record)
    if key is None or key[1] != ":":
        return "provide"  # { provide, useValue }: a constant of that name
    return record[key.end() :].partition(",")[0].strip(" '\"`}\r\n")


def _only_declares(outline: Outline, name: str) -> bool:
    """Tell a file that declares a name at its top and uses it nowhere."""
    declared = any(name in each.names for each in outline.declarations)
    return declared and not any(each.name == name for each in outline.uses)
