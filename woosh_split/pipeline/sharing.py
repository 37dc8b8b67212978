"""Shared code, once in a package of the workspace: what goes there, and the services that import it from there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.project.build import Project
from woosh_split.artefacts.service.nestjs.project.shared_package import FOLDER, package_name, shared_package
from woosh_split.artefacts.service.nestjs.shared_code import (
    PackageImports,
    SharedCode,
    in_package,
    reasons_against,
    shared_code,
    without,
)
from woosh_split.errors import InputError
from woosh_split.model.extraction import Extraction, FileEdit, MovedFile
from woosh_split.sources.code.nestjs.needs.read import read_service_code
from woosh_split.sources.code.typescript.compiler.checking import VirtualProject, diagnose
from woosh_split.sources.code.typescript.outline import Outline
from woosh_split.sources.code.typescript.outlining import read_outline

if TYPE_CHECKING:
    from woosh_split.pipeline.extracting import Extracting

_ROUNDS = 8
_NOTHING = read_outline(b"")


@dataclass(eq=False, slots=True)
class Sharing:
    """The package of one run. It is made of the code of all services, whichever of them are wanted."""

    work: Extracting
    shared: SharedCode
    project: Project | None
    package: str

    @classmethod
    def of(cls, work: Extracting) -> Sharing:
        """Decide what the services share; what does not compile by itself is copied.

        Raises:
            InputError: the compiler cannot be asked, or refuses the settings of the package.
        """
        taken = {FOLDER.partition("/")[0], package_name(work.texts)}.intersection(work.names)
        if taken:
            raise InputError(
                f"A service is called {taken.pop()}, as the package of shared code or its folder. Rename the service in the "
                "split file, or extract with --shared copy."
            )
        shared = shared_code({name: work.closures.of(name).closure for name in work.names})
        name = package_name(work.texts)
        files, copied = shared.files, dict(shared.copied)
        for _ in range(_ROUNDS):
            if not files:
                return cls(work, SharedCode(frozenset(), copied), None, name)
            project = _project(work, files)
            wrong = _wrong(work, files, project)
            if not wrong:
                return cls(work, SharedCode(files, dict(sorted(copied.items()))), project, name)
            left = without(work.code, files, wrong)
            copied |= {
                file: wrong.get(file, "it imports what does not compile in a package by itself")
                for file in files - left
            }
            files = left
        raise InputError("The package of shared code does not compile. Extract with --shared copy.")

    def extraction(self) -> Extraction | None:
        """Return the package as what is written beside the services, None where they share nothing."""
        if self.project is None:
            return None
        texts = _texts(self.work, self.shared.files)
        ambient = _ambient(self.work, self.shared.files)
        moved = []
        for file in sorted(self.shared.files):
            content = self.work.code.content(file)
            edits = tuple(
                FileEdit(content.count(b"\n", 0, each.start) + 1, each.reason)
                for each in in_package(self.work.code, file)[1]
            )
            moved.append(MovedFile(self.work.below(file), file, edits))
        notes = [f"{each.subject}: {each.text}" for each in self.project.notes]
        return Extraction(
            FOLDER, (), moved=tuple(moved), notes=(*_copies(self.shared.copied), *dict.fromkeys(notes)),
            files=tuple(sorted({**self.project.files, **ambient, **texts}.items())),
        )  # fmt: skip

    def files_for(self, closure: Closure, kept: Collection[str]) -> frozenset[str]:
        """Return the files that a service has from the package; ``kept`` are paths of which it has its own."""
        against = reasons_against(closure)
        held = {file for file in self.shared.files if file in closure.moved}
        own = {file for file in held if file in against or self.work.below(file) in kept}
        return without(self.work.code, held, own)

    def imported(self, extraction: Extraction, texts: Mapping[str, bytes], gone: frozenset[str]) -> Imported:
        """Return the code of a service that imports ``gone`` from the package: its other files, and what moved."""
        below = self.work.below
        imports = PackageImports.of(self.package, map(below, gone))
        origins = {each.path: each.origin for each in extraction.moved}
        origins |= {each.path: each.origin for each in extraction.stand_ins}
        edited: dict[str, tuple[FileEdit, ...]] = {}
        found: dict[str, bytes] = {}
        for path, content in texts.items():
            if path in imports.shared:
                continue
            origin = origins.get(path)
            lines, aliases = self._links(origin, gone) if origin is not None else ({}, {})
            text, edits = imports.rewritten(path, content, self._outline(path, origin, content), aliases)
            found[path] = text
            edited[path] = tuple(FileEdit(lines.get(target, 1), each.reason) for each, target in edits)
        moved = tuple(
            replace(each, edits=(*each.edits, *edited[each.path]))
            for each in extraction.moved
            if each.path not in imports.shared
        )
        return Imported(found, moved, imports.shared)

    def _outline(self, path: str, origin: str | None, content: bytes) -> Outline:
        if origin is not None and content == self.work.code.content(origin):
            return self.work.code.outline(origin)
        if not path.endswith((".ts", ".tsx")):
            return _NOTHING
        return read_outline(content, tsx=path.endswith("x"))

    def _links(self, origin: str, gone: frozenset[str]) -> tuple[dict[str, int], dict[str, str]]:
        """Return of a monolith's file the line where it imports each path, and what its aliases mean."""
        code = self.work.code
        lines: dict[str, int] = {}
        aliases: dict[str, str] = {}
        for link in code.outline(origin).links:
            target = code.resolve(origin, link.specifier)
            if target not in gone or target is None:
                continue
            path = self.work.below(target)
            line = code.content(origin).count(b"\n", 0, link.specifier_start) + 1
            lines.setdefault(path, line)
            if not link.specifier.startswith("."):
                aliases[link.specifier] = path
        return lines, aliases


