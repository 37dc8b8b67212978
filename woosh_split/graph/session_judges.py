"""Who can tell whether a user's session still stands: the functions that look it up, and the services that own them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from woosh_split.model.code import Route
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.sources.code.nestjs.session_state import KIND, tables_of


@dataclass(frozen=True, slots=True)
class SessionJudge:
    """A function that judges bearer tokens by tables, and the service that is asked: ``monolith`` for what is in none."""

    class_name: str
    method: str  # validate | canActivate
    file: str
    line: int
    tables: tuple[str, ...]
    owner: str


def session_judges(facts: Facts, placement: Placement) -> tuple[SessionJudge, ...]:
    """Return them in the order of files; the owner is that of the module, of shared code that of the first table."""
    homes = {file: module.name for module in facts.modules for file in module.files}
    found = []
    for hazard in facts.hazards:
        if hazard.kind != KIND:
            continue
        name, _, method = hazard.subject.partition(".")
        module, tables = homes.get(hazard.file), tables_of(hazard)
        of_module = module is not None and module not in placement.libraries
        owner = (
            placement.home_of_module(module)
            if module is not None and of_module
            else placement.owner_of_table(tables[0])
        )
        found.append(SessionJudge(name, method, hazard.file, hazard.line, tables, owner))
    return tuple(sorted(found, key=lambda each: (each.method != "validate", each.file, each.line)))


def judged_tables(facts: Facts) -> frozenset[tuple[str, str]]:
    """Return the modules that judge sessions, each with a table by which it does."""
    homes = {file: module.name for module in facts.modules for file in module.files}
    return frozenset(
        (homes[hazard.file], table)
        for hazard in facts.hazards
        if hazard.kind == KIND and hazard.file in homes
        for table in tables_of(hazard)
    )


def routes_behind(judge: SessionJudge, facts: Facts, placement: Placement) -> Iterator[Route]:
    """Yield the owner's routes that the guard lets nobody pass without a token, in the router's order."""
    for route in sorted(facts.routes, key=lambda each: each.order):
        guarded = judge.class_name in route.guards and route.auth == "required"
        if guarded and placement.home_of_module(route.module) == judge.owner:
            yield route
