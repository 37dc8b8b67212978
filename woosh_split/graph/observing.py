"""What really ran against what the facts say: confirmed, added, never seen, and who touches whose tables.

A runtime access is *confirmed* where some access of the facts may issue a statement of that kind: TypeORM's ``save``
reads, inserts or updates, so it confirms all three. It is *added* where the facts know the table and no access of
that kind, and its table is *unknown* where they do not know the table. What was never seen proves nothing: the
sources may be short.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from woosh_split.model.access import READ, WRITE, Access
from woosh_split.model.facts import Facts
from woosh_split.model.observation import (
    ADDED,
    CHANGE,
    CONFIRMED,
    STATEMENT,
    UNKNOWN_TABLE,
    Explanation,
    Observation,
    OtherDatabase,
    RuntimeAccess,
    Seen,
    SeenUse,
    Unseen,
)
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH
from woosh_split.sql.tables import SYSTEM_SCHEMAS

MOST_DIGESTS = 3
"""Statements that are named as examples of an access."""

WITHIN = frozenset({"procedure", "trigger", "view"})
"""How an access comes about inside the server: no statement of the code names its table."""

_ORM = frozenset({"repository", "manager", "relation"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the comparison knows beside the facts.

    ``schema`` is the monolith's (None: told from what ran), ``schemas`` those of services, ``users`` the services'
    accounts by name.
    """

    schema: str | None = None
    schemas: frozenset[str] = frozenset()
    users: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Sum:
    """What grows while runs are added up."""

    count: int = 0
    columns: set[str] | None = field(default_factory=set)
    lock: bool = False
    digests: Counter[str] = field(default_factory=Counter)


_Key = tuple[str, str, str, str, str]  # user, table, mode, operation, via


def compare(seen: Seen, facts: Facts | None, placement: Placement, setting: Setting) -> Observation:
    """Return what was seen, attributed and compared."""
    spelling = {} if facts is None else {table.name.lower(): table.name for table in facts.tables}
    schema = setting.schema or _busiest(seen, facts, spelling, setting.schemas)
    ours = {name.lower() for name in (schema, *setting.schemas) if name}
    sums: dict[_Key, _Sum] = defaultdict(_Sum)
    elsewhere: dict[str, Counter[str]] = defaultdict(Counter)
    for user, digest, use, count in _uses(seen, facts):
        lies_in = use.schema
        if lies_in is not None and ours and lies_in.lower() not in ours:
            if lies_in.lower() not in SYSTEM_SCHEMAS:
                elsewhere[lies_in][use.table] += count
            continue
        table = spelling.get(use.table.lower(), use.table)
        _add(sums[user, table, use.mode, use.operation, use.via], use, digest, count)
    explained = _Explained(facts)
    accesses = tuple(
        _access(key, total, explained, placement, setting) for key, total in sorted(sums.items())
    )
    return Observation(
        schema=schema,
        sources=seen.sources,
        statements=seen.statements,
        accesses=accesses,
        foreign=tuple(each for each in accesses if each.owner != each.service),
        unseen=tuple(_unseen(facts, accesses)),
        elsewhere=tuple(
            OtherDatabase(name, tuple(sorted(tables)), tables.total())
            for name, tables in sorted(elsewhere.items())
        ),
        schemas=tuple(sorted({name for name in (schema, *setting.schemas) if name})),
        compared=facts is not None,
    )


def _uses(seen: Seen, facts: Facts | None) -> Iterator[tuple[str, str | None, SeenUse, int]]:
    """Yield user, digest, use and count: what statements do, what they set off, and what an audit log says."""
    effects = _Effects(facts)
    for statement in seen.statements:
        for use in (*statement.uses, *effects.of(statement.uses, statement.calls)):
            lies_in = use.schema or statement.schema
            placed = use if use.schema == lies_in else _in_schema(use, lies_in)
            yield statement.user, statement.digest, placed, statement.count
    for user, use, count in seen.accesses:
        yield user, None, use, count


def _in_schema(use: SeenUse, schema: str | None) -> SeenUse:
    return SeenUse(schema, use.table, use.mode, use.operation, use.columns, use.lock, use.via)


class _Effects:
    """What procedures and triggers of the facts do when they are called or fired."""

    def __init__(self, facts: Facts | None) -> None:
        self._routines = {} if facts is None else {each.name.lower(): each for each in facts.routines}
        self._triggers = () if facts is None else facts.triggers

    def of(self, uses: Iterable[SeenUse], calls: Iterable[str]) -> Iterator[SeenUse]:
        for name in calls:
            routine = self._routines.get(name.lower())
            if routine is not None:
                yield from _touched(routine.reads, routine.writes, "procedure")
        for use in uses:
            for trigger in self._triggers:
                if trigger.table.lower() == use.table.lower() and trigger.event == use.operation:
                    yield from _touched(trigger.reads, trigger.writes, "trigger")


