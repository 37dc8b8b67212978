"""GraphQL's resolvers, which are recognised and not followed as routes yet: said of each class, with the place.

nestjs-query makes resolvers of a module's options, without any class: that is said of the module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import has_field
from woosh_split.sources.code.typescript.program import Program, dotted, package_of
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Expr, Summary
from woosh_split.sources.code.typescript.values import Record

PACKAGE = "@nestjs/graphql"
NO_ROUTE = "GraphQL is recognised but not supported yet: what this resolver answers is not among the routes"
"""What is said of each class with ``@Resolver``."""

_MADE = (
    "nestjs-query makes resolvers for this module: what they answer is not among the routes, what they read and write not "
    "among the accesses"
)


def resolvers(files: Iterable[str], program: Program) -> tuple[Unresolved, ...]:
    """Return one note for each class that ``@Resolver`` stands before."""
    found: list[Unresolved] = []
    for file in files:
        summary = program.summary(file)
        if summary is not None:
            found.extend(Unresolved("route", file, line, name, NO_ROUTE) for name, line in _of(summary))
    return tuple(found)


def made_resolvers(graph: ModuleGraph) -> tuple[Unresolved, ...]:
    """Return one note for each module for which nestjs-query makes resolvers: they read and write tables as well."""
    found = [
        Unresolved("route", call.file, call.line, module.decl.name, _MADE)
        for module in graph.modules
        for call in module.foreign
        if isinstance(call, ExternalCall)
        and call.external.name == "NestjsQueryGraphQLModule.forFeature"
        and any(_makes_resolvers(arg) for arg in call.args)
    ]
    return tuple(dict.fromkeys(found))


def _makes_resolvers(options: Value) -> bool:
    return any(has_field(options, key) for key in ("resolvers", "endpoints")) or not isinstance(
        options, Record
    )


def _of(summary: Summary) -> Iterator[tuple[str, int]]:
    names = {
        each.local if each.imported == "Resolver" else f"{each.local}.Resolver"
        for each in summary.imports
        if package_of(each.specifier) == PACKAGE and each.imported in ("Resolver", "*") and not each.type_only
    }
    for name, decl in summary.classes.items() if names else ():
        if any(_called(decorator) in names for decorator in decl.decorators):
            yield name, decl.line


def _called(decorator: Expr) -> str | None:
    return dotted(decorator[1] if decorator[0] == "call" else decorator)