@dataclass(frozen=True, slots=True)
class Imported:
    """A service's code without what is in the package; ``shared`` are the paths that are."""

    texts: Mapping[str, bytes]
    moved: tuple[MovedFile, ...]
    shared: frozenset[str]


def _copies(copied: Mapping[str, str]) -> Iterable[str]:
    """Return what several services have each for itself, by reason."""
    by_reason: dict[str, list[str]] = {}
    for file, reason in copied.items():
        by_reason.setdefault(reason, []).append(file)
    return [f"copied: {', '.join(files)}: {reason}" for reason, files in sorted(by_reason.items())]


def _texts(work: Extracting, files: Iterable[str]) -> dict[str, bytes]:
    return {work.below(file): in_package(work.code, file)[0] for file in sorted(files)}


def _ambient(work: Extracting, files: Iterable[str]) -> dict[str, bytes]:
    """Return the declarations that hold in the package: not those that are made of types which the services keep."""
    code = work.code
    own, held = set(files), set(code.ambient)
    while True:
        there = {
            file
            for file in held
            if all(
                target is None or target in own or target in held
                for target in (code.resolve(file, link.specifier) for link in code.outline(file).links)
            )
        }
        if there == held:
            return {work.below(file): code.content(file) for file in sorted(held)}
        held = there


def _decoded(texts: Mapping[str, bytes]) -> dict[str, str]:
    return {path: data.decode("utf-8", "replace") for path, data in texts.items()}


def _project(work: Extracting, files: Iterable[str]) -> Project:
    texts = _decoded(_texts(work, files))
    ambient = _decoded(_ambient(work, files))
    code = read_service_code({**texts, "package.json": work.texts.package_json})
    entry = work.code.entries[0] if work.code.entries else work.code.root.file
    return shared_package(work.texts, texts, code, work.below(entry), ambient)


def _wrong(work: Extracting, files: Iterable[str], project: Project) -> dict[str, str]:
    """Return the files of the package that do not compile in it, with what the compiler says.

    Raises:
        InputError: it says something of no file at all.
    """
    ambient = _ambient(work, files)
    tree = {**_decoded(_texts(work, files)), **_decoded(ambient), **_decoded(project.files)}
    (errors,) = diagnose(work.compiler, [VirtualProject(FOLDER.replace("/", "-"), tree)])
    at = {work.below(file): file for file in files}
    found: dict[str, str] = {}
    for each in errors:
        if each.file not in at:
            raise InputError(
                f"The package of shared code does not compile: {each.file or 'tsconfig.json'} TS{each.code}: {each.message} "
                "Extract with --shared copy."
            )
        found.setdefault(
            at[each.file], f"it does not compile in a package by itself: TS{each.code}: {each.message}"
        )
    return found
