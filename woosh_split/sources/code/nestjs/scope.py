"""Which files are the application's: those of its project, and whatever they import."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from woosh_split.model.code import Import, Unresolved
from woosh_split.sources.code.nestjs.code_files import in_migrations_folder, is_imported_code, may_run
from woosh_split.sources.code.nestjs.workspace import Workspace
from woosh_split.sources.code.typeorm.migration_files import has_stamp
from woosh_split.sources.code.typescript.program import External, Program
from woosh_split.sources.code.typescript.summary import Class, Summary


def backend_files(files: Iterable[str], workspace: Workspace, mentions: Collection[str]) -> list[str]:
    """Return the files of the packages in which some file mentions the framework."""
    grouped: dict[str, list[str]] = {}
    for file in files:
        grouped.setdefault(workspace.project_of(file).folder, []).append(file)
    marked = {workspace.project_of(file).folder for file in mentions}
    return sorted(file for folder, members in grouped.items() if folder in marked for file in members)


def application_files(
    folder: str, others: Collection[str], candidates: Collection[str], roots: Iterable[str], program: Program
) -> list[str]:
    """Return the files of the project in ``folder`` and all that they import, sorted.

    ``others`` are the folders of other projects: what lies in them counts only where it is imported. A folder that is
    named ``test`` or ``migration`` counts where the application itself imports from it: its module is neither, only the
    classes there that TypeORM runs are migrations.
    """
    prefix = f"{folder}/" if folder else ""
    apart = tuple(f"{other}/" for other in others if other and other != folder and other.startswith(prefix))
    own = [file for file in candidates if file.startswith(prefix) and not file.startswith(apart)]
    running = imported_from(roots, program, lambda file: may_run(file) and not is_migration(file, program))
    return sorted(imported_from(own, program, is_imported_code, running))


def is_migration(file: str, program: Program) -> bool:
    """Tell a file of TypeORM's migrations: they are history, and run apart from the application."""
    if not in_migrations_folder(file):
        return False
    if has_stamp(file.rpartition("/")[2]):
        return True  # plain JavaScript says it by its name alone
    summary = program.summary(file)
    return summary is not None and any(runs_as_migration(each) for each in summary.classes.values())


def runs_as_migration(node: Class) -> bool:
    """Tell a class that TypeORM runs as a migration."""
    return any(each is not None and each[:2] == ("ref", "MigrationInterface") for each in node.implements)


def imported_from(
    start: Iterable[str],
    program: Program,
    counts: Callable[[str], bool],
    known: Collection[str] = (),
) -> set[str]:
    """Return the files of ``start`` and all that they import, as far as ``counts`` says; ``known`` are among them."""
    pending = [file for file in start if file not in known]
    seen = {*known, *pending}
    while pending:
        for target in imports_of(pending.pop(), program):
            if target not in seen and counts(target):
                seen.add(target)
                pending.append(target)
    return seen


def imports_of(file: str, program: Program) -> Iterator[str]:
    """Yield the files that a file imports."""
    summary = program.summary(file)
    for specifier in _specifiers(summary) if summary is not None else ():
        target = program.resolve(file, specifier)
        if target is not None:
            yield target


def _specifiers(summary: Summary) -> Iterator[str]:
    for imported in summary.imports:
        yield imported.specifier
    for exported in summary.exports:
        if exported.specifier is not None:
            yield exported.specifier
    for specifier, _ in summary.requires:
        yield specifier


def imports_between(files: Collection[str], program: Program) -> tuple[Import, ...]:
    """Return the imports and re-exports between the application's files, one for each statement.

    A name that comes through a barrel is listed twice: with the barrel, and with the file that declares it, since
    only that one tells whose code it is.
    """
    known = set(files)
    found: dict[tuple[str, str, bool, int], list[str]] = {}  # a set for each would be the peak of a run
    for file in files:
        summary = program.summary(file)
        if summary is None:
            continue
        for name, specifier, type_only, line in _names(summary):
            target = program.resolve(file, specifier)
            if target is None or target not in known:
                continue
            for end in (target, _declaring_file(program, target, name)):
                if end in known and end != file:
                    found.setdefault((file, end, type_only, line), []).append(name)
    return tuple(
        Import(file, target, tuple(sorted({*names} - {""})), type_only, line)
        for (file, target, type_only, line), names in sorted(found.items())
    )


OTHER_CASE = "only a file system that ignores case finds it"


def missing_imports(files: Iterable[str], program: Program) -> Iterator[Unresolved]:
    """Yield the imports of the project's own code that lead to no file, or to one whose path is in another case."""
    reason = "no file of the tree is there; what is imported from it is not known"
    for file in files:
        summary = program.summary(file)
        asked: set[str] = set()
        for _, specifier, _, line in _names(summary) if summary is not None else ():
            if specifier in asked:
                continue
            asked.add(specifier)
            meant = program.resolver.misspelt(file, specifier)
            if meant is not None:
                yield Unresolved("import", file, line, specifier, f"{OTHER_CASE}; the file is {meant}")
            elif program.resolver.is_missing(file, specifier):
                yield Unresolved("import", file, line, specifier, reason)


def barrels(files: Collection[str], program: Program) -> dict[str, frozenset[str]]:
    """Return the files that hold nothing but re-exports, each with the files that it re-exports."""
    found = {}
    for file in files:
        summary = program.summary(file)
        if summary is None or not summary.exports:
            continue
        if summary.classes or summary.functions or summary.constants or summary.enums:
            continue
        if summary.interfaces or summary.aliases:
            continue
        ends = {program.resolve(file, each.specifier) for each in summary.exports if each.specifier}
        found[file] = frozenset(end for end in ends if end is not None and end in files)
    return {file: ends for file, ends in found.items() if ends}


def _declaring_file(program: Program, target: str, name: str) -> str:
    """Return the file that declares what ``target`` exports under ``name``; ``target`` where that is not known."""
    found = program.exported(target, name) if name not in ("", "*", "=") else None
    return target if found is None or isinstance(found, External) else found.file


def _names(summary: Summary) -> Iterator[tuple[str, str, bool, int]]:
    for imported in summary.imports:
        yield imported.imported, imported.specifier, imported.type_only, imported.line
    for exported in summary.exports:
        if exported.specifier is not None:
            yield exported.local, exported.specifier, exported.type_only, exported.line
    for specifier, line in summary.requires:
        yield "", specifier, False, line
