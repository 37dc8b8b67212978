"""Which packages a service needs, at which versions.

Kept are: what its code imports; what the code names in a string and the monolith declares (a transport of pino, a view
engine); what the start command loads; and then, until nothing is added any more, every package that the monolith
declares and that a kept package names as a peer, optional ones too, because frameworks load those by name when the
program runs. Types go with the packages that they describe.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from woosh_split.artefacts.service.nestjs.project.credentials import stripped
from woosh_split.artefacts.service.nestjs.project.documents import mapping, read_document, texts
from woosh_split.artefacts.service.nestjs.project.loaded_by_name import LOADED_BY_NAME
from woosh_split.artefacts.service.nestjs.project.locks.locked import Lock, LockedPackage, peers_of
from woosh_split.artefacts.service.nestjs.project.package_names import package_of, typed_by, types_of
from woosh_split.artefacts.service.nestjs.project.project_input import Note, PackageReader
from woosh_split.model.service_code import PackageUse
from woosh_split.sources.nesting import json_of

RUNTIME = ("@nestjs/common", "@nestjs/core", "rxjs", "typeorm", "reflect-metadata")
"""What the generated runtime imports, whether or not the files of it were handed in."""

_OWN_PACKAGES = ("workspace:", "link:", "portal:", "file:")

TEST_TYPES = frozenset(
    {
        "jest",
        "mocha",
        "jasmine",
        "chai",
        "sinon",
        "supertest",
        "superagent",
        "vitest",
        "ava",
        "tape",
        "node-mocks-http",
    }
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the monolith's package.json asks for."""

    run: Mapping[str, str]
    develop: Mapping[str, str]

    def asked(self, name: str) -> str | None:
        """Return the range that is asked for."""
        return self.run.get(name, self.develop.get(name))

    def __contains__(self, name: object) -> bool:
        return name in self.run or name in self.develop


@dataclass(slots=True)
class Dependencies:
    """The result: name -> exact version, for running and for building."""

    run: dict[str, str] = field(default_factory=dict)
    develop: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def declared_by(package_json: str, root_package_json: str | None = None) -> Declared:
    """Read what a package.json declares, and the workspace's around it; peers and optional packages count as needed."""
    run: dict[str, str] = {}
    develop: dict[str, str] = {}
    for text, path in ((root_package_json, "package.json of the workspace"), (package_json, "package.json")):
        document = read_document(text, path)
        for group in ("peerDependencies", "optionalDependencies", "dependencies"):
            run.update(texts(document.get(group)))
        develop.update(texts(document.get("devDependencies")))
    return Declared(run, develop)


def dependencies(
    declared: Declared,
    lock: Lock,
    read_package: PackageReader,
    uses: Iterable[PackageUse],
    *,
    is_own: Callable[[str], bool],
    run_tools: Collection[str],
    build_tools: Collection[str],
    types: Collection[str] | None,
    runtime: Collection[str] = RUNTIME,
) -> Dependencies:
    """Choose the packages of a service.

    ``is_own`` tells of a specifier that a file of the service is meant. ``run_tools`` are loaded by the start
    command, ``build_tools`` by the build. ``types`` is what tsconfig ``types`` names, None where it names nothing.
    ``runtime`` is what generated files import.
    """
    found = _Choice(declared, lock, read_package, runtime).made(uses, is_own, run_tools, build_tools, types)
    found.run = stripped(found.run, found.notes)
    found.develop = stripped(found.develop, found.notes)
    return found


