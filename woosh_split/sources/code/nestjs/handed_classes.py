"""The classes that a module hands to a dynamic one to provide: ``CustomModule.forRepositories([OrderRepository])``."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.nestjs.metadata import Import, dynamic_metadata
from woosh_split.sources.code.nestjs.providers import read_providers
from woosh_split.sources.code.nestjs.tokens import field, leaves
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, ConstantDecl, NamespaceDecl, Program
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Record


def handed_classes(found: Import, interpreter: Interpreter) -> Iterator[ClassDecl]:
    """Yield the classes that a dynamic module provides and its file does not know: its importer handed them in."""
    if found.decl is None or found.dynamic is None:
        return
    program, file = interpreter.program, found.decl.file
    summary = program.summary(file)
    if summary is None:
        return
    names = (*summary.classes, *(each.local for each in summary.imports))
    known = {program.lookup(file, name) for name in names}
    values = dynamic_metadata(found.dynamic).providers
    given = [each for value in values for each in _provided(value, interpreter) if each not in known]
    if given:  # a list (`...GLOBAL_GUARDS`) or a whole barrel may know them
        known.update(each for name in names for each in _listed(name, file, program, interpreter))
    yield from (each for each in given if each not in known)


def _provided(value: Value, interpreter: Interpreter) -> Iterator[ClassDecl]:
    """Yield the class that an entry is asked for by and the one that stands for it, else those that it makes (``provide: entity.name``)."""
    token = field(value, "provide") if isinstance(value, Record) else value
    asked_by = [each.decl for each in leaves(token) if isinstance(each, ClassValue)]
    yield from asked_by
    for provider in read_providers(value, "", interpreter):
        if provider.target is not None and provider.target not in asked_by:
            yield provider.target
        if not asked_by:
            yield from provider.made


def _listed(name: str, file: str, program: Program, interpreter: Interpreter) -> Iterator[ClassDecl]:
    """Yield the classes behind a name that stands for several."""
    decl = program.lookup(file, name)
    if isinstance(decl, ConstantDecl):
        for each in leaves(interpreter.constant(file, ("id", name))):
            yield from _provided(each, interpreter)
    elif isinstance(decl, NamespaceDecl) and not decl.prefix:
        exported = (program.exported(decl.file, each) for each in program.exported_names(decl.file))
        yield from (each for each in exported if isinstance(each, ClassDecl))
