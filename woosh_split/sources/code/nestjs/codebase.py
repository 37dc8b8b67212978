"""A monolith's code as one who moves it needs it: files with their bytes and places, modules, entities, strategies.

Facts say what the code does; this says where it stands. Classes are named by the file and the name under which they
are declared there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from woosh_split.model.progress import Progress
from woosh_split.sources.code.nestjs.accesses import entity_classes
from woosh_split.sources.code.nestjs.ambient import Augmentation, ambient_files
from woosh_split.sources.code.nestjs.modules import ModuleGraph, NestModule
from woosh_split.sources.code.nestjs.opening import Backend, open_backend
from woosh_split.sources.code.nestjs.passport import passport_name
from woosh_split.sources.code.nestjs.providers import Provider
from woosh_split.sources.code.nestjs.registrations import data_source_name, read_data_sources
from woosh_split.sources.code.nestjs.subscribers import is_subscriber, listens_to
from woosh_split.sources.code.nestjs.tokens import token_name, token_of
from woosh_split.sources.code.typeorm.entity_schema import find_schemas
from woosh_split.sources.code.typeorm.registry import EntityRegistry
from woosh_split.sources.code.typescript.depth import FOLLOWING_FRAMES, room
from woosh_split.sources.code.typescript.outline import Outline
from woosh_split.sources.code.typescript.outlining import read_outline
from woosh_split.sources.code.typescript.program import ClassDecl, External, NamespaceDecl, Program
from woosh_split.sources.tree import SourceTree

_REPOSITORIES = frozenset({"Repository", "TreeRepository", "AbstractRepository"})
_GIVEN_TO_REPOSITORIES = _REPOSITORIES | {"DataSource", "EntityManager", "Connection"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A declaration: the file that declares it, and its name there."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class ProviderCode:
    """One entry of ``providers``; ``target`` is the class that is made, ``token`` how the code asks for it.

    ``asks`` are the tokens that its factory is given.
    """

    token: str
    kind: str
    target: Place | None
    enhancer: str | None
    needs: tuple[Place, ...] = ()
    leads_to: Place | None = None
    asks: tuple[str, ...] = ()
    symbol: Place | None = None
    """What the code imports to name the token: a class (an abstract one, say), or the constant that holds a symbol."""


@dataclass(frozen=True, slots=True)
class ModuleCode:
    """One Nest module. ``imports`` are those of the monolith, ``packages`` what packages give (``JwtModule.register``)."""

    name: str
    place: Place
    imports: tuple[Place, ...]
    controllers: tuple[Place, ...]
    providers: tuple[ProviderCode, ...]
    exports: tuple[str, ...]
    is_global: bool
    entities: tuple[Place, ...]
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationCode:
    """A relation's property; ``holds_key`` says that its table holds the foreign key."""

    property: str
    kind: str
    target: Place | None
    inverse: str | None
    loaded_unasked: bool
    holds_key: bool


@dataclass(frozen=True, slots=True)
class EntityCode:
    """One entity class: its table, the properties of its columns with the columns' names, and its relations."""

    place: Place
    table: str
    kind: str
    columns: tuple[tuple[str, str], ...]
    primary: tuple[str, ...]
    relations: tuple[RelationCode, ...]
    parent: Place | None
    loads: bool = True
    """False of what the monolith does not list, and TypeORM would not start with: it has no primary key."""


@dataclass(frozen=True, slots=True)
class StrategyCode:
    """A passport strategy that a module provides; ``name`` is None where it is the package's own default."""

    place: Place
    name: str | None
    module: str


