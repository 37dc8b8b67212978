"""From the root modules to all modules, as Nest's scanner finds them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import field

from woosh_split.model.code import Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.handed_classes import handed_classes
from woosh_split.sources.code.nestjs.lazy_modules import lazily_loaded
from woosh_split.sources.code.nestjs.metadata import (
    Import,
    Metadata,
    dynamic_metadata,
    read_import,
    static_metadata,
)
from woosh_split.sources.code.nestjs.modules import ModuleGraph, NestModule, Registration
from woosh_split.sources.code.nestjs.ownership import module_names
from woosh_split.sources.code.nestjs.providers import Provider, read_providers
from woosh_split.sources.code.nestjs.tokens import has_field, leaves, token_of
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import ClassValue, ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Record


def read_modules(roots: Sequence[ClassDecl | Import], interpreter: Interpreter) -> ModuleGraph:
    """Read the modules that the roots load. ``interpreter`` keeps calls as they are (``structure_interpreter``)."""
    scanner = _Scanner(Decorators(interpreter))
    found = [root if isinstance(root, Import) else Import(root) for root in roots]
    for root in found:
        scanner.scan(root)
    scanner.scan_lazy()
    return scanner.graph([root.decl for root in found if root.decl is not None])


@dataclass(slots=True)
class _Collected:
    """What has been found of one module class so far."""

    decl: ClassDecl
    imports: dict[ClassDecl, None] = field(default_factory=dict)
    controllers: dict[ClassDecl, None] = field(default_factory=dict)
    providers: list[Value] = field(default_factory=list)
    exports: list[Value] = field(default_factory=list)
    foreign: list[ExternalCall | ExternalValue] = field(default_factory=list)
    hidden: dict[ClassDecl, None] = field(default_factory=dict)
    handed: dict[ClassDecl, None] = field(default_factory=dict)
    is_global: bool = False


class _Scanner:
    """Nest's depth-first walk: a module is put in order when it is met first, its imports come after it.

    What a dynamic module imports is put in order together with it, before its own imports are walked.
    """

    def __init__(self, decorators: Decorators) -> None:
        self._decorators = decorators
        self._static: dict[ClassDecl, Metadata] = {}
        self._collected: dict[ClassDecl, _Collected] = {}
        self._order: dict[Hashable, tuple[ClassDecl, Metadata | None]] = {}
        self._walked: set[Hashable] = set()
        self._kept: list[Value] = []  # so that no id is given twice
        self._unresolved: dict[Unresolved, None] = {}

    def scan(self, found: Import) -> None:
        """Walk a module and what it imports."""
        pending = [found]
        while pending:
            current = pending.pop()
            key = self._insert(current)
            if key is None or key in self._walked:
                continue
            self._walked.add(key)
            pending.extend(reversed(list(self._imports(current))))

    def scan_lazy(self) -> None:
        """Walk the modules that the classes of modules load when they run, and what those load in turn."""
        done: set[ClassDecl] = set()
        while True:
            classes = [
                (owner, decl)
                for owner, collected in self._collected.items()
                for decl in (*collected.controllers, *_class_decls(collected.providers))
                if decl not in done
            ]
            if not classes:
                return
            for owner, decl in classes:
                if decl in done:
                    continue
                done.add(decl)
                for found in lazily_loaded(decl, self._decorators.interpreter):
                    if found.decl is not None and found.decl not in self._collected[owner].imports:
                        self._collected[owner].hidden[found.decl] = None
                    self.scan(found)

    def _imports(self, found: Import) -> Iterator[Import]:
        if found.decl is None:
            for value in found.inner:
                yield from self._resolve(value, None)
            return
        values = list(self._metadata(found.decl).imports)
        if found.dynamic is not None:
            values += dynamic_metadata(found.dynamic).imports
        for value in values:
            yield from self._resolve(value, found.decl)

    def _resolve(self, value: Value, owner: ClassDecl | None) -> Iterator[Import]:
        found = read_import(value)
        if found is None:
            if owner is not None:
                self._note(owner, "imports")
            return
        if owner is not None:
            collected = self._collect(owner)
            if found.decl is not None:
                collected.imports[found.decl] = None
                collected.handed.update(dict.fromkeys(handed_classes(found, self._decorators.interpreter)))
            for inner in map(read_import, found.inner):
                if inner is not None and inner.decl is not None:
                    collected.hidden[inner.decl] = None
            if found.foreign is not None and not any(found.foreign is each for each in collected.foreign):
                collected.foreign.append(found.foreign)
        yield found

    def _insert(self, found: Import) -> Hashable | None:
        """Put a module in order and return its key."""
        if found.decl is None:
            if found.foreign is None:
                return None
            self._kept.append(found.foreign)
            return ("foreign", id(found.foreign))
        key: Hashable = found.decl if found.dynamic is None else id(found.dynamic)
        if key in self._order:
            return key
        collected = self._collect(found.decl)
        if found.dynamic is None:
            self._order[key] = (found.decl, None)
            return key
        self._kept.append(found.dynamic)
        dynamic = dynamic_metadata(found.dynamic)
        self._order[key] = (found.decl, dynamic)
        self._add(collected, dynamic)
        for value in dynamic.imports:
            inner = read_import(value)
            if inner is not None:
                self._insert(inner)
        return key

    def _metadata(self, decl: ClassDecl) -> Metadata:
        if decl not in self._static:
            self._static[decl] = static_metadata(decl, self._decorators)
        return self._static[decl]

    def _collect(self, decl: ClassDecl) -> _Collected:
        if decl not in self._collected:
            self._collected[decl] = _Collected(decl)
            self._add(self._collected[decl], self._metadata(decl))
        return self._collected[decl]

    def _add(self, collected: _Collected, metadata: Metadata) -> None:
        for controller in self._classes(collected.decl, "controllers", metadata.controllers):
            collected.controllers[controller] = None
        collected.providers.extend(metadata.providers)
        collected.exports.extend(metadata.exports)
        collected.is_global = collected.is_global or metadata.is_global

    def _classes(self, owner: ClassDecl, key: str, values: Sequence[Value]) -> Iterator[ClassDecl]:
        for value in values:
            if isinstance(value, ClassValue):
                yield value.decl
            elif not isinstance(value, ExternalValue | ExternalCall):
                self._note(owner, key)

    def _note(self, owner: ClassDecl, key: str) -> None:
        reason = f"an item of `{key}` of {owner.name} is computed and could not be followed"
        self._unresolved[Unresolved("module", owner.file, owner.node.line, owner.name, reason)] = None

    # The graph -----------------------------------------------------------------------------------------

    def graph(self, roots: Sequence[ClassDecl]) -> ModuleGraph:
        """Return what has been found."""
        names = module_names(list(self._collected), roots[0] if roots else None)
        modules = {decl: self._module(each, names[decl]) for decl, each in self._collected.items()}
        registrations = []
        mapped: dict[ClassDecl, set[ClassDecl]] = {}
        for decl, dynamic in self._order.values():
            values = (*self._metadata(decl).controllers, *(dynamic.controllers if dynamic else ()))
            done = mapped.setdefault(decl, set())
            fresh = [each for each in dict.fromkeys(_class_decls(values)) if each not in done]
            done.update(fresh)
            registrations.append(Registration(modules[decl], tuple(fresh)))
        ordered = [modules[root] for root in roots]
        return ModuleGraph(ordered, list(modules.values()), registrations, self._unresolved, self._decorators)

    def _module(self, collected: _Collected, name: str) -> NestModule:
        interpreter = self._decorators.interpreter
        providers: dict[Hashable, Provider] = {}
        enhancers: list[Provider] = []
        for value in collected.providers:
            found = list(read_providers(value, name, interpreter))
            if not found and not isinstance(value, ExternalCall) and not has_field(value, "useExisting"):
                self._note(collected.decl, "providers")
            for provider in found:
                if provider.enhancer:
                    enhancers.append(provider)
                else:
                    providers[provider.token] = provider
        return NestModule(
            collected.decl,
            name,
            tuple(collected.imports),
            tuple(collected.controllers),
            (*providers.values(), *enhancers),
            tuple(dict.fromkeys(self._exports(collected))),
            collected.is_global,
            tuple(dict.fromkeys(_entities(collected.foreign))),
            tuple(collected.foreign),
            tuple(collected.hidden),
            tuple(collected.handed),
        )

    def _exports(self, collected: _Collected) -> Iterator[Hashable]:
        for value in collected.exports:
            found = read_import(value)
            if isinstance(value, Record):
                token = token_of(value.fields.get("provide", value))
                if token is None and found is not None and found.decl is not None:
                    token = found.decl
            elif isinstance(value, ExternalCall) and "." in value.external.name:
                # A package's dynamic module counts by its class.
                owner = value.external.name.partition(".")[0]
                token = token_of(ExternalValue(External(value.external.package, owner)))
            else:
                token = token_of(value)
            if token is not None:
                yield token


def _class_decls(values: Sequence[Value]) -> Iterator[ClassDecl]:
    for value in values:
        if isinstance(value, ClassValue):
            yield value.decl


def _entities(foreign: Sequence[ExternalCall | ExternalValue]) -> Iterator[ClassDecl]:
    """Yield the entities that ``TypeOrmModule.forFeature`` registers."""
    for call in foreign:
        if isinstance(call, ExternalCall) and call.external.name == "TypeOrmModule.forFeature" and call.args:
            for value in leaves(call.args[0]):
                if isinstance(value, ClassValue):
                    yield value.decl
