"""Which application of a folder is analysed: its entry files and root modules."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Sequence

from woosh_split.errors import InputError, NothingFound
from woosh_split.model.code import Unresolved
from woosh_split.model.meant import nearest
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.code_files import is_code, is_test_file
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.metadata import Import, is_module, read_import, static_metadata
from woosh_split.sources.code.nestjs.scanning import read_modules
from woosh_split.sources.code.nestjs.starts import Start, Starts, find_starts
from woosh_split.sources.code.nestjs.structure import Invocation, structure_interpreter
from woosh_split.sources.code.nestjs.workspace import Project, ReadJson, Workspace
from woosh_split.sources.code.typescript.program import ClassDecl, Program, dotted

_KIND_ORDER = {"http": 0, "microservice": 1, "context": 2}


@dataclass(frozen=True, eq=False)
class Application:
    """What is analysed: a project's entry files and root modules, the HTTP application first.

    ``note`` says why this project was chosen, where there was a choice. ``invocations`` are the calls of packages
    in the entry files, ``other_folders`` the folders of the applications that were not chosen.
    """

    project: Project
    starts: tuple[Start, ...]
    roots: tuple[Import, ...]
    invocations: tuple[Invocation, ...]
    note: str | None = None
    unresolved: tuple[Unresolved, ...] = ()
    other_folders: frozenset[str] = frozenset()

    @property
    def http(self) -> Start | None:
        """The HTTP application, None where only others (or no entry file at all) were found."""
        return next((start for start in self.starts if start.kind == "http"), None)


def find_application(
    code: Sequence[str],
    files: Collection[str],
    program: Program,
    read_json: ReadJson,
    project: str | None = None,
) -> Application:
    """Find the application to analyse. ``code`` are the TypeScript files, ``files`` all files below the root.

    Raises:
        NothingFound: no NestJS application and no ``@Module`` class is there.
        InputError: ``project`` names none of the projects.
    """
    sources = [file for file in code if not is_test_file(file)]
    workspace = Workspace(files, read_json)
    starts = find_starts(sources, program)
    grouped = _grouped(starts.found, workspace)
    if not grouped:
        looked_at = [file for file in files if is_code(file)]
        return _without_start(sources, program, workspace, project, len(looked_at))
    chosen, note = _choose(grouped, project, program)
    own = sorted(grouped[chosen], key=lambda start: _precedence(start, chosen))
    roots = {start.module: start.root for start in reversed(own)}
    ordered = tuple(roots[decl] for decl in dict.fromkeys(start.module for start in own))
    entries = {start.file for start in own} | {start.made.file for start in own}
    calls = tuple(call for call in starts.invocations if _belongs(call.file, chosen, entries, grouped))
    apart = frozenset(each.folder for each in grouped if each is not chosen)
    return Application(chosen, tuple(own), ordered, calls, note, _unknown_roots(starts), apart)


def _grouped(starts: Sequence[Start], workspace: Workspace) -> dict[Project, list[Start]]:
    """Return the projects with what is started in each.

    A project that says of no entry, and has HTTP applications in the ``src`` of several folders, is that many: folders
    of examples, and services that lie side by side, often have no file of their own that says so.
    """
    found: dict[Project, list[Start]] = {}
    for start in starts:
        found.setdefault(workspace.project_of(start.file), []).append(start)
    grouped: dict[Project, list[Start]] = {}
    for project, members in found.items():
        homes = {_home(each.file) for each in members if each.kind == "http"} - {None}
        parts: dict[str, Project] = {}
        for start in members:
            home = _home(start.file)
            if project.entry is None and len(homes) > 1 and home in homes and home is not None:
                own = parts.setdefault(home, workspace.part(project, home))
                grouped.setdefault(own, []).append(start)
            else:
                grouped.setdefault(project, []).append(start)
    return grouped


def _home(file: str) -> str | None:
    folder = posixpath.dirname(file)
    return posixpath.dirname(folder) if posixpath.basename(folder) == "src" else None


def _precedence(start: Start, project: Project) -> tuple[int, int, int, int, str, int]:
    stem = start.file.rpartition(".")[0]
    is_main = stem == project.entry or (project.entry is None and posixpath.basename(stem) == "main")
    depth = start.file.count("/")
    return (
        _KIND_ORDER[start.kind], 0 if is_main else 1, 0 if start.listens else 1, depth, start.file, start.line
    )  # fmt: skip


def _belongs(file: str, chosen: Project, entries: set[str], grouped: dict[Project, list[Start]]) -> bool:
    """Tell whether an entry file, or a helper that it calls, is part of the chosen project."""
    if file in entries:
        return True
    others = {start.file for project, starts in grouped.items() if project is not chosen for start in starts}
    inside = any(file.startswith(f"{each.folder}/") for each in grouped if each is not chosen and each.folder)
    return file not in others and not inside


def _unknown_roots(starts: Starts) -> tuple[Unresolved, ...]:
    reason = "the root module is computed and could not be followed"
    return tuple(
        Unresolved("application", file, line, "NestFactory", reason) for file, line in starts.unknown
    )


def _choose(
    grouped: dict[Project, list[Start]], wanted: str | None, program: Program
) -> tuple[Project, str | None]:
    projects = sorted(grouped, key=lambda project: (project.name, project.folder))
    if wanted is not None:
        return _named(projects, wanted), None
    if len(projects) == 1:
        return projects[0], None
    defaults = [project for project in projects if project.is_default]
    if len(defaults) == 1:
        chosen, why = defaults[0], "the default of nest-cli.json"
    else:
        chosen = max(projects, key=lambda project: _reach(grouped[project], program))
        why = "the one with the most modules"
    others = ", ".join(name for name in _names(projects) if name != _called(chosen, projects))
    return chosen, (
        f"Several applications are here; {_called(chosen, projects)} is analysed, {why}. "
        f"Name another one with --project: {others}."
    )


def _named(projects: Sequence[Project], wanted: str) -> Project:
    name = wanted.rstrip("/").removeprefix("./")
    for matches in (
        lambda project: name == project.name,
        lambda project: name in project.aliases,
        lambda project: name.lower() in {alias.lower() for alias in project.aliases},
    ):
        found = [project for project in projects if matches(project)]
        exact = [project for project in found if project.folder == name] if len(found) > 1 else found
        if len(exact) == 1:
            return exact[0]
        if found:
            folders = ", ".join(sorted(project.folder or "." for project in found))
            raise InputError(f"Several applications are called {wanted}: name one by its folder ({folders}).")
    names = _names(projects)
    near = nearest(name, [alias for each in projects for alias in each.aliases], 0.5)
    hint = f" Did you mean {near}?" if near else ""
    raise InputError(
        f"There is no application called {wanted}.{hint} The applications are: {', '.join(names)}."
    )


def _names(projects: Sequence[Project]) -> list[str]:
    return [_called(project, projects) for project in projects]


def _called(project: Project, projects: Sequence[Project]) -> str:
    """Return a project's name, or its folder where another one has the same name."""
    alone = sum(each.name == project.name for each in projects) == 1
    return project.name if alone else project.folder or "."


