"""Every route that Nest maps at start, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from woosh_split.model.code import Route, Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.bootstrap import Settings, handed_over, of_the_server, read_settings
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.controllers import Handler, Prefix, handlers, read_prefix
from woosh_split.sources.code.nestjs.crud_routes import is_generated, with_crud
from woosh_split.sources.code.nestjs.guards import Guards, guard_name
from woosh_split.sources.code.nestjs.limits import is_exempt
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.paths import module_paths, whole_paths
from woosh_split.sources.code.nestjs.payload import body_of, is_webhook
from woosh_split.sources.code.nestjs.socket_gateways import read_gateways, socket_routes
from woosh_split.sources.code.nestjs.structure import Invocation
from woosh_split.sources.code.typescript.decorators import made_of_options
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import each_value

_MAKERS = frozenset({"TsRestHandler", "TsRest"})
"""Decorators of packages that make routes of something other than their arguments."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes, and what could not be told. ``made`` are the handlers of packages, which stand in no file."""

    found: tuple[Route, ...]
    unresolved: tuple[Unresolved, ...]
    made: Mapping[ClassDecl, tuple[Handler, ...]]


def read_routes(application: Application, graph: ModuleGraph) -> Routes:
    """Read the routes of every HTTP application of the project; without any entry file, of the root module.

    The paths of web sockets come first: their server looks at a request before Nest's router does.
    """
    reader = _Reader(graph, application.invocations)
    for each in socket_routes(read_gateways(application, graph)):
        if isinstance(each, Route):
            reader.routes[each] = None
        else:
            reader.unresolved[each] = None
    starts = [start for start in application.starts if start.kind == "http"]
    if not application.starts:
        reader.read(graph.roots[0].decl, read_settings(None, reader.configuration))
    reader.unresolved.update(dict.fromkeys(of_the_server(application.invocations)))
    for start in starts:
        reader.unresolved.update(dict.fromkeys(handed_over(start, application.invocations)))
        reader.read(start.module, read_settings(start, reader.configuration))
    ordered = tuple(replace(route, order=order) for order, route in enumerate(reader.routes))
    return Routes(ordered, tuple(reader.unresolved), reader.made)


