"""The modules that Nest would load, in its order, and who sees which provider."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from woosh_split.model.code import SHARED, Module, Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.ownership import Ownership
from woosh_split.sources.code.nestjs.providers import Provider
from woosh_split.sources.code.nestjs.tokens import token_name, token_of
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ExternalCall, ExternalValue


@dataclass(frozen=True, eq=False)
class NestModule:
    """One module class with all that its decorator and its dynamic variants declare.

    ``imports`` are modules of the monolith, in order; ``foreign`` what packages give (``TypeOrmModule.forFeature``).
    ``hidden`` are those of ours that only such a package's module imports, or that its classes load when they run. ``handed`` are classes that it hands to a
    dynamic module to provide (``CustomModule.forRepositories([OrderRepository])``): its own as much as any provider. ``exports`` are tokens, module classes among them; ``entities`` those of ``TypeOrmModule.forFeature``.
    """

    decl: ClassDecl
    name: str
    imports: tuple[ClassDecl, ...]
    controllers: tuple[ClassDecl, ...]
    providers: tuple[Provider, ...]
    exports: tuple[Hashable, ...]
    is_global: bool
    entities: tuple[ClassDecl, ...]
    foreign: tuple[ExternalCall | ExternalValue, ...]
    hidden: tuple[ClassDecl, ...] = ()
    handed: tuple[ClassDecl, ...] = ()


@dataclass(frozen=True, eq=False)
class Registration:
    """A module as Nest's container holds it: the controllers that are mapped at this point of the order."""

    module: NestModule
    controllers: tuple[ClassDecl, ...]


