"""What a service judges users' sessions by, where it owns what tells: the gateway asks it."""

from __future__ import annotations

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.service_module import Sessions
from woosh_split.graph.session_judges import SessionJudge, routes_behind, session_judges
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.sources.code.nestjs.codebase import Place

_OWN_NAMES = {"http-bearer": "bearer"}
"""Packages whose strategy is called otherwise than the package."""


def sessions_of(closure: Closure, facts: Facts, placement: Placement) -> Sessions | None:
    """Return the first judge that the service owns and has the code of, None where there is none."""
    for judge in session_judges(facts, placement):
        if judge.owner == closure.around.service:
            found = _sessions(judge, closure, facts, placement)
            if found is not None:
                return found
    return None


def _sessions(judge: SessionJudge, closure: Closure, facts: Facts, placement: Placement) -> Sessions | None:
    place = Place(judge.file, judge.class_name)
    if not closure.has(place):
        return None
    if judge.method == "validate":
        names = [each.name or "" for each in closure.around.code.strategies if each.place == place]
        return Sessions(strategy=_OWN_NAMES.get(names[0], names[0])) if names and names[0] else None
    for route in routes_behind(judge, facts, placement):
        class_name, _, method = route.handler.partition(".")
        controller = Place(route.file, class_name)
        if method and closure.has(controller):
            return Sessions(guard=place, handler=(controller, method))
    return None
