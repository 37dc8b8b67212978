"""Which moved files stand once in a package that services share, and how the others import them from there.

A file is in the package where at least two services take it along as it stands, it belongs to none of them (or holds a
provider that works wherever it is: a guard, a strategy, a pipe, a class without state), and everything that it imports
is there too. So the package needs nothing of a service; and a service that needs a file otherwise has its own copy of
it and of all that lead to it. Within a service a class is therefore always one and the same.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.edits import Edit, apply_edits
from woosh_split.artefacts.service.nestjs.rewriting import Rewriting
from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.artefacts.service.nestjs.specifiers import has_endings, specifier
from woosh_split.sources.code.nestjs.codebase import Codebase
from woosh_split.sources.code.typescript.outline import Outline

OUTPUT = "dist"
"""Where the package is compiled to; its files are imported from there, by the path that they have in the monolith."""

_OWN_PLACE = re.compile(rb"\b(__dirname|__filename|import\.meta|require\.main)\b")
_CONST_ENUM = re.compile(rb"\bconst\s+enum\b")
_CODE = (".ts", ".tsx")
_SUFFIX = re.compile(r"\.[mc]?[jt]sx?$")
_FOUND_BY_TYPEORM = frozenset({"Entity", "ChildEntity", "ViewEntity", "EventSubscriber"})


@dataclass(frozen=True, slots=True)
class SharedCode:
    """``files`` stand in the package; ``copied`` says of the others that several services take along why they do not."""

    files: frozenset[str]
    copied: Mapping[str, str]


def shared_code(closures: Mapping[str, Closure]) -> SharedCode:
    """Return what the services share; ``closures`` are those of all services, so that no choice of some changes it."""
    fit: dict[str, frozenset[str]] = {}
    why: dict[str, str] = {}
    holders: dict[str, list[str]] = {}
    for name, closure in closures.items():
        reasons = reasons_against(closure)
        fit[name] = frozenset(file for file in closure.moved if file not in reasons)
        for file in closure.moved:
            holders.setdefault(file, []).append(name)
            if file in reasons:
                why.setdefault(file, reasons[file])
    around = next(iter(closures.values())).around
    several = {
        file for file in holders if sum(1 for name in holders[file] if file in fit[name]) > 1
    }  # closed: what such a file imports is fit wherever the file is
    pending = [file for file in sorted(several) if _is_anybodys(around, file)]
    files: set[str] = set()
    while pending:
        file = pending.pop()
        if file not in files:
            files.add(file)
            pending += [each for each in _needs(around.code, file) if each in several]
    own = {around.code.root.file, *around.code.entries, *around.code.ambient}
    copied = {
        file: why.get(file, f"it belongs to {around.home_of_file(file)}")
        for file in sorted(holders)
        if len(holders[file]) > 1 and file not in files and file not in own
    }
    return SharedCode(frozenset(files), copied)


def reasons_against(closure: Closure) -> dict[str, str]:
    """Return the moved files of a service that cannot come from the package, each with the reason."""
    code = closure.around.code
    writing = Rewriting(closure)
    imported = {target for file in closure.files() for target in _needs(code, file)}
    found: dict[str, str] = {}
    for file in sorted(closure.moved):
        reason = _reason(closure.around, file)
        if reason is None and file not in imported:
            reason = "no import leads to it"
        if reason is None and writing.moved(file).edits:
            reason = f"{closure.around.service} needs it with edits"
        if reason is not None:
            found[file] = reason
    users: dict[str, list[str]] = {}
    for file in closure.moved:
        for each in _needs(code, file):
            users.setdefault(each, []).append(file)
    blocked = {file: file for file in (*found, *sorted(closure.taken))}
    pending = list(blocked)
    while pending:
        file = pending.pop(0)
        for user in sorted(users.get(file, ())):
            if user not in blocked:
                blocked[user] = file
                pending.append(user)
    return {
        file: found.get(file) or f"it imports {by}, which is not in the package"
        for file, by in blocked.items()
        if file in closure.moved
    }


def without(code: Codebase, files: Iterable[str], gone: Collection[str]) -> frozenset[str]:
    """Return the files that do not lead to one of those that are gone."""
    left = set(files) - set(gone)
    while True:
        lost = {file for file in left if any(each not in left for each in _needs(code, file))}
        if not lost:
            return frozenset(left)
        left -= lost


def _reason(around: Surroundings, file: str) -> str | None:
    """Return why a file cannot be in any package, whichever service takes it along."""
    code = around.code
    if file in (code.root.file, *code.entries):
        return "every service has its own"
    if not file.endswith(_CODE) or file.endswith(".d.ts"):
        return "the compiler copies no such file"
    outline = code.outline(file)
    decorators = {name for each in outline.declarations for name in each.decorators}
    if file in around.entity_files or decorators & _FOUND_BY_TYPEORM or "MigrationInterface" in outline.words:
        return "TypeORM finds it among the service's own files, and each service has its own relations"
    content = code.content(file)
    if _OWN_PLACE.search(content):
        return "it finds files by its own place"
    if _CONST_ENUM.search(content):
        return "a const enum does not survive in declarations"
    for link in outline.links:
        if code.resolve(file, link.specifier) is None and link.specifier.startswith((".", "#")):
            return f"it imports {link.specifier}, which is no code"
    return None


def _is_anybodys(around: Surroundings, file: str) -> bool:
    """Tell a file that belongs to no service, or whose providers work wherever they are."""
    return not around.home_of_file(file) or around.is_moved_about(file)


def _needs(code: Codebase, file: str) -> Iterator[str]:
    for link in code.outline(file).links:
        target = code.resolve(file, link.specifier)
        if target is not None and target != file:
            yield target


# Texts ---------------------------------------------------------------------------------------------------


def in_package(code: Codebase, file: str) -> tuple[bytes, tuple[Edit, ...]]:
    """Return a file of the monolith as it stands in the package: other names of files become relative paths."""
    edits = []
    for link in code.outline(file).links:
        target = code.resolve(file, link.specifier)
        if target is not None and not link.specifier.startswith("."):
            edits.append(
                Edit(
                    link.specifier_start, link.specifier_end, specifier(file, target, ending=has_endings(code.outline(file))),
                    f"the package knows no {link.specifier}",
                )
            )  # fmt: skip
    return apply_edits(code.content(file), edits), tuple(edits)


@dataclass(frozen=True, slots=True)
class PackageImports:
    """Rewrites the imports of a service's files. ``shared`` are the service's files in the package, by their path there.

    ``aliases`` tells the path of what a specifier that is not relative means.
    """

    package: str
    shared: frozenset[str]
    stems: Mapping[str, str]

    @classmethod
    def of(cls, package: str, shared: Iterable[str]) -> PackageImports:
        """Return the rewriting for files that are in the package."""
        paths = frozenset(shared)
        stems = {_SUFFIX.sub("", path): path for path in paths}
        for path in paths:
            stem = _SUFFIX.sub("", path)
            if posixpath.basename(stem) == "index":
                stems.setdefault(posixpath.dirname(stem), path)
        return cls(package, paths, stems)

    def rewritten(
        self, path: str, content: bytes, outline: Outline, aliases: Mapping[str, str]
    ) -> tuple[bytes, tuple[tuple[Edit, str], ...]]:
        """Return a file's content with its imports from the package, and the edits with the path that each leads to.

        ``outline`` is that of the content; ``aliases`` leads from specifiers to paths.
        """
        edits = []
        for link in outline.links:
            target = self._target(path, link.specifier, aliases)
            if target is None:
                continue
            edit = Edit(
                link.specifier_start, link.specifier_end, self._specifier(target, link.specifier),
                f"{link.specifier} is in {self.package}",
            )  # fmt: skip
            edits.append((edit, target))
        return apply_edits(content, (edit for edit, _ in edits)), tuple(edits)

    def _target(self, path: str, name: str, aliases: Mapping[str, str]) -> str | None:
        if not name.startswith("."):
            found = aliases.get(name)
            return found if found in self.shared else None
        plain = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        return self.stems.get(plain) or self.stems.get(_SUFFIX.sub("", plain))

    def _specifier(self, target: str, name: str) -> str:
        ending = match[0] if (match := re.search(r"\.[mc]?js$", name)) else ""
        stem = _SUFFIX.sub("", target)
        if not ending:
            stem = stem.removesuffix("/index")
        return f"{self.package}/{OUTPUT}/{stem}{ending}"
