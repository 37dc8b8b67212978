"""The closures of all services at once: who calls whom is known only when everybody's code is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.artefacts.service.nestjs.borrowing import borrowed_by
from woosh_split.artefacts.service.nestjs.closure import Closure, closure_of
from woosh_split.artefacts.service.nestjs.left_classes import left_lines
from woosh_split.artefacts.service.nestjs.listeners import listeners, with_messages
from woosh_split.artefacts.service.nestjs.remote_refusals import Refusal, refusals
from woosh_split.artefacts.service.nestjs.remote_rows import api_contracts
from woosh_split.artefacts.service.nestjs.roles import THROUGH_TYPEORM, Role, Surroundings
from woosh_split.artefacts.service.nestjs.unnamed import runs_here
from woosh_split.graph.attribution import shared_callers
from woosh_split.model.access import WRITE, Access
from woosh_split.model.code import SHARED
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.pipeline.code_digest import code_digest
from woosh_split.pipeline.monolith_schema import own_database
from woosh_split.sources.code.nestjs.codebase import Codebase, Place
from woosh_split.sources.code.typescript.compiler.answers import Answers, packages_state
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.provider_uses import MemberUse, provider_uses
from woosh_split.sources.code.typescript.compiler.remotes import RemoteRequest, remote_files
from woosh_split.sources.tree import read_json

_ROUNDS = 8


@dataclass(eq=False, slots=True)
class ServiceCode:
    """A service's closure, its uses of others' providers, and what stands against calling them."""

    closure: Closure
    uses: tuple[MemberUse, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    methods: Mapping[Place, frozenset[str]] = field(default_factory=dict)

    def callers_of(self, place: Place, method: str) -> tuple[str, ...]:
        """Return the places that call a provider's method, or emit what it listens to, as ``file:line``."""
        used = {
            f"{use.caller}:{use.line}"
            for use in self.uses
            if (use.file, use.class_name, use.member) == (place.file, place.name, method)
        }
        heard = [
            at
            for each in self.closure.listeners
            if (each.place, each.method) == (place, method)
            for at in each.emitted
        ]
        return tuple(sorted({*used, *heard}))


