"""The tables of an observation as data, before it is known whether they become a screen or Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from woosh_split.model.observation import (
    ADDED,
    ALTER,
    CONFIRMED,
    UNKNOWN_TABLE,
    Explanation,
    Observation,
    RuntimeAccess,
    Source,
    Statement,
    Unseen,
)
from woosh_split.reports.listing import Listing
from woosh_split.reports.section import clean, count, place, shortened


def headline(observation: Observation) -> str:
    """Return what was seen, in one line."""
    runs = sum(each.count for each in observation.statements)
    users = {each.user for each in observation.statements} | {each.user for each in observation.accesses}
    digests = {each.digest for each in observation.statements}
    tables = {each.table for each in observation.accesses}
    where = f" in {clean(observation.schema)}" if observation.schema else ""
    return (
        f"{count(runs, 'run')} of {count(len(digests), 'statement')} by {count(len(users), 'user')}, "
        f"{count(len(tables), 'table')} touched{where}"
    )


def source_line(source: Source) -> str:
    """Return a source with its figures."""
    when = f", {clean(source.first)} to {clean(source.last)}" if source.first and source.last else ""
    unread = f", {source.unread:,} unread" if source.unread else ""
    kind = "accesses" if source.kind == "audit-log" else "statements"
    return (
        f"{source.kind} {clean(source.name)}: {count(source.entries, 'entry', 'entries')}, "
        f"{source.statements:,} {kind}{unread}{when}"
    )


def listings(observation: Observation) -> Iterator[Listing]:
    """Yield the tables of the report that hold anything."""
    yield from filter(lambda each: each.rows, _all(observation))


def _all(observation: Observation) -> Iterator[Listing]:
    texts = {each.digest: each.text for each in observation.statements}
    if observation.compared:
        yield _accesses(
            "Foreign tables", observation.foreign, texts,
            "Who touches a table that is not its service's; everything that runs as no service's user is the monolith.",
        )  # fmt: skip
        yield _accesses(
            "Not in the facts", _of(observation, ADDED), texts,
            "The table is known, but no code that was read issues a statement of this kind on it.",
        )  # fmt: skip
        yield _accesses("Tables that the facts do not know", _of(observation, UNKNOWN_TABLE), texts, "")
        yield _confirmed(observation)
        yield _unseen(observation.unseen)
    else:
        yield _accesses("Accesses", observation.accesses, texts, "There were no facts to compare them with.")
    yield _refused(observation)
    yield _problems(observation)
    rows = tuple(
        (clean(each.schema), f"{each.count:,}", ", ".join(map(clean, each.tables)))
        for each in observation.elsewhere
    )
    yield Listing("Other databases", ("Schema", "#Runs", "Tables"), rows)


def _of(observation: Observation, verdict: str) -> tuple[RuntimeAccess, ...]:
    return tuple(each for each in observation.accesses if each.verdict == verdict)


def _ours(observation: Observation) -> list[Statement]:
    """Return the statements that ran in our schemas, or in none that is known."""
    ours = {name.lower() for name in observation.schemas}
    return [
        each
        for each in observation.statements
        if each.schema is None
        or each.schema.lower() in ours
        or any((u.schema or "").lower() in ours for u in each.uses)
    ]


def _accesses(title: str, accesses: Iterable[RuntimeAccess], texts: dict[str, str], note: str) -> Listing:
    rows = tuple(
        (
            clean(each.user), clean(each.table), clean(each.owner), _what(each), f"{each.count:,}",
            _example(each, texts) or _places(each.explained_by),
        )
        for each in sorted(accesses, key=lambda each: (each.owner, each.table, each.user, each.operation, each.via))
        if each.operation != ALTER  # these stand among what a view refuses
    )  # fmt: skip
    return Listing(title, ("User", "Table", "Owner", "What", "#Runs", "For example"), rows, note)


def _what(access: RuntimeAccess) -> str:
    lock = " with lock" if access.lock else ""
    return f"{access.operation}{lock}{f' by {access.via}' if access.via in ('procedure', 'trigger') else ''}"


def _example(access: RuntimeAccess, texts: dict[str, str]) -> str:
    return shortened(texts[access.digests[0]], full=False) if access.digests else ""


def _places(places: tuple[Explanation, ...]) -> str:
    shown = ", ".join(place(each.file, each.line) for each in places[:2])
    return f"{shown}, +{len(places) - 2}" if len(places) > 2 else shown


def _confirmed(observation: Observation) -> Listing:
    rows = tuple(
        (clean(each.user), clean(each.table), _what(each), f"{each.count:,}", _places(each.explained_by))
        for each in _of(observation, CONFIRMED)
    )
    return Listing("Confirmed", ("User", "Table", "What", "#Runs", "May come from"), rows)


def _unseen(unseen: Iterable[Unseen]) -> Listing:
    found: dict[tuple[str, str, str], list[Unseen]] = defaultdict(list)
    for each in unseen:
        found[each.table, each.module, each.operation].append(each)
    rows = tuple(
        (
            clean(table),
            clean(module),
            operation,
            place(first[0].file, first[0].line) + (f", +{len(first) - 1}" if len(first) > 1 else ""),
        )
        for (table, module, operation), first in sorted(found.items())
    )
    return Listing(
        "Never seen", ("Table", "Module", "What", "Where"), rows,
        "In the facts, but no such statement ran. That proves nothing where the sources are short.",
    )  # fmt: skip


def _refused(observation: Observation) -> Listing:
    touching = [each for each in _ours(observation) if each.refused_by_view and each.uses]
    rows = tuple(
        (
            clean(each.refused_by_view or ""),
            ", ".join(sorted({clean(use.table) for use in each.uses})),
            f"{each.count:,}",
            _text(each),
        )
        for each in sorted(touching, key=lambda each: (each.refused_by_view or "", each.text, each.user))
    )
    return Listing(
        "What a view would refuse", ("What", "Tables", "#Runs", "Statement"), rows,
        "Once a table has moved, its old name is a view: these statements then fail.",
    )  # fmt: skip


def _problems(observation: Observation) -> Listing:
    found = [each for each in _ours(observation) if each.problem is not None]
    rows = tuple(
        (clean(each.problem or ""), f"{each.count:,}", _text(each))
        for each in sorted(found, key=lambda each: (-each.count, each.text, each.user))
    )
    return Listing("Could not be read", ("Why", "#Runs", "Statement"), rows)


def _text(statement: Statement) -> str:
    return shortened(statement.text, full=False)