class _Reader:
    def __init__(self, graph: ModuleGraph, invocations: Sequence[Invocation]) -> None:
        self._graph = graph
        self._invocations = invocations
        self._decorators = graph.decorators
        self.configuration = Configuration(graph)
        self._guards = Guards(graph)
        self._module_paths = module_paths(graph, self.configuration)
        self._roots: set[ClassDecl] = set()
        self.routes: dict[Route, None] = {}
        self.unresolved: dict[Unresolved, None] = {}
        self.made: dict[ClassDecl, tuple[Handler, ...]] = {}
        for decl in self._module_paths:
            if graph.of_class(decl) is None:
                why = "RouterModule gives it a path, but nothing imports the module: it has no routes"
                self._note(decl, decl.node.line, decl.name, why)

    def read(self, root: ClassDecl, settings: Settings) -> None:
        """Read the routes of one application; a second entry file with the same root adds nothing."""
        if root in self._roots:
            return
        self._roots.add(root)
        self.unresolved.update(dict.fromkeys(settings.unresolved))
        loaded = self._graph.reachable(root)
        shared = self._guards.global_guards(settings.guards)
        for registration in self._graph.registrations:
            if registration.module.decl not in loaded:
                continue
            module_path = self._module_paths.get(registration.module.decl, "")
            for decl in registration.controllers:
                for route in self._controller(decl, registration.module.name, module_path, settings, shared):
                    self.routes[route] = None

    def _controller(
        self, decl: ClassDecl, module: str, module_path: str, settings: Settings, shared: tuple[Value, ...]
    ) -> Iterator[Route]:
        prefix = read_prefix(decl, self._decorators, self.configuration)
        if prefix is None:
            return
        if prefix.paths is None:
            self._note(
                decl, decl.node.line, decl.name, "the controller's path is computed and could not be followed"
            )
        found = list(handlers(decl, self._decorators, self.configuration))
        if is_generated(decl, self._decorators):
            made = with_crud(decl, found, self._decorators, self._invocations)
            if made is None:
                self._note(
                    decl, decl.node.line, decl.name, "a package's decorator makes routes that are not listed"
                )
            found = made or found
            self.made[decl] = tuple(each for each in found if each.made)
        self._unfollowed(decl, found)
        self._guessed_base(decl)
        class_guards = self._guards.of_class(decl) if found else ()
        for path in prefix.paths or ():
            for handler in found:
                yield from self._routes(
                    decl, handler, prefix, path, module, module_path, settings, shared, class_guards
                )

    def _routes(
        self,
        decl: ClassDecl,
        handler: Handler,
        prefix: Prefix,
        controller_path: str,
        module: str,
        module_path: str,
        settings: Settings,
        shared: tuple[Value, ...],
        class_guards: tuple[Value, ...],
    ) -> Iterator[Route]:
        name = f"{decl.name}.{handler.method.function.name}"
        if handler.paths is None:
            self._note(
                handler.owner,
                handler.method.line,
                name,
                "the route's path is computed and could not be followed",
            )
            return
        own = (*handler.guards, *self._guards.of_method(handler.owner, handler.method))
        guards = (*shared, *class_guards, *own)
        names = tuple(dict.fromkeys(filter(None, map(guard_name, guards))))
        body = handler.body or body_of(handler, decl, self._decorators)
        exempt = is_exempt(
            self._decorators.of_method(handler.owner, handler.method),
            tuple(
                each
                for level in self._decorators.chain(decl).levels
                for each in self._decorators.of_class(level.decl)
            ),
        )
        signed = handler.kind == "http" and is_webhook(handler, self._decorators)
        default = settings.versioning.default if settings.versioning is not None else None
        versions = handler.versions or prefix.versions or default
        for method_path in handler.paths:
            whole = whole_paths(settings, handler.verb, versions, module_path, controller_path, method_path)
            for path, version in whole:
                auth = self._guards.auth(guards, decl, handler.owner, handler.method, handler.verb, path)
                yield Route(
                    handler.verb,
                    path,
                    module,
                    name,
                    handler.owner.file,
                    handler.method.line,
                    names,
                    version,
                    0,
                    auth,
                    body,
                    "webhook" if signed else handler.kind,
                    limit_exempt=exempt,
                )

    def _unfollowed(self, decl: ClassDecl, found: Sequence[Handler]) -> None:
        """Note the methods of a controller that a decorator may make handlers of, which could not be followed.

        So may a decorator of our own before a class that has no handler at all.
        """
        own = self._decorators.own_names(decl) if not found else ()
        if own:
            why = f"no route was found; those that the decorator {own[0]} may make are not listed"
            self._note(decl, decl.node.line, decl.name, why)
        known = {(each.owner, each.method.function.name) for each in found}
        for owner, method in self._decorators.methods(decl):
            name = method.function.name
            if (owner, name) in known:
                continue
            unknown = self._decorators.unfollowed(owner, method)
            maker = next(
                (e.name for e in self._decorators.of_method(owner, method) if e.name in _MAKERS), None
            )
            if unknown is not None:
                why = f"the decorator {unknown} could not be followed: a route that it makes is not listed"
                self._note(owner, method.line, f"{decl.name}.{name}", why)
            elif maker is not None:
                why = f"the routes that {maker} makes of a contract are not listed"
                self._note(owner, method.line, f"{decl.name}.{name}", why)

    def _guessed_base(self, decl: ClassDecl) -> None:
        """Note a base class that a function makes of options that are not known: it may be one of several."""
        interpreter = self._decorators.interpreter
        for level in self._decorators.chain(decl).levels:
            expression = level.decl.node.extends
            if expression is None or expression[0] != "call":
                continue
            made = made_of_options(expression, self._decorators.scope(level.decl), interpreter)
            bases = {each.decl.name for each in each_value(made) if isinstance(each, ClassValue)}
            if len(bases) > 1:
                why = f"its base class is one of {', '.join(sorted(bases))}, by what is not known: the routes of one are listed"
                self._note(level.decl, level.decl.node.line, decl.name, why)

    def _note(self, decl: ClassDecl, line: int, text: str, why: str) -> None:
        self.unresolved[Unresolved("route", decl.file, line, text, why)] = None
