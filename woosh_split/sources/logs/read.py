"""Reads every log that was named into one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from woosh_split.model.observation import UNKNOWN_USER, Seen, SeenUse, Source
from woosh_split.sources.logs.audit import read_audit
from woosh_split.sources.logs.general import read_general
from woosh_split.sources.logs.slow import read_slow
from woosh_split.sources.logs.stream import Ran, Tallied, opened
from woosh_split.sources.logs.tally import Tally

GENERAL, SLOW, AUDIT = "general-log", "slow-log", "audit-log"
NOTHING = "nothing in it looks like an entry of this kind of log"

_READERS: dict[str, Callable[[BinaryIO, str, Tallied], Iterator[Ran]]] = {
    GENERAL: read_general,
    SLOW: read_slow,
}


def read_logs(logs: Sequence[tuple[str, str]], tally: Tally) -> Seen:
    """Read logs, given as kind and file name, into the tally, and return all that it has then.

    Raises:
        InputError: a file cannot be read.
    """
    sources: list[Source] = []
    accesses: Counter[tuple[str, SeenUse]] = Counter()
    for kind, name in logs:
        tallied = Tallied()
        with opened(name) as file:
            if kind == AUDIT:
                accesses.update(read_audit(file, name, tallied))
            else:
                tally.take(_READERS[kind](file, name, tallied))
        sources.append(_source(kind, name, tallied))
    found = tuple(
        (user, use, count)
        for (user, use), count in sorted(
            accesses.items(),
            key=lambda each: (each[0][0], each[0][1].schema or "", each[0][1].table, each[0][1].mode),
        )
    )
    return Seen(tuple(sources), tally.statements(UNKNOWN_USER), found)


def _source(kind: str, name: str, tallied: Tallied) -> Source:
    notes = list(tallied.notes)
    if not tallied.entries:
        notes.append(NOTHING)
    if tallied.nameless:
        notes.append(
            f"{tallied.nameless:,} statements are of connections that were open before the log began: whose they are is not told"
        )
    shown = name if name == "-" else Path(name).name
    return Source(
        kind,
        shown,
        tallied.entries,
        tallied.statements,
        tallied.unread,
        tallied.first,
        tallied.last,
        tuple(notes),
    )
