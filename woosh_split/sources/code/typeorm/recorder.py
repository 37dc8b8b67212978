"""What was found while reading: accesses, transactions, and the database calls that could not be resolved."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.trail import Trail
from woosh_split.sql.text import DDL_AT_RUN_TIME


@dataclass(eq=False, slots=True)
class OpenTransaction:
    """A transaction in the code; ``started`` stays False for a query runner that never starts one.

    ``runner`` is where the query runner is made, and ``kept`` says that a field keeps that: its transactions are
    those of the functions that have them begun.
    """

    frame: Frame
    line: int
    started: bool = True
    escaped: bool = False
    runner: tuple[str, int] = ("", 0)
    kept: bool = False

    def own(self, frame: Frame, line: int) -> None:
        """Charge another function: the one whose callback is the transaction's work."""
        self.frame, self.line = frame, line


@dataclass(frozen=True, slots=True)
class Touch:
    """One access before transactions have names: who touches which table how."""

    module: str
    table: str
    mode: str
    via: str
    function: str
    file: str
    line: int
    operation: str
    lock: bool = False
    columns: tuple[str, ...] | None = None
    joined_with: tuple[str, ...] = ()
    extra_events: tuple[tuple[str, str], ...] = ()


_NONE: frozenset[OpenTransaction] = frozenset()
_NO_SITES: dict[Hashable, Site] = {}
_OF_SQL = frozenset({"sql", "procedure"})


@dataclass(slots=True)
class Site:
    """A place in the code that calls the database: resolved as soon as one reading of it succeeds, but for DDL of which all is known.

    ``stated`` says that one of its statements was read: a repository that is known makes no SQL good.
    ``others`` are texts beside one that was read, in the same reading of the call, which could not be; a reading in which
    all of them could makes the call ``whole``.
    ``parts`` are what was lost of a query that is known otherwise: each is made good by itself, by what it was called with.
    """

    resolved: bool = False
    stated: bool = False
    whole: bool = False
    reasons: dict[tuple[str, str, str], None] = field(default_factory=dict)
    others: dict[tuple[str, str, str], None] = field(default_factory=dict)
    parts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    made_good: frozenset[str] = frozenset()

    def open(self) -> list[tuple[str, str, str]]:
        """Return kind, text and reason of what is still not understood."""
        found = [
            each
            for each in self.reasons
            if each[2] == DDL_AT_RUN_TIME or not (self.stated if each[0] in _OF_SQL else self.resolved)
        ]
        found.extend(() if self.whole else self.others)
        found.extend(each for part, each in self.parts.items() if part not in self.made_good)
        return list(dict.fromkeys(found))


