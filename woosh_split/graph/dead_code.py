"""What nothing uses: the cheapest part of a split is what need not move at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from woosh_split.model.code import Module
from woosh_split.model.facts import Facts
from woosh_split.model.schema import Table


@dataclass(frozen=True, slots=True)
class DeadCode:
    """Everything that the facts show to be unused."""

    entities: tuple[Table, ...]
    """Tables with an entity class that no code reads or writes through anything."""
    tables: tuple[Table, ...]
    """Tables that neither code nor an entity mentions."""
    files: tuple[str, ...]
    """Files that no import leads to from the root module."""


def dead_code(facts: Facts) -> DeadCode:
    """Return the unused entities, tables and files, each sorted by name."""
    touched = {access.table for access in facts.accesses}
    idle = sorted(
        (table for table in facts.tables if table.name not in touched and table.kind == "table"),
        key=lambda table: (table.name, table.schema or ""),
    )
    return DeadCode(
        entities=tuple(table for table in idle if table.entity is not None),
        tables=tuple(table for table in idle if table.entity is None),
        files=_unreached_files(facts, touched),
    )


def _unreached_files(facts: Facts, touched: set[str]) -> tuple[str, ...]:
    """Follow imports from the root module and from whatever imports it (``main.ts``).

    Entity files count as reached when their table is used: TypeORM may load them by a pattern of paths.
    """
    root = root_module(facts)
    if root is None or not facts.imports:
        return ()
    forward: dict[str, set[str]] = defaultdict(set)
    backward: dict[str, set[str]] = defaultdict(set)
    for each in facts.imports:
        forward[each.from_file].add(each.to_file)
        backward[each.to_file].add(each.from_file)
    reached = _closure(_closure({root.file}, backward), forward)
    loaded = {table.entity_file for table in facts.tables if table.entity_file and table.name in touched}
    known = {file for module in facts.modules for file in module.files} | set(facts.shared_files)
    known.update(module.file for module in facts.modules)
    return tuple(sorted(file for file in known - reached - loaded if file.endswith(".ts")))


def root_module(facts: Facts) -> Module | None:
    """Return the module that imports the others: ``app``, or the largest one that nobody imports.

    Nobody but itself and modules that it imports: some of these import the root again.
    """
    importers: dict[str, set[str]] = {module.name: set() for module in facts.modules}
    imports = {
        module.name: {each for each in module.imports if each != module.name} for module in facts.modules
    }
    for name, imported in imports.items():
        for each in imported & importers.keys():
            importers[each].add(name)
    roots = [each for each in facts.modules if imports[each.name] and not importers[each.name]]
    if all(each.name != "app" for each in roots):
        over = [each for each in facts.modules if imports[each.name] and (each.name == "app" or not roots)]
        roots += [each for each in over if importers[each.name] <= _closure({each.name}, imports)]
    roots.sort(key=lambda module: (module.name != "app", -len(module.imports), module.name))
    return roots[0] if roots else None


def _closure(start: set[str], edges: dict[str, set[str]]) -> set[str]:
    reached = set(start)
    frontier = list(start)
    while frontier:
        for file in edges.get(frontier.pop(), ()):
            if file not in reached:
                reached.add(file)
                frontier.append(file)
    return reached
