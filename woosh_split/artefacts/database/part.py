"""One service's part of the organisation: what moves, what it sees, and what it may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from woosh_split.artefacts.database.allowed import judge
from woosh_split.artefacts.database.names import definer_name, role_name, user_name
from woosh_split.artefacts.database.privileges import TRIGGER, VIEW, verbs_of, writes
from woosh_split.artefacts.database.routines import Copied, copied
from woosh_split.artefacts.database.stage import MYSQL, Stage
from woosh_split.artefacts.database.visible import Visible, visible
from woosh_split.model.access import Access
from woosh_split.model.organisation import (
    DELETE,
    DROP,
    EXECUTE,
    LOCK_TABLES,
    OLD_NAME,
    OWN,
    PUBLISHED,
    SELECT,
    TEMPORARY,
    UPDATE,
    VERBS,
    Account,
    Debt,
    Grant,
    HiddenColumn,
    Move,
    Note,
    ServicePart,
    View,
)
from woosh_split.model.schema import Column
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA
from woosh_split.plan.scene import GRANTS, SCHEMA

LOCAL = "localhost"


@dataclass(slots=True)
class _Draft:
    """A part while it is being made."""

    views: list[View] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    definer_grants: list[Grant] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: str, subject: str, text: str) -> None:
        self.notes.append(Note(kind, subject, text))


@dataclass(frozen=True, slots=True)
class _Need:
    """What a service needs of one table."""

    verbs: tuple[str, ...]
    columns: tuple[str, ...]
    hidden: tuple[HiddenColumn, ...]
    debts: tuple[Debt, ...]
    owner: str


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
    schema, monolith = stage.scene.schema(name), stage.settings.schema
    user = user_name(schema)
    draft = _Draft()
    own = [table for table in stage.scene.tables(name) if _known(table, stage, draft)]
    moving = [table for table in own if table in stage.scene.moves(name)]
    moves = [Move(table, monolith, schema) for table in moving]
    moves += [Move(table, monolith, SHARED_SCHEMA) for table in shared]
    _old_names(moves, draft)
    staying = [table for table in own if table not in moving]
    _staying(staying, schema, stage, draft)
    by_table = _by_table(name, stage, draft)
    for table, accesses in by_table.items():
        need = _need(name, table, accesses, stage, draft)
        if need.verbs:
            verbs = (*need.verbs, *_truncates(table, table in moving, accesses, draft))
            draft.grants.append(Grant(schema, table, "table", verbs, (), need.owner, need.debts))
            if table not in own:
                draft.views.append(View(schema, table, monolith, table, PUBLISHED, need.columns, need.hidden))
                draft.definer_grants.append(_definers(monolith, table, need.verbs, accesses, stage))
    for table in _behind_views(name, stage):
        draft.definer_grants.append(Grant(monolith, table, "table", (SELECT,)))
    routines = copied(stage.calls.get(name, ()), stage.texts, schema, monolith)
    _routines(routines, draft)
    draft.grants += [Grant(schema, each.name, each.kind, (EXECUTE,)) for each in routines.routines]
    draft.grants += _for_the_schema(schema, by_table, stage, temporary=routines.temporary)
    _foreign_keys(name, stage, draft)
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
    user = user_name(MONOLITH if name == MONOLITH else stage.scene.schema(name))
    draft = _Draft()
    if name != MONOLITH:
        for table in stage.scene.tables(name):
            _known(table, stage, draft)
    by_table = _by_table(name, stage, draft)
    for table in _behind_views(name, stage):
        by_table.setdefault(
            table, [a for a in stage.reach.get(name, ()) if (a.table, a.via) == (table, VIEW)]
        )
    for table, accesses in sorted(by_table.items()):
        need = _need(name, table, accesses, stage, draft)
        if need.verbs:
            columns = need.columns if need.hidden else ()
            draft.grants.append(Grant(monolith, table, "table", need.verbs, columns, need.owner, need.debts))
            _truncates(table, False, accesses, draft)
    kinds = {routine.name.lower(): routine for routine in stage.scene.facts.routines}
    for called in sorted(stage.calls.get(name, ())):
        routine = kinds.get(called.lower())
        if routine is not None:
            draft.grants.append(Grant(monolith, routine.name, routine.kind, (EXECUTE,)))
    draft.grants += _for_the_schema(monolith, by_table, stage, temporary=False)
    return ServicePart(
        name, GRANTS, monolith, _account(user, stage), grants=tuple(draft.grants), notes=tuple(draft.notes)
    )


def _account(user: str, stage: Stage) -> Account:
    return Account(user, stage.settings.user_host, role_name(user) if stage.settings.roles else None)


def _known(table: str, stage: Stage, draft: _Draft) -> bool:
    if not stage.exists(table):
        draft.note(
            "missing-table", table, "only an entity knows it, the database does not: nothing is done for it"
        )
        return False
    return True


def _by_table(name: str, stage: Stage, draft: _Draft) -> dict[str, list[Access]]:
    """Return what the service does with each table that is there, but for what triggers and views do for it."""
    found: dict[str, list[Access]] = defaultdict(list)
    for access in stage.reach.get(name, ()):
        if access.via not in (TRIGGER, VIEW):
            found[access.table].append(access)
    own = set() if name == MONOLITH else set(stage.scene.tables(name))
    for table in sorted(set(found) - own):
        if not stage.exists(table):
            _known(table, stage, draft)
    return {table: found[table] for table in sorted(found) if stage.exists(table)}


def _behind_views(name: str, stage: Stage) -> Iterator[str]:
    """Yield the tables that the service reads through views of the monolith."""
    yield from sorted({a.table for a in stage.reach.get(name, ()) if a.via == VIEW and stage.exists(a.table)})


def _need(name: str, table: str, accesses: list[Access], stage: Stage, draft: _Draft) -> _Need:
    """Return what the service may do with a table and which columns it sees of it."""
    owner = stage.owner(table)
    joining = table in stage.join_tables
    home = stage.scene.placement.tables.get(table)
    if name == owner or (name == home and not any(map(writes, accesses))):
        return _Need(verbs_of(accesses, joining=joining), (), (), (), owner)
    verdict = judge(name, owner, table, [a for a in accesses if writes(a)], stage.scene)
    if verdict.refused:
        first = min(verdict.refused, key=lambda a: (a.file, a.line))
        places = f"{first.file}:{first.line}"
        more = len({(a.file, a.line) for a in verdict.refused}) - 1
        text = f"its write of {table} of {owner} at {places}{f' and {more} more' if more else ''} gets no grant: "
        draft.note("refused-write", table, text + verdict.why_not)
    counted = [a for a in accesses if not writes(a)] + list(verdict.allowed)
    verbs = verbs_of(counted, joining=joining, own=False)
    if name == home:  # a reference table that lies with one service and is written by another
        return _Need(verbs, (), (), verdict.debts, owner)
    seen = _visible(name, table, counted, verbs, stage)
    if seen.unknown:
        text = f"a contract lists {', '.join(seen.unknown)}, which it does not have"
        draft.note("unknown-columns", table, text)
    if seen.hidden and verbs:
        draft.note("hidden-column", table, _hidden_text(seen.hidden))
    return _Need(verbs, seen.columns, seen.hidden, verdict.debts, owner)


def _visible(name: str, table: str, accesses: list[Access], verbs: Iterable[str], stage: Stage) -> Visible:
    contracts = [c for c in stage.scene.split.crossings if (c.from_service, c.what) == (name, table)]
    home = stage.scene.placement.home_of_module
    borrowed = any(home(access.module) != name for access in accesses)
    columns: Sequence[Column] = stage.existing.columns[table]
    return visible(columns, accesses, contracts, verbs, borrowed=borrowed)


def _hidden_text(hidden: Iterable[HiddenColumn]) -> str:
    words = [
        f"{each.column} (its code names it at {', '.join(each.named_at)}: list it in `columns` or change the code)"
        if each.named_at
        else each.column
        for each in hidden
    ]
    return f"does not see {', '.join(words)}"


def _old_names(moves: Iterable[Move], draft: _Draft) -> None:
    for move in moves:
        draft.views.append(View(move.source, move.table, move.target, move.table, OLD_NAME))
        draft.definer_grants.append(Grant(move.target, move.table, "table", VERBS))


def _staying(tables: Iterable[str], schema: str, stage: Stage, draft: _Draft) -> None:
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


def _truncates(table: str, moved: bool, accesses: Iterable[Access], draft: _Draft) -> tuple[str, ...]:
    truncates = [access for access in accesses if access.operation == "truncate"]
    if not truncates:
        return ()
    place = f"{truncates[0].file}:{truncates[0].line}"
    if moved:
        draft.note("truncate", table, f"is emptied by TRUNCATE at {place}, which needs the right to DROP it")
        return (DROP,)
    draft.note(
        "truncate",
        table,
        f"is emptied by TRUNCATE at {place}: refused on a view, and DROP is not granted here",
    )
    return ()


def _for_the_schema(
    schema: str, by_table: dict[str, list[Access]], stage: Stage, *, temporary: bool
) -> Iterator[Grant]:
    """Rights that the server knows for whole schemas only. MySQL: a locking read needs SELECT and one right more."""
    locking = any(
        access.lock and not {UPDATE, DELETE} & set(verbs_of(accesses))
        for accesses in by_table.values()
        for access in accesses
    )
    verbs = (
        *((LOCK_TABLES,) if locking and stage.settings.server == MYSQL else ()),
        *((TEMPORARY,) if temporary else ()),
    )
    if verbs:
        yield Grant(schema, "", "schema", verbs)


def _routines(routines: Copied, draft: _Draft) -> None:
    for each in routines.routines:
        draft.note(
            "routine", each.name, f"this {each.kind} is created anew here, and runs with the caller's rights"
        )
    for name in routines.missing:
        text = "its text is in no dump that was read: create it here by hand, or name the dump that has it with --dump"
        draft.note("routine", name, text)


def _foreign_keys(name: str, stage: Stage, draft: _Draft) -> None:
    """Foreign keys go along with their tables; that they cross the boundary now is worth knowing."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in stage.scene.facts.tables:
        if stage.owner(table.name) != name or not stage.exists(table.name):
            continue
        for key in table.foreign_keys:
            owner = stage.owner(key.table)
            if owner != name and stage.exists(key.table):
                found[table.name].add(f"{key.table} of {owner}")
    for name_, targets in sorted(found.items()):
        draft.note("foreign-key", name_, f"keeps its foreign keys to {', '.join(sorted(targets))}")


def _merged(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return one grant for each table."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for grant in grants:
        found[grant.schema, grant.name] |= set(grant.verbs)
    return tuple(
        Grant(schema, name, "table", tuple(verb for verb in VERBS if verb in verbs))
        for (schema, name), verbs in sorted(found.items())
    )
