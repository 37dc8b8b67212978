"""Which code a service is made of: what its modules need, directly and through others, until nothing is missing.

Uses are strong or weak. A strong use makes its declaration come along, or something that takes its place. A weak one
(an item of the root module's lists, a data source's list of entities, a barrel's re-export, a relation that nothing
asks for) holds only where the declaration is there anyway; where it is not, the use is cut.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from woosh_split.artefacts.service.nestjs.relations import RELATIONS, cut_members
from woosh_split.artefacts.service.nestjs.roles import Role, Surroundings
from woosh_split.sources.code.nestjs.codebase import ModuleCode, Place
from woosh_split.sources.code.typescript.compiler.remotes import ImportedName, RemoteFile
from woosh_split.sources.code.typescript.outline import Link, LinkName, Outline, Use

_WEAK_LABELS = frozenset({"entities", "subscribers", "forFeature", "forRoutes", "exclude"})
"""Lists of classes that any file may hold: an item that is not there is left out."""
_ROUTES = frozenset({"forRoutes", "exclude"})
_PROVIDES = re.compile(r"\bprovide\b\s*[:,}]")
_MODULE_LABELS = frozenset({"imports", "providers", "controllers", "exports", "include"})


Imported = dict[str, tuple[Link, LinkName, str, Place | None]]


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
    _imported: dict[str, Imported] = field(default_factory=dict)
    _uses_in_items: dict[str, dict[tuple[int, int], list[Use]]] = field(default_factory=dict)

    # What is there -------------------------------------------------------------------------------------

    def has(self, place: Place) -> bool:
        """Tell whether a declaration is in the service, itself or what stands in for it."""
        if self.around.role(place) in (Role.MOVED, Role.PRUNED):
            return place.file in self.moved
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
            self._judge_modules()
            self._judge_members()
            self._strategies()
            self._found_by_typeorm()
            for file in list(self.moved):
                if self._is_judged_file(file):
                    self._follow_moved(file)
            for file, names in list(self.taken.items()):
                if self._is_judged_file(file):
                    self._follow_taken(file, set(names))
            now = (
                len(self.moved), len(self.needed), sum(map(len, self.taken.values())), len(self.live),
                sum(map(len, self.members.values())),
            )  # fmt: skip
            if now == state:
                return
            state = now

    def _is_judged_file(self, file: str) -> bool:
        """Tell a file whose members were judged, if they have to be: one that came a moment ago waits for its turn."""
        if file in self.members or self.around.in_process:
            return True
        return file not in self.around.entity_files and self.around.role(Place(file, "")) is not Role.FACADE

    def _follow_moved(self, file: str) -> None:
        outline = self.around.code.outline(file)
        names = self.imported(file)
        for use in outline.uses:
            held = names.get(use.name)
            if held is not None and not self._is_cut(file, outline, use):
                self._demand_link(file, held[2], held[3])
        for link in outline.links:
            target = self.around.code.resolve(file, link.specifier)
            if target is None:
                continue
            if link.kind == "import" and not link.names:
                self.demand_file(target, file)
            elif link.kind in ("require", "dynamic", "type"):
                self._demand_inside(file, link, target)
            elif link.kind == "export" and self._leads_to_what_is_there(target, {file}):
                self.demand_file(target, file)

    def _demand_inside(self, file: str, link: Link, target: str) -> None:
        """Follow a link that stands inside of code: what it names of the file, else all of it."""
        outline = self.around.code.outline(file)
        cut = self.members.get(file, frozenset())
        if any(
            (each.owner, each.name) in cut and each.start <= link.start < each.end for each in outline.members
        ):
            return
        for name in link.names:
            self._demand_link(file, target, self.targets(file, link, name)[1])
        if not link.names:
            self.demand_whole(target, file)

    def _leads_to_what_is_there(self, barrel: str, seen: set[str]) -> bool:
        """Tell a barrel behind a barrel through which something is reached that the service has."""
        if barrel in seen or self.around.role(Place(barrel, "")) not in (Role.MOVED, Role.PRUNED):
            return False
        ends = [
            end
            for link in self.around.code.outline(barrel).links
            if link.kind == "export" and (end := self.around.code.resolve(barrel, link.specifier)) is not None
        ]
        return any(
            end in self.moved or end in self.taken or self._leads_to_what_is_there(end, {*seen, barrel})
            for end in ends
        )

    def demand_whole(self, target: str, by: str) -> None:
        """Make everything that a file exports come along."""
        outline = self.around.code.outline(target)
        for declaration in outline.declarations:
            if declaration.exported and declaration.name:
                self.demand(Place(target, declaration.name), by)
        if self.around.role(Place(target, "")) in (Role.MOVED, Role.PRUNED):
            self.moved.setdefault(target, by)

    def _demand_link(self, file: str, target: str, place: Place | None) -> None:
        if place is None:
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
        names = self.imported(file)
        keep = self.kept_declarations(file, wanted)
        for use in outline.uses:
            if use.declaration is None or use.declaration not in keep:
                continue
            held = names.get(use.name)
            if held is None or self._is_cut(file, outline, use) or not self.stays(file, outline, use):
                continue
            self._demand_link(file, held[2], held[3])
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

    def _demand_name(self, file: str, name: ImportedName) -> None:
        """Make what a remote client's signatures name come along."""
        if not name.file:
            return
        code = self.around.code
        place = code.declared(name.file, name.imported) if name.imported not in ("*", "=") else None
        if place is None and any(each.name == name.imported for each in code.outline(name.file).declarations):
            place = Place(name.file, name.imported)
        self._demand_link(file, name.file, place)

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
        found: set[str] = set()
        for file in self.moved if tokens else ():
            outline = self.around.code.outline(file)
            if not tokens.isdisjoint(outline.strings) or not tokens.isdisjoint(outline.words):
                found |= outline.words
        return frozenset(found)

    def kept_declarations(self, file: str, wanted: Iterable[str]) -> set[int]:
        """Return the declarations of a file that those with the wanted names need."""
        outline = self.around.code.outline(file)
        by_name = {name: index for index, each in enumerate(outline.declarations) for name in each.names}
        pending = [by_name[name] for name in wanted if name in by_name]
        keep: set[int] = set()
        while pending:
            index = pending.pop()
            if index in keep:
                continue
            keep.add(index)
            for use in outline.uses:
                if use.declaration != index or use.name not in by_name:
                    continue
                if self.stays(file, outline, use) and not self._is_cut(file, outline, use):
                    pending.append(by_name[use.name])
        for use in outline.uses:
            at = use.declaration
            if at is None or by_name.get(use.name) not in keep:
                continue
            if outline.declarations[at].kind in ("default", "exports"):
                keep.add(at)
        return keep

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

    def _is_cut(self, file: str, outline: Outline, use: Use) -> bool:
        """Tell a weak use that does not hold."""
        if use.member is not None and file in self.members:
            member = outline.members[use.member]
            if (member.owner, member.name) in self.members[file]:
                return True
        return any(self.is_dropped(file, outline, at) for at in use.items)

    def is_dropped(self, file: str, outline: Outline, at: tuple[int, int]) -> bool:
        """Tell an item of a list that the service leaves out."""
        held = outline.lists[at[0]]
        if held.label == "export":
            return self._export_dropped(file, outline, held.items[at[1]])
        module = self._module_in(file)
        if not self._is_weak(file, held.label, module) and not self._lists_entities(file, outline, at[0]):
            return False
        start, end = held.items[at[1]]
        uses = self.uses_in(file, at)
        names = self.imported(file)
        own = {each.name for each in outline.declarations}
        places = [place for each in uses if (place := self._meant(file, each.name, names, own)) is not None]
        text = self.around.code.content(file)[start:end].decode("utf-8", "replace")
        if held.label == "controllers" and module is not None and self._is_root_of_others(module):
            return True
        if text.startswith("{"):
            return _PROVIDES.search(text) is not None and self._record_dropped(text, places, file)
        if text.startswith("..."):
            return False
        if held.label == "exports" and (record := self._record_of(file, outline, text)) is not None:
            return self.is_dropped(file, outline, record)
        if not places:
            return (
                held.label == "exports"
                and text[:1] in "'\"`"
                and not self._asks_for(text.strip("'\"`"), file)
            )
        return not any(self.holds(place) for place in places)

    def _export_dropped(self, file: str, outline: Outline, item: tuple[int, int]) -> bool:
        """Tell a name that a file only hands on, of what is not there."""
        names = self.imported(file)
        for use in outline.uses:
            if item[0] <= use.start < item[1] and use.name in names:
                target, place = names[use.name][2:]
                return not self.has(place) if place is not None else target not in self.moved
        return False

    def _record_of(self, file: str, outline: Outline, exported: str) -> tuple[int, int] | None:
        """Return the item that provides what an item of ``exports`` names, where it is no class by itself."""
        content = self.around.code.content(file)
        for index, held in enumerate(outline.lists):
            for number, (start, end) in enumerate(held.items) if held.label == "providers" else ():
                text = content[start:end].decode("utf-8", "replace")
                if text.startswith("{") and _provided(text) == exported.strip("'\"`"):
                    return index, number
        return None

    def _record_dropped(self, text: str, places: list[Place], file: str) -> bool:
        if "APP_" in text:
            return False
        if any(place in self.needed for place in places):
            return False
        return not self._asks_for(_provided(text), file)

    def _asks_for(self, token: str, file: str, asked: frozenset[str] = frozenset()) -> bool:
        """Tell whether the service asks for a token: other code names it, or a factory that is kept needs it."""
        short = token.rpartition(".")[2]
        for other in self.files():
            if other == file or self.around.role(Place(other, "")) in (Role.CLIENT, Role.PRUNED, Role.FACADE):
                continue
            outline = self.around.code.outline(other)
            if token in outline.strings or (short in outline.words and not _only_declares(outline, short)):
                return True
        if token in asked:
            return False
        return any(
            short in {each.rpartition(".")[2] for each in provider.asks}
            and (provider.target in self.needed or self._asks_for(provider.token, file, asked | {token}))
            for place, module in self.around.modules.items()
            if self.around.role(place) in (Role.PRUNED, Role.FACADE)
            for provider in module.providers
        )

    def _meant(self, file: str, name: str, names: Imported, own: set[str]) -> Place | None:
        if name in names:
            return names[name][3]
        return Place(file, name) if name in own else None

    def _is_weak(self, file: str, label: str, module: ModuleCode | None) -> bool:
        if label in _ROUTES:
            return True
        if label in _WEAK_LABELS:
            return self.around.home_of_file(file) != self.around.service or module is None
        if module is not None and label != "imports" and self.around.is_own_module(module.place):
            return False
        role = self.around.role(Place(file, ""))
        if role in (Role.PRUNED, Role.FACADE):
            return True
        return file in self.around.code.entries and label in _MODULE_LABELS

    def _lists_entities(self, file: str, outline: Outline, index: int) -> bool:
        """Tell a list of nothing but entities in code that no module claims: those of a data source, by another name."""
        held = outline.lists[index]
        if self.around.home_of_file(file) or len(held.items) < 2 or file in self.around.entity_files:
            return False
        plain = {
            (use.start, use.end): use.name
            for use in outline.uses
            if use.items[:1] and use.items[0][0] == index
        }
        return all(
            item in plain and self.around.code.named(file, plain[item]) in self.around.entities
            for item in held.items
        )

    def _is_root_of_others(self, module: ModuleCode) -> bool:
        return not self.around.is_own_module(module.place)

    def _module_in(self, file: str) -> ModuleCode | None:
        return self.around.module_files.get(file)

    def is_judged(self, place: Place) -> bool:
        """Tell a class that a list may leave out: a module, a provider, a controller, an entity, a subscriber."""
        around = self.around
        return (
            place in around.modules
            or place in around.providers
            or place in around.controllers
            or place in around.entities
            or place in around.subscribers
        )

    def holds(self, place: Place) -> bool:
        """Tell whether an item of a list that names a declaration is kept."""
        around = self.around
        if place in around.modules:
            return place in self.live
        if place in around.subscribers and place not in self.needed:
            entity = around.subscribers[place]
            held = around.entities.get(entity) if entity is not None else None
            return held is None or (self.has(held.place) and around.owns_entity(held))
        if place in around.entities:
            return self.has(place)
        if self.is_judged(place):
            return place in self.needed
        return True

    # Modules -------------------------------------------------------------------------------------------

    def _judge_modules(self) -> None:
        """Find the modules that the service has, until no further one follows from another."""
        around = self.around
        size = -1
        while size != len(self.live):
            size = len(self.live)
            for place, module in around.modules.items():
                if place not in self.live and self._is_live(module):
                    self.live.add(place)
            self.live |= self._ways()

    def _is_live(self, module: ModuleCode) -> bool:
        around = self.around
        if module.place in self.needed or around.is_own_module(module.place):
            return True
        if module.place == around.code.root:
            return True
        if any(provider.enhancer for provider in module.providers):
            return True
        if any(each.endswith((".forRoot", ".forRootAsync")) for each in module.packages):
            return True
        if any(word in around.code.outline(module.place.file).words for word in ("isGlobal",)):
            return True
        if any(
            each.target in self.needed and (each.token in module.exports or module.is_global)
            for each in module.providers
            if each.target is not None
        ):
            return True
        return any(
            self._asks_for(each.token, module.place.file) for each in module.providers if each.kind != "class"
        )

    def _ways(self) -> set[Place]:
        """Return the modules by way of which the root imports those that are live, fewest further ones first."""
        modules = self.around.modules
        root = self.around.code.root
        came: dict[Place, Place] = {root: root}
        pending = deque([root])
        while pending:  # a module that is live anyway is no detour
            place = pending.popleft()
            for each in modules[place].imports if place in modules else ():
                if each in came or each not in modules:
                    continue
                came[each] = place
                if each in self.live:
                    pending.appendleft(each)
                else:
                    pending.append(each)
        found: set[Place] = set()
        for place in self.live:
            while place in came and place != root and place not in found:
                found.add(place)
                place = came[place]
        return found

    # Entities ------------------------------------------------------------------------------------------

    def _judge_members(self) -> None:
        """Decide which members of the entities are cut; what was kept once stays."""
        if self.around.in_process:
            return  # a slice changes no entity, so it has every one that a relation leads to
        words = self._words()
        for file in [*self.moved, *self.taken]:
            if self.around.role(Place(file, "")) is Role.FACADE:
                self.members[file] = self._own_business(file)
            if file in self.around.entity_files:
                self.members[file] = cut_members(self, file, words)

    def _own_business(self, file: str) -> frozenset[tuple[str, str]]:
        """Return the members by which a module of others does something itself, but for middleware of all routes."""
        outline = self.around.code.outline(file)
        return frozenset(
            (member.owner, member.name)
            for member in outline.members
            if Place(file, member.owner) in self.around.modules
            and not member.static
            and not (member.name == "configure" and any("*" in each for each in member.strings))
        )

    def _words(self) -> frozenset[str]:
        """Return every word of the service's code outside of its entities' relations."""
        found: set[str] = set()
        for file in self.files():
            outline = self.around.code.outline(file)
            if file in self.around.entity_files:
                for member in outline.members:
                    if not RELATIONS.intersection(member.decorators):
                        found |= member.words
            elif self.around.role(Place(file, "")) is not Role.CLIENT:
                found |= outline.words
        return frozenset(found)

    # What works without being named ----------------------------------------------------------------------

    def _strategies(self) -> None:
        """Bring the passport strategies that the service's guards name: passport knows them by name alone."""
        code = self.around.code
        for file in list(self.files()):
            outline = code.outline(file)
            uses = any(
                link.specifier == "@nestjs/passport"
                and any(each.imported == "AuthGuard" for each in link.names)
                for link in outline.links
            )
            if not uses:
                continue
            named = [each for each in code.strategies if each.name in outline.strings]
            for strategy in named or code.strategies:
                self.demand(strategy.place, file)
                module = next((each for each in code.modules if each.name == strategy.module), None)
                if module is not None:
                    self.live.add(module.place)

    def _found_by_typeorm(self) -> None:
        """Bring what TypeORM finds by itself: the children of one table's entity, subscribers behind a pattern of files."""
        around = self.around
        for place, entity in around.entities.items():
            parent = around.entities.get(entity.parent) if entity.parent is not None else None
            if parent is not None and parent.table == entity.table and self.has(parent.place):
                self.demand(place, parent.place.file)
        by_pattern = next((file for file in sorted(self.moved) if self._looks_for_subscribers(file)), None)
        for place, listens in around.subscribers.items() if by_pattern is not None else ():
            held = around.entities.get(listens) if listens is not None else None
            if held is None or (self.has(held.place) and around.owns_entity(held)):
                self.demand(place, by_pattern or "")

    def _looks_for_subscribers(self, file: str) -> bool:
        """Tell a file whose data source finds subscribers by a pattern."""
        outline, content = self.around.code.outline(file), self.around.code.content(file)
        return any(
            held.label == "subscribers"
            and any(re.search(rb"['\"`]", content[start:end]) for start, end in held.items)
            for held in outline.lists
        )


def _provided(record: str) -> str:
    """Return the token of ``{ provide: TOKEN, ... }``, as it is written."""
    return record.partition("provide")[2].lstrip(" \t\r\n:").partition(",")[0].strip(" '\"`}\r\n")


def _only_declares(outline: Outline, name: str) -> bool:
    """Tell a file that declares a name at its top and uses it nowhere."""
    declared = any(name in each.names for each in outline.declarations)
    return declared and not any(each.name == name for each in outline.uses)


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
