"""Classes that functions make (mixins) and of which Nest makes objects: providers, and what decorators put around routes."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Instance

_AROUND = frozenset({"UseGuards", "UseInterceptors", "UsePipes", "UseFilters"})


def classes_made(graph: ModuleGraph) -> dict[tuple[ClassDecl, str], None]:
    """Return the classes that functions make for a module, each with the module: nobody else reads their methods.

    They are what a module provides, and what decorators of its classes name as guards, interceptors, pipes and filters:
    ``@UseGuards(RoleGuard('admin'))``, ``@Param('id', EntityPipe(Order))``.
    """
    found: dict[tuple[ClassDecl, str], None] = {}
    for module in graph.modules:
        provided = [each.target for each in module.providers if each.target is not None]
        named = [*provided, *module.controllers]
        for decl in (*provided, *module.controllers):
            for value in _named(graph, decl):
                named += [each.decl for each in leaves(value) if isinstance(each, ClassValue | Instance)]
        found |= {(each, module.name): None for each in named if each.scope is not None}
    return found


def _named(graph: ModuleGraph, decl: ClassDecl) -> Iterator[Value]:
    """Yield what the decorators of a controller, a resolver or a gateway, its methods and their parameters name."""
    decorators = graph.decorators
    for level in decorators.chain(decl).levels:
        owner = level.decl
        yield from _around(decorators.of_class(owner))
        for method in owner.node.methods:
            yield from _around(decorators.of_method(owner, method))
            for param in method.function.params:
                for expression in filter(_calls, param.decorators):
                    for each in decorators.of_param(owner, expression):
                        yield from each.args


def _calls(decorator: Expr) -> bool:
    """Tell a parameter's decorator of which an argument is the result of a call; few are."""
    return decorator[0] == "call" and any(each[0] == "call" for each in decorator[2])


def _around(decorators: tuple[Decorator, ...]) -> Iterator[Value]:
    for each in decorators:
        if each.name in _AROUND and each.package == "@nestjs/common":
            yield from each.args
