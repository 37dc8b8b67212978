"""Logs and digests of a server to what really ran, compared with facts and split."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.graph.observing import Setting, compare
from woosh_split.model.facts import Facts
from woosh_split.model.observation import Observation, Seen, Source, Statement
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.split import SHARED_SCHEMA, SplitFile
from woosh_split.sources.logs.observed import read_observation, seen_in
from woosh_split.sources.logs.read import read_logs
from woosh_split.sources.logs.tally import Tally


@dataclass(frozen=True, slots=True)
class ObserveRequest:
    """What to read: logs as kind and file, earlier observations, a server; ``digests_of`` is the user of its digests."""

    logs: Sequence[tuple[str, str]] = ()
    observed: Sequence[Path] = ()
    url: str | None = None
    digests_of: str | None = None


def read_seen(request: ObserveRequest) -> Seen:
    """Read every source.

    Raises:
        InputError: a log cannot be read, or no source says that anything ran.
        DatabaseError: the server is away, refuses us, or keeps no digests.
    """
    gc.enable()  # the analysis switches it off, and parsing leaves circles behind
    tally = Tally()
    sources = []
    if request.url is not None:
        from woosh_split.database.digests import read_digests  # SQLAlchemy is slow to import

        digests, source = read_digests(request.url, told_user=request.digests_of is not None)
        for each in digests:
            tally.add(request.digests_of, each.schema, each.text, each.count, cut=each.cut)
        sources.append(source)
    earlier = [seen_in(read_observation(path), path.name) for path in request.observed]
    seen = read_logs(request.logs, tally)
    everything = (*earlier, seen)
    found = Seen(
        (*sources, *(source for each in everything for source in each.sources)),
        _added_up(statement for each in everything for statement in each.statements),
        tuple(access for each in everything for access in each.accesses),
    )
    if not found.statements and not found.accesses:
        raise InputError(_nothing_ran(found.sources))
    return found


def _nothing_ran(sources: Sequence[Source]) -> str:
    read = ", ".join(f"{each.name} ({'; '.join((each.kind, *each.notes))})" for each in sources)
    return (
        f"Nothing was observed: no statement was found in {read}. Nothing can be said of what runs, nor of what never does. "
        "Give a log of that kind of a time in which the application ran."
    )


def _added_up(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements with the counts of equal ones added, sorted."""
    found: dict[Statement, int] = {}
    for each in statements:
        one = replace(each, count=0)
        found[one] = found.get(one, 0) + each.count
    summed = (replace(one, count=count) for one, count in found.items())
    return tuple(sorted(summed, key=lambda each: (each.digest, each.user, each.schema or "", each.text)))


def observe(seen: Seen, facts: Facts | None, split: SplitFile | None, schema: str | None) -> Observation:
    """Return what was seen, compared with what is known."""
    placement = Placement() if split is None else placement_of(split)
    return compare(seen, facts, placement, _setting(split, schema))


def _setting(split: SplitFile | None, schema: str | None) -> Setting:
    from woosh_split.artefacts.database.names import user_name

    if split is None:
        return Setting(schema)
    schemas = {service.name: service.schema or service.name.replace("-", "_") for service in split.services}
    users = {user_name(name): service for service, name in schemas.items()}
    return Setting(schema, frozenset({*schemas.values(), SHARED_SCHEMA}), users)
