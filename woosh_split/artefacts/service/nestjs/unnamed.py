"""What works without being imported: passport's strategies and serializers, what TypeORM finds by itself, entities by their name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.roles import THROUGH_TYPEORM
from woosh_split.sources.code.nestjs.codebase import Place

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure


def bring_strategies(closure: Closure) -> None:
    """Bring the passport strategies that the service's guards name: passport knows them by name alone."""
    code = closure.around.code
    for file in list(closure.files()):
        outline = code.outline(file)
        uses = any(
            link.specifier == "@nestjs/passport"
            and any(each.imported in ("AuthGuard", "*") for each in link.names)
            for link in outline.links
        )
        if not uses:
            continue
        named = [each for each in code.strategies if each.name in outline.strings]
        for strategy in named or code.strategies:
            closure.demand(strategy.place, file)
            module = next((each for each in code.modules if each.name == strategy.module), None)
            if module is not None:
                closure.live.add(module.place)


def bring_serializers(closure: Closure) -> None:
    """Bring what tells passport who a session is of, where the service has sessions of passport: they ask for it by nothing."""
    around = closure.around
    outlines = ((file, around.code.outline(file)) for file in sorted(closure.moved))
    by = next(
        (
            file
            for file, outline in outlines
            if "session" in outline.words and any(each.specifier == "passport" for each in outline.links)
        ),
        None,
    )
    for place, modules in around.providers.items() if by is not None else ():
        if _is_serializer(closure, place):
            closure.demand(place, by or "")
            closure.live.update(each.place for each in modules)


def _is_serializer(closure: Closure, place: Place) -> bool:
    outline = closure.around.code.outline(place.file)
    named = {
        name.local
        for link in outline.links
        for name in link.names
        if link.specifier == "@nestjs/passport" and name.imported == "PassportSerializer"
    }
    return bool(named) and any(
        use.name in named and use.declaration is not None
        and outline.declarations[use.declaration].name == place.name
        for use in outline.uses
    )  # fmt: skip


def bring_what_typeorm_finds(closure: Closure) -> None:
    """Bring what TypeORM finds by itself: the children of one table's entity, subscribers behind a pattern of files."""
    around = closure.around
    for place, entity in around.entities.items():
        parent = around.entities.get(entity.parent) if entity.parent is not None else None
        if parent is not None and parent.table == entity.table and closure.has(parent.place):
            closure.demand(place, parent.place.file)
    by_pattern = next((file for file in sorted(closure.moved) if _looks_for_subscribers(closure, file)), None)
    for place in around.subscribers if by_pattern is not None else ():
        if is_heard(closure, place):
            closure.demand(place, by_pattern or "")


def is_heard(closure: Closure, subscriber: Place) -> bool:
    """Tell a subscriber that has something to hear: the service owns what it listens to, or writes it itself."""
    around = closure.around
    listens = around.subscribers[subscriber]
    held = around.entities.get(listens) if listens is not None else None
    if held is None:
        return True
    return closure.has(held.place) and (
        around.owns_entity(held)
        or (
            held.table not in around.sent_rows
            and any(_saves_here(closure, file) for file in around.savers(held.table))
        )
    )


def _saves_here(closure: Closure, file: str) -> bool:
    """Tell a file of whose code the service has what saves, be it a borrowed provider in the file of its module."""
    held = closure.around.provider_files.get(file, ())
    return file in closure.moved or any(
        place in closure.needed and runs_here(closure, place) for place in held
    )


def bring_entities_by_name(closure: Closure) -> None:
    """Bring the entities that code names by a text only: ``manager.findOne('SalesRep', ...)``.

    TypeORM looks them up among the entities that the service has, and throws where there is none.
    """
    around = closure.around
    if around.in_process:
        return
    files = set(closure.files())
    tables = {
        access.table: access.file
        for access in around.facts.accesses
        if access.via in THROUGH_TYPEORM
        and access.file in files
        and access.file not in around.entity_files
        and runs_here(closure, Place(access.file, access.function.partition(".")[0]))
    }
    held = {entity.table for place, entity in around.entities.items() if closure.has(place)}
    missing = tables.keys() - held
    if not missing:
        return
    texts = frozenset().union(*(around.code.outline(file).strings for file in files))
    declared = {table.name: table.entity_file for table in around.facts.tables}
    for table in sorted(missing):
        alike = [place for place, entity in around.entities.items() if entity.table == table]
        named = [place for place in alike if place.name in texts]
        if not named and table in texts:
            named = [place for place in alike if place.file == declared.get(table)]
        for place in named:
            closure.demand(place, tables[table])


def bring_targets_of_relations(closure: Closure) -> None:
    """Bring the entities that kept relations name by a text: ``@ManyToOne('Territory')``. TypeORM does not start without them.

    What a relation names by its class comes along with the import.
    """
    around = closure.around
    for file in closure.files():
        cut = closure.members.get(file)
        if cut is None and not around.in_process:
            continue  # its members are judged first
        for entity in around.entity_files.get(file, ()):
            for relation in entity.relations:
                kept = (entity.place.name, relation.property) not in (cut or ())
                if kept and relation.target is not None and closure.has(entity.place):
                    closure.demand(relation.target, file)


def runs_here(closure: Closure, place: Place) -> bool:
    """Tell code that is in the service itself: of a file that something stands in for, a part may be, and no client is."""
    return place.file in closure.moved or (
        closure.declares(place.file, place.name) and not closure.around.is_remote(place)
    )


def _looks_for_subscribers(closure: Closure, file: str) -> bool:
    """Tell a file whose data source finds subscribers by a pattern."""
    outline, content = closure.around.code.outline(file), closure.around.code.content(file)
    return any(
        held.label == "subscribers"
        and any(re.search(rb"['\"`]", content[start:end]) for start, end in held.items)
        for held in outline.lists
    )
