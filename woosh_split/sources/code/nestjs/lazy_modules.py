"""Modules that code loads when it needs them: ``LazyModuleLoader.load(() => ReportsModule)``."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.nestjs.metadata import Import, read_import
from woosh_split.sources.code.nestjs.structure import StructureWorld
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, takes
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.values import Instance

LOADER = "LazyModuleLoader"


def lazily_loaded(decl: ClassDecl, interpreter: Interpreter) -> Iterator[Import]:
    """Yield the modules that the methods of a class load; nothing is run where its file does not import the loader."""
    world, summary = interpreter.world, interpreter.program.summary(decl.file)
    if summary is None or not isinstance(world, StructureWorld) or not takes(summary, "@nestjs/core", LOADER):
        return
    before = len(world.invocations)
    for method in decl.node.methods:
        if not method.static and not method.abstract:
            interpreter.calls.entry(Instance(decl, (), True), 0, method)
    for call in world.invocations[before:]:
        given = call.arg(0)
        if call.external.name == LOADER and call.method == "load" and isinstance(given, Closure):
            found = read_import(interpreter.run_closure(given, []))
            if found is not None and found.decl is not None:
                yield found
