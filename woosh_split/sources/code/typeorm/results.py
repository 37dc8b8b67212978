"""Findings to facts: accesses with what they set off in the database, transactions with names, places left open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from woosh_split.model.access import READ, Access, TableUse, Transaction
from woosh_split.model.code import Unresolved
from woosh_split.model.facts import Coverage
from woosh_split.sources.code.typeorm.recorder import OpenTransaction, Recorder, Touch
from woosh_split.sql.effects import SchemaEffects

_OWN_EFFECTS = frozenset({"procedure", "trigger", "view"})
_Place = tuple[str, int, str, str]
_MOST_WAYS = 5
"""Texts of one place and reason that are listed."""


def accesses_and_transactions(
    recorder: Recorder, effects: SchemaEffects, declared: Collection[str]
) -> tuple[tuple[Access, ...], tuple[Transaction, ...]]:
    """Return the accesses and the transactions that were found, sorted.

    Temporary tables are nobody's, whichever statement names them; ``declared`` are the names of real ones.
    """
    names = _names(recorder)
    passing = recorder.temporary - {name.lower() for name in declared}
    merged: dict[tuple[str, ...], Access] = {}
    reads: dict[str, set[str]] = {name: set() for name in names.values()}
    writes: dict[str, set[str]] = {name: set() for name in names.values()}
    for given, opened in _charged(recorder).items():
        if given.table.lower() in passing:
            continue
        kept = tuple(name for name in given.joined_with if name.lower() not in passing)
        touch = given if len(kept) == len(given.joined_with) else replace(given, joined_with=kept)
        within = sorted({names[_place(each)] for each in opened if _place(each) in names})
        for each in _expanded(touch, effects):
            for name in within:
                (reads if each.mode == READ else writes)[name].add(each.table)
            _merge(merged, each, within[0] if within else None)
    accesses = sorted(merged.values(), key=access_order)
    transactions = [
        Transaction(
            name,
            place[3],
            place[2],
            place[0],
            place[1],
            tuple(sorted(reads[name])),
            tuple(sorted(writes[name])),
        )
        for place, name in names.items()
    ]
    return tuple(accesses), tuple(sorted(transactions, key=lambda t: (t.file, t.line, t.function, t.module)))


def _charged(recorder: Recorder) -> dict[Touch, frozenset[OpenTransaction]]:
    """Return the accesses of those who are charged for them.

    Who names a table to a function that writes the statement is, where that one's class does nothing else: it is a tool
    that everybody has, whatever stands beside it in its module. A class with accesses of its own does the work itself, in
    its own process once it is a service.
    """
    busy = {_class(touch) for touch in recorder.touches if touch not in recorder.wrapped}
    found: dict[Touch, frozenset[OpenTransaction]] = {}
    for touch, opened in recorder.touches.items():
        own = recorder.wrapped.get(touch)
        charged = own if own is not None and _class(own) in busy and not own.module.startswith("~") else touch
        found[charged] = found.get(charged, frozenset()) | opened
    return found


def _class(touch: Touch) -> tuple[str, str, str]:
    """Return the class of a method, and whose it is; of a free function the file stands for it."""
    return (touch.module, touch.file, touch.function.rpartition(".")[0])


def _place(transaction: OpenTransaction) -> _Place:
    frame = transaction.frame
    return (frame.file, transaction.line, frame.function, frame.module)


def transaction_names(recorder: Recorder) -> dict[OpenTransaction, str]:
    """Return the ids of the transactions that are facts."""
    names = _names(recorder)
    return {each: names[_place(each)] for each in recorder.transactions if _place(each) in names}


def _names(recorder: Recorder) -> dict[_Place, str]:
    """Name each transaction after its function; the second one of a function is ``#2``.

    A query runner that never starts a transaction is none, nor is one that a helper only made for its caller, nor one that
    only runs what callers hand in: that is theirs.
    """
    theirs = {each.runner for each in recorder.transactions if each.runner != (each.frame.file, each.line)}
    used: dict[_Place, bool] = {}
    for opened in recorder.touches.values():
        for each in opened:
            used[_place(each)] = True
    calls = recorder.trail.effects().values() if theirs else ()
    used |= {_place(each): True for within in calls for each in within if isinstance(each, OpenTransaction)}
    places: set[_Place] = set()
    for each in recorder.transactions:
        own = each.runner == (each.frame.file, each.line)
        for_others = each.escaped or (own and each.runner in theirs)
        if each.started and each.frame.function and not (for_others and _place(each) not in used):
            places.add(_place(each))
    names: dict[_Place, str] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for place in sorted(places):
        file, _, function, module = place
        key = (file, function, module)
        counts[key] = counts.get(key, 0) + 1
        suffix = f"#{counts[key]}" if counts[key] > 1 else ""
        names[place] = f"{module}:{function}{suffix}"
    taken: dict[str, int] = {}
    for place, name in names.items():
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            names[place] = f"{name}@{place[0]}"
    return names


def _expanded(touch: Touch, effects: SchemaEffects) -> list[Touch]:
    """Return a touch with the views and triggers that it sets off."""
    if touch.via in _OWN_EFFECTS:
        return [touch]
    use = TableUse(touch.table, touch.mode, touch.operation, touch.lock, touch.columns, touch.joined_with)
    return [
        touch
        if found is use and via == touch.via
        else replace(
            touch,
            table=found.table,
            mode=found.mode,
            operation=found.operation,
            via=via,
            lock=found.lock,
            columns=found.columns,
            joined_with=found.joined_with,
        )
        for found, via in effects.expand([use], touch.via, touch.extra_events)
    ]


def _merge(merged: dict[tuple[str, ...], Access], touch: Touch, transaction: str | None) -> None:
    key = (
        touch.module,
        touch.table,
        touch.mode,
        touch.via,
        touch.function,
        touch.file,
        str(touch.line),
        touch.operation,
    )
    held = merged.get(key)
    if held is None:
        merged[key] = Access(
            touch.module, touch.table, touch.mode, touch.via, touch.function, touch.file, touch.line, transaction,
            touch.operation, touch.lock, touch.columns, tuple(sorted(touch.joined_with)),
        )  # fmt: skip
        return
    columns = None
    if held.columns is not None and touch.columns is not None:
        columns = tuple(sorted({*held.columns, *touch.columns}))
    names = [name for name in (held.transaction, transaction) if name is not None]
    merged[key] = replace(
        held,
        transaction=min(names) if names else None,
        lock=held.lock or touch.lock,
        columns=columns,
        joined_with=tuple(sorted({*held.joined_with, *touch.joined_with})),
    )


def access_order(access: Access) -> tuple[object, ...]:
    """Return by what accesses are sorted."""
    return (
        access.module, access.table, access.mode, access.via, access.function, access.file, access.line,
        access.operation,
    )  # fmt: skip


def unresolved_sites(recorder: Recorder) -> tuple[Unresolved, ...]:
    """Return the database calls that no reading of them could resolve, and those that cannot work.

    A call may be read in hundreds of ways, where loops put its text together: the first few of them stand for all.
    """
    found = [
        Unresolved(kind, file, line, text, reason)
        for (file, line), calls in recorder.sites.items()
        for (kind, reason), texts in _by_reason(
            each for site in calls.values() for each in site.open()
        ).items()
        for text in texts
    ]
    found.extend(
        Unresolved(kind, file, line, text, why)
        for file, line, kind, text, why in recorder.failures
        if (file, line, text) not in recorder.paths
    )
    return tuple(found)


def _by_reason(ways: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return by kind and reason the texts of one place, the first few and how many more there are."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, text, reason in dict.fromkeys(ways):
        found.setdefault((kind, reason), []).append(text)
    return {
        key: texts if len(texts) <= _MOST_WAYS else [*texts[:_MOST_WAYS], f"{len(texts) - _MOST_WAYS} more"]
        for key, texts in found.items()
    }


def coverage(recorder: Recorder) -> Coverage:
    """Return how many of the database call sites were resolved; the calls of a line are one."""
    sites = [
        (
            any(each.resolved for each in calls.values()),
            [left for each in calls.values() for left in each.open()],
        )
        for calls in recorder.sites.values()
    ]
    seen = [(resolved, left) for resolved, left in sites if resolved or left]
    return Coverage(len(seen), sum(resolved and not left for resolved, left in seen))
