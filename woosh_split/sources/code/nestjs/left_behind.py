"""Old versions of classes: files that lie beside the ones in use and that nothing leads to any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.scope import imported_from, imports_of
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, ConstantDecl, FunctionDecl, Program

_OWN = (ClassDecl, FunctionDecl, ConstantDecl)


def left_behind(
    decls: Sequence[ClassDecl], files: Collection[str], graph: ModuleGraph, program: Program
) -> frozenset[ClassDecl]:
    """Return the classes of files that no code leads to, where one bears the name of a class that a module declares.

    ``orders.service(OLD).ts`` holds an ``OrdersService`` too: read, it would do everything twice in the name of the
    one in use. So would whatever imports it and is as dead: the controllers of an old version. A file of which no
    class has such a name is kept although no import leads to it, since it may be loaded by a pattern of paths.
    """
    declared = {decl.name for decl, _ in graph.classes()}
    doubtful = {decl.file for decl in decls if decl.name in declared and graph.module_of(decl) is None}
    if not doubtful:
        return frozenset()
    reached = imported_from(sorted(_running(files, graph, program)), program, lambda _: True)
    old = _with_importers(doubtful - reached, set(files) - reached, program)
    return frozenset(decl for decl in decls if decl.file in old)


def _running(files: Collection[str], graph: ModuleGraph, program: Program) -> set[str]:
    """Return the files of modules and of what they declare, and those that do something by themselves: scripts.

    A service that calls ``dotenv.config()`` as it is loaded is no script: nothing of the project's is used there.
    """
    start = {decl.file for decl, _ in graph.classes()} | {module.decl.file for module in graph.modules}
    for file in files:
        summary = program.summary(file)
        names = sorted(_names(summary.statements)) if summary is not None else ()
        if any(isinstance(program.lookup(file, name), _OWN) for name in names):
            start.add(file)
    return start


def _names(node: object) -> set[str]:
    return {
        each[1] for each in nodes(node) if len(each) == 2 and each[0] == "id" and isinstance(each[1], str)
    }


def _with_importers(old: set[str], dead: set[str], program: Program) -> set[str]:
    """Return old files together with the dead ones that import them, however far."""
    importers: dict[str, list[str]] = {}
    for file in dead if old else ():
        for target in imports_of(file, program):
            importers.setdefault(target, []).append(file)
    found, pending = set(old), list(old)
    while pending:
        more = [file for file in importers.get(pending.pop(), ()) if file not in found]
        found.update(more)
        pending.extend(more)
    return found