@dataclass(slots=True)
class _Choice:
    declared: Declared
    lock: Lock
    read_package: PackageReader
    runtime: Collection[str] = RUNTIME
    found: Dependencies = field(default_factory=Dependencies)
    blind: set[str] = field(default_factory=set)
    loose: list[str] = field(default_factory=list)
    _seen: dict[str, LockedPackage | None] = field(default_factory=dict)

    def made(
        self,
        uses: Iterable[PackageUse],
        is_own: Callable[[str], bool],
        run_tools: Collection[str],
        build_tools: Collection[str],
        types: Collection[str] | None,
    ) -> Dependencies:
        run, develop = self._imported(uses, is_own)
        run |= {name for name in (*self.runtime, *run_tools) if name in self.declared or self._locked(name)}
        for name in sorted(set(self.runtime) - run):
            run.add(name)
        run = self._with_peers(run)
        develop |= {name for name in build_tools if name in self.declared or self._locked(name)}
        develop = self._with_build_peers(develop - run)
        if self.blind and any(name not in run for name in self.declared.run):
            self._note(
                "package.json",
                f"neither the lock nor node_modules tells which peers {_some(sorted(self.blind))} need, so every dependency of the "
                "monolith is kept; extract again beside an installed node_modules to keep fewer",
            )
            run |= set(self.declared.run)
        develop |= self._types(run, develop, types)
        develop -= run
        for name in sorted(run):
            self._pin(name, self.found.run)
        for name in sorted(develop):
            self._pin(name, self.found.develop)
        if self.loose:
            text = f"neither the lock nor node_modules tells the version of {_some(self.loose)}; the ranges of the "
            self._note("package.json", text + "monolith's package.json stand")
        return self.found

    # What the code asks for ----------------------------------------------------------------------------

    def _imported(
        self, uses: Iterable[PackageUse], is_own: Callable[[str], bool]
    ) -> tuple[set[str], set[str]]:
        loaded: dict[str, PackageUse] = {}
        annotated: dict[str, PackageUse] = {}
        typed: dict[str, PackageUse] = {}
        named: set[str] = set()
        for use in uses:
            name = package_of(use.specifier)
            if name is None or (use.kind != "text" and is_own(use.specifier)):
                continue
            if use.kind == "text":
                if name in self.declared:
                    named.add(name)
            else:
                (typed if use.type_only else annotated if use.annotated else loaded).setdefault(name, use)
        run: set[str] = set()
        develop: set[str] = set()
        for name, use in sorted(loaded.items()):
            if self._is_known(name, use):
                run.add(name)
        for name, use in sorted(annotated.items()):
            if name in loaded:
                continue
            if name in self.declared.run or types_of(name) not in self.declared:
                if self._is_known(name, use):
                    run.add(name)
            else:
                develop.add(types_of(name))
        for name, use in sorted(typed.items()):
            if name in run:
                continue
            if types_of(name) in self.declared:
                develop.add(types_of(name))
            if (name in self.declared or types_of(name) not in self.declared) and self._is_known(name, use):
                develop.add(name)
        for name in named - run:
            (run if name in self.declared.run else develop).add(name)
        return run, develop

    def _is_known(self, name: str, use: PackageUse) -> bool:
        if name in self.declared:
            return True
        where = f"{use.file}:{use.line}"
        if self._locked(name) is not None or self.read_package(name) is not None:
            self._note(
                name,
                f"{where} imports it, and the monolith does not declare it; the version is the installed one",
            )
            return True
        if self._locked(types_of(name)) is None and types_of(name) not in self.declared:
            self._note(name, f"{where} imports it, and neither package.json nor the lock knows it")
        return False

    # Peers ---------------------------------------------------------------------------------------------

    def _with_peers(self, kept: set[str]) -> set[str]:
        pending = sorted(kept)
        while pending:
            name = pending.pop()
            peers = self._peers(name)
            if peers is None and self._is_installable(name):
                self.blind.add(name)
            for peer in (*(peers or ()), *LOADED_BY_NAME.get(name, ())):
                if peer in self.declared.run and peer not in kept:
                    kept.add(peer)
                    pending.append(peer)
        return kept

    def _is_installable(self, name: str) -> bool:
        """Tell whether a registry has a package that the monolith really uses, so that its peers matter."""
        asked = self.declared.asked(name)
        return asked is not None and not asked.startswith(_OWN_PACKAGES)

    def _with_build_peers(self, kept: set[str]) -> set[str]:
        pending = sorted(kept)
        while pending:
            for peer in self._peers(pending.pop()) or ():
                if peer in self.declared and peer not in kept:
                    kept.add(peer)
                    pending.append(peer)
        return kept

    def _peers(self, name: str) -> tuple[str, ...] | None:
        package = self._locked(name)
        if package is not None and package.peers is not None:
            return package.peers
        installed = self._installed(name)
        return peers_of(installed) if installed is not None else None

    def _installed(self, name: str) -> Mapping[str, object] | None:
        text = self.read_package(name)
        if text is None:
            return None
        try:
            document = json_of(text)
        except ValueError:
            return None
        return mapping(document)

    # Types ---------------------------------------------------------------------------------------------

    def _types(self, run: set[str], develop: set[str], types: Collection[str] | None) -> set[str]:
        """Return the ``@types`` that the monolith declares and whose package is there, whoever asks for it."""
        reached = self._closure(run | develop)
        wanted: set[str] = set()
        for name in sorted({**self.declared.develop, **self.declared.run}):
            if not name.startswith("@types/"):
                continue
            subject = typed_by(name)
            if (
                subject == "node"
                or subject in reached
                or (self.blind and subject not in TEST_TYPES)
                or subject.endswith(("-serve-static-core", "-globals"))
            ):
                wanted.add(name)
        for each in types or ():
            plain = package_of(each) or each
            for name in (each, plain, types_of(plain)):
                if name in self.declared and typed_by(name) not in TEST_TYPES:
                    wanted.add(name)
        if "@types/node" not in wanted and self._locked("@types/node") is not None:
            wanted.add("@types/node")
        return wanted

    def _closure(self, kept: set[str]) -> set[str]:
        """Return everything that the kept packages bring along, as far as the lock or ``node_modules`` tells."""
        seen = set(kept)
        pending: list[tuple[str, LockedPackage | None]] = [
            (name, self._locked(name)) for name in sorted(kept)
        ]
        while pending:
            name, package = pending.pop()
            if package is not None:
                needs: Iterable[str] = package.dependencies
            else:
                needs = sorted(mapping((self._installed(name) or {}).get("dependencies")))
            for need in needs:
                if need not in seen:
                    seen.add(need)
                    pending.append((need, self.lock.below(package, need) if package is not None else None))
        return seen

    # Versions ------------------------------------------------------------------------------------------

    def _locked(self, name: str) -> LockedPackage | None:
        if name not in self._seen:
            self._seen[name] = self.lock.find(name, self.declared.asked(name))
        return self._seen[name]

    def _pin(self, name: str, into: dict[str, str]) -> None:
        locked = self._locked(name)
        asked = self.declared.asked(name)
        if asked is not None and asked.startswith(_OWN_PACKAGES):
            self._note(
                name, f"a package of the monolith's own repository ({asked}): npm cannot install it here"
            )
            return
        version = (self._installed(name) or {}).get("version")
        if asked is None and isinstance(version, str):
            into[name] = (
                version  # where nobody asks for it, a lock may hold several: what is installed is what runs
            )
            return
        if locked is not None:
            into[name] = locked.spec
            return
        if isinstance(version, str) and (
            asked is None or not asked.startswith(("git", "file:", "http", "npm:"))
        ):
            into[name] = version
        elif asked is not None:
            into[name] = asked
            self.loose.append(name)
        else:
            self._note(name, "the service needs it, and the monolith neither declares nor installs it")

    def _note(self, subject: str, text: str) -> None:
        self.found.notes.append(Note(subject, text))


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
