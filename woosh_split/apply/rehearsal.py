"""The phase once forward and once back, on empty copies of its tables in schemas of its own, before the real ones are touched.

It proves that the account may do all of it and that the server does what is expected of it, with the same code and
the same statements. What it makes is recorded in the journal, so a rehearsal that was killed is cleared away by the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from woosh_split.apply.phase import Work, carry_out
from woosh_split.artefacts.database.steps import BACK, FORWARD, Setting, schemas_of_part
from woosh_split.database.ddl import Ddl, Stopped, Taken
from woosh_split.database.journal import Journal, made_by_us
from woosh_split.database.obstacles import rows_told
from woosh_split.database.world import read_world
from woosh_split.errors import DatabaseError, Refusal
from woosh_split.model.migration import SCRATCH
from woosh_split.model.organisation import Account, Grant, PhasePart, ServicePart
from woosh_split.model.world import OBJECT, ROLE, SCHEMA, USER, Action, BaseTable, Key, World
from woosh_split.sql.quoting import account, quoted


def rehearse(work: Work, world: World, ddl: Ddl, journal: Journal) -> int:
    """Go forward and back on copies; return the number of statements.

    Raises:
        Refusal: the server does not do it; says what it refused.
    """
    copies = _copies(work, world)
    part_of, schemas = _scratch(work, {name for _, name in copies}, journal.run)
    phase = PhasePart(f"{work.phase.id} (rehearsal)", tuple(part_of(part) for part in work.phase.services))
    trial = replace(
        work, phase=phase, monolith=schemas[work.monolith], tell=lambda text: None, checksums=False,
        setting=replace(work.setting, ours=None, passwords={}),
    )  # fmt: skip
    own = replace_phase(journal, phase.id)
    try:
        _make(schemas[work.monolith], work.setting, ddl, own)
        for place in copies:
            sql = f"CREATE TABLE {quoted(schemas[work.monolith], place[1])} LIKE {quoted(*place)}"
            _do(Action("copy", place[1], (sql,)), ddl, own)
        done = carry_out(replace(trial, direction=FORWARD), ddl, own)
        back = carry_out(replace(trial, direction=BACK), ddl, own)
    except (Taken, Stopped):
        raise
    except DatabaseError as error:
        with suppress(DatabaseError):  # what cannot be cleared away now is by the next run
            clear_away(made_by_us(ddl, work.monolith), ddl, journal)
        raise Refusal(
            f"The rehearsal on empty copies fails, and nothing real was touched: {error} Give --database an account that may do it."
        ) from error
    _drop(schemas[work.monolith], ddl, own)
    return done.statements + back.statements + len(copies) + 2


def replace_phase(journal: Journal, phase: str) -> Journal:
    """Return the same run's journal under another phase's name."""
    return Journal(journal.ddl, journal.monolith, phase, journal.goal, journal.run)


def clear_away(ours: frozenset[Key], ddl: Ddl, journal: Journal) -> None:
    """Drop what an earlier rehearsal that was killed left: only what the journal knows, and no table with a row in it."""
    own = replace_phase(journal, "(rehearsal)")
    for key in sorted(ours):
        if not key[1].startswith(SCRATCH):
            continue
        if key[0] == SCHEMA:
            _drop(key[1], ddl, own)
        elif key[0] == USER:
            _do(
                Action("drop-user", "@".join(key[1:]), (f"DROP USER IF EXISTS {account(*key[1:])}",)),
                ddl,
                own,
            )
        elif key[0] == ROLE:
            _do(Action("drop-role", key[1], (f"DROP ROLE IF EXISTS {quoted(key[1])}",)), ddl, own)


def _make(schema: str, setting: Setting, ddl: Ddl, journal: Journal) -> None:
    sql = f"CREATE DATABASE {quoted(schema)} CHARACTER SET {setting.charset} COLLATE {setting.collation}"
    _do(Action("create-schema", schema, (sql,)), ddl, journal)


def _drop(schema: str, ddl: Ddl, journal: Journal) -> None:
    assert schema.startswith(SCRATCH)
    held = read_world(ddl, {schema: None}, (), ())
    for key, value in held.items():
        if key[0] == OBJECT and isinstance(value, BaseTable) and rows_told(ddl, schema, key[2]):
            raise DatabaseError(
                f"The schema {schema} of a rehearsal holds rows: somebody uses it. Look into it."
            )
    _do(Action("drop-schema", schema, (f"DROP DATABASE IF EXISTS {quoted(schema)}",)), ddl, journal)


def _do(action: Action, ddl: Ddl, journal: Journal) -> None:
    row = journal.intent("rehearsal", action)
    began = time.monotonic()
    attempts = sum(ddl.persist(statement, began + 10) for statement in action.sql)
    journal.done(row, attempts, round((time.monotonic() - began) * 1000))


def _copies(work: Work, world: World) -> list[tuple[str, str]]:
    """Return the tables of the monolith of which the phase needs a copy: those that move and those that it sees."""
    names = {move.table for part in work.phase.services for move in part.moves}
    names |= {
        view.source
        for part in work.phase.services
        for view in part.views
        if view.source_schema == work.monolith
    }
    names |= {
        g.name for part in work.phase.services for g in part.grants if g.schema == work.monolith and g.name
    }
    places = [(work.monolith, name) for name in sorted(names)]
    return [place for place in places if isinstance(world.get((OBJECT, *place)), BaseTable)]


def _scratch(
    work: Work, copied: set[str], run: str
) -> tuple[Callable[[ServicePart], ServicePart], dict[str, str]]:
    """Return what turns a part into its copy, and the names of the copies' schemas: they sort as the real ones do."""
    real = {work.monolith, *(s for part in work.phase.services for s in schemas_of_part(part))}
    ordered = sorted(real, key=lambda name: name.encode() + b"\0")
    schemas = {name: f"{SCRATCH}{run}_{number}" for number, name in enumerate(ordered, 1)}
    numbers = {part.service: number for number, part in enumerate(work.phase.services, 1)}

    def part_of(part: ServicePart) -> ServicePart:
        user = f"{SCRATCH}{run}_{numbers[part.service]}"
        who = Account(user, part.account.host, f"{user}_role" if part.account.role else None)
        definer = Account(f"{user}_views", "localhost") if part.definer is not None else None
        made = {(move.target, move.table) for move in part.moves}
        views = tuple(view for view in part.views if view.source_schema in schemas and view.source in copied)
        made |= {(view.schema, view.name) for view in views}

        def there(grant: Grant) -> bool:
            return (
                grant.kind == "table"
                and grant.schema in schemas
                and (
                    (grant.schema, grant.name) in made
                    or (grant.schema == work.monolith and grant.name in copied)
                )
            )

        def moved(grant: Grant) -> Grant:
            return replace(grant, schema=schemas[grant.schema])

        return replace(
            part, account=who, definer=definer, schema=schemas.get(part.schema, part.schema),
            moves=tuple(replace(m, source=schemas[m.source], target=schemas[m.target]) for m in part.moves),
            views=tuple(replace(v, schema=schemas[v.schema], source_schema=schemas[v.source_schema]) for v in views),
            routines=tuple(replace(r, schema=schemas[r.schema]) for r in part.routines),
            grants=tuple(moved(g) for g in part.grants if there(g)),
            definer_grants=tuple(moved(g) for g in part.definer_grants if there(g)),
        )  # fmt: skip

    return part_of, schemas
