"""Carries out the database side of one phase, forward or back: look, do the next statement, look again, until nothing is left.

What was done before does not matter, and neither does who was killed in the middle of it: every round starts from
what the server holds now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from woosh_split.apply.draining import drain
from woosh_split.apply.triggers import forget_triggers
from woosh_split.apply.verification import Verified, table_id, verify_move, verify_phase
from woosh_split.artefacts.database.moving import names_of, place_of
from woosh_split.artefacts.database.steps import (
    ACCOUNT,
    BACK,
    FORWARD,
    MOVE,
    DatabaseStep,
    Setting,
    all_remaining,
    remaining,
    schemas_of_part,
    steps_of,
)
from woosh_split.database.ddl import Ddl, Rejected, Stopped, Taken
from woosh_split.database.journal import Journal
from woosh_split.database.world import read_world
from woosh_split.errors import DatabaseError
from woosh_split.model.organisation import Move, PhasePart, ServicePart
from woosh_split.model.world import Action, World
from woosh_split.sql.quoting import quoted

BUDGET = 60.0
"""Seconds that one step may spend on locks that others hold."""

_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done and how; ``tell`` hears of every step that changed something."""

    phase: PhasePart
    monolith: str
    direction: str
    setting: Setting
    budget: float = BUDGET
    checksums: bool = False
    tell: Callable[[str], None] = lambda text: None
    drain: float = 0.0
    """Seconds to wait, on the way back, for what a service began, before its account goes; 0: not."""


@dataclass(slots=True)
class Result:
    """What was done: statements, the time that they took, and what was verified."""

    statements: int = 0
    attempts: int = 0
    slowest_ms: int = 0
    verified: list[Verified] = field(default_factory=list)


def carry_out(work: Work, ddl: Ddl, journal: Journal) -> Result:
    """Bring a phase to its goal.

    Raises:
        Taken: others kept a lock for longer than the budget; what was done is whole.
        StillAtWork: a service whose account is to go did not come to an end.
        Stopped: somebody asked for an end between two statements.
        DatabaseError: the server refuses a statement, or was lost.
    """
    result = Result()
    journal.note("", "begin", work.phase.id)
    for step in steps_of(work.phase, work.direction):
        _carry_out(step, work, ddl, journal, result)
    world = world_of(work.phase, work.monolith, ddl)
    left = [action for _, action in all_remaining(work.phase, work.direction, world, work.setting)]
    if left:
        raise DatabaseError(
            f"{work.phase.id} is not as it should be after all its steps: {left[0].text} is still to be done. "
            "Somebody else changes the same things. Run it again."
        )
    if work.direction == FORWARD:
        verify_phase(work.phase, world)
    journal.note("", "end", work.phase.id)
    return result


def world_of(phase: PhasePart, monolith: str, ddl: Ddl) -> World:
    """Read what the server holds of a phase: its own schemas whole, of the monolith's what the phase names."""
    named = {monolith: names_in_monolith(phase)}
    wanted: dict[str, frozenset[str] | None] = dict.fromkeys(
        (schema for part in phase.services for schema in schemas_of_part(part)), None
    )
    for view in (view for part in phase.services for view in part.views):
        if view.source_schema not in (monolith, *wanted):  # a table whose own phase is complete
            named[view.source_schema] = named.get(view.source_schema, frozenset()) | {view.source}
    return _read(ddl, named | wanted, phase.services)


def _read(ddl: Ddl, schemas: Mapping[str, frozenset[str] | None], parts: tuple[ServicePart, ...]) -> World:
    accounts = [who for part in parts for who in (part.account, part.definer) if who is not None]
    roles = [part.account.role for part in parts if part.account.role is not None]
    return read_world(ddl, schemas, [(who.user, who.host) for who in accounts], roles)


def names_in_monolith(phase: PhasePart) -> frozenset[str]:
    """Return the names in the monolith's schema that a phase has to do with."""
    found: set[str] = set()
    for part in phase.services:
        for move in part.moves:
            places = names_of(move)
            found |= {place[1] for place in (places.low, places.high, *places.passing)}
        found |= {view.source for view in part.views} | {view.name for view in part.views}
        found |= {grant.name for grant in (*part.grants, *part.definer_grants) if grant.name}
    return frozenset(found)


