"""Tells what comes like a clock (a health check, a keep-alive) from work, where the server does not say what was asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from woosh_split.database.under_way import Session

WATCHED = 15.0
"""Seconds for which statements must have come evenly; a request has ended by then, or does not come evenly."""

LEAST = 8
"""Statements that must have come meanwhile. Fewer leave a second of rest by themselves."""

REST = 0.15
"""Seconds of rest after a statement of the rhythm: it stood alone."""

_SHORTEST = 0.4
_DENSEST = 0.3
"""Seconds between two statements on average, at least: what asks more often is a loop, and none can be told from a clock."""
_JITTER = 0.15
_LONG = 0.8


class Rhythm:
    """The moments at which the statements of one account ended, as far as they were seen."""

    def __init__(self) -> None:
        self.since: float | None = None
        self._ends: dict[tuple[int, int], float] = {}
        self._broken = float("-inf")

    def look(self, found: Iterable[Session], now: float) -> None:
        """Take in what the server shows at a moment of ``time.monotonic()``."""
        self.since = now if self.since is None else self.since
        for each in found:
            if each.busy and each.client.seconds >= 1:  # no clock beats that long
                self._broken = now
            if not each.busy and each.query is not None:
                self._ends.setdefault((each.client.id, each.query), now - each.ago)

    def period(self, now: float) -> float | None:
        """Return the seconds after which the statements of the whole watch come again, None where they do not."""
        if self.since is None or now - max(self.since, self._broken) < WATCHED:
            return None
        moments = self._moments(now)
        return repeats(moments, now) if len(moments) >= LEAST else None

    def rests(self, period: float, now: float) -> bool:
        """Whether now is one of the longest pauses of a rhythm: what comes in short pauses belongs together."""
        moments = self._moments(now)
        pauses = [after - before for before, after in pairwise(moments)]
        before = bisect_left(moments, moments[-1] - period - _jitter(moments, now))
        return now - moments[-1] >= REST and pauses[min(before, len(pauses) - 1)] >= _LONG * max(pauses)

    def _moments(self, now: float) -> list[float]:
        return sorted(each for each in self._ends.values() if each > now - WATCHED)


def repeats(moments: list[float], now: float) -> float | None:
    """Return the period with which sorted moments repeat themselves up to ``now``, None where they do not.

    Several clocks at once repeat themselves too. The more moments there are, the more exactly they must meet, since among many
    one is always near.
    """
    if len(moments) < 3 or (now - moments[0]) / len(moments) < _DENSEST:
        return None
    jitter = _jitter(moments, now)
    longest = (now - moments[0]) / 3
    for period in (each - moments[0] for each in moments[1:]):
        if period > longest:
            return None
        if period >= _SHORTEST and all(_expected(each, period, jitter, moments, now) for each in moments):
            return period
    return None


def _jitter(moments: list[float], now: float) -> float:
    return min(_JITTER, (now - moments[0]) / len(moments) / 6)


def _expected(moment: float, period: float, jitter: float, moments: list[float], now: float) -> bool:
    """Whether a moment has one before it and one after it, as far as these lie in what was watched.

    As many before it as there are now: a statement beside that of the clock is none of the clock's.
    """
    before, after = moment - period, moment + period
    return (
        before < moments[0] - jitter or _count(moments, before, 2 * jitter) >= _count(moments, moment, jitter)
    ) and (after > now - jitter or _count(moments, after, jitter) > 0)


def _count(moments: list[float], wanted: float, jitter: float) -> int:
    return bisect_right(moments, wanted + jitter) - bisect_left(moments, wanted - jitter)
