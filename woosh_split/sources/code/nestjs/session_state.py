"""Tokens that a table can end: strategies and guards that look into one before they let somebody in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from woosh_split.model.access import READ, Access
from woosh_split.model.code import Hazard
from woosh_split.sources.code.nestjs.guards import Guards
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.passport import passport_package
from woosh_split.sources.code.nestjs.reachable import reachable_functions
from woosh_split.sources.code.typescript.program import ClassDecl, Program

KIND = "session-table"

_BEARER = frozenset({"passport-jwt", "passport-http-bearer"})
"""Strategies that judge the token of an Authorization header; others judge a password, a cookie, a provider's word."""
_OTHER_TOKENS = re.compile(r"refresh|reset|verif|confirm|invit|magic|api_?-?key", re.I)


def session_hazards(
    program: Program, graph: ModuleGraph, guards: Guards, files: Sequence[str], accesses: Iterable[Access]
) -> tuple[Hazard, ...]:
    """Return the functions that judge bearer tokens by what a table holds, each with the tables.

    A signature alone does not tell whether such a token still counts.
    """
    reads: dict[str, set[str]] = {}
    for access in accesses:
        if access.mode == READ:
            reads.setdefault(access.function, set()).add(access.table)
    found = []
    for decl, method in _judges(program, graph, guards, files):
        functions = reachable_functions(program, graph, decl, method)
        tables = sorted({table for function in functions for table in reads.get(function, ())})
        if tables:
            detail = f"a token counts only while {', '.join(tables)} says so"
            found.append(Hazard(KIND, f"{decl.name}.{method}", detail, decl.file, decl.node.line))
    return tuple(sorted(set(found), key=lambda each: (each.file, each.line, each.subject)))


def tables_of(hazard: Hazard) -> tuple[str, ...]:
    """Return the tables that a hazard of this kind names."""
    return tuple(
        hazard.detail.removeprefix("a token counts only while ").removesuffix(" says so").split(", ")
    )


def _judges(
    program: Program, graph: ModuleGraph, guards: Guards, files: Sequence[str]
) -> Iterator[tuple[ClassDecl, str]]:
    for file in files:
        summary = program.summary(file)
        for name in summary.classes if summary is not None else ():
            decl = program.lookup(file, name)
            if not isinstance(decl, ClassDecl) or decl.node.abstract or _OTHER_TOKENS.search(name):
                continue
            levels = [level.decl for level in graph.decorators.chain(decl).levels]
            methods = {each.function.name for level in levels for each in level.node.methods}
            if "validate" in methods and any(passport_package(each, program) in _BEARER for each in levels):
                yield decl, "validate"
            elif "canActivate" in methods and any(each.is_read for each in guards.token_places(decl)):
                yield decl, "canActivate"