def _carry_out(step: DatabaseStep, work: Work, ddl: Ddl, journal: Journal, result: Result) -> None:
    deadline = time.monotonic() + work.budget
    before = None
    changed = False
    for _ in range(_ROUNDS):
        if ddl.stop():
            raise Stopped
        world = _world_of_step(step, work, ddl)
        if step.kind == MOVE and before is None:
            before = table_id(ddl, place_of(_move(step), world)), _sum(step, world, work, ddl)
        todo = list(remaining(step, work.direction, world, work.setting))
        if not todo:
            break
        if step.kind == ACCOUNT and work.direction == BACK:
            drain([step.part.account.user], work.drain, ddl, work.tell)
        for action in todo[:1] if step.kind == MOVE else todo:
            changed = True
            perform(step.told, action, deadline, ddl, journal, result)
            if step.kind == MOVE:
                forget_triggers(_move(step).table, deadline, ddl)
    else:
        raise DatabaseError(
            f"The step {step.told} does not finish: its changes do not stay on the server. Look whether somebody "
            "else changes the same names."
        )
    if step.kind == MOVE and not changed:  # a run that was killed may have come as far as this
        forget_triggers(_move(step).table, deadline, ddl)
    if step.kind == MOVE and before is not None and changed:
        found = verify_move(_move(step), world, before[0], _sum(step, world, work, ddl), before[1], ddl)
        journal.note(step.told, "verified", found.table, found.told)
        result.verified.append(found)
    if changed:
        work.tell(f"{step.told}: done")


def _world_of_step(step: DatabaseStep, work: Work, ddl: Ddl) -> World:
    """A move looks at its own places alone: it looks often, and a large schema takes a while to be read."""
    if step.kind != MOVE:
        return world_of(work.phase, work.monolith, ddl)
    places = names_of(_move(step))
    wanted: dict[str, set[str]] = {}
    for schema, name in (places.low, places.high, *places.passing):
        wanted.setdefault(schema, set()).add(name)
    return _read(ddl, {schema: frozenset(names) for schema, names in wanted.items()}, ())


def _move(step: DatabaseStep) -> Move:
    return next(each for each in step.part.moves if each.table == step.subject)


def _sum(step: DatabaseStep, world: World, work: Work, ddl: Ddl) -> str | None:
    if not work.checksums:
        return None
    return str(ddl.rows(f"CHECKSUM TABLE {quoted(*place_of(_move(step), world))}")[0][1])


def perform(told: str, action: Action, deadline: float, ddl: Ddl, journal: Journal, result: Result) -> None:
    """Write down the intent, do it, write down what came of it. ``deadline`` is a time of ``time.monotonic()``.

    Raises:
        DatabaseError: the server refuses a statement.
        Stopped: somebody asked for an end.
        Taken: a lock stayed taken until the deadline.
    """
    row = journal.intent(told, action)
    began = time.monotonic()
    attempts = 0
    try:
        for statement in action.sql:
            attempts += ddl.persist(statement, deadline)
    except (Taken, Stopped) as error:
        why = str(error) or "somebody asked to stop"
        journal.failed(row, why)
        if isinstance(error, Stopped):
            raise
        raise Taken(
            f"{told}: `{action.kind} {action.subject}` did not get its locks in time; {error} Nothing is half done. "
            "Run it again when they are through, or give it more time with --budget."
        ) from error
    except Rejected as error:
        if error.lost:
            raise DatabaseError(
                f"The server was lost during {told} ({action.kind} {action.subject}). The journal has the intent. "
                "Run the command again, or the other way round: it goes on from what the server then holds."
            ) from error
        ddl.settle()
        journal.failed(row, error.reason)
        raise DatabaseError(
            f"The server refuses {action.kind} {action.subject} ({told}): {error.reason}. What was done before stands; "
            "fix the cause and run the command again, or go back with `rollback`."
        ) from error
    ms = round((time.monotonic() - began) * 1000)
    journal.done(row, attempts, ms)
    result.statements += len(action.sql)
    result.attempts += attempts
    result.slowest_ms = max(result.slowest_ms, ms)