def _reach(starts: Sequence[Start], program: Program) -> tuple[int, int]:
    interpreter, _ = structure_interpreter(program)
    roots = list({start.module: start.root for start in starts}.values())
    has_http = any(start.kind == "http" for start in starts)
    return (len(read_modules(roots, interpreter).modules), int(has_http))


# Without an entry file -------------------------------------------------------------------------------------


def _without_start(
    sources: Sequence[str], program: Program, workspace: Workspace, wanted: str | None, looked_at: int
) -> Application:
    """Take the module that imports others and is imported by none.

    ``looked_at`` counts the files that ``sources`` were taken from: those that cannot tell of Nest are not among these.
    """
    interpreter, _ = structure_interpreter(program)
    decorators = Decorators(interpreter)
    imported: set[ClassDecl] = set()
    reach: dict[ClassDecl, int] = {}
    for decl in _module_classes(sources, program, decorators):
        found = [each.decl for each in map(read_import, static_metadata(decl, decorators).imports) if each]
        reach[decl] = len(found)
        imported.update(each for each in found if each is not None)
    roots = [decl for decl in reach if decl not in imported] or list(reach)
    if not roots:
        raise NothingFound(
            f"No NestJS application was found: {_none_of(looked_at)} "
            "Give the folder of the backend, or of the workspace that holds it."
        )
    grouped: dict[Project, list[ClassDecl]] = {}
    for decl in roots:
        grouped.setdefault(workspace.project_of(decl.file), []).append(decl)
    if wanted is not None:
        project = _named(sorted(grouped, key=lambda each: each.name), wanted)
        roots = grouped[project]
    best = max(roots, key=lambda decl: (reach[decl], decl.name == "AppModule", -decl.file.count("/")))
    note = f"No call of NestFactory was found; {best.name} in {best.file} is taken as the root module."
    return Application(workspace.project_of(best.file), (), (Import(best),), (), note)


def _none_of(count: int) -> str:
    if count == 0:
        return "there is no TypeScript file that is not a test."
    if count == 1:
        return (
            "the only TypeScript file does not call NestFactory.create, and declares no class with @Module."
        )
    return f"none of the {count} TypeScript files calls NestFactory.create, and none declares a class with @Module."


def _module_classes(sources: Sequence[str], program: Program, decorators: Decorators) -> list[ClassDecl]:
    found = []
    for file in sources:
        summary = program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            written = [dotted(each[1] if each[0] == "call" else each) for each in node.decorators]
            if not any(written):
                continue
            decl = program.lookup(file, name)
            if isinstance(decl, ClassDecl) and is_module(decl, decorators):
                found.append(decl)
    return found
