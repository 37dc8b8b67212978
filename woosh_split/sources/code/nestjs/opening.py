"""A tree opened for reading: the application that was found in it, its files, and its modules."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.progress import Progress
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.applications import Application, find_application
from woosh_split.sources.code.nestjs.code_files import is_code
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.scanning import read_modules
from woosh_split.sources.code.nestjs.scope import application_files, backend_files, barrels
from woosh_split.sources.code.nestjs.structure import StructureWorld, structure_interpreter
from woosh_split.sources.code.nestjs.workspace import ReadJson, Workspace
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import Program
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.read import READING, read_source
from woosh_split.sources.code.typescript.summary import Summary
from woosh_split.sources.tree import SourceTree, read_json


@dataclass(frozen=True, eq=False, slots=True)
class Backend:
    """The application of a tree. ``files`` are all of its TypeScript files, ``world`` what the start was read with."""

    application: Application
    workspace: Workspace
    program: Program
    files: list[str]
    graph: ModuleGraph
    interpreter: Interpreter
    world: StructureWorld
    summaries: dict[str, Summary | None]
    load: Callable[[str], Summary | None]
    read_json: ReadJson
    json_files: set[str]
    """Those that were asked for."""
    text: Callable[[str], str | None]

    def forget(self) -> None:
        """Let go of what was read: facts hold nothing of it."""
        self.interpreter.forget()
        self.program.forget()
        self.summaries.clear()


def open_backend(
    tree: SourceTree, project: str | None, progress: Progress, skip_uninteresting: bool = True
) -> Backend:
    """Find the application of a tree and read its modules. To be called with room for deep recursion.

    Raises:
        NothingFound: there is no NestJS application.
        InputError: ``project`` names none of the applications.
    """
    json_files: set[str] = set()

    def json_file(path: str) -> dict[str, object]:
        json_files.add(path)
        return dict(read_json(tree, path))

    def text(path: str) -> str | None:
        if path.endswith(".json"):
            json_files.add(path)
        return tree.text(path)

    code = [path for path in tree.files if is_code(path)]
    workspace = Workspace(tree.files, json_file)
    candidates = code
    if skip_uninteresting:
        candidates = backend_files(code, workspace, [path for path in code if tree.mentions(path)])
    summaries: dict[str, Summary | None] = dict(
        tree.readings(
            READING, candidates, read_source, lambda done, total: progress("reading code", done, total)
        )
    )

    def load(path: str) -> Summary | None:
        if path not in summaries:
            known = path in tree.files
            found = tree.readings(READING, [path], read_source, lambda *_: None) if known else {}
            summaries[path] = found.get(path)
        return summaries[path]

    program = Program(ImportResolver(tree.files, json_file), load)
    progress("finding the application", 0, 0)
    application = find_application(candidates, tree.files, program, json_file, project)
    folder = application.project.folder
    roots = [root.decl.file for root in application.roots if root.decl is not None]
    files = application_files(folder, application.other_folders, candidates, roots, program)
    progress("reading modules and routes", 0, 0)
    interpreter, world = structure_interpreter(program)
    graph = read_modules(application.roots, interpreter)
    graph.adopt(barrels(files, program))
    return Backend(
        application, workspace, program, files, graph, interpreter, world, summaries, load, json_file,
        json_files, text,
    )  # fmt: skip
