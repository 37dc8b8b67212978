"""What a service needs of each table: the verbs, the columns that it sees, and what allows its writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.database.allowed import came_along, judge
from woosh_split.artefacts.database.draft import Draft
from woosh_split.artefacts.database.privileges import TRIGGER, VIEW, verbs_of, writes
from woosh_split.artefacts.database.stage import Stage
from woosh_split.artefacts.database.visible import Visible, visible
from woosh_split.model.access import Access
from woosh_split.model.organisation import Debt, HiddenColumn
from woosh_split.model.schema import Column
from woosh_split.model.split import MONOLITH


@dataclass(frozen=True, slots=True)
class Need:
    """What a service needs of one table."""

    verbs: tuple[str, ...]
    columns: tuple[str, ...]
    hidden: tuple[HiddenColumn, ...]
    debts: tuple[Debt, ...]
    owner: str


def known(table: str, stage: Stage, draft: Draft) -> bool:
    """Whether the database has the table; it is noted where not."""
    if not stage.exists(table):
        draft.note(
            "missing-table", table, "only an entity knows it, the database does not: nothing is done for it"
        )
        return False
    return True


def by_table(name: str, stage: Stage, draft: Draft) -> dict[str, list[Access]]:
    """Return what the service does with each table that is there, but for what triggers and views do for it."""
    found: dict[str, list[Access]] = defaultdict(list)
    for access in stage.reach.get(name, ()):
        if access.via not in (TRIGGER, VIEW):
            found[access.table].append(access)
    own = set() if name == MONOLITH else set(stage.scene.tables(name))
    for table in sorted(set(found) - own):
        if not stage.exists(table):
            known(table, stage, draft)
    return {table: found[table] for table in sorted(found) if stage.exists(table)}


def behind_views(name: str, stage: Stage) -> Iterator[str]:
    """Yield the tables that the service reads through views of the monolith."""
    yield from sorted({a.table for a in stage.reach.get(name, ()) if a.via == VIEW and stage.exists(a.table)})


def need_of(name: str, table: str, accesses: list[Access], stage: Stage, draft: Draft) -> Need:
    """Return what the service may do with a table and which columns it sees of it."""
    owner = stage.owner(table)
    joining = table in stage.join_tables
    home = stage.scene.placement.tables.get(table)
    if name == owner or (name == home and not any(map(writes, accesses))):
        return Need(verbs_of(accesses, joining=joining), (), (), (), owner)
    verdict = judge(name, owner, table, [a for a in accesses if writes(a)], stage.scene)
    if verdict.refused:
        first = min(verdict.refused, key=lambda a: (a.file, a.line))
        places = f"{first.file}:{first.line}"
        more = len({(a.file, a.line) for a in verdict.refused}) - 1
        shown = f"{places}{f' and {more} more' if more else ''}"
        draft.note(
            "refused-write", table, f"of {owner} is written at {shown}: no grant, since {verdict.why_not}"
        )
    counted = [a for a in accesses if not writes(a)] + list(verdict.allowed)
    verbs = verbs_of(counted, joining=joining)
    if name == home:  # a reference table that lies with one service and is written by another
        return Need(verbs, (), (), verdict.debts, owner)
    seen = _visible(name, table, counted, verbs, stage)
    if seen.unknown:
        text = f"a contract lists {', '.join(seen.unknown)}, which it does not have"
        draft.note("unknown-columns", table, text)
    if not stage.existing.columns[table] and verbs:
        draft.note(
            "unknown-columns", table, "nobody says which columns it has: all are shown, secret ones too"
        )
    if seen.hidden and verbs:
        draft.note("hidden-column", table, _hidden_text(seen.hidden))
    return Need(verbs, seen.columns, seen.hidden, verdict.debts, owner)


def _visible(name: str, table: str, accesses: list[Access], verbs: Iterable[str], stage: Stage) -> Visible:
    contracts = [c for c in stage.scene.split.crossings if (c.from_service, c.what) == (name, table)]
    borrowed = any(came_along(access, name, stage.scene) for access in accesses)
    columns: Sequence[Column] = stage.existing.columns[table]
    return visible(columns, accesses, contracts, verbs, borrowed=borrowed)


def _hidden_text(hidden: Iterable[HiddenColumn]) -> str:
    words = [
        f"{each.column} (its code names it at {', '.join(each.named_at)}: list it in `columns` or change the code)"
        if each.named_at
        else each.column
        for each in hidden
    ]
    return f"is seen without {', '.join(words)}"
