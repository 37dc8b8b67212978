"""What a phase costs in days: counts from the facts, each at a price that is printed beside it."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from woosh_split.model.crossing import CALL, JOIN, READ, RELATION, TRANSACTION, WRITE
from woosh_split.model.plan import Factor, Risk
from woosh_split.model.split import Phase
from woosh_split.plan.order import CLEANUP, CLIENT, GATEWAY, kind_of
from woosh_split.plan.scene import Scene

DAYS: dict[str, float] = {
    "gateway": 3.0,  # put it up, compare, hand it the address
    "service": 2.0,  # pipeline, dashboards, the watch while it takes over
    "modules": 0.25,  # review what was extracted
    "tables moved": 0.1,  # rehearsed and carried out by `apply`; a person watches
    "routes": 0.05,  # a look at the differences of its shadow
    "published views": 0.1,  # decide on its columns
    "provider methods called across": 0.5,  # deadline and error of a call that now can fail
    "foreign writes": 0.5,  # file the debt, agree on the endpoint that pays it off
    "spanning transactions": 1.0,  # find out what may be seen half done
    "joins across": 0.25,  # look at its plan through the view
    "foreign keys across": 0.1,  # decide whether it goes
    "contested tables": 0.5,  # ask both sides
    "hazards or jobs": 0.25,  # one setting or one edit each
    "unresolved places": 0.1,  # read the place
    "client": 2.0,  # a release of the app, and its way through the stores
    "calls without a route": 0.25,  # find out what the app meant
    "clean-up": 1.0,  # users, grants, dashboards
    "services to clean up": 0.5,  # take the code out, run the tests
}
"""Days of one person for one of each. They are a start: a team that has done one phase knows better."""


def effort_of(phase: Phase, scene: Scene, risks: Iterable[Risk]) -> tuple[Factor, ...]:
    """Return what counts in a phase; factors of zero are left out."""
    kind, found = kind_of(phase), tuple(risks)
    counts: dict[str, int] = {}
    if kind == GATEWAY:
        counts = {"gateway": 1, "hazards or jobs": len(found)}
    elif kind == CLIENT:
        counts = {
            "client": 1,
            "calls without a route": _of_kind(found, "client-call"),
            "unresolved places": _of_kind(found, "unresolved"),
        }
    elif kind == CLEANUP:
        counts = {"clean-up": 1, "services to clean up": sum(len(each.services) for each in scene.phases)}
    elif phase.services:
        counts = _service_counts(phase, scene, found)
    return tuple(Factor(name, count, DAYS[name]) for name, count in counts.items() if count)


def days_of(factors: Iterable[Factor]) -> float:
    """Return the sum of the factors, up to the next half day."""
    # The sum is rounded first, so that 0.1 + 0.2 does not cost half a day more.
    return ceil(round(sum(factor.total for factor in factors) * 2, 6)) / 2


def _service_counts(phase: Phase, scene: Scene, risks: tuple[Risk, ...]) -> dict[str, int]:
    modules = {module for name in phase.services for module in scene.service(name).modules}
    views = {c.what for c in scene.begin(phase, READ, JOIN)}
    moved = sum(len(scene.moves(name)) for name in phase.services)
    moved += sum(id_ == phase.id for id_ in scene.shared_in.values())
    return {
        "service": len(phase.services),
        "modules": len(modules),
        "tables moved": moved,
        "routes": sum(route.module in modules for route in scene.facts.routes),
        "published views": len(views),
        "provider methods called across": sum(1 for _ in scene.begin(phase, CALL)),
        "foreign writes": sum(1 for _ in scene.begin(phase, WRITE)),
        "spanning transactions": len(
            {(s.file, s.line, s.function) for c in scene.begin(phase, TRANSACTION) for s in c.sites}
        ),
        "joins across": sum(len(c.sites) for c in scene.begin(phase, JOIN)),
        "foreign keys across": sum(
            any(s.via == "foreign-key" for s in c.sites) for c in scene.begin(phase, RELATION)
        ),
        "contested tables": _of_kind(risks, "contested"),
        "hazards or jobs": sum(
            _of_kind(risks, kind) for kind in ("in-memory-state", "in-memory-session", "session", "job")
        ),
        "unresolved places": _of_kind(risks, "unresolved"),
    }


def _of_kind(risks: Iterable[Risk], kind: str) -> int:
    return sum(risk.kind == kind for risk in risks)