@dataclass(eq=False, slots=True)
class Codebase:
    """The application's code. ``folder`` is the folder of its package.json, ``source`` that of its main file."""

    tree: SourceTree
    backend: Backend
    root: Place
    entries: tuple[str, ...]
    folder: str
    source: str
    modules: tuple[ModuleCode, ...]
    entities: tuple[EntityCode, ...]
    strategies: tuple[StrategyCode, ...]
    subscribers: tuple[tuple[Place, Place | None], ...]
    data_source: str | None = None
    """The name of the data source of @nestjs/typeorm where the application gives it one; several are told by none."""
    ambient: tuple[str, ...] = ()
    """Files of declarations (``*.d.ts``) and of augmentations: the compiler reads them, whoever imports them."""
    augmentations: tuple[Augmentation, ...] = ()
    """Files of code that augment as well."""
    _content: dict[str, bytes] = field(default_factory=dict)
    _outlines: dict[str, Outline] = field(default_factory=dict)

    def content(self, file: str) -> bytes:
        """Return a file's bytes; empty where it cannot be read."""
        if file not in self._content:
            self._content[file] = self.tree.content(file) or b""
        return self._content[file]

    def outline(self, file: str) -> Outline:
        """Return where things stand in a file."""
        if file not in self._outlines:
            self._outlines[file] = read_outline(self.content(file), tsx=file.endswith("x"))
        return self._outlines[file]

    def resolve(self, file: str, specifier: str) -> str | None:
        """Return the file that a specifier leads to, None for a package or for what is not there."""
        found = self.backend.program.resolve(file, specifier)
        return found if found is not None and found in self.tree.files else None

    def declared(self, file: str, name: str) -> Place | None:
        """Return the declaration behind a name that ``file`` exports (``default`` too), through every barrel."""
        return self._place(self.backend.program.exported(file, name))

    def space_behind(self, file: str, name: str) -> str | None:
        """Return the file that a name of ``file`` stands for as a whole (``export * as name from``), None for any other."""
        found = self.backend.program.exported(file, name)
        return found.file if isinstance(found, NamespaceDecl) and not found.prefix else None

    def behind(self, barrel: str) -> list[str]:
        """Return the files from which a file hands something on, by ``export from`` or what it imports and exports."""
        summary = self.backend.program.summary(barrel)
        own = {each.local for each in (summary.exports if summary is not None else ()) if not each.specifier}
        ends = (
            self.resolve(barrel, each.specifier)
            for each in self.outline(barrel).links
            if each.kind == "export" or not own.isdisjoint(name.local for name in each.names)
        )
        return [end for end in ends if end is not None]

    def exported_as(self, place: Place) -> str | None:
        """Return the name by which a declaration's own file exports it: ``default``, ``=`` for ``export =``, or None."""
        summary = self.backend.program.summary(place.file)
        found = {
            each.exported
            for each in (summary.exports if summary is not None else ())
            if each.specifier is None and each.local == place.name
        }
        if place.name in found:
            return place.name
        return next((each for each in ("=", "default", *sorted(found)) if each in found), None)

    def named(self, file: str, name: str) -> Place | None:
        """Return the declaration that a name means inside of a file, imports followed."""
        return self._place(self.backend.program.lookup(file, name))

    def _place(self, found: object) -> Place | None:
        if found is None or isinstance(found, External | NamespaceDecl):
            return None
        return Place(found.file, found.name)  # type: ignore[attr-defined]

    def is_schema(self, place: Place) -> bool:
        """Tell an entity that is no class but an ``EntitySchema``."""
        return not any(
            each.kind == "class" and each.name == place.name for each in self.outline(place.file).declarations
        )

    def is_repository(self, place: Place) -> bool:
        """Tell a class that stands for a table: it extends TypeORM's repository, or is called one and is given nothing else."""
        found = self.backend.program.lookup(place.file, place.name)
        if not isinstance(found, ClassDecl):
            return False
        chain = self.backend.graph.decorators.chain(found)
        base = chain.base
        if base is not None and base.package == "typeorm" and base.name in _REPOSITORIES:
            return True
        makers = [level.decl for level in chain.levels if level.decl.node.constructor is not None]
        params = makers[0].node.constructor.params if makers and makers[0].node.constructor else ()
        given = [each.type[1] for each in params if each.type is not None and each.type[0] == "ref"]
        return (
            place.name.endswith("Repository")
            and bool(given)
            and len(given) == len(params)
            and all(each in _GIVEN_TO_REPOSITORIES for each in given)
        )

    def members(self, place: Place) -> tuple[str, ...]:
        """Return the names of a class's methods, inherited ones too."""
        found = self.backend.program.lookup(place.file, place.name)
        if not isinstance(found, ClassDecl):
            return ()
        levels = self.backend.graph.decorators.chain(found).levels
        return tuple(
            dict.fromkeys(
                method.function.name
                for level in levels
                for method in level.decl.node.methods
                if method.kind == "method" and not method.static
            )
        )

    def bases(self, place: Place) -> tuple[Place, ...]:
        """Return the monolith's own classes that a class extends, the nearest first."""
        found = self.backend.program.lookup(place.file, place.name)
        if not isinstance(found, ClassDecl):
            return ()
        return tuple(_of(level.decl) for level in self.backend.graph.decorators.chain(found).levels[1:])

    def module_of_file(self, file: str) -> str:
        """Return the module that a file belongs to, ``~shared`` where none claims it."""
        return self.backend.graph.file_module(file)


@contextmanager
def open_codebase(tree: SourceTree, project: str | None, progress: Progress) -> Iterator[Codebase]:
    """Read the code of the application in a tree.

    Raises:
        NothingFound: there is no NestJS application.
        InputError: ``project`` names none of the applications.
    """
    with room(FOLLOWING_FRAMES):
        backend = open_backend(tree, project, progress)
        yield _codebase(tree, backend)


def _codebase(tree: SourceTree, backend: Backend) -> Codebase:
    graph, application = backend.graph, backend.application
    root = graph.roots[0].decl
    starts = [start for start in application.starts if start.module is root]
    entries = tuple(dict.fromkeys(start.file for start in starts))
    main = entries[0] if entries else root.file
    packages = backend.workspace.packages(posixpath.dirname(main))
    folder = posixpath.dirname(packages[0]) if packages else ""
    modules = tuple(_module(module, graph) for module in graph.modules)
    return Codebase(
        tree, backend, _of(root), entries, folder, posixpath.dirname(main), modules,
        tuple(_entities(backend)), tuple(_strategies(backend)), tuple(_subscribers(backend)), data_source_name(graph),
        *ambient_files(tree, folder, posixpath.dirname(main)),
    )  # fmt: skip


