"""``apply``, ``rollback`` and ``status``: phases of the organisation on a live server, forward, back, or looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

from woosh_split.apply.completion import Ending, carry_out_ending, look
from woosh_split.apply.draining import drain
from woosh_split.apply.phase import BUDGET, Result, Work, carry_out, world_of
from woosh_split.apply.preflight import Ground, obstacles
from woosh_split.apply.rehearsal import clear_away, rehearse
from woosh_split.artefacts.database.completing import left_to_complete, settled
from woosh_split.artefacts.database.moving import LostTable
from woosh_split.artefacts.database.stage import MARIADB, MYSQL
from woosh_split.artefacts.database.steps import BACK, FORWARD, Setting, all_remaining
from woosh_split.database.ddl import (
    Ddl,
    Rejected,
    ddl_connection,
    holder_of_lock,
    take_lock,
    transactions,
)
from woosh_split.database.journal import RESTORE, completed, made_by_us, open_journal, tail
from woosh_split.database.obstacles import anonymous_hosts, charset_of, validates_passwords, written_by
from woosh_split.errors import DatabaseError, Refusal
from woosh_split.model.access import Access
from woosh_split.model.meant import no_phase
from woosh_split.model.migration import (
    APPLIED,
    BROKEN,
    COMPLETE,
    NOT_APPLIED,
    NOTHING,
    PARTLY,
    PhaseState,
    Status,
)
from woosh_split.model.organisation import Organisation, PhasePart
from woosh_split.model.split import Phase
from woosh_split.model.world import USER, Action, World, after
from woosh_split.sql.quoting import literal


@dataclass(frozen=True, slots=True)
class MigrationRequest:
    """Where and what: the server, the organisation, the phases with what they wait for, and how to go about it."""

    url: str
    organisation: Organisation
    phases: Sequence[Phase]
    accesses: tuple[Access, ...] = ()
    passwords: Mapping[str, str] = field(default_factory=dict)
    keep_passwords: Callable[[], None] = lambda: None
    """Called once nothing stands in the way, and before an account gets its password: what no file has would be lost."""
    budget: float = BUDGET
    checksums: bool = False
    accept_untested: bool = False
    rehearsal: bool = True
    drain: float = 0.0
    """Seconds that services may take to end what they began before a phase is taken back; 0: nobody is waited for."""
    tell: Callable[[str], None] = lambda text: None
    stop: Callable[[], bool] = lambda: False
    changes_tables: tuple[str, ...] = ()
    """Places where the monolith is told to change its tables whenever it starts (``synchronize: true``)."""
    completed: frozenset[str] = frozenset()
    """Phases whose tables have no old names any more: the server's journal says which."""
    taken_back: frozenset[str] = frozenset()
    """Phases that a dry run showed the way back of already: an earlier one no longer waits for them."""


class Named(Protocol):
    """A step as people see it."""

    @property
    def told(self) -> str:
        """The step in a word or two."""
        ...


