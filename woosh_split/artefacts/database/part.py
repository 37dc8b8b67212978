"""One service's part of the organisation: what moves, what it sees, and what it may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from woosh_split.artefacts.database.draft import Draft
from woosh_split.artefacts.database.names import definer_name, role_name, user_name
from woosh_split.artefacts.database.needs import Need, behind_views, by_table, known, need_of
from woosh_split.artefacts.database.privileges import VIEW, verbs_of
from woosh_split.artefacts.database.remarks import beyond_rows, fired, foreign_keys, routine_notes, stars
from woosh_split.artefacts.database.routines import copied
from woosh_split.artefacts.database.stage import MYSQL, Stage
from woosh_split.model.access import Access
from woosh_split.model.organisation import (
    DELETE,
    EXECUTE,
    LOCK_TABLES,
    OLD_NAME,
    OWN,
    PUBLISHED,
    SELECT,
    SHOW_VIEW,
    TEMPORARY,
    UPDATE,
    VERBS,
    Account,
    Grant,
    Move,
    ServicePart,
    View,
)
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA
from woosh_split.plan.scene import GRANTS, SCHEMA

LOCAL = "localhost"


def service_part(name: str, shared: Sequence[str], stage: Stage) -> ServicePart:
    """Return a service's part; ``shared`` are the reference tables that move to the shared schema along with it."""
    return (
        _in_its_own_schema(name, shared, stage)
        if _isolation(name, stage) == SCHEMA
        else _under_grants(name, stage)
    )


def _isolation(name: str, stage: Stage) -> str:
    return GRANTS if name == MONOLITH else stage.scene.isolation(name)


def _in_its_own_schema(name: str, shared: Sequence[str], stage: Stage) -> ServicePart:
    schema, monolith = stage.schema(name), stage.settings.schema
    user = user_name(schema)
    draft = Draft(name)
    own = [table for table in stage.scene.tables(name) if known(table, stage, draft)]
    moving = [table for table in own if stage.movable(table)]
    moves = [Move(table, monolith, schema) for table in moving]
    moves += [Move(table, monolith, SHARED_SCHEMA) for table in shared]
    _old_names(moves, draft)
    staying = [table for table in own if table not in moving and stage.elsewhere(table) is None]
    _staying(staying, schema, stage, draft)
    tables = by_table(name, stage, draft)
    for table, accesses in tables.items():
        need = need_of(name, table, accesses, stage, draft)
        if need.verbs and stage.elsewhere(table) is not None:
            draft.grants.append(_where_it_is(table, need, accesses, stage, draft))
        elif need.verbs:
            verbs = (*need.verbs, *beyond_rows(table, table in moving, accesses, draft))
            draft.grants.append(Grant(schema, table, "table", verbs, (), need.owner, need.debts, need.hidden))
            if table not in own:
                draft.views.append(View(schema, table, monolith, table, PUBLISHED, need.columns, need.hidden))
                draft.definer_grants.append(_definers(monolith, table, need.verbs, accesses, stage))
    for table in behind_views(name, stage):
        draft.definer_grants.append(Grant(stage.elsewhere(table) or monolith, table, "table", (SELECT,)))
    routines = copied(stage.calls.get(name, ()), stage.texts, schema, {monolith, *stage.settings.known_as})
    routine_notes(routines, draft)
    draft.grants += [Grant(schema, each.name, each.kind, (EXECUTE,)) for each in routines.routines]
    draft.grants += _for_the_schema(
        schema, tables, stage, temporary=routines.temporary or name in stage.temporary
    )
    _opening(schema, draft)
    fired(name, stage, draft)
    foreign_keys(name, stage, draft)
    views = tuple(sorted(draft.views, key=lambda view: (view.purpose, view.schema, view.name)))
    return ServicePart(
        name,
        SCHEMA,
        schema,
        _account(user, stage),
        Account(definer_name(user), LOCAL) if views else None,
        tuple(moves),
        views,
        routines.routines,
        tuple(draft.grants),
        _merged(draft.definer_grants),
        tuple(draft.notes),
    )


