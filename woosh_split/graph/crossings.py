"""What crosses a boundary, once it is known where every module and table lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial

from woosh_split.graph.attribution import attributed
from woosh_split.graph.event_names import Handlers
from woosh_split.graph.frame import Frame, frame_of
from woosh_split.model.access import Access
from woosh_split.model.code import PROCESS, SHARED, Call, Import
from woosh_split.model.crossing import (
    CALL,
    CONNECTION,
    EVENT,
    IMPORT,
    JOIN,
    KINDS,
    READ,
    RELATION,
    TRANSACTION,
    WRITE,
    Crossing,
    Site,
    crossing_id,
)
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement

Found = tuple[str, str, str, str, Site]  # kind, from, to, what, site


def crossings(facts: Facts, placement: Placement) -> tuple[Crossing, ...]:
    """Return every crossing with its places, the dearest kind first, then by services and name.

    Reading a reference table crosses nothing; writing it or locking its rows does, for all but its writer. Code of no module
    (``~shared``) and libraries travel with whoever uses them: what they import or are called for crosses
    nothing. A global guard, interceptor, pipe or filter works in every service that answers requests, another guard where its
    routes are, and what they read and write they do there. What they call they call from there, providers of their own
    service too. The tables that a library touches are reached by the modules that call it; what nobody is seen to call, and
    what code of no module touches, is reached from the monolith, since nobody else answers for it.
    """
    facts = attributed(facts, placement.libraries)
    sites: dict[tuple[str, str, str, str], list[Site]] = defaultdict(list)
    for kind, source, target, what, site in _found(facts, placement):
        if source != target:
            sites[kind, source, target, what].append(site)
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    keys = sorted(sites, key=lambda key: (order[key[0]], *key[1:]))
    return tuple(
        Crossing(crossing_id(*key), key[1], key[2], key[0], key[3], tuple(_in_order(sites[key])))
        for key in keys
    )


def _in_order(sites: Iterable[Site]) -> list[Site]:
    return sorted(set(sites), key=lambda s: (s.file, s.line, s.function, s.operation, s.via, s.target))


def _found(facts: Facts, placement: Placement) -> Iterator[Found]:
    frame = frame_of(facts, placement)
    yield from _accesses(facts, placement, frame)
    yield from _transactions(facts, placement)
    yield from _relations(facts, placement)
    yield from _calls(facts, placement, frame)
    yield from _events(facts, placement)
    yield from _imports(facts, placement)


def _accesses(facts: Facts, placement: Placement, frame: Frame) -> Iterator[Found]:
    for access in facts.accesses:
        sources = [placement.home_of_module(access.module)]
        sources += [each for each in frame.readers(access) if each not in sources]
        owner = placement.owner_of_table(access.table)
        kind = _kind(access, owner, placement)
        if kind != WRITE and not access.lock and access.table in placement.references:
            continue
        site = Site(
            access.file,
            access.line,
            access.module,
            access.function,
            access.operation,
            access.via,
            access.table,
            access.lock,
            access.columns,
        )
        for source in sources:
            yield kind, source, owner, access.table, site


def _kind(access: Access, owner: str, placement: Placement) -> str:
    if access.mode == WRITE:
        return WRITE
    others = {
        placement.owner_of_table(table) for table in access.joined_with if table not in placement.references
    }
    return JOIN if others - {owner} else READ


def _transactions(facts: Facts, placement: Placement) -> Iterator[Found]:
    for transaction in facts.transactions:
        source = placement.home_of_module(transaction.module)
        owners: dict[str, list[str]] = defaultdict(list)
        for table in transaction.writes:
            owners[placement.owner_of_table(table)].append(table)
        for owner, tables in owners.items():
            site = Site(
                transaction.file,
                transaction.line,
                transaction.module,
                transaction.function,
                "write",
                "transaction",
                ", ".join(sorted(tables)),
            )
            yield TRANSACTION, source, owner, transaction.function, site


def _relations(facts: Facts, placement: Placement) -> Iterator[Found]:
    owner = placement.owner_of_table
    for relation in facts.relations:
        what = f"{relation.from_table}->{relation.to_table}"
        site = Site(relation.file, relation.line, "", "", relation.kind, "entity", relation.to_table)
        yield RELATION, owner(relation.from_table), owner(relation.to_table), what, site
    for table in facts.tables:
        for key in table.foreign_keys:
            what = f"{table.name}->{key.table}"
            place = table.file or table.entity_file or ""
            site = Site(place, table.line or 0, "", "", "foreign-key", "foreign-key", key.table)
            yield RELATION, owner(table.name), owner(key.table), what, site


def _calls(facts: Facts, placement: Placement, frame: Frame) -> Iterator[Found]:
    calls = [
        each
        for each in dict.fromkeys((*facts.calls, *facts.frame_calls))
        if each.to_module != SHARED and each.to_module not in placement.libraries
    ]
    for call in calls:
        homes = set(frame.callers(call, placement.home_of_module(call.to_module)))
        if call.from_module != SHARED:
            homes.add(placement.home_of_module(call.from_module))
        for home in sorted(homes):
            yield _call(call, home, placement)


def _call(call: Call, source: str, placement: Placement) -> Found:
    what = f"{call.provider}.{call.method}"
    via = CONNECTION if call.hands_connection else call.bound_by or "provider"
    site = Site(call.file, call.line, call.from_module, call.function, "call", via, what)
    return CALL, source, placement.home_of_module(call.to_module), what, site


def _events(facts: Facts, placement: Placement) -> Iterator[Found]:
    """Yield the events that stay in the process; what a queue or a broker carries, it carries between processes too."""
    handlers = Handlers(facts.events)
    for event in facts.events:
        if event.direction == "handles" or event.channel != PROCESS:
            continue
        source = placement.home_of_module(event.module)
        site = Site(event.file, event.line, event.module, event.function, "emits", "event", event.event)
        for target in sorted({placement.home_of_module(each.module) for each in handlers.of(event)}):
            yield EVENT, source, target, event.event, site


def _imports(facts: Facts, placement: Placement) -> Iterator[Found]:
    module_of = {file: module.name for module in facts.modules for file in module.files}
    passed = _barrels_passed(facts.imports)
    for each in facts.imports:
        if each in passed:
            continue
        first, second = module_of.get(each.from_file), module_of.get(each.to_file)
        if first is None or second is None or second in placement.libraries or first in placement.libraries:
            continue
        names = ", ".join(each.names)
        use = "type" if each.type_only else "value"
        site = Site(each.from_file, each.line, first, "", "import", use, names)
        yield IMPORT, placement.home_of_module(first), placement.home_of_module(second), each.to_file, site


def _barrels_passed(imports: Iterable[Import]) -> set[Import]:
    """Return the imports of barrels whose names the facts also list with the files that declare them."""
    statements: dict[tuple[str, int, bool], list[Import]] = defaultdict(list)
    onward: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in imports:
        statements[each.from_file, each.line, each.type_only].append(each)
        for name in each.names:
            onward[each.from_file, name].append(each.to_file)
    importing = {file for file, _ in onward}
    exported_from = cache(partial(_exported_from, onward))
    passed = set()
    for rows in statements.values():
        if len(rows) == 1:
            continue
        for each in rows:
            if each.to_file not in importing:  # it imports nothing, so nothing comes through it
                continue
            deeper = [(name, row.to_file) for row in rows if row is not each for name in row.names]
            leads = {name for name, file in deeper if file in exported_from(each.to_file, name)}
            if each.names and leads.issuperset(each.names):
                passed.add(each)
    return passed


def _exported_from(onward: Mapping[tuple[str, str], list[str]], barrel: str, name: str) -> set[str]:
    """Return the files from which a barrel, or one behind it, may have a name; ``onward`` are those of each of its names."""
    seen: set[str] = set()
    pending = [barrel]
    while pending:
        here = pending.pop()
        for file in (file for each in (name, "*", "default") for file in onward.get((here, each), ())):
            if file not in seen:
                seen.add(file)
                pending.append(file)
    return seen - {barrel}
