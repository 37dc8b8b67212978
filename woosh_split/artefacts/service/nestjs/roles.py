"""What becomes of a file when one service leaves: it moves, is pruned on the way, or another file takes its place."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from woosh_split.model.access import WRITE
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH
from woosh_split.sources.code.nestjs.codebase import Codebase, EntityCode, ModuleCode, Place

GENERATED = "generated"
"""The folder of what is generated, below that of the main file."""

THROUGH_TYPEORM = frozenset({"repository", "manager", "query-builder"})


class Role(Enum):
    """The part that a file of the monolith plays in a service.

    MOVED: it comes along whole. PRUNED: it comes along, without the items of its lists that the service has no use
    for. READ_MODEL, FACADE and CLIENT: a generated file takes its place, made of its own text: an entity that others
    own, a module that others hold, a provider that is called over the wire.
    """

    MOVED = "moved"
    PRUNED = "pruned"
    READ_MODEL = "read-model"
    FACADE = "facade"
    CLIENT = "client"


@dataclass(eq=False)
class Surroundings:
    """The monolith as one service sees it. ``borrowed`` are providers (by class name) whose code comes along."""

    code: Codebase
    facts: Facts
    placement: Placement
    service: str
    borrowed: frozenset[str] = frozenset()
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of each table of others the columns that its published view leaves out."""
    in_process: bool = False
    """Whether the code of others stays where it is and runs along: a slice, of which only the root module is its own."""
    left_database: str | None = None
    """The monolith's database, where the service has another one and its name is certain."""
    sent_rows: frozenset[str] = frozenset()
    """Tables of others whose rows their owner writes for the service."""
    _roles: dict[Place, Role] = field(default_factory=dict)
    _stateless: dict[Place, bool] = field(default_factory=dict)

    # Who owns what -------------------------------------------------------------------------------------

    @cached_property
    def modules(self) -> Mapping[Place, ModuleCode]:
        """The modules by their class."""
        return {module.place: module for module in self.code.modules}

    @cached_property
    def entities(self) -> Mapping[Place, EntityCode]:
        """The entities by their class."""
        return {entity.place: entity for entity in self.code.entities}

    @cached_property
    def other_sides(self) -> Mapping[tuple[Place, str], tuple[tuple[Place, str], ...]]:
        """Of each relation, as entity and property, those that name it as their other side."""
        found: dict[tuple[Place, str], list[tuple[Place, str]]] = {}
        for entity in self.code.entities:
            for each in entity.relations:
                if each.inverse is not None and each.target is not None:
                    found.setdefault((each.target, each.inverse), []).append((entity.place, each.property))
        return {relation: tuple(named) for relation, named in found.items()}

    @cached_property
    def entity_files(self) -> Mapping[str, tuple[EntityCode, ...]]:
        """The entities of each file."""
        found: dict[str, tuple[EntityCode, ...]] = {}
        for entity in self.code.entities:
            found[entity.place.file] = (*found.get(entity.place.file, ()), entity)
        return found

    @cached_property
    def module_files(self) -> Mapping[str, ModuleCode]:
        """The first module of each file, of a file of several services the first one of this service."""
        own = [module for module in self.code.modules if self.home(module.name) == self.service]
        return {module.place.file: module for module in (*reversed(self.code.modules), *reversed(own))}

    @cached_property
    def provider_files(self) -> Mapping[str, tuple[Place, ...]]:
        """The provided classes of each file."""
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.providers:
            found[place.file] = (*found.get(place.file, ()), place)
        return found

    @cached_property
    def providers(self) -> Mapping[Place, tuple[ModuleCode, ...]]:
        """The modules that provide a class, the one in whose folder it lies first."""
        found: dict[Place, list[ModuleCode]] = {}
        for module in self.code.modules:
            for provider in module.providers:
                if provider.target is not None:
                    found.setdefault(provider.target, []).append(module)
        return {
            place: tuple(sorted(held, key=lambda m: (m.name != self.code.module_of_file(place.file), m.name)))
            for place, held in found.items()
        }

    @cached_property
    def _savers(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for access in self.facts.accesses:
            if access.mode == WRITE and access.via in THROUGH_TYPEORM:
                found.setdefault(access.table, set()).add(access.file)
        return {table: frozenset(files) for table, files in found.items()}

    def savers(self, table: str) -> frozenset[str]:
        """Return the files that write a table through TypeORM."""
        return self._savers.get(table, frozenset())

    @cached_property
    def controllers(self) -> frozenset[Place]:
        """All controllers."""
        return frozenset(place for module in self.code.modules for place in module.controllers)

    @cached_property
    def subscribers(self) -> Mapping[Place, Place | None]:
        """TypeORM's subscribers, with the entity that each listens to."""
        return dict(self.code.subscribers)

    def home(self, module: str) -> str:
        """Return the service of a module; a library's is nobody's."""
        return "" if module in self.placement.libraries else self.placement.home_of_module(module)

    def home_of_file(self, file: str) -> str:
        """Return the service whose module claims a file, empty for shared code."""
        module = self.code.module_of_file(file)
        return "" if module.startswith("~") else self.home(module)

    def is_own_module(self, place: Place) -> bool:
        """Tell a module class of this service."""
        module = self.modules.get(place)
        return module is not None and self.home(module.name) == self.service

    def owns_entity(self, entity: EntityCode) -> bool:
        """Tell whether the service owns the table of an entity; a view is read by whoever asks."""
        return entity.kind == "view" or self.placement.owner_of_table(entity.table) == self.service

    def owner_of(self, place: Place) -> str:
        """Return the service in which a class of somebody else's lives."""
        if place in self.entities:
            return self.placement.owner_of_table(self.entities[place].table)
        held = self.providers.get(place)
        module = held[0].name if held else self.code.module_of_file(place.file)
        if place in self.modules:
            module = self.modules[place].name
        return self.home(module) or MONOLITH

    def owner_of_file(self, file: str) -> str:
        """Return the service in whose folder of remote files a file's stand-in lies."""
        for place in sorted(self.modules):
            if place.file == file:
                return self.owner_of(place)
        for place in sorted(self.providers):
            if place.file == file:
                return self.owner_of(place)
        return self.owner_of(Place(file, ""))

    # Roles ---------------------------------------------------------------------------------------------

    def role(self, place: Place) -> Role:
        """Return what becomes of the file of a declaration."""
        if place not in self._roles:
            self._roles[place] = self._role(place)
        return self._roles[place]

    def _role(self, place: Place) -> Role:
        file = place.file
        if place.name:
            return self.role(Place(file, ""))
        if self.in_process:
            return Role.PRUNED if file == self.code.root.file else Role.MOVED
        entities = self.entity_files.get(file)
        if entities and not any(self.owns_entity(each) for each in entities):
            return Role.READ_MODEL
        if (module := self.module_files.get(file)) is not None:
            return self._role_of_module(module)
        if entities or self.home_of_file(file) == self.service:
            return Role.MOVED
        held = self.provider_files.get(file, ())
        remote = [each for each in held if self.is_remote(each)]
        return Role.CLIENT if remote else Role.MOVED

    def _role_of_module(self, module: ModuleCode) -> Role:
        home = self.home(module.name)
        if module.place == self.code.root:
            return Role.PRUNED
        if home in (self.service, ""):
            return Role.MOVED
        return Role.PRUNED if home == MONOLITH else Role.FACADE

    def is_remote(self, place: Place, *, wherever: bool = False) -> bool:
        """Tell a provider whose calls leave the service; ``wherever``: also where its file is the service's own."""
        held = self.providers.get(place)
        if self.in_process or not held or (not wherever and self.home_of_file(place.file) == self.service):
            return False
        if any(self.home(module.name) in ("", self.service) for module in held) and self._lies_apart(place):
            return False
        if self._is_enhancer(place) or place.name in self.borrowed or self.is_only_extended(place):
            return False
        return not (self._is_a_value(place) or self.is_stateless(place) or self.only_reads(place))

    def is_only_extended(self, place: Place) -> bool:
        """Tell a provider that serves as a base class: nobody calls it, and it reaches no table as itself.

        What its code does, the classes that extend it do (their accesses are told under their own names), each with
        what it is given. So the code comes along, whoever provides it as well.
        """
        return (
            place in self._extended
            and place.name not in self._busy.get(place.file, ())
            and not any(call.provider == place.name for call in self.facts.calls)
        )

    def _is_a_value(self, place: Place) -> bool:
        """Tell a class whose object is made where it is imported from: providers name it, and nobody calls it through them."""
        kinds = {each.kind for m in self.providers[place] for each in m.providers if each.target == place}
        return kinds == {"useValue"} and not any(call.provider == place.name for call in self.facts.calls)

    @cached_property
    def _extended(self) -> frozenset[Place]:
        return frozenset(base for each in self.providers for base in self.code.bases(each))

    def only_reads(self, place: Place) -> bool:
        """Tell a repository class of which the service calls only methods that read: it comes along, and reads the view.

        What a repository gives and takes (entities being built, criteria, query builders) cannot travel.
        """
        if not self.code.is_repository(place):
            return False
        modules = {module.name for module in self.providers.get(place, ())}
        called = {
            f"{place.name}.{call.method}"
            for call in self.facts.calls
            if call.provider == place.name and self.home(call.from_module) == self.service
        }
        return not any(
            access.mode == WRITE and access.function in called and access.module in modules
            for access in self.facts.accesses
        )

    def _lies_apart(self, place: Place) -> bool:
        """Tell a class in the folder of no module, or in that of a library: whoever provides it has it.

        A file outside of all folders of modules is claimed by one of those that provide its class.
        """
        held = self.providers[place]
        folder = posixpath.dirname(held[0].place.file)
        claimed = len(held) > 1 and held[0].name == self.code.module_of_file(place.file)
        if claimed and not place.file.startswith(f"{folder}/"):
            return True
        return self.home_of_file(place.file) in ("", self.service)

    def _is_enhancer(self, place: Place) -> bool:
        """Tell guards, strategies, serializers, filters, interceptors, pipes and middleware: they work where the routes are."""
        if any(each.place == place for each in self.code.strategies):
            return True
        if any(
            provider.enhancer and provider.target == place
            for module in self.code.modules
            for provider in module.providers
        ):
            return True
        outline = self.code.outline(place.file)
        own = [n for n, each in enumerate(outline.declarations) if each.name == place.name]
        names = {use.name for use in outline.uses if use.declaration in own}
        caught = any("Catch" in outline.declarations[n].decorators for n in own)
        return caught or not names.isdisjoint(_ENHANCERS)

    def is_moved_about(self, file: str) -> bool:
        """Tell a file with a class that works wherever it is: a guard, a strategy, a pipe, a provider without state."""
        outline = self.code.outline(file)
        modules = {place.name for place in self.modules if place.file == file}
        if not modules and any(link.specifier == "@nestjs/passport" and link.names for link in outline.links):
            return True  # AuthGuard('jwt') and PassportStrategy(...) are bases of classes
        classes = [Place(file, each.name) for each in outline.declarations if each.kind == "class"]
        return any(
            self._is_enhancer(each) or (each in self.providers and self.is_stateless(each))
            for each in classes
            if each not in self.modules and each not in self.controllers
        )

    def is_stateless(self, place: Place) -> bool:
        """Tell a class that touches no table, keeps nothing, runs by itself never, and asks only for its like.

        Of classes that ask for each other in a circle, none is while one keeps something.
        """
        if place not in self._stateless:
            asked = {place}
            pending = [place]
            while pending:
                each = pending.pop()
                if self._stateless.get(each) is False or self._keeps_something(each):
                    self._stateless[place] = False
                    return False
                found = {it for it in self._asked_by(each) if it not in asked and not self._stateless.get(it)}
                asked |= found
                pending += sorted(found)
            self._stateless.update(dict.fromkeys(asked, True))
        return self._stateless[place]

    def _keeps_something(self, place: Place) -> bool:
        """Tell a class that itself touches a table, keeps a value, or runs by a clock or an event."""
        if place.name in self._busy.get(place.file, ()) or place.file in self._stateful_files:
            return True
        return any(
            (link.specifier == "@nestjs/typeorm" and any(each.imported in _INJECTS for each in link.names))
            or (link.specifier == "typeorm" and any(each.imported in _HANDLES for each in link.names))
            for link in self.code.outline(place.file).links
            if self.code.resolve(place.file, link.specifier) is None
        )

    def _asked_by(self, place: Place) -> Iterator[Place]:
        """Yield the other providers that the file of a class names."""
        for link in self.code.outline(place.file).links:
            target = self.code.resolve(place.file, link.specifier)
            if target is None:
                continue
            for name in link.names:
                found = self.code.declared(target, name.imported)
                if found is not None and found != place and found in self.providers:
                    yield found

    @cached_property
    def _busy(self) -> Mapping[str, frozenset[str]]:
        """The classes of each file whose functions reach a table, run by a clock, or answer events."""
        found: dict[str, set[str]] = {}
        places: Iterable[tuple[str, str]] = (
            *((each.file, each.function) for each in self.facts.accesses),
            *((each.file, each.function) for each in self.facts.jobs),
            *((each.file, each.function) for each in self.facts.events),
        )
        by_name: dict[str, set[str]] = {}
        for place in self.providers:
            by_name.setdefault(place.name, set()).add(place.file)
        for file, function in places:
            name = function.partition(".")[0]
            for at in {file, *by_name.get(name, ())}:
                found.setdefault(at, set()).add(name)
        return {file: frozenset(names) for file, names in found.items()}

    @cached_property
    def _stateful_files(self) -> frozenset[str]:
        hazards = {each.file for each in self.facts.hazards if each.kind == "in-memory-state"}
        return frozenset(hazards | {each.file for each in self.facts.unresolved if each.kind != "syntax"})

    # Where things go -----------------------------------------------------------------------------------

    @property
    def slice_folder(self) -> str:
        """The folder of a slice: below that of package.json, so that it finds its packages."""
        return posixpath.join(self.code.folder, "slices", self.service)

    def below_source(self, file: str) -> str:
        """Return a file's path below the source folder, or below the base where it lies elsewhere."""
        prefix = f"{self.code.source}/" if self.code.source else ""
        if file.startswith(prefix):
            return file[len(prefix) :]
        return posixpath.join("_", file)

    def destination(self, place: Place) -> str:
        """Return where a declaration stands in the service, as a path in the monolith's own layout."""
        role = self.role(place)
        if self.in_process and place.file in (self.code.root.file, *self.code.entries):
            return posixpath.join(self.slice_folder, posixpath.basename(place.file))
        if role in (Role.MOVED, Role.PRUNED):
            return place.file
        kind = "entities" if role is Role.READ_MODEL else f"remote/{self.owner_of_file(place.file)}"
        return posixpath.join(self.code.source, GENERATED, kind, self.below_source(place.file))


_ENHANCERS = frozenset(
    {
        "CanActivate", "NestInterceptor", "PipeTransform", "ExceptionFilter", "NestMiddleware",
        "EntitySubscriberInterface", "PassportSerializer",
    }
)  # fmt: skip
_INJECTS = frozenset({"InjectRepository", "InjectDataSource", "InjectEntityManager", "InjectConnection", "*"})
_HANDLES = frozenset(
    {
        "DataSource", "EntityManager", "Repository", "Connection", "TreeRepository", "getManager", "getRepository", "getConnection",
        "*",
    }
)  # fmt: skip
