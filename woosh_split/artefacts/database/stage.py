"""What the organisation of the database looks at, put together once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.database.existing import Existing, existing
from woosh_split.model.access import Access
from woosh_split.model.crossing import Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.split import MONOLITH, Phase, SplitFile
from woosh_split.plan.scene import Scene, scene
from woosh_split.sources.schema.ddl.routine_text import RoutineText

MARIADB, MYSQL = "mariadb", "mysql"
Reach = Mapping[str, Sequence[Access]]
"""The accesses that the code of each service makes: its own modules' and those of code that came along."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the organisation is to be made.

    ``schema`` is the monolith's; ``user_host`` the host part of the services' accounts; without ``roles`` the
    users hold their rights themselves; ``known_as`` are other names under which code and dumps know the monolith's schema.
    """

    schema: str
    server: str = MARIADB
    user_host: str = "%"
    roles: bool = True
    known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Facts, decisions, settings and what follows from them.

    ``calls`` are the routines that each service calls, ``temporary`` the services whose code makes temporary tables.
    """

    scene: Scene
    existing: Existing
    settings: Settings
    reach: Reach
    calls: Mapping[str, Sequence[str]]
    texts: Mapping[str, RoutineText]
    join_tables: frozenset[str]
    temporary: frozenset[str] = frozenset()

    def exists(self, table: str) -> bool:
        """Whether the database has a table or view of this name."""
        return table in self.existing

    def schema(self, service: str) -> str:
        """Return the schema of a service, which is also its user's name."""
        return MONOLITH if service == MONOLITH else self.scene.schema(service)

    def elsewhere(self, table: str) -> str | None:
        """Return the schema of a table that lies outside of the monolith's, so that code must name it with its schema."""
        schema = self.existing.tables[table].schema if self.exists(table) else None
        home = {name.lower() for name in (self.settings.schema, *self.settings.known_as)}
        return schema if schema is not None and schema.lower() not in home else None

    def movable(self, table: str) -> bool:
        """Whether a table may change its schema: it is there, no view, fires no trigger, and is not elsewhere."""
        return (
            self.exists(table)
            and not self.scene.is_view(table)
            and not self.scene.triggers(table)
            and self.elsewhere(table) is None
        )

    def owner(self, table: str) -> str:
        """Return the service that answers for a table."""
        return self.scene.placement.owner_of_table(table)


def stage(
    facts: Facts,
    split: SplitFile,
    phases: Sequence[Phase],
    crossings: Iterable[Crossing],
    settings: Settings,
    reach: Reach | None = None,
    calls: Mapping[str, Sequence[str]] | None = None,
    texts: Mapping[str, RoutineText] | None = None,
    temporary: Collection[str] = (),
) -> Stage:
    """Put the stage together; what is not given follows from the facts alone."""
    placement = placement_of(split)
    joins = frozenset(each.join_table for each in facts.relations if each.join_table)
    return Stage(
        scene(facts, split, placement, tuple(phases), crossings, ()),
        existing(facts),
        settings,
        own_reach(facts, placement) if reach is None else reach,
        own_calls(facts, placement) if calls is None else calls,
        texts or {},
        joins,
        frozenset(temporary),
    )


def own_reach(facts: Facts, placement: Placement) -> dict[str, tuple[Access, ...]]:
    """Return the accesses of each service's own modules; the monolith has the rest."""
    found: dict[str, list[Access]] = {name: [] for name in (*placement.services, MONOLITH)}
    for access in facts.accesses:
        found[placement.home_of_module(access.module)].append(access)
    return {name: tuple(accesses) for name, accesses in found.items()}


def own_calls(facts: Facts, placement: Placement) -> dict[str, tuple[str, ...]]:
    """Return the routines that each service may call, told by what they touch.

    The facts do not name the routine of an access. A service is taken to call one if its accesses by way of procedures
    cover everything that the routine reads and writes; one that touches nothing cannot be told.
    """
    found: dict[str, tuple[str, ...]] = {}
    for service, accesses in own_reach(facts, placement).items():
        done = {(a.table, a.mode) for a in accesses if a.via in ("procedure", "view", "trigger")}
        direct = {a.table for a in accesses if a.via == "procedure"}
        found[service] = tuple(
            routine.name
            for routine in sorted(facts.routines, key=lambda each: each.name)
            if (used := {(t, "read") for t in routine.reads} | {(t, "write") for t in routine.writes})
            and used <= done
            and any(table in direct for table, _ in used)
        )
    return found