class Recorder:
    """Collects; a place that is read several times counts once. ``trail`` is told which transactions are open."""

    def __init__(self) -> None:
        self.trail = Trail()
        self.touches: dict[Touch, frozenset[OpenTransaction]] = {}
        self.wrapped: dict[Touch, Touch] = {}
        """Accesses of who named the table for a function that wrote the statement, each with that function's."""
        self.sites: dict[tuple[str, int], dict[Hashable, Site]] = {}
        """The calls of each line; where it is not known which of them is read, they count as one."""
        self.transactions: list[OpenTransaction] = []
        self.failures: dict[tuple[str, int, str, str, str], None] = {}
        self.paths: set[tuple[str, int, str]] = set()
        self.mixed: set[str] = set()
        """Files of a place whose line is another file's, and those files."""
        self.temporary: set[str] = set()
        """Names of temporary tables that the code creates, in lower case."""
        self._silent = 0

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Record nothing inside the block."""
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1

    @property
    def silent(self) -> bool:
        """Whether nothing is recorded right now."""
        return self._silent > 0

    def touch(
        self, touch: Touch, transaction: OpenTransaction | None, joined: OpenTransaction | None
    ) -> None:
        """Record an access in its own transaction, or in the one that was open around its function."""
        if self._silent:
            return
        if touch.mode == "write" or touch.lock:
            self.trail.acted()
        held = self.touches.get(touch, _NONE)
        if transaction is None and joined is not None:
            self.trail.joined(touch, joined)
            transaction = joined
        self.touches[touch] = held if transaction is None else held | {transaction}

    def share(self) -> None:
        """Put what functions do that several callers share into the transactions of all of them."""
        for touch, opening in self.trail.shared():
            if touch in self.touches and isinstance(opening, OpenTransaction):
                self.touches[touch] |= {opening}

    def take_back(self, runs: Collection[tuple[str, str, str, int]]) -> None:
        """Forget the accesses of calls, by module, function, file and line, that others are charged with."""
        if runs:
            kept = {
                touch: opened
                for touch, opened in self.touches.items()
                if (touch.module, touch.function, touch.file, touch.line) not in runs
            }
            self.touches = kept

    def _site(self, frame: Frame, line: int) -> Site:
        calls = self.sites.setdefault((frame.file, line), {})
        return calls.setdefault(self._spot(frame, line), Site())

    def _spot(self, frame: Frame, line: int) -> Hashable:
        """Return what tells the call that is being read from the others of its line, None where that is not known."""
        call = self.trail.at
        if frame.spot is not None or call is None:
            return frame.spot
        return call.spot if call.line == line and call.scope.frame.file == frame.file else None

    def resolved(self, frame: Frame, line: int, *, statement: bool = False) -> None:
        """Note that a call of the database was understood, or a ``statement`` that it runs."""
        if not self._silent:
            site = self._site(frame, line)
            site.resolved, site.stated = True, site.stated or statement

    def stated(
        self, frame: Frame, line: int, others: Collection[tuple[str, str, str]], *, whole: bool = True
    ) -> None:
        """Note that a text of a call's SQL was read; ``others`` are kind, text and reason of those that were not.

        Not ``whole``: somebody else tells of those.
        """
        self.resolved(frame, line, statement=True)
        if not self._silent:
            site = self._site(frame, line)
            site.others |= dict.fromkeys(others)
            site.whole = site.whole or (whole and not others)

    def settled(self, frame: Frame, line: int) -> None:
        """Note that a call whose query is recorded elsewhere was understood: it is no site of its own."""
        site = self.sites.get((frame.file, line), _NO_SITES).get(self._spot(frame, line))
        if site is not None and not self._silent:
            site.resolved = site.stated = site.whole = True

    def handed_on(self, frame: Frame, line: int, unknown: Collection[str]) -> None:
        """Note that a call hands a known statement on: that none was known (a reason of ``unknown``) is made good.

        What is wrong with the statement itself, which is told at the same place, is not.
        """
        site = self.sites.get((frame.file, line), _NO_SITES).get(self._spot(frame, line))
        if site is None or all(reason in unknown for _, _, reason in site.reasons):
            self.settled(frame, line)
        elif not self._silent:
            for each in [each for each in site.reasons if each[2] in unknown]:
                del site.reasons[each]

    def unresolved(self, frame: Frame, line: int, kind: str, text: str, reason: str) -> None:
        """Note that a call of the database was not understood, unless another reading of it was."""
        if not self._silent:
            self.trail.acted()  # it may have been a write
            self._site(frame, line).reasons.setdefault((kind, text, reason))

    def lost(self, frame: Frame, line: int, part: str, kind: str, text: str, reason: str) -> None:
        """Note that a part of a query was not understood: the rest of it does not make that good."""
        if not self._silent:
            self.trail.acted()
            self._site(frame, line).parts.setdefault(part, (kind, text, reason))

    def found(self, frame: Frame, line: int, part: str) -> None:
        """Note that such a part was understood in this reading."""
        if not self._silent:
            self._site(frame, line).made_good |= {part}

    def broken(self, frame: Frame, line: int, kind: str, text: str, reason: str) -> None:
        """Note what no other reading of a call makes good: it cannot work, or it was not read whole."""
        self.broken_at(frame.file, line, kind, text, reason)

    def broken_at(self, file: str, line: int, kind: str, text: str, reason: str) -> None:
        """Note the same of a place in a file that no function is."""
        if not self._silent:
            self.failures.setdefault((file, line, kind, text, reason))

    def begin(self, frame: Frame, key: Hashable, line: int) -> None:
        """Begin a transaction on the query runner ``key`` that a field keeps, for the rest of a function."""
        transaction = self.open(frame, line)
        transaction.escaped = True
        frame.held[key] = transaction
        frame.begun |= {key}
        self.trail.start(transaction, frame)

    def sound(self, frame: Frame, line: int, text: str) -> None:
        """Note that a path was found: code for many entities is not broken where it fits one of them."""
        if not self._silent:
            self.paths.add((frame.file, line, text))

    def open(self, frame: Frame, line: int, *, started: bool = True) -> OpenTransaction:
        """Open a transaction in a function."""
        transaction = OpenTransaction(frame, line, started, runner=(frame.file, line))
        if not self._silent:
            self.transactions.append(transaction)
        return transaction
