"""Which members of an entity a service does without: relations that nothing names, columns that no view shows; and of a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.live_modules import applies_to_own_routes
from woosh_split.artefacts.service.nestjs.roles import Role
from woosh_split.artefacts.service.nestjs.weak_uses import is_module_of_others
from woosh_split.sources.code.nestjs.codebase import EntityCode, Place, RelationCode
from woosh_split.sources.code.typescript.outline import Member

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure

RELATIONS = frozenset({"OneToMany", "ManyToOne", "OneToOne", "ManyToMany"})


def judge_members(closure: Closure) -> None:
    """Decide which members of the entities are cut; what was kept once stays."""
    around = closure.around
    if around.in_process:
        return  # a slice changes no entity, so it has every one that a relation leads to
    words = _words(closure)
    for file in [*closure.moved, *closure.taken]:
        if file in around.module_files:
            closure.members[file] = _own_business(closure, file)
        if file in around.entity_files:
            closure.members[file] = _cut_members(closure, file, words) | _own_business(closure, file)


def _own_business(closure: Closure, file: str) -> frozenset[tuple[str, str]]:
    """Return the members by which a module of others does something itself, but for middleware of routes that the service has."""
    root = closure.around.code.root
    return frozenset(
        (member.owner, member.name)
        for member in closure.around.code.outline(file).members
        if (file, member.owner) != (root.file, root.name)
        and is_module_of_others(closure, Place(file, member.owner))
        and not member.static
        and not (member.name == "configure" and applies_to_own_routes(closure, member))
    )


def _words(closure: Closure) -> frozenset[str]:
    """Return every word of the service's code outside of its entities' relations."""
    found: set[str] = set()
    for file in closure.files():
        outline = closure.around.code.outline(file)
        if file in closure.around.entity_files:
            for member in outline.members:
                if not RELATIONS.intersection(member.decorators):
                    found |= member.words
        elif closure.around.role(Place(file, "")) is not Role.CLIENT:
            found |= outline.words
    return frozenset(found)


def _cut_members(closure: Closure, file: str, words: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return the members of a file's entities that are cut, as ``(class, member)``.

    ``words`` are all words of the service's code outside of its entities. A relation is kept where its name is among
    them or among those of the entity's own methods, where TypeORM loads or saves it unasked, where it holds the key of
    a table that the service owns, and where a relation that is kept names it as its other side.
    """
    members = closure.around.code.outline(file).members
    cut: set[tuple[str, str]] = set()
    for entity in closure.around.entity_files[file]:
        own = [each for each in members if each.owner == entity.place.name]
        relations = {each.property: each for each in entity.relations}
        for member in own:
            if not RELATIONS.intersection(member.decorators) or member.name not in relations:
                continue
            if (entity.place.name, member.name) in closure.extra_members:
                continue
            if not _is_kept(closure, entity, relations[member.name], own, words):
                cut.add((entity.place.name, member.name))
    return frozenset(cut)


def hidden_members(closure: Closure, file: str) -> frozenset[tuple[str, str]]:
    """Return the properties of a file's read models whose columns no view shows, as ``(class, member)``.

    They stay as properties without a column: code that takes a secret out of an answer goes on compiling. The server
    folds the names of columns, so an entity may write one in another case than the dump.
    """
    found: set[tuple[str, str]] = set()
    for entity in closure.around.entity_files.get(file, ()):
        hidden = {name.lower() for name in closure.around.hidden.get(entity.table, ())}
        if hidden and not closure.around.owns_entity(entity):
            found |= {
                (entity.place.name, name) for name, column in entity.columns if column.lower() in hidden
            }
    return frozenset(found)


def _is_kept(
    closure: Closure, entity: EntityCode, relation: RelationCode, own: list[Member], words: frozenset[str]
) -> bool:
    around = closure.around
    if relation.target is None or relation.loaded_unasked or relation.property in words:
        return True
    if relation.holds_key and around.owns_entity(entity):
        return True
    if relation.property in entity.primary:
        return True
    if any(
        relation.property in each.words
        for each in own
        if each.name != relation.property and not RELATIONS.intersection(each.decorators)
    ):
        return True
    return _is_other_side(closure, entity, relation)


def _is_other_side(closure: Closure, entity: EntityCode, relation: RelationCode) -> bool:
    """Tell whether a relation that is there names this one as its inverse."""
    for other, name in closure.around.other_sides.get((entity.place, relation.property), ()):
        if (other, name) == (entity.place, relation.property):
            continue
        if not closure.has(other) or other.file not in closure.members:
            continue
        if (other.name, name) not in closure.members[other.file]:
            return True
    return False
