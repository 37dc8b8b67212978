"""Classes that work in services besides that of their module: what stands around the handlers travels with the routes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from woosh_split.model.access import Access
from woosh_split.model.code import Call
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH

Declared = tuple[str, str]
"""A class by its file and its name."""


def _class_of(found: Access | Call) -> Declared:
    """Return the class whose function reads, writes or calls."""
    return found.file, found.function.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the handlers: global enhancers in every service, guards where their routes are.

    ``everywhere`` holds the services that answer requests; ``guards`` the services of the routes that each guard stands
    before; ``imported`` the services whose files import a class that no module provides (a middleware, a guard);
    ``by_name`` the classes that are provided, and that guards find by a name alone (a passport strategy).
    """

    enhancers: frozenset[Declared]
    everywhere: tuple[str, ...]
    guards: Mapping[Declared, tuple[str, ...]]
    imported: Mapping[Declared, tuple[str, ...]]
    by_name: frozenset[Declared]

    def readers(self, access: Access) -> tuple[str, ...]:
        """Return the services in which such a class makes an access, in order; none for all others."""
        declared = _class_of(access)
        return self.everywhere if declared in self.enhancers else self.guards.get(declared, ())

    def callers(self, call: Call) -> tuple[str, ...]:
        """Return who else makes a call: the monolith stands for all where it may be in every service.

        A call from the monolith that is borrowed counts for every service that carries the frame. Which services have a
        class that is found by its name is not known here (a strategy of the log-in stands before one route): its call
        counts where it has to be borrowed, which costs nothing where the class is not.
        """
        declared = _class_of(call)
        bound = call.hands_connection or call.bound_by != ""
        if declared in self.enhancers or (bound and declared in self.by_name):
            return (MONOLITH,)
        return tuple(sorted({*self.guards.get(declared, ()), *self.imported.get(declared, ())}))


def frame_of(facts: Facts, placement: Placement) -> Frame:
    """Return the frame of an application whose modules have their places."""
    declares = _files_by_import(facts)
    doing = {_class_of(each) for each in (*facts.calls, *facts.frame_calls)}
    doing |= {_class_of(each) for each in facts.accesses}
    files: dict[str, list[str]] = defaultdict(list)
    for file, name in sorted(doing):
        files[name].append(file)

    def is_known(file: str, name: str) -> bool:
        return (file, name) in declares or (file, name) in doing

    def declared(file: str, name: str) -> Declared:
        if not is_known(file, name) and len(files.get(name, ())) == 1:
            return files[name][0], name  # the main file or a composed decorator brings it
        return declares.get((file, name), file), name

    enhancers = {declared(module.file, name) for module in facts.modules for name in module.enhancers}
    guards: dict[Declared, set[str]] = defaultdict(set)
    standing: Counter[Declared] = Counter()
    brought: set[Declared] = set()
    for route in facts.routes:
        for name in route.guards:
            guard = declared(route.file, name)
            guards[guard].add(placement.home_of_module(route.module))
            standing[guard] += 1
            if not is_known(route.file, name):
                brought.add(guard)
    # Before every route, and named by none of some: the main file sets it for the application.
    enhancers |= {guard for guard in brought if standing[guard] >= len(facts.routes)}
    around = {_class_of(call): call.from_module for call in facts.frame_calls}
    provided = {(module.name, name) for module in facts.modules for name in module.providers}
    return Frame(
        frozenset(enhancers),
        tuple(sorted({placement.home_of_module(route.module) for route in facts.routes})),
        _in_order(guards),
        _in_order(_imported(facts, placement)),
        frozenset(
            each for each, module in around.items() if (module, each[1]) in provided and each not in guards
        ),
    )


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