@dataclass(eq=False, slots=True)
class Closures:
    """Reads the code of services with one compiler. ``hidden`` are each service's columns that no view shows it."""

    code: Codebase
    facts: Facts
    placement: Placement
    split: SplitFile
    compiler: CompilerProcess | None
    """None: nothing is asked about stand-ins, which is enough to tell what the code of each service reaches."""
    hidden: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    extra: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    _known: dict[str, ServiceCode] = field(default_factory=dict)
    _borrowed: dict[str, frozenset[str]] = field(default_factory=dict)
    _database: list[str | None] = field(default_factory=list)

    def of(self, service: str) -> ServiceCode:
        """Return the code of a service, read once.

        Raises:
            InputError: the compiler cannot be asked.
        """
        if service not in self._known:
            self._known[service] = self._read(service)
        return self._known[service]

    def forget(self, service: str) -> None:
        """Let a service be read again."""
        self._known.pop(service, None)

    def borrowed(self, service: str) -> frozenset[str]:
        """Return the providers whose code comes along, by the split file's word, and what they need."""
        if service not in self._borrowed:
            around = Surroundings(self.code, self.facts, self.placement, service)
            self._borrowed[service] = borrowed_by(around, self.split)
        return self._borrowed[service]

    def _left_database(self, service: str) -> str | None:
        """Return the monolith's database where the service has another one: under isolation `schema`."""
        if self.split.isolation_of(service) != "schema":
            return None
        if not self._database:
            self._database.append(own_database(self.facts, self.code.tree.text))
        return self._database[0]

    def _read(self, service: str) -> ServiceCode:
        around = Surroundings(
            self.code,
            self.facts,
            self.placement,
            service,
            self.borrowed(service),
            self.hidden.get(service, {}),
            left_database=self._left_database(service),
            sent_rows=frozenset(each.what for each in api_contracts(service, self.split)),
        )
        closure = closure_of(around, self.extra.get(service, frozenset()))
        found = ServiceCode(closure)
        if self.compiler is None:
            return found
        for _ in range(_ROUNDS):
            targets = closure.remote_classes()
            if not targets:
                return found
            before = (len(closure.moved), len(closure.needed))
            self._ask(found, targets)
            closure.grow()
            if (len(closure.moved), len(closure.needed)) == before and closure.remote_classes() == targets:
                return found
        return found

    def _ask(self, found: ServiceCode, targets: Mapping[str, frozenset[str]]) -> None:
        """Ask the compiler how the service uses others' providers, and what must stand in for them."""
        closure = found.closure
        if self.compiler is None:
            raise RuntimeError("there is no compiler to be asked")
        root = self.code.tree.root
        tsconfig = tsconfig_of(self.code)
        callers = [file for file in (*closure.moved, *closure.taken) if file.endswith((".ts", ".tsx"))]
        left = {file: lines for file in callers if (lines := left_lines(closure, file))}
        uses = provider_uses(self.compiler, root, tsconfig, callers, targets).without(left)
        members: dict[Place, set[str]] = {
            Place(file, name): set() for file, names in targets.items() for name in names
        }
        for use in uses.members:
            members[Place(use.file, use.class_name)].add(use.member)
        for place, methods in members.items():
            words = closure.token_words(place)
            methods.update(name for name in self.code.members(place) if name in words)
            known = set(self.code.members(place))
            methods.update(  # the compiler sees no call on what is typed `any`
                call.method
                for call in self.facts.calls
                if call.provider == place.name and call.file in callers and call.method in known
                if not any(call.line in each for each in left.get(call.file, ()))
            )
        closure.listeners = listeners(closure)
        named = {(each.file, each.name) for each in uses.names}
        named |= {
            (each.message.file, each.message.name) for each in closure.listeners if each.message is not None
        }
        heard: dict[Place, set[str]] = {}
        for listener in closure.listeners:
            members[listener.place].add(listener.method)
            at = (listener.place.file, listener.place.name, listener.method)
            if not any((use.file, use.class_name, use.member) == at for use in uses.members):
                heard.setdefault(listener.place, set()).add(listener.method)
        requests = [
            RemoteRequest(
                file,
                {name: sorted(members[Place(file, name)]) for name in sorted(names)},
                self._besides(closure, file, names, (name for at, name in named if at == file)),
                {name: sorted(heard.get(Place(file, name), ())) for name in sorted(names)},
                beside=closure.around.role(Place(file, "")) is not Role.CLIENT,
            )
            for file, names in targets.items()
        ]
        answers = uses.settle(remote_files(self.compiler, root, tsconfig, requests))
        closure.remotes = {
            each.file: with_messages(
                each, (one for one in closure.listeners if one.place.file == each.file), self.code
            )
            for each in answers
        }
        found.uses = uses.members
        found.refusals = refusals(answers, uses.findings, heard)
        found.methods = {place: frozenset(methods) for place, methods in sorted(members.items())}

    @staticmethod
    def _besides(closure: Closure, file: str, classes: frozenset[str], used: Iterable[str]) -> list[str]:
        """Return what a client's file exports besides its classes: nothing where another stand-in exports the rest."""
        if closure.around.role(Place(file, "")) is not Role.CLIENT:
            return []
        return sorted({*closure.taken.get(file, ()), *used} - classes)


def tsconfig_of(code: Codebase) -> str:
    """Return the tsconfig of the application: the nearest to its main file."""
    folder = code.source
    while True:
        for name in ("tsconfig.json", "tsconfig.app.json", "tsconfig.build.json", "tsconfig.base.json"):
            path = f"{folder}/{name}" if folder else name
            if path in code.tree.files and not _only_refers(code, path):
                return path
        if not folder:
            return "tsconfig.json"
        folder = folder.rpartition("/")[0]


def _only_refers(code: Codebase, path: str) -> bool:
    """Tell a tsconfig that compiles nothing: it leads to others, which do."""
    document = read_json(code.tree, path)
    return document.get("files") == [] and "include" not in document


def compiler_folder(code: Codebase) -> Path:
    """Return the folder whose ``node_modules`` hold the monolith's compiler, else that of its package.json."""
    folder = code.tree.root / code.folder
    return installed_in(folder, "typescript") or folder


def installed_in(folder: Path, package: str) -> Path | None:
    """Return the folder whose ``node_modules`` hold a package for ``folder``: itself or one above it."""
    found = (folder.resolve(), *folder.resolve().parents)
    return next(
        (each for each in found if (each / "node_modules" / package / "package.json").is_file()), None
    )


def reach_of(services: Iterable[str], closures: Closures) -> dict[str, tuple[Access, ...]]:
    """Return the accesses that each service's code makes, that of copied and borrowed classes among them."""
    return {service: tuple(_reach(closures.of(service).closure)) for service in services}