def _touched(reads: Iterable[str], writes: Iterable[str], via: str) -> Iterator[SeenUse]:
    yield from (SeenUse(None, table, READ, "select", via=via) for table in reads)
    yield from (SeenUse(None, table, WRITE, CHANGE, via=via) for table in writes)


def _add(total: _Sum, use: SeenUse, digest: str | None, count: int) -> None:
    total.count += count
    total.lock |= use.lock
    if use.columns is None:
        total.columns = None
    elif total.columns is not None:
        total.columns.update(use.columns)
    if digest is not None:
        total.digests[digest] += count


def _busiest(
    seen: Seen, facts: Facts | None, spelling: Mapping[str, str], of_services: frozenset[str]
) -> str | None:
    """Return the schema in which most of the facts' tables were touched; None where nothing names one.

    One of a service is taken only where no other was touched: after some phases those are the busiest.
    """
    found: Counter[str] = Counter()
    for _, _, use, count in _uses(seen, facts):
        if use.schema is not None and (not spelling or use.table.lower() in spelling):
            found[use.schema] += count
    return max(found, key=lambda name: (name not in of_services, found[name], name), default=None)


def issues(access: Access) -> frozenset[str]:
    """Return the operations of the statements that an access of the facts may issue."""
    if access.mode == READ:
        return frozenset({"select"})
    found = {access.operation, CHANGE}
    if access.via in _ORM:
        found.add("select")
        if access.operation == "insert":
            found.add("update")
        if access.via == "relation":
            found.add("delete")
    elif access.operation == "insert" and access.via in ("raw-sql", "procedure", "query-builder"):
        found.add("update")  # ON DUPLICATE KEY
    return frozenset(found)


class _Explained:
    """Which accesses of the facts may have issued a statement."""

    def __init__(self, facts: Facts | None) -> None:
        self._known = {} if facts is None else {table.name: table for table in facts.tables}
        self._by_table: dict[str, list[tuple[Access, frozenset[str]]]] = defaultdict(list)
        for access in () if facts is None else facts.accesses:
            self._by_table[access.table].append((access, issues(access)))

    def verdict(self, table: str, operation: str, via: str) -> tuple[str, tuple[Explanation, ...]]:
        found = {
            Explanation(access.module, access.file, access.line)
            for access, operations in self._by_table.get(table, ())
            if operation in operations and (via != STATEMENT or access.via not in WITHIN)
        }
        places = tuple(sorted(found, key=lambda each: (each.module, each.file, each.line)))
        if places:
            return CONFIRMED, places
        return (ADDED if table in self._known else UNKNOWN_TABLE), ()


def _access(
    key: _Key, total: _Sum, explained: _Explained, placement: Placement, setting: Setting
) -> RuntimeAccess:
    user, table, mode, operation, via = key
    verdict, places = explained.verdict(table, operation, via)
    examples = sorted(total.digests, key=lambda digest: (-total.digests[digest], digest))[:MOST_DIGESTS]
    return RuntimeAccess(
        user=user,
        service=setting.users.get(user, MONOLITH),
        table=table,
        owner=placement.owner_of_table(table),
        mode=mode,
        operation=operation,
        via=via,
        count=total.count,
        verdict=verdict,
        columns=None if total.columns is None else tuple(sorted(total.columns)),
        lock=total.lock,
        digests=tuple(examples),
        explained_by=places,
    )


def _unseen(facts: Facts | None, accesses: Iterable[RuntimeAccess]) -> Iterator[Unseen]:
    """Yield the accesses of the facts of which no statement ran; those that the database itself makes are left out."""
    ran: dict[str, set[str]] = defaultdict(set)
    for each in accesses:
        ran[each.table].add(each.operation)
        if each.operation == CHANGE:
            ran[each.table] |= {"insert", "update", "delete", "truncate"}
    for access in () if facts is None else facts.accesses:
        if access.via in WITHIN:
            continue
        operations = {"select"} if access.mode == READ else issues(access) - {"select"}
        if not operations & ran.get(access.table, set()):
            yield Unseen(
                access.module, access.table, access.mode, access.operation, access.via, access.function,
                access.file, access.line,
            )  # fmt: skip
