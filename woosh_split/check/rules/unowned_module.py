"""WS702: a module that works on a service's tables and is in no service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.split import MONOLITH
from woosh_split.model.violation import WARNING


class UnownedModule:
    """A module stays with the monolith by default although all tables that it touches belong to services."""

    text = about(
        "WS702",
        "unowned-module",
        "A module is in no service, and works only on tables of services.",
        "What is in no service stays with the monolith. A module that touches nothing of the monolith's is most likely "
        "new since the split file was written, and nobody has placed it. The root module is never meant.",
        "Add the module to `modules` of a service, or to `libraries`.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every module that is placed nowhere and touches only tables of services."""
        placement = scene.placement
        owners: dict[str, set[str]] = defaultdict(set)
        for access in scene.facts.accesses:
            owners[access.module].add(placement.owner_of_table(access.table))
        for module in scene.facts.modules:
            homes = owners[module.name]
            placed = module.name in placement.modules or module.name in {*placement.libraries, scene.root}
            if placed or not homes or MONOLITH in homes:
                continue
            yield Finding(
                MONOLITH,
                min(homes),
                module.name,
                module.file,
                module.line,
                module.class_name,
                f"The module {module.name} is in no service, and works only on tables of "
                f"{', '.join(sorted(homes))}.",
                f"Add {module.name} to the modules of a service, or to `libraries`.",
                words=(module.class_name,),
            )
