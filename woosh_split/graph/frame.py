"""Classes that work in services besides that of their module: what stands around the handlers travels with the routes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field

from woosh_split.graph.dead_code import root_module
from woosh_split.model.access import Access
from woosh_split.model.code import Call, Import
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.session_state import KIND as SESSION_TABLE

Declared = tuple[str, str]
"""A class by its file and its name."""


def _class_of(found: Access | Call) -> Declared:
    """Return the class whose function reads, writes or calls."""
    return found.file, found.function.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the handlers: global enhancers in every service, guards where their routes are.

    ``everywhere`` holds the services that answer requests; ``guards`` the services of the routes that each guard stands
    before; ``imported`` the services whose files import a class that no module provides (a middleware, a guard), ``applied`` of
    those that touch tables the services whose controllers and modules do; ``judges`` the strategies and guards that look a session up;
    ``by_name`` the classes that are provided, and that guards find by a name alone (a passport strategy); ``main_files`` the
    file that starts the application, and the files of no module that it imports.
    """

    enhancers: frozenset[Declared]
    everywhere: tuple[str, ...]
    guards: Mapping[Declared, tuple[str, ...]]
    imported: Mapping[Declared, tuple[str, ...]]
    by_name: frozenset[Declared]
    main_files: frozenset[str] = frozenset()
    applied: Mapping[Declared, tuple[str, ...]] = field(default_factory=dict)
    judges: frozenset[Declared] = frozenset()

    def readers(self, access: Access) -> tuple[str, ...]:
        """Return the services in which such a class makes an access, in order; none for all others."""
        declared = _class_of(access)
        if declared in self.enhancers or declared in self.judges:
            return self.everywhere
        return tuple(sorted({*self.guards.get(declared, ()), *self.applied.get(declared, ())}))

    def callers(self, call: Call, home: str) -> tuple[str, ...]:
        """Return who else makes a call of a provider at ``home``: the monolith stands for all where it may be in every service.

        A call from the monolith that is borrowed counts for every service that carries the frame; of a provider of the
        monolith itself each of them makes its own. Which services have a class that is found by its name is not known here
        (a strategy of the log-in stands before one route): its call counts where it has to be borrowed, which costs nothing
        where the class is not.
        """
        declared = _class_of(call)
        if home == MONOLITH and (declared in self.enhancers or call.file in self.main_files):
            return self.everywhere
        bound = call.hands_connection or call.bound_by != ""
        if declared in self.enhancers or (bound and declared in self.by_name):
            return (MONOLITH,)
        return tuple(sorted({*self.guards.get(declared, ()), *self.imported.get(declared, ())}))


def frame_of(facts: Facts, placement: Placement) -> Frame:
    """Return the frame of an application whose modules have their places."""
    declares = _files_by_import(facts)
    around = {_class_of(call): call.from_module for call in facts.frame_calls}
    named: dict[str, set[Declared]] = defaultdict(set)
    for each in (*around, *map(_class_of, facts.accesses)):
        named[each[1]].add(each)

    def declared(file: str, name: str) -> Declared:
        """Return the class that a file means by a name; a decorator or the main file may have brought it there."""
        found = declares.get((file, name), file), name
        alike = named.get(name, frozenset[Declared]())
        return next(iter(alike)) if found not in alike and len(alike) == 1 else found

    enhancers = {declared(module.file, name) for module in facts.modules for name in module.enhancers}
    main_files, along = _of_the_main_file(facts)
    enhancers |= along & around.keys()
    made = _made_without_nest(facts)
    enhancers |= made & (along | _of_the_root(facts))
    guards: dict[Declared, set[str]] = defaultdict(set)
    for route in facts.routes:
        for name in route.guards:
            guards[declared(route.file, name)].add(placement.home_of_module(route.module))
    provided = {(module.name, name) for module in facts.modules for name in module.providers}
    return Frame(
        frozenset(enhancers),
        tuple(sorted({placement.home_of_module(route.module) for route in facts.routes})),
        _in_order(guards),
        _in_order(_imported(facts, placement)),
        frozenset(
            each for each, module in around.items() if (module, each[1]) in provided and each not in guards
        ),
        frozenset(main_files),
        _in_order(
            {
                each: {placement.home_of_module(module) for module in modules - placement.libraries}
                for each, modules in _applied(facts, made).items()
            }
        ),
        _judges(facts),
    )


def around_handlers(facts: Facts) -> frozenset[Declared]:
    """Return the classes that touch tables around handlers of others than their own module.

    Enhancers, what the main file or the root sets, strategies, guards of other modules' routes, and what Nest makes for their
    controllers.
    """
    named = {name for module in facts.modules for name in module.enhancers}
    before: dict[str, set[str]] = defaultdict(set)
    for route in facts.routes:
        for name in route.guards:
            before[name].add(route.module)
    found = {
        _class_of(each)
        for each in facts.accesses
        if _class_of(each)[1] in named or before.get(_class_of(each)[1], set()) - {each.module}
    }
    everywhere = _of_the_main_file(facts)[1] | _of_the_root(facts)
    made = _made_without_nest(facts)
    files = {file: module.name for module in facts.modules for file in module.files}
    found |= {each for each, modules in _applied(facts, made).items() if modules - {files.get(each[0])}}
    return frozenset(found | (made & everywhere)) | _judges(facts)


