"""The steps by which a phase's traffic moves: read from an option, and found again in the routing table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.errors import InputError
from woosh_split.model.routing import TO_MONOLITH, TO_SERVICE, TO_SHADOW, RouteEntry, RoutingTable, Target
from woosh_split.model.split import MONOLITH
from woosh_split.model.traffic import PERCENTS, TrafficStep
from woosh_split.pipeline.routes import load_table

if TYPE_CHECKING:
    from woosh_split.model.migration import Status
    from woosh_split.pipeline.migration import MigrationRequest

DEFAULT_STEPS = ",".join((TO_SHADOW, *map(str, PERCENTS), "100"))


def parse_steps(text: str) -> tuple[TrafficStep, ...]:
    """Return the steps of ``shadow,1,10,50,100``; ``shadow:20`` is a shadow of 20 of 100 requests.

    Raises:
        InputError: a word is no step, or the steps do not go up.
    """
    steps = tuple(_step(word.strip(), text) for word in text.split(","))
    ranks = [rank(step.target) for step in steps]
    if any(one >= other for one, other in pairwise(ranks)):
        raise InputError(f"--steps {text}: each step must go further than the one before it.")
    return steps


def _step(word: str, text: str) -> TrafficStep:
    kind, _, number = word.partition(":")
    if kind == TO_SHADOW:
        percent = number or "100"
    else:
        kind, percent = "split", word.removesuffix("%").strip()
    if not percent.isascii() or not percent.isdigit() or not 1 <= int(percent) <= 100:
        raise InputError(
            f"--steps {text}: {word or 'nothing'} is no step. Write numbers from 1 to 100 and shadow, for example {DEFAULT_STEPS}."
        )
    return TrafficStep(kind, int(percent))


def rank(target: Target) -> tuple[int, int]:
    """Return how far a target is: the monolith, then shadows, then percentages, then all of it."""
    if target.kind == TO_MONOLITH:
        return (0, 0)
    if target.kind == TO_SERVICE:
        return (2, 100)
    return (1 if target.kind == TO_SHADOW else 2, target.percent)


def steps_left(
    table: RoutingTable, services: Iterable[str], steps: Sequence[TrafficStep]
) -> list[TrafficStep]:
    """Return the steps from the one on in which the routes are: that one is watched again.

    Without a route that can be shadowed there is no shadow to watch.
    """
    entries = entries_of(table, services)
    here = min((rank(entry.target) for entry in moving(entries)), default=(0, 0))
    some = any(entry.shadowable for entry in entries)
    return [step for step in steps if rank(step.target) >= here and (some or step.kind != TO_SHADOW)]


def unshadowed(table: RoutingTable, services: Iterable[str], steps: Sequence[TrafficStep]) -> str:
    """Return why a shadow that was asked for is left out; nothing where there is one, or where its time is over."""
    entries = entries_of(table, services)
    if any(entry.shadowable or entry.target.kind != TO_MONOLITH for entry in entries):
        return ""
    asked = [step.told for step in steps if step.target.kind == TO_SHADOW]
    return f"no {asked[0]}: no route is a read that writes nothing" if asked else ""


def entries_of(table: RoutingTable, services: Iterable[str]) -> list[RouteEntry]:
    """Return the routes of some services."""
    wanted = set(services)
    return [entry for entry in table.routes if entry.service in wanted]


def moving(entries: Sequence[RouteEntry]) -> list[RouteEntry]:
    """Return the routes that tell where a phase is: while some are shadowed, those that cannot be stay behind."""
    if not any(entry.target.kind == TO_SHADOW for entry in entries):
        return list(entries)
    return [entry for entry in entries if entry.shadowable]


def table_at(path: Path) -> RoutingTable | None:
    """Return the routing table, None where there is none.

    Raises:
        InputError: it is not valid.
    """
    return load_table(path) if path.is_file() else None


def routes_told(table: RoutingTable | None, services: Sequence[str]) -> str:
    """Return where the routes of some services lead, in a word or two; nothing where there are none."""
    if table is None:
        return ""
    entries = moving(entries_of(table, services))
    found: dict[str, int] = {}
    for target in sorted((entry.target for entry in entries), key=rank):
        word = (
            target.kind if target.kind in (TO_MONOLITH, TO_SERVICE) else f"{target.kind} {target.percent} %"
        )
        found[word] = found.get(word, 0) + 1
    if len(found) > 1:
        return ", ".join(f"{number} {word}" for word, number in found.items())
    return next(iter(found), "")


def with_routes(status: Status, request: MigrationRequest, path: Path) -> Status:
    """Return the status with where each phase's routes lead; a table that is not valid hides nothing else."""
    services = {
        each.id: [part.service for part in each.services if part.service != MONOLITH]
        for each in request.organisation.phases
    }
    try:
        table = table_at(path)
    except InputError:
        unknown = f"not known, {path.name} is not valid"
        phases = tuple(
            replace(each, routes=unknown if services.get(each.id) else "") for each in status.phases
        )
        return replace(status, phases=phases)
    phases = tuple(
        replace(each, routes=routes_told(table, services.get(each.id, ()))) for each in status.phases
    )
    return replace(status, phases=phases)