class ModuleGraph:
    """The modules below the roots. Built by :func:`read_modules`."""

    def __init__(
        self,
        roots: Sequence[NestModule],
        modules: Sequence[NestModule],
        registrations: Sequence[Registration],
        unresolved: Iterable[Unresolved],
        decorators: Decorators,
    ) -> None:
        self.roots = tuple(roots)
        self.modules = tuple(sorted(modules, key=lambda module: module.name))
        self.registrations = tuple(registrations)
        self.unresolved = tuple(unresolved)
        self.decorators = decorators
        self._by_decl = {module.decl: module for module in modules}
        self._by_name = {module.name: module for module in modules}
        handed = {decl for module in modules for decl in module.handed}
        claims = {module.name: _claims(module, handed) for module in modules}
        places = {module.name: module.decl.file for module in modules}
        self._ownership = Ownership(claims, places, roots[0].name if roots else "")
        self._declared: dict[str, dict[Hashable, Provider]] = {
            module.name: {provider.token: provider for provider in module.providers} for module in modules
        }
        self._found: dict[tuple[str, Hashable], Provider | None] = {}

    def named(self, name: str) -> NestModule | None:
        """Return a module by its name."""
        return self._by_name.get(name)

    def of_class(self, decl: ClassDecl) -> NestModule | None:
        """Return the module that a module class stands for."""
        return self._by_decl.get(decl)

    def module_of(self, decl: ClassDecl) -> str | None:
        """Return the module that declares a controller or provider (or is the class itself), else None."""
        return self._ownership.module_of(decl)

    def home_of(self, decl: ClassDecl) -> str | None:
        """Return the module that declares a class which lies in its folder, else None."""
        return self._ownership.home_of(decl)

    def sharers_of(self, decl: ClassDecl) -> tuple[str, ...]:
        """Return the modules that declare a class which is at home in none of them: each has its own instance."""
        return self._ownership.sharers_of(decl)

    def file_module(self, file: str) -> str:
        """Return the module that a file belongs to, ``~shared`` where none claims it."""
        return self._ownership.file_module(file)

    def adopt(self, barrels: Mapping[str, Iterable[str]]) -> None:
        """Give the barrels that no module claims to the module whose files they re-export."""
        self._ownership.adopt(barrels)

    @property
    def enhancers(self) -> tuple[Provider, ...]:
        """The ``APP_*`` providers, in the order in which Nest applies them."""
        ordered = {registration.module: None for registration in self.registrations}
        return tuple(each for module in ordered for each in module.providers if each.enhancer)

    def classes(self) -> Iterator[tuple[ClassDecl, str]]:
        """Yield every controller and provided class once, with the module that it belongs to."""
        seen: set[ClassDecl] = set()
        for module in self.modules:
            for decl in _claims(module, set()):
                if decl not in seen:
                    seen.add(decl)
                    yield decl, self.module_of(decl) or module.name

    def reachable(self, root: ClassDecl) -> frozenset[ClassDecl]:
        """Return the modules that an application with this root loads."""
        if len(self.roots) == 1:
            return frozenset(self._by_decl)
        seen: set[ClassDecl] = set()
        pending = [root]
        while pending:
            module = self._by_decl.get(pending.pop())
            if module is not None and module.decl not in seen:
                seen.add(module.decl)
                pending.extend((*module.imports, *module.hidden))
        return frozenset(seen)

    # Who sees what -------------------------------------------------------------------------------------

    def provider_for(self, module_name: str, token: Hashable) -> Provider | None:
        """Return what Nest hands to a class of a module that asks for a token; ``useExisting`` is followed.

        Its own providers come first, then what its imports export, then global modules. A token that none of them
        shows is still found where only one module of the monolith has it: the asking class may be a plain one.
        """
        key = (module_name, token)
        if key not in self._found:
            self._found[key] = None  # ends a circle of useExisting
            self._found[key] = self._provider_for(module_name, token)
        return self._found[key]

    def _provider_for(self, module_name: str, token: Hashable) -> Provider | None:
        module = self._by_name.get(module_name)
        found: Provider | None = None
        if module is not None:
            found = self._declared[module.name].get(token)
            found = found or self._exported_by(module.imports, token, {module.decl})
        if found is None:
            shared = [each.decl for each in self.modules if each.is_global]
            found = self._exported_by(shared, token, set())
        if found is None:
            every = [declared[token] for declared in self._declared.values() if token in declared]
            found = every[0] if len({(each.kind, each.target) for each in every}) == 1 else None
        if found is not None and found.kind == "useExisting":
            target = token_of(found.value)
            real = self.provider_for(found.module, target) if target is not None else None
            return real or found
        return found

    def _exported_by(
        self, decls: Iterable[ClassDecl], token: Hashable, seen: set[ClassDecl]
    ) -> Provider | None:
        for decl in decls:
            module = self._by_decl.get(decl)
            if module is None or decl in seen:
                continue
            seen.add(decl)
            if token in module.exports and token in self._declared[module.name]:
                return self._declared[module.name][token]
            again = [each for each in module.imports if each in module.exports]
            found = self._exported_by(again, token, seen)
            if found is not None:
                return found
        return None

    # Facts ---------------------------------------------------------------------------------------------

    def facts(self, files: Iterable[str]) -> tuple[Module, ...]:
        """Return the modules as facts, with the files that belong to them and the pseudo module ``~shared``."""
        owned: dict[str, list[str]] = {}
        for file in sorted(files):
            owned.setdefault(self.file_module(file), []).append(file)
        facts = [self._fact(module, tuple(owned.get(module.name, ()))) for module in self.modules]
        if SHARED in owned:
            facts.append(Module(SHARED, "", "", 0, files=tuple(owned[SHARED])))
        return tuple(sorted(facts, key=lambda fact: fact.name))

    def _fact(self, module: NestModule, files: tuple[str, ...]) -> Module:
        imports = {self._by_decl[decl].name for decl in module.imports if decl in self._by_decl}
        providers = {each.class_name for each in module.providers if each.class_name}
        return Module(
            module.name,
            module.decl.name,
            module.decl.file,
            module.decl.node.line,
            tuple(sorted(imports)),
            tuple(sorted({decl.name for decl in module.controllers})),
            tuple(sorted(providers)),
            tuple(sorted(set(self._export_names(module)))),
            module.is_global,
            files,
            tuple(
                sorted({each.class_name for each in module.providers if each.enhancer and each.class_name})
            ),
        )

    def _export_names(self, module: NestModule) -> Iterable[str]:
        """Yield the classes that a module exports: of a text or symbol the class that is behind it."""
        for token in module.exports:
            provider = self._declared[module.name].get(token)
            if provider is not None and provider.kind == "useExisting":
                provider = self.provider_for(module.name, token)
            name = provider.class_name if provider is not None and provider.class_name else token_name(token)
            if name:
                yield name


def _claims(module: NestModule, elsewhere: Collection[ClassDecl]) -> list[ClassDecl]:
    """Return the classes that a module declares; ``elsewhere`` are those that modules hand to others to provide."""
    targets = [each.target for each in module.providers if each.target is not None]
    made = [decl for each in module.providers for decl in each.made]
    declared = [decl for decl in (*targets, *made) if decl not in elsewhere]
    return [module.decl, *module.controllers, *declared, *module.handed]