def _judges(facts: Facts) -> frozenset[Declared]:
    return frozenset(
        (hazard.file, hazard.subject.partition(".")[0])
        for hazard in facts.hazards
        if hazard.kind == SESSION_TABLE
    )


def _made_without_nest(facts: Facts) -> set[Declared]:
    """Return the classes that touch tables and that no module provides: ``new LogFilter(source)``, a middleware.

    What functions and classes do that a provider calls is the provider's own module's; these stand in the module of their file.
    """
    provided = {name for module in facts.modules for name in (*module.providers, *module.controllers)}
    provided |= {module.class_name for module in facts.modules}
    entities = {table.entity_file for table in facts.tables}
    files = {file: module.name for module in facts.modules for file in module.files}
    return {
        _class_of(access)
        for access in facts.accesses
        if _class_of(access)[1] not in provided
        and access.file not in entities
        and files.get(access.file) == access.module
    }


def _applied(facts: Facts, made: Iterable[Declared]) -> dict[Declared, set[str]]:
    """Return the modules whose controllers, or which themselves, name such a class, in a decorator or for middleware: Nest makes it there.

    What code of theirs makes and calls by itself is told as theirs already.
    """
    naming = {route.file: route.module for route in facts.routes}
    naming |= {module.file: module.name for module in facts.modules}
    wanted = frozenset(made)
    told = {(_class_of(access), access.module) for access in facts.accesses}
    found: dict[Declared, set[str]] = defaultdict(set)
    for each in facts.imports:
        module = naming.get(each.from_file)
        if module is None or each.type_only:
            continue
        for name in each.names:
            declared = each.to_file, name
            if declared in wanted and (declared, module) not in told:
                found[declared].add(module)
    return found


def _of_the_root(facts: Facts) -> set[Declared]:
    """Return what the root module's file imports: the middleware that it applies comes along to every service with it."""
    root = root_module(facts)
    return {
        (each.to_file, name)
        for each in facts.imports
        if root is not None and each.from_file == root.file and not each.type_only
        for name in each.names
    }


def _of_the_main_file(facts: Facts) -> tuple[set[str], set[Declared]]:
    """Return the file that starts the application and the files of no module that it imports, and what these import.

    They come along to every service: ``app.useGlobalGuards(app.get(TokenGuard))``.
    """
    of_a_module = {file for module in facts.modules for file in module.files}
    roots = {(module.file, module.class_name) for module in facts.modules}
    imports: dict[str, list[Import]] = defaultdict(list)
    for each in facts.imports:
        if each.from_file not in of_a_module and not each.type_only:
            imports[each.from_file].append(each)
    pending = [
        file
        for file, each in imports.items()
        if any((one.to_file, name) in roots for one in each for name in one.names)
    ]
    seen = set(pending)
    found: set[Declared] = set()
    while pending:
        for each in imports.get(pending.pop(), ()):
            found.update((each.to_file, name) for name in each.names)
            if each.to_file in imports and each.to_file not in seen:
                seen.add(each.to_file)
                pending.append(each.to_file)
    return seen, found


def _imported(facts: Facts, placement: Placement) -> dict[Declared, set[str]]:
    provided = {name for module in facts.modules for name in (*module.providers, *module.controllers)}
    provided |= {module.class_name for module in facts.modules}
    module_of = {file: module.name for module in facts.modules for file in module.files}
    found: dict[Declared, set[str]] = defaultdict(set)
    for each in facts.imports:
        module = module_of.get(each.from_file)
        if module is None or each.type_only or module in placement.libraries:
            continue
        for name in each.names:
            if name not in provided:
                found[each.to_file, name].add(placement.home_of_module(module))
    return found


def _files_by_import(facts: Facts) -> dict[Declared, str]:
    """Return the file that declares each imported name; of a name that comes through a barrel the deepest is listed last."""
    found: dict[Declared, str] = {}
    declaring = {call.file for call in (*facts.calls, *facts.frame_calls)}
    declaring |= {access.file for access in facts.accesses}
    for each in facts.imports:
        for name in each.names:
            if each.to_file in declaring or (each.from_file, name) not in found:
                found[each.from_file, name] = each.to_file
    return found


def _in_order(found: Mapping[Declared, Iterable[str]]) -> dict[Declared, tuple[str, ...]]:
    return {declared: tuple(sorted(set(homes))) for declared, homes in found.items()}
