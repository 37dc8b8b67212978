"""Which code a service is made of: what its modules need, directly and through others, until nothing is missing.

Uses are strong or weak. A strong use makes its declaration come along, or something that takes its place. A weak one
(an item of the root module's lists, a data source's list of entities, a barrel's re-export, a relation that nothing
asks for) holds only where the declaration is there anyway; where it is not, the use is cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from woosh_split.artefacts.service.nestjs.augmentations import bring_augmentations
from woosh_split.artefacts.service.nestjs.left_classes import is_left, left_declarations
from woosh_split.artefacts.service.nestjs.listeners import Listener, bring_listeners
from woosh_split.artefacts.service.nestjs.live_modules import judge_modules
from woosh_split.artefacts.service.nestjs.relations import judge_members
from woosh_split.artefacts.service.nestjs.roles import Role, Surroundings
from woosh_split.artefacts.service.nestjs.unnamed import (
    bring_entities_by_name,
    bring_serializers,
    bring_strategies,
    bring_targets_of_relations,
    bring_what_typeorm_finds,
)
from woosh_split.artefacts.service.nestjs.weak_uses import Imported, is_cut, is_dropped
from woosh_split.sources.code.nestjs.codebase import Place
from woosh_split.sources.code.typescript.compiler.remotes import ImportedName, RemoteFile
from woosh_split.sources.code.typescript.outline import Link, LinkName, Outline, Use


@dataclass(eq=False)
class Closure:
    """The code of one service. ``moved`` are whole files, ``taken`` the names wanted of files that others stand in for.

    ``why`` says for every declaration which file asked for it first.
    """

    around: Surroundings
    moved: dict[str, str] = field(default_factory=dict)
    taken: dict[str, dict[str, str]] = field(default_factory=dict)
    needed: dict[Place, str] = field(default_factory=dict)
    live: set[Place] = field(default_factory=set)
    members: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Of each entity file the members that are cut, as ``(class, member)``."""
    extra_members: frozenset[tuple[str, str]] = frozenset()
    """Members that the compiler asked for: ``(class, member)``."""
    remotes: dict[str, RemoteFile] = field(default_factory=dict)
    """What the compiler says of the files whose providers are called over the wire."""
    listeners: tuple[Listener, ...] = ()
    """The methods of such providers that events reach."""
    augmented: dict[str, frozenset[int]] = field(default_factory=dict)
    """Of each file of which only its augmentations come along the declarations that these need."""
    _imported: dict[str, Imported] = field(default_factory=dict)
    _uses_in_items: dict[str, dict[tuple[int, int], list[Use]]] = field(default_factory=dict)

    # What is there -------------------------------------------------------------------------------------

    def has(self, place: Place) -> bool:
        """Tell whether a declaration is in the service, itself or what stands in for it."""
        if self.around.role(place) in (Role.MOVED, Role.PRUNED):
            return place.file in self.moved and not is_left(self, place)
        return place.name in self.taken.get(place.file, ())

    def files(self) -> Iterator[str]:
        """Yield every file of the monolith that has a part in the service."""
        yield from sorted({*self.moved, *self.taken})

    def demand(self, place: Place, by: str) -> None:
        """Make a declaration come along."""
        self.needed.setdefault(place, by)
        if self.around.role(place) in (Role.MOVED, Role.PRUNED):
            self.moved.setdefault(place.file, by)
        else:
            self.taken.setdefault(place.file, {}).setdefault(place.name, by)

    def demand_file(self, file: str, by: str) -> None:
        """Make a file come along that is named as a whole."""
        if self.around.role(Place(file, "")) in (Role.MOVED, Role.PRUNED):
            self.moved.setdefault(file, by)
        else:
            self.demand_whole(file, by)

    # Links ---------------------------------------------------------------------------------------------

    def targets(self, file: str, link: Link, name: LinkName) -> tuple[str | None, Place | None]:
        """Return the file that an import leads to, and the declaration behind one of its names."""
        target = self.around.code.resolve(file, link.specifier)
        if target is None:
            return None, None
        if name.imported == "*":
            return target, self.around.code.named(file, name.local) if link.kind != "export" else None
        return target, self.around.code.declared(target, name.imported)

    def imported(self, file: str) -> Imported:
        """Return what each local name of a file means, where it comes from another file of the monolith."""
        if file not in self._imported:
            found = self._imported[file] = {}
            for link in self.around.code.outline(file).links:
                for name in link.names if link.kind in ("import", "equals") else ():
                    target, place = self.targets(file, link, name)
                    if target is not None:
                        found[name.local] = (link, name, target, place)
        return self._imported[file]

    def meant(self, file: str, use: Use) -> tuple[str, Place | None, str] | None:
        """Return the file that a use of an imported name leads to, the declaration, and its name there; None if not imported."""
        held = self.imported(file).get(use.name)
        if held is None:
            return None
        name, target, place = held[1:]
        if place is not None or not use.of:
            return target, place, name.imported
        code = self.around.code
        space = target if name.imported == "*" else code.space_behind(target, name.imported)
        place = code.declared(space, use.of) if space is not None else None
        return target, place, use.of if name.imported == "*" else name.imported

    def uses_in(self, file: str, item: tuple[int, int]) -> list[Use]:
        """Return the uses of names in an item of a list, without those in lists inside of it."""
        if file not in self._uses_in_items:
            held = self._uses_in_items[file] = {}
            for use in self.around.code.outline(file).uses:
                if use.items:
                    held.setdefault(use.items[0], []).append(use)
        return self._uses_in_items[file].get(item, [])

    # The work ------------------------------------------------------------------------------------------

    def grow(self) -> None:
        """Follow the code until nothing new is found."""
        state: tuple[int, ...] = ()
        while True:
            judge_modules(self)
            judge_members(self)
            bring_strategies(self)
            bring_serializers(self)
            bring_what_typeorm_finds(self)
            bring_entities_by_name(self)
            bring_targets_of_relations(self)
            bring_listeners(self)
            bring_augmentations(self)
            for file in list(self.moved):
                if self._is_judged_file(file):
                    self._follow_moved(file)
            for file, names in list(self.taken.items()):
                if self._is_judged_file(file):
                    self._follow_taken(file, set(names))
            now = (
                len(self.moved), len(self.needed), sum(map(len, self.taken.values())), len(self.live),
                sum(map(len, self.members.values())), len(self.augmented),
            )  # fmt: skip
            if now == state:
                return
            state = now

    def _is_judged_file(self, file: str) -> bool:
        """Tell a file whose members were judged, if they have to be: one that came a moment ago waits for its turn."""
        if file in self.members or self.around.in_process:
            return True
        return file not in self.around.entity_files and file not in self.around.module_files

    def _follow_moved(self, file: str) -> None:
        outline, left = self.around.code.outline(file), left_declarations(self, file)
        declarations = outline.declarations
        for use in outline.uses:
            meant = self.meant(file, use) if use.declaration not in left else None
            if meant is not None and not is_cut(self, file, outline, use):
                self._demand_link(file, *meant)
        if self.around.role(Place(file, "")) is Role.PRUNED:
            known = (*self.around.modules, *self.needed)
            self._demand_beside(file, self.kept_declarations(file, [e.name for e in known if e.file == file]))
        for link in outline.links:
            target = self.around.code.resolve(file, link.specifier)
            if target is None or any(declarations[n].start <= link.start < declarations[n].end for n in left):
                continue
            if link.kind == "import" and not link.names:
                self.demand_file(target, file)
            elif link.kind in ("require", "dynamic", "type"):
                self._demand_inside(file, link, target)
            elif link.kind == "export":
                for place in self._live_behind(file, link, target):
                    self.demand(place, file)
                if self._leads_to_what_is_there(target, {file}):
                    self.demand_file(target, file)

    def _live_behind(self, barrel: str, link: Link, target: str) -> Iterator[Place]:
        """Yield the modules that the service has and a barrel passes on: a root may take them all without a name."""
        for name in link.names:
            place = self.targets(barrel, link, name)[1]
            if place in self.live:
                yield place
        if not link.names or any(name.imported == "*" for name in link.names):
            declared = self.around.code.declared
            yield from sorted(place for place in self.live if declared(target, place.name) == place)

    def _demand_inside(self, file: str, link: Link, target: str) -> None:
        """Follow a link that stands inside of code: what it names of the file, else all of it."""
        outline = self.around.code.outline(file)
        cut = self.members.get(file, frozenset())
        if any(
            (each.owner, each.name) in cut and each.start <= link.start < each.end for each in outline.members
        ):
            return
        for name in link.names:
            self._demand_link(file, target, self.targets(file, link, name)[1], name.imported)
        if not link.names:
            self.demand_whole(target, file)

    def _leads_to_what_is_there(self, barrel: str, seen: set[str]) -> bool:
        """Tell a barrel behind a barrel through which something is reached that the service has."""
        if barrel in seen or self.around.role(Place(barrel, "")) not in (Role.MOVED, Role.PRUNED):
            return False
        return any(
            end in self.moved or end in self.taken or self._leads_to_what_is_there(end, {*seen, barrel})
            for end in self.around.code.behind(barrel)
        )

    def demand_whole(self, target: str, by: str) -> None:
        """Make everything that a file exports come along."""
        outline = self.around.code.outline(target)
        for declaration in outline.declarations:
            if declaration.exported and declaration.name:
                self.demand(Place(target, declaration.name), by)
        if self.around.role(Place(target, "")) in (Role.MOVED, Role.PRUNED):
            self.moved.setdefault(target, by)

    def _demand_link(self, file: str, target: str, place: Place | None, name: str) -> None:
        if place is None:
            space = self.around.code.space_behind(target, name)
            if space is not None:
                self.demand_file(space, file)
            self.demand_file(target, file)
            return
        self.demand(place, file)
        if target != place.file and self.around.role(Place(target, "")) in (Role.MOVED, Role.PRUNED):
            self.demand_file(target, file)

    def _follow_taken(self, file: str, wanted: set[str]) -> None:
        """Follow what stands in for a file: of a module its kept items, of a provider only what its methods name."""
        for each in self.remotes[file].imports if file in self.remotes else ():
            self._demand_name(file, each)
        if self.around.role(Place(file, "")) is Role.CLIENT and file in self.remote_classes():
            return
        outline = self.around.code.outline(file)
        keep = self.kept_declarations(file, wanted)
        self._demand_beside(file, keep)
        for index in keep:  # in the place of each of them a client stands
            if self._is_client(file, outline, index):
                self.demand(Place(file, outline.declarations[index].name), file)
        for entity in self.around.entity_files.get(file, ()):  # TypeORM must know those that a kept one names
            if any(entity.place.name in outline.declarations[index].names for index in keep):
                self.demand(entity.place, file)
        self.follow_kept(file, keep)

    def follow_kept(self, file: str, keep: Collection[int]) -> None:
        """Follow what some declarations of a file name of other files."""
        outline = self.around.code.outline(file)
        for use in outline.uses:
            if use.declaration is None or use.declaration not in keep:
                continue
            meant = self.meant(file, use)
            if meant is None or is_cut(self, file, outline, use) or not self.stays(file, outline, use):
                continue
            self._demand_link(file, *meant)
        for link in outline.links:
            target = self.around.code.resolve(file, link.specifier)
            if target is None or link.kind not in ("require", "dynamic", "type"):
                continue
            inside = next(
                (n for n, each in enumerate(outline.declarations) if each.start <= link.start < each.end),
                None,
            )
            if inside in keep and not self._is_client(file, outline, inside):
                self._demand_inside(file, link, target)

    def _demand_beside(self, file: str, keep: set[int]) -> None:
        """Make the providers come along that kept classes ask for in the file of the module that provides them."""
        outline = self.around.code.outline(file)
        for use in outline.uses:
            beside = Place(file, use.name)
            if use.declaration not in keep or use.items or beside not in self.around.providers:
                continue
            if self.stays(file, outline, use) and not is_cut(self, file, outline, use):
                self.demand(beside, file)

    def _demand_name(self, file: str, name: ImportedName) -> None:
        """Make what a remote client's signatures name come along."""
        if not name.file:
            return
        code = self.around.code
        place = code.declared(name.file, name.imported) if name.imported not in ("*", "=") else None
        if place is None and any(each.name == name.imported for each in code.outline(name.file).declarations):
            place = Place(name.file, name.imported)
        self._demand_link(file, name.file, place, name.imported)

    def remote_classes(self) -> dict[str, frozenset[str]]:
        """Return the providers that are called over the wire, by file."""
        found: dict[str, set[str]] = {}
        for place in self.needed:
            if self.around.is_remote(place) and place.name in self.taken.get(place.file, ()):
                found.setdefault(place.file, set()).add(place.name)
        return {file: frozenset(names) for file, names in sorted(found.items())}

    def token_words(self, place: Place) -> frozenset[str]:
        """Return the words of the files that ask for a provider by a token that is no class."""
        tokens = {
            provider.token
            for module in self.around.code.modules
            for provider in module.providers
            if provider.leads_to == place and provider.token != place.name
        }
        outlines = [self.around.code.outline(file) for file in self.moved] if tokens else []
        asking = (each.words for each in outlines if not tokens.isdisjoint(each.strings | each.words))
        return frozenset(word for words in asking for word in words)

    def kept_declarations(self, file: str, wanted: Iterable[str], also: Iterable[int] = ()) -> set[int]:
        """Return the declarations of a file that those with the wanted names need, and those ``also`` at some places."""
        outline = self.around.code.outline(file)
        by_name: dict[
            str, list[int]
        ] = {}  # several: a constant and its type, overloads, a class and its namespace
        for index, each in enumerate(outline.declarations):
            for name in each.names:
                by_name.setdefault(name, []).append(index)
        used_by: dict[int | None, list[Use]] = {}
        for use in outline.uses:
            if use.name in by_name:
                used_by.setdefault(use.declaration, []).append(use)
        pending = [*also, *(index for name in wanted for index in by_name.get(name, ()))]
        keep: set[int] = set()
        while pending:
            index = pending.pop()
            if index in keep:
                continue
            keep.add(index)
            for use in used_by.get(index, ()):
                if self.stays(file, outline, use) and not is_cut(self, file, outline, use):
                    pending += by_name[use.name]
        for use in outline.uses:
            at = use.declaration
            if at is None or keep.isdisjoint(by_name.get(use.name, ())):
                continue
            if outline.declarations[at].kind in ("default", "exports"):
                keep.add(at)
        return keep

    def declares(self, file: str, name: str) -> bool:
        """Tell whether what a file declares under a name runs in the service, in the file itself or in what stands in for it."""
        if file not in self.taken:
            return file in self.moved and not is_left(self, Place(file, name))
        kept = self.kept_declarations(file, self.taken[file])
        declarations = self.around.code.outline(file).declarations
        return any(name in declarations[index].names for index in kept)

    def stays(self, file: str, outline: Outline, use: Use) -> bool:
        """Tell whether the text around a use is part of what stands in for the file: a client has no bodies."""
        return use.declaration is None or not self._is_client(file, outline, use.declaration)

    def _is_client(self, file: str, outline: Outline, index: int | None) -> bool:
        """Tell a declaration in whose place a client stands."""
        if index is None:
            return False
        declaration = outline.declarations[index]
        return declaration.kind == "class" and self.around.is_remote(Place(file, declaration.name))

    # Weak uses -----------------------------------------------------------------------------------------

    def is_dropped(self, file: str, outline: Outline, at: tuple[int, int]) -> bool:
        """Tell an item of a list that the service leaves out."""
        return is_dropped(self, file, outline, at)


def closure_of(around: Surroundings, extra_members: frozenset[tuple[str, str]] = frozenset()) -> Closure:
    """Return the code that a service is made of; ``extra_members`` are relations that are kept whatever happens."""
    closure = Closure(around, extra_members=extra_members)
    for file in (*around.code.entries, *around.code.ambient):
        closure.demand_file(file, "")
    closure.demand(around.code.root, "")
    for place in sorted(around.modules):
        if around.is_own_module(place):
            closure.demand(place, "")
    closure.grow()
    return closure
