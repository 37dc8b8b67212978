"""GraphQL's resolvers, which are recognised and not followed as routes yet: said of each class, with the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.typescript.program import Program, package_of
from woosh_split.sources.code.typescript.summary import Expr, Summary

PACKAGE = "@nestjs/graphql"
_REASON = "GraphQL is recognised but not supported yet: what this resolver answers is not among the routes"


def resolvers(files: Iterable[str], program: Program) -> tuple[Unresolved, ...]:
    """Return one note for each class that ``@Resolver`` stands before."""
    found: list[Unresolved] = []
    for file in files:
        summary = program.summary(file)
        if summary is not None:
            found.extend(Unresolved("route", file, line, name, _REASON) for name, line in _of(summary))
    return tuple(found)


def _of(summary: Summary) -> Iterator[tuple[str, int]]:
    names = {
        each.local
        for each in summary.imports
        if package_of(each.specifier) == PACKAGE and each.imported == "Resolver" and not each.type_only
    }
    for name, decl in summary.classes.items() if names else ():
        if any(_called(decorator) in names for decorator in decl.decorators):
            yield name, decl.line


def _called(decorator: Expr) -> str | None:
    callee = decorator[1] if decorator[0] == "call" else decorator
    return callee[1] if callee[0] == "id" else None