def _under_grants(name: str, stage: Stage) -> ServicePart:
    monolith = stage.settings.schema
    user = user_name(stage.schema(name))
    draft = Draft(name)
    if name != MONOLITH:
        for table in stage.scene.tables(name):
            known(table, stage, draft)
    tables = by_table(name, stage, draft)
    for table in behind_views(name, stage):
        tables.setdefault(table, [a for a in stage.reach.get(name, ()) if (a.table, a.via) == (table, VIEW)])
    for table, accesses in sorted(tables.items()):
        need = need_of(name, table, accesses, stage, draft)
        if need.verbs:
            draft.grants.append(_where_it_is(table, need, accesses, stage, draft))
    kinds = {routine.name.lower(): routine for routine in stage.scene.facts.routines}
    for called in sorted(stage.calls.get(name, ())):
        routine = kinds.get(called.lower())
        if routine is not None:
            draft.grants.append(Grant(monolith, routine.name, routine.kind, (EXECUTE,)))
    draft.grants += _for_the_schema(monolith, tables, stage, temporary=name in stage.temporary)
    _opening(monolith, draft)
    fired(name, stage, draft)
    return ServicePart(
        name, GRANTS, monolith, _account(user, stage), grants=tuple(draft.grants), notes=tuple(draft.notes)
    )


def _where_it_is(table: str, need: Need, accesses: list[Access], stage: Stage, draft: Draft) -> Grant:
    """Return the rights on a table that the service reaches by the name that it always had."""
    other = stage.elsewhere(table)
    if other is not None:
        draft.note("other-schema", table, f"lies in the schema {other}, and code names it so: it stays there")
    columns = need.columns if need.hidden else ()
    if columns:
        stars(table, accesses, draft)
    verbs = (*need.verbs, *beyond_rows(table, need.owner == draft.service, accesses, draft))
    schema = other or stage.settings.schema
    return Grant(schema, table, "table", verbs, columns, need.owner, need.debts, need.hidden)


def _account(user: str, stage: Stage) -> Account:
    return Account(user, stage.settings.user_host, role_name(user) if stage.settings.roles else None)


def _old_names(moves: Iterable[Move], draft: Draft) -> None:
    for move in moves:
        draft.views.append(View(move.source, move.table, move.target, move.table, OLD_NAME))
        draft.definer_grants.append(Grant(move.target, move.table, "table", VERBS))


def _staying(tables: Iterable[str], schema: str, stage: Stage, draft: Draft) -> None:
    """Own tables that cannot move: the service gets them as views of the same name."""
    monolith = stage.settings.schema
    for table in tables:
        triggers = ", ".join(each.name for each in stage.scene.triggers(table))
        if triggers:
            text = f"stays in {monolith}: its triggers ({triggers}) would stop the RENAME; seen through a view that can be written"
            draft.note("trigger", table, text)
        else:
            draft.note(
                "view",
                table,
                f"is a view: it stays in {monolith} and is seen through a view of the same name",
            )
        draft.views.append(View(schema, table, monolith, table, OWN))
        verbs = VERBS if triggers else (SELECT,)
        draft.definer_grants.append(Grant(monolith, table, "table", verbs))


def _definers(
    schema: str, table: str, verbs: tuple[str, ...], accesses: Iterable[Access], stage: Stage
) -> Grant:
    """What the definer of a published view needs; MySQL wants more than SELECT for a read that locks."""
    locks = stage.settings.server == MYSQL and any(access.lock for access in accesses)
    needed = {*verbs, UPDATE} if locks else set(verbs)
    return Grant(schema, table, "table", tuple(verb for verb in VERBS if verb in needed))


def _opening(schema: str, draft: Draft) -> None:
    """Let a service that touches nothing open its schema all the same; the right shows it nothing."""
    if not draft.grants:
        draft.grants.append(Grant(schema, "", "schema", (SHOW_VIEW,)))


def _for_the_schema(
    schema: str, tables: dict[str, list[Access]], stage: Stage, *, temporary: bool
) -> Iterator[Grant]:
    """Rights that the server knows for whole schemas only. MySQL: a locking read needs SELECT and one right more."""
    locking = any(
        access.lock and not {UPDATE, DELETE} & set(verbs_of(accesses))
        for accesses in tables.values()
        for access in accesses
    )
    verbs = (
        *((LOCK_TABLES,) if locking and stage.settings.server == MYSQL else ()),
        *((TEMPORARY,) if temporary else ()),
    )
    if verbs:
        yield Grant(schema, "", "schema", verbs)


def _merged(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return one grant for each table."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for grant in grants:
        found[grant.schema, grant.name] |= set(grant.verbs)
    return tuple(
        Grant(schema, name, "table", tuple(verb for verb in VERBS if verb in verbs))
        for (schema, name), verbs in sorted(found.items())
    )