def _reach(closure: Closure) -> Iterator[Access]:
    around = closure.around
    copied = {
        (module.name, place.name)
        for place, modules in around.providers.items()
        # What a module lists that is declared beside it, nothing else need ask for: { provide: APP_INTERCEPTOR, useClass: Audit }
        if (place in closure.needed or place.file in closure.taken) and runs_here(closure, place)
        for module in modules
    }
    called = {
        f"{call.provider}.{call.method}"
        for call in around.facts.calls
        if around.home(call.from_module) == around.service
    }
    repositories = {
        f"{place.name}.{method}"
        for place in around.providers
        if place.file in closure.moved and place.name not in around.borrowed and around.only_reads(place)
        for method in around.code.members(place)
    }
    here = {module for module, _ in copied}
    elsewhere = {
        callee
        for callee, callers in shared_callers(around.facts).items()
        if not any(
            module in here or module == SHARED or around.home(module) in ("", around.service)
            for module, _ in callers
        )
    }
    unprovided = _unprovided(closure)
    reached: list[Access] = []
    for access in around.facts.accesses:
        home = around.home(access.module)
        own = home == around.service or (not home and around.service == MONOLITH)
        # Code of no module, and that of libraries, is whoever's it is copied to, where somebody calls it there.
        shared = not home or (access.module == SHARED and (access.file, access.function) not in elsewhere)
        if (
            own
            or (shared and access.file in closure.moved)
            or (
                (access.module, access.function.partition(".")[0]) in copied
                and (access.function not in repositories or access.function in called)
            )
            or (access.module, Place(access.file, access.function.partition(".")[0])) in unprovided
        ):
            reached.append(access)
    yield from reached
    yield from _of_subscribers(closure, reached)


def _unprovided(closure: Closure) -> frozenset[tuple[str, Place]]:
    """Return the classes of other services' files that came along and that no module provides: a filter of the main file, a middleware.

    What the service itself calls of such files is told as its own already.
    """
    around = closure.around
    own: set[Place] = set()
    found: set[tuple[str, Place]] = set()
    for access in around.facts.accesses:
        place = Place(access.file, access.function.partition(".")[0])
        if place not in closure.needed or place in around.providers or place in around.entities:
            continue
        if around.home(access.module) == around.service:
            own.add(place)
        elif runs_here(closure, place):
            found.add((access.module, place))
    return frozenset(each for each in found if each[1] not in own)


def _of_subscribers(closure: Closure, reached: Sequence[Access]) -> Iterator[Access]:
    """Yield what subscribers of TypeORM that come along do for entities which only borrowed code saves here."""
    around = closure.around
    saved = {each.table for each in reached if each.mode == WRITE and each.via in THROUGH_TYPEORM}
    told = {(each.file, each.function, each.table, each.mode) for each in reached}
    for place, heard in around.subscribers.items():
        entity = around.entities.get(heard) if heard is not None else None
        hears = bool(saved) if entity is None else entity.table in saved
        if not hears or not closure.declares(place.file, place.name):
            continue
        for each in around.facts.accesses:
            deed = (each.file, each.function, each.table, each.mode)
            if each.file == place.file and each.function.startswith(f"{place.name}.") and deed not in told:
                told.add(deed)
                yield each


def endpoints_of(owner: str, services: Sequence[str], closures: Closures) -> dict[Place, dict[str, set[str]]]:
    """Return what others call of a service: provider -> method -> services that call it."""
    found: dict[Place, dict[str, set[str]]] = {}
    for service in services:
        if service == owner:
            continue
        code = closures.of(service)
        for place, methods in code.methods.items():
            if code.closure.around.owner_of(place) == owner:
                for method in methods:
                    found.setdefault(place, {}).setdefault(method, set()).add(service)
    return found


@contextlib.contextmanager
def open_compiler(code: Codebase) -> Iterator[CompilerProcess]:
    """Give the monolith's compiler; its process ends with the block. What it said before of the same files is kept."""
    folder = compiler_folder(code)
    with CompilerProcess(folder, kept=_answers(code, folder)) as compiler:
        yield compiler


def _answers(code: Codebase, folder: Path) -> Answers | None:
    packages = packages_state(folder) if code.tree.cache.is_open else None
    digest = code_digest(code) if packages is not None else None
    return Answers(code.tree.cache, packages, digest) if packages is not None and digest is not None else None
