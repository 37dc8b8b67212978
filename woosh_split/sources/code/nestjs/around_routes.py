"""What stands around handlers besides guards and changes something: interceptors and middleware that write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Instance

_METHODS = ("intercept", "use")
_SETTING = frozenset({"useGlobalInterceptors", "useGlobalFilters", "useGlobalPipes"})


@dataclass(frozen=True, slots=True)
class AroundRoutes:
    """Whether something around every handler writes for every request, and for which handlers (``Class.method``) one of their own does."""

    everywhere: bool
    handlers: frozenset[str]

    def changes(self, handler: str) -> bool:
        """Tell a handler whose requests change something before or after it runs."""
        return self.everywhere or handler in self.handlers


def around_routes(
    graph: ModuleGraph,
    application: Application,
    program: Program,
    files: Iterable[str],
    acting: Mapping[str, bool],
) -> AroundRoutes:
    """Return what interceptors and middleware change.

    A file that names GET or POST in a text tells reads from writes, and is taken to leave reads alone: which of them it means is
    not followed. Middleware stands before every route: what its module says of paths is not read.
    """
    acts = {name for name, found in acting.items() if found and name.rpartition(".")[2] in _METHODS}
    named = {name.partition(".")[0] for name in acts}
    if not named:
        return AroundRoutes(False, frozenset())
    for file in files:
        summary = program.summary(file)
        if summary is not None and any(hint == "verb" for hint, _ in summary.hints):
            named -= summary.classes.keys()
    own = _by_handler(graph)
    used = {name for names in own.values() for name in names}
    provided = {each.class_name for module in graph.modules for each in module.providers if not each.enhancer}
    everywhere = {each.class_name for each in graph.enhancers} | set(set_by_main(application))
    everywhere |= {
        name for name in named if name not in provided and (name not in used or f"{name}.use" in acts)
    }
    loud = frozenset(handler for handler, names in own.items() if names & named)
    return AroundRoutes(bool(everywhere & named), loud)


def _by_handler(graph: ModuleGraph) -> dict[str, frozenset[str]]:
    """Return the interceptors of each handler: those of its class, and its own."""
    decorators = graph.decorators
    found: dict[str, frozenset[str]] = {}
    for registration in graph.registrations:
        for decl in registration.controllers:
            levels = decorators.chain(decl).levels
            shared = {name for level in levels for name in _intercepting(decorators.of_class(level.decl))}
            for owner, method in decorators.methods(decl):
                own = shared | set(_intercepting(decorators.of_method(owner, method)))
                found[f"{decl.name}.{method.function.name}"] = frozenset(own)
    return found


def _intercepting(decorators: Iterable[Decorator]) -> Iterator[str]:
    for each in decorators:
        if each.name == "UseInterceptors":
            for arg in each.args:
                yield from (
                    value.decl.name for value in leaves(arg) if isinstance(value, ClassValue | Instance)
                )


def set_by_main(application: Application) -> Iterator[str]:
    """Yield the classes that an entry file puts around all handlers, but for guards, which stand among each route's own."""
    for start in application.starts:
        for call in start.calls:
            if call.method in _SETTING:
                for arg in call.args:
                    yield from (
                        value.decl.name for value in leaves(arg) if isinstance(value, ClassValue | Instance)
                    )


def applied_to_all(module: ClassDecl) -> tuple[str, ...]:
    """Return the middleware that a module's ``configure`` puts before every route (``'*'``), by the names of its functions and classes.

    Which of the paths are all is told by the star alone: ``forRoutes('*')``, ``{ path: '*', method: RequestMethod.POST }``.
    """
    found: dict[str, None] = {}
    for method in module.node.methods:
        if method.function.name != "configure" or method.static:
            continue
        for call in _calls(method.function.body, "forRoutes"):
            if any(len(each) == 2 and each[0] == "str" and "*" in each[1] for each in nodes(call[2])):
                for applied in _calls(call[1], "apply"):
                    found |= dict.fromkeys(name for arg in applied[2] if (name := _named(arg)))
    return tuple(found)


def _calls(root: object, method: str) -> Iterator[Expr]:
    for each in nodes(root):
        if len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][2] == method:
            yield each


def _named(arg: Expr) -> str:
    """Return the name of ``LogMiddleware``, ``audit`` or ``audit('write')``; nothing for what is made in place."""
    return str(arg[1]) if arg[0] == "id" else _named(arg[1]) if arg[0] in ("call", "new") else ""