@dataclass(frozen=True, slots=True)
class EndingStep:
    """A step by which old names go, or come again."""

    told: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or would do: ``steps`` of a dry run, else the result of carrying out."""

    phase: str
    direction: str
    result: Result | None = None
    rehearsed: int = 0
    steps: tuple[tuple[Named, Action], ...] = ()
    state: str = ""
    notes: tuple[str, ...] = ()


def apply_phase(request: MigrationRequest, phase: str, *, dry_run: bool = False) -> Outcome:
    """Carry a phase out.

    Raises:
        InputError: there is no such phase.
        Refusal: something stands in its way, or another run is at work.
        DatabaseError: the server refuses a statement or was lost.
    """
    return _run(request, phase, FORWARD, dry_run=dry_run)


def rollback_phase(request: MigrationRequest, phase: str, *, dry_run: bool = False) -> Outcome:
    """Take a phase back; raises as :func:`apply_phase` does."""
    return _run(request, phase, BACK, dry_run=dry_run)


def refuse_out_of_order(request: MigrationRequest, phase: str) -> None:
    """Look whether others wait for a phase that is to be taken back: then not even its routes are touched.

    Raises:
        InputError: there is no such phase.
        Refusal: a later phase stands on it.
        DatabaseError: the server cannot be asked.
    """
    part = part_of(request.organisation, phase)
    if not part.services:
        return
    with connected(request) as ddl:
        settled_request = with_completed(request, ddl, but=phase)
        reasons = tuple(_order(settled_request, part, BACK, ddl))
    if reasons:
        raise Refusal(_refused(phase, BACK, reasons))


def later_phases(request: MigrationRequest, phase: str) -> tuple[str, ...]:
    """Return the phases after a phase that do something to the database, the last first."""
    ids = [each.id for each in request.organisation.phases]
    part_of(request.organisation, phase)
    later = request.organisation.phases[ids.index(phase) + 1 :]
    return tuple(each.id for each in reversed(later) if each.services)


def part_of(organisation: Organisation, phase: str) -> PhasePart:
    """Return a phase by its id.

    Raises:
        InputError: there is none; says which there are.
    """
    ids = [each.id for each in organisation.phases]
    if phase in ids:
        return organisation.phases[ids.index(phase)]
    raise no_phase(phase, ids)


def status_of(request: MigrationRequest, most: int = 10) -> Status:
    """Look at every phase; nothing is changed, and no lock is taken."""
    with connected(request) as ddl:
        request = with_completed(request, ddl)
        phases = tuple(state_of(each, request, ddl) for each in request.organisation.phases)
        schema = request.organisation.schema
        return Status(
            schema,
            phases,
            holder_of_lock(ddl, schema),
            tuple(each for each in transactions(ddl) if each.seconds > 0),
            tuple(tail(ddl, schema, most)),
        )


def server_kind(url: str) -> str:
    """Return whose SQL the server speaks.

    Raises:
        DatabaseError: it is away or refuses us.
    """
    with ddl_connection(url) as ddl:
        return MARIADB if ddl.mariadb else MYSQL


def with_completed(request: MigrationRequest, ddl: Ddl, *, but: str = "") -> MigrationRequest:
    """Return the request with the organisation as it is now that some phases are complete; ``but`` is to be it no longer."""
    gone = completed(ddl, request.organisation.schema) - {but}
    return replace(request, organisation=settled(request.organisation, gone), completed=gone)


@contextmanager
def connected(request: MigrationRequest) -> Iterator[Ddl]:
    """Yield the connection for changes.

    Raises:
        DatabaseError: the server is away, refuses a statement, or is lost.
    """
    with ddl_connection(request.url, request.stop) as ddl:
        try:
            yield ddl
        except Rejected as error:
            if error.lost:
                raise DatabaseError(
                    "The server was lost half-way. What was done so far stands, and the journal has it: run the command again."
                ) from error
            raise DatabaseError(
                f"The server refuses a statement: {error.reason}. What was done so far stands. The account of --database must be "
                "able to read the database mysql, and to create schemas, users and views with definers."
            ) from error


def _run(request: MigrationRequest, id_: str, direction: str, *, dry_run: bool) -> Outcome:
    phase = part_of(request.organisation, id_)
    if not phase.services:
        return Outcome(id_, direction, state=NOTHING)
    with connected(request) as ddl:
        schema = request.organisation.schema
        if not dry_run:
            take_lock(ddl, schema)
        request = with_completed(request, ddl, but=id_ if direction == BACK else "")
        phase = part_of(request.organisation, id_)
        setting = setting_of(request, ddl, id_)
        world = world_of(phase, schema, ddl)
        drained = direction == BACK and request.drain > 0 and not dry_run
        ground = Ground(
            phase, schema, direction, world, setting, request.accesses, request.accept_untested, not drained,
            request.changes_tables,
        )  # fmt: skip
        reasons = (*_order(request, phase, direction, ddl), *obstacles(ground, ddl))
        if not reasons and drained and any(True for _ in all_remaining(phase, BACK, world, setting)):
            drain([part.account.user for part in phase.services], request.drain, ddl, request.tell)
            world = world_of(phase, schema, ddl)
            reasons = obstacles(replace(ground, world=world, transactions=True), ddl)
        if reasons:
            raise Refusal(_refused(id_, direction, reasons))
        ending = Ending(phase, request.organisation, True, request.budget, request.tell)
        before: list[tuple[Named, Action]] = []
        if direction == BACK:
            before = [(EndingStep(told), action) for told, action in left_to_complete(*look(ending, ddl))]
        if dry_run:
            for _, action in before:
                world = after(world, action)
            return Outcome(id_, direction, steps=(*before, *all_remaining(phase, direction, world, setting)))
        if direction == FORWARD:
            request.keep_passwords()
        if before:
            carry_out_ending(ending, ddl, open_journal(ddl, schema, id_, RESTORE))
            world = world_of(phase, schema, ddl)
        return _carry_out(request, phase, direction, setting, world, ddl)


def _carry_out(
    request: MigrationRequest, phase: PhasePart, direction: str, setting: Setting, world: World, ddl: Ddl
) -> Outcome:
    journal = open_journal(ddl, request.organisation.schema, phase.id, direction)
    work = Work(
        phase,
        request.organisation.schema,
        direction,
        setting,
        request.budget,
        request.checksums,
        request.tell,
        request.drain,
    )
    rehearsed = 0
    clear_away(setting.ours or frozenset(), ddl, journal)
    begun = any(True for _ in all_remaining(phase, BACK, world, setting))
    if direction == FORWARD and request.rehearsal and not begun:
        rehearsed = rehearse(work, world, ddl, journal)
        request.tell(f"rehearsed forward and back on empty copies: {rehearsed} statements")
        setting = setting_of(request, ddl, phase.id)
    notes = tuple(_kept(phase, setting, world) if direction == BACK else _taken_for_others(phase, ddl))
    written = tuple(_written(phase, ddl)) if direction == BACK else ()
    result = carry_out(replace(work, setting=setting), ddl, journal)
    return Outcome(phase.id, direction, result, rehearsed, notes=(*written, *notes))


def _taken_for_others(phase: PhasePart, ddl: Ddl) -> Iterator[str]:
    """Accounts of any host that the server does not come to, where an anonymous one stands for the host itself."""
    users = [part.account.user for part in phase.services if "%" in part.account.host]
    hosts = anonymous_hosts(ddl) if users else ()
    if hosts:
        accounts = ", ".join(f"''@{literal(host)}" for host in hosts)
        yield (
            f"The server has an anonymous account for {', '.join(hosts)}: whoever logs in from there as {', '.join(users)} is "
            f"taken for it, and refused. Drop it (DROP USER {accounts}), or give the accounts "
            "their host with --user-host."
        )


def _written(phase: PhasePart, ddl: Ddl) -> Iterator[str]:
    """What the services wrote, as far as the server counts it; their rows stay in the tables that come back."""
    users = [part.account.user for part in phase.services]
    counted = written_by(ddl, users)
    for user in users:
        if user in counted:
            inserted, updated, deleted = counted[user]
            yield (
                f"Since its counters began the server counted {inserted} rows inserted, {updated} updated and {deleted} deleted "
                f"by {user}. They stay as they are."
            )
        else:
            yield f"What {user} wrote meanwhile stays; the server does not count it (userstat is off)."


def _kept(phase: PhasePart, setting: Setting, world: World) -> Iterator[str]:
    for part in phase.services:
        for who in (part.account, part.definer):
            if (
                who is not None
                and setting.ours is not None
                and (USER, who.user, who.host) in world
                and (USER, who.user, who.host) not in setting.ours
            ):
                yield f"The user {who.user}@{who.host} stays: the journal does not say that it is ours."


def setting_of(request: MigrationRequest, ddl: Ddl, phase: str) -> Setting:
    """Return what statements of a phase depend on besides it.

    Raises:
        Refusal: the monolith's schema is not there.
    """
    schema = request.organisation.schema
    found = charset_of(ddl, schema)
    if found is None:
        raise Refusal(f"There is no schema {schema} on the server. Name the monolith's with --schema.")
    return Setting(
        MARIADB if ddl.mariadb else MYSQL, *found, passwords=request.passwords, ours=made_by_us(ddl, schema),
        hashes=ddl.mariadb and not validates_passwords(ddl), nameless=phase in request.completed,
    )  # fmt: skip


def _refused(phase: str, direction: str, reasons: tuple[str, ...]) -> str:
    what = "cannot be applied" if direction == FORWARD else "cannot be taken back"
    if len(reasons) == 1:
        return f"{phase} {what} now: {reasons[0]}"
    listed = "\n".join(f"- {reason}" for reason in reasons)
    return f"{phase} {what} now, for {len(reasons)} reasons:\n{listed}"


def _order(request: MigrationRequest, phase: PhasePart, direction: str, ddl: Ddl) -> Iterator[str]:
    """Whether phases that this one waits for, or that wait for it, are where they must be."""
    parts = {each.id: each for each in request.organisation.phases}
    waits = {each.id: each.depends_on for each in request.phases}
    if direction == FORWARD:
        for id_ in waits.get(phase.id, ()):
            if id_ in parts and parts[id_].services:
                found = state_of(parts[id_], request, ddl)
                if found.state not in (APPLIED, COMPLETE):
                    yield f"It waits for {id_}, which is {found.state}. Apply that first."
        return
    for id_, depends in waits.items():
        if phase.id in depends and id_ in parts and parts[id_].services and id_ not in request.taken_back:
            found = state_of(parts[id_], request, ddl)
            if found.state not in (NOT_APPLIED, NOTHING):
                yield (
                    f"{id_} waits for it and is {found.state}. Take that back first, or use `rollback --to`. To send only its "
                    "requests to the monolith, use `routes set SERVICE --target monolith`."
                )


def state_of(phase: PhasePart, request: MigrationRequest, ddl: Ddl) -> PhaseState:
    """Return where a phase stands; the request must know which are complete."""
    if not phase.services:
        return PhaseState(phase.id, NOTHING)
    setting = replace(setting_of(request, ddl, phase.id), passwords={}, ours=None)
    world = world_of(phase, request.organisation.schema, ddl)
    try:
        left = sum(1 for _ in all_remaining(phase, FORWARD, world, setting))
        undo = sum(1 for _ in all_remaining(phase, BACK, world, setting))
    except LostTable as why:
        return PhaseState(phase.id, BROKEN, why=str(why))
    if phase.id in request.completed:
        ending = Ending(phase, request.organisation)
        left += sum(1 for _ in left_to_complete(*look(ending, ddl)))
        return PhaseState(phase.id, COMPLETE if left == 0 else PARTLY, left, undo)
    state = APPLIED if left == 0 else NOT_APPLIED if undo == 0 else PARTLY
    return PhaseState(phase.id, state, left, undo)