def _of(decl: ClassDecl) -> Place:
    return Place(decl.file, decl.name)


def _module(module: NestModule, graph: ModuleGraph) -> ModuleCode:
    return ModuleCode(
        module.name,
        _of(module.decl),
        tuple(_of(each) for each in (*module.imports, *module.hidden)),
        tuple(_of(each) for each in module.controllers),
        tuple(_provider(each, graph) for each in module.providers),
        tuple(_token(each, graph.decorators.interpreter.program) for each in module.exports),
        module.is_global,
        tuple(_of(each) for each in module.entities),
        tuple(each.external.name for each in module.foreign),
    )


def _provider(provider: Provider, graph: ModuleGraph) -> ProviderCode:
    program = graph.decorators.interpreter.program
    needs = [token_of(each) for each in provider.inject]
    if provider.kind == "useExisting":
        needs.append(token_of(provider.value))
    return ProviderCode(
        _token(provider.token, program),
        provider.kind,
        _of(provider.target) if provider.target is not None else None,
        provider.enhancer,
        tuple(_of(each) for each in needs if isinstance(each, ClassDecl)),
        _leads_to(provider, graph),
        tuple(_token(each, program) for each in needs),
        _symbol(provider.token, program),
    )


def _leads_to(provider: Provider, graph: ModuleGraph) -> Place | None:
    target = provider.target
    if provider.kind == "useExisting":
        token = token_of(provider.value)
        found = graph.provider_for(provider.module, token) if token is not None else None
        target = found.target if found is not None else None
    return _of(target) if target is not None else None


def _token(token: Hashable, program: Program) -> str:
    """Return how code spells a token: a class by its name, a text itself, a symbol by the constant that holds it."""
    symbol = _symbol(token, program)
    if symbol is not None:
        return symbol.name
    if isinstance(token, tuple) and isinstance(token[0], External):  # `getRepositoryToken(User)`
        return f"{token[0].name}({', '.join(token_name(each) for each in token[1])})"
    return token.name if isinstance(token, ClassDecl) else token_name(token)


def _symbol(token: Hashable, program: Program) -> Place | None:
    if isinstance(token, ClassDecl):
        return _of(token)
    if not (isinstance(token, tuple) and len(token) == 3 and token[0] == "symbol"):
        return None
    file = str(token[1])
    summary = program.summary(file)
    constants = summary.constants.items() if summary is not None else ()
    found = next((name for name, (_, _, line) in constants if line == token[2]), None)
    return Place(file, found) if found is not None else None


def _entities(backend: Backend) -> Iterable[EntityCode]:
    sources = read_data_sources(backend.graph, backend.world)
    registry = EntityRegistry(sources.naming)
    interpreter = backend.interpreter
    schemas = list(find_schemas(backend.program, backend.files, interpreter))
    registry.read(
        entity_classes(backend.program, backend.files, interpreter), interpreter, sources.registered, schemas
    )
    for entity in sorted(registry.all(), key=lambda each: (each.decl.file, each.decl.name)):
        relations = tuple(
            RelationCode(
                each.property,
                each.kind,
                _of(each.target) if each.target is not None else None,
                each.inverse,
                each.eager or bool(each.cascades),
                each.kind == "many-to-one" or each.join_columns is not None,
            )
            for each in entity.relations.values()
        )
        yield EntityCode(
            _of(entity.decl),
            entity.table,
            entity.kind,
            tuple((each.property, each.name) for each in entity.columns),
            tuple(each.property for each in entity.columns if each.primary_key),
            relations,
            _of(entity.parent.decl) if entity.parent is not None else None,
            entity.registered
            or entity.kind == "view"
            or bool(registry.primary_keys(entity))
            or any(each.primary_key for each in entity.relations.values()),
        )


def _strategies(backend: Backend) -> Iterable[StrategyCode]:
    decorators = backend.graph.decorators
    for module in backend.graph.modules:
        for provider in module.providers:
            if provider.target is None:
                continue
            for level in decorators.chain(provider.target).levels:
                named = passport_name(level.decl, backend.program)
                if named is not None:
                    yield StrategyCode(_of(provider.target), named or None, module.name)


def _subscribers(backend: Backend) -> Iterable[tuple[Place, Place | None]]:
    """Yield TypeORM's subscribers, each with the entity that it listens to, None where it listens to all."""
    for file in backend.files:
        summary = backend.program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            if not node.decorators:
                continue
            decl = backend.program.lookup(file, name)
            if not isinstance(decl, ClassDecl) or decl.node is not node:
                continue
            if is_subscriber(decl, backend.graph):
                heard = listens_to(decl, backend.program)
                yield _of(decl), _of(heard) if heard is not None else None
