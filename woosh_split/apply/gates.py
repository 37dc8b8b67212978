"""What a window of traffic proves about a service: it passes, it fails, or there was too little of it to say."""

from __future__ import annotations

from math import sqrt

from woosh_split.model.routing import TO_SHADOW
from woosh_split.model.traffic import (
    FAILED,
    INCONCLUSIVE,
    PASSED,
    Counts,
    Limits,
    TrafficStep,
    Verdict,
    Window,
)

FLOOR = 0.05
"""Seconds. Whoever answers 99 of 100 requests within them is not slow, however fast the other one is."""

INFINITY = float("inf")

_NOTHING = Counts()

_SURE, _CERTAIN = 2.33, 4.0
"""Standard deviations within which 99 of 100 differences lie that are chance; and nearly all, however often one looks."""

_BURST, _BEYOND = 5, 3.0
"""A window is not watched to its end after so many errors, if they are so many times what is allowed."""


def judge(
    step: TrafficStep, window: Window, reference: Counts | None, limits: Limits, known: Counts = _NOTHING
) -> Verdict:
    """Judge a window that is over.

    ``reference`` is what the monolith did in the last window in which it had enough to do: it stands in where this
    one has too little, as when everything goes to the service. ``known`` is all that it was ever seen to do: routes that
    always fail may have had no request in this window.
    """
    sure = judge_early(step, window, reference, limits, known)
    if sure is not None:
        return sure
    if step.kind == TO_SHADOW:
        return _shadow(window, limits)
    ours, beside = window.ours, compared(window, reference, limits)
    if ours.requests < limits.least:
        return Verdict(INCONCLUSIVE, f"{window.service} had {ours.requests} requests of {limits.least}")
    reasons = [*_shares(ours, beside, limits, known), *_slow(ours, beside, limits)]
    if reasons:
        return Verdict(FAILED, f"{window.service}: {'; '.join(reasons)}")
    return Verdict(PASSED, f"{window.service}: {_told(ours, beside)}")


def judge_early(
    step: TrafficStep, window: Window, reference: Counts | None, limits: Limits, known: Counts = _NOTHING
) -> Verdict | None:
    """Return what is sure already while the window goes on, None where nothing is."""
    if window.breaker_open:
        why = "the gateway's breaker is open: more than half of its answers failed"
        return Verdict(FAILED, f"{window.service}: {why}")
    if step.kind == TO_SHADOW:
        found = _shadow(window, limits)
        return Verdict(FAILED, found.why) if found.state == FAILED else None
    # Little of the monolith's is better than nothing here: a route that it always answers with 500 is no burst of ours.
    beside = compared(window, reference, limits) or window.monolith
    enough = max(window.ours.requests, limits.least)
    # Of a monolith that fails at every third request nothing can be three times as much; and of few, a few more are chance.
    much = (
        _is_certain(window.ours, beside, limits, known)
        if beside.errors or known.errors
        else window.ours.errors > _BEYOND * limits.errors * enough
    )
    if window.ours.errors >= _BURST and much:
        why = f"{window.ours.errors} of {window.ours.requests} requests failed already"
        return Verdict(FAILED, f"{window.service}: {why}")
    return None


def compared(window: Window, reference: Counts | None, limits: Limits) -> Counts | None:
    """Return what the service is compared with, None where the monolith never had enough to do."""
    return window.monolith if window.monolith.requests >= limits.least else reference


def bounds_of_p99(counts: Counts, spared: int = 0) -> tuple[float, float]:
    """Return between which two times the p99 lies, by the buckets; infinity beyond the last.

    At least ``spared`` of the slowest are left out, however few there are.
    """
    total = counts.below.get(INFINITY, counts.requests)
    wanted = min(0.99 * total, total - spared)
    lower = 0.0
    for bound in sorted(counts.below):
        if counts.below[bound] >= wanted:
            return lower, bound
        lower = bound
    return lower, INFINITY


def _shadow(window: Window, limits: Limits) -> Verdict:
    same, differs, failed = (window.shadow.get(name, 0) for name in ("same", "differs", "failed"))
    told = f"{same} answers alike, {differs} other, {failed} missing"
    if differs + failed > limits.differences:
        return Verdict(
            FAILED, f"{window.service}: {told} (`routes shadow-report` of the gateway has the differences)"
        )
    if same + differs + failed < limits.least:
        done = same + differs + failed
        return Verdict(INCONCLUSIVE, f"{window.service}: {done} comparisons of {limits.least}")
    return Verdict(PASSED, f"{window.service}: {told}")


def _shares(ours: Counts, beside: Counts | None, limits: Limits, known: Counts) -> list[str]:
    found = []
    for word, mine, other, ever, more in (
        ("5xx", ours.errors, beside.errors if beside else 0, known.errors, limits.errors),
        ("4xx", ours.refused, beside.refused if beside else 0, known.refused, limits.refused),
    ):
        share, theirs = _share(mine, ours), _share(other, beside)
        margin = more
        if beside and (other or ever):
            usual = (mine + other + ever) / (ours.requests + beside.requests + known.requests)
            margin += _SURE * _deviation(usual, ours, beside)
        if share > theirs + margin + 1e-9 and (word == "5xx" or beside is not None):
            told = f", {theirs:.1%} of the monolith's" if beside is not None else ""
            found.append(
                f"{share:.1%} of {ours.requests} answers are {word}{told} (allowed: {more:.1%} more)"
            )
    return found


def _is_certain(ours: Counts, beside: Counts, limits: Limits, known: Counts) -> bool:
    """Whether a service fails more often than a monolith that fails too, by more than chance explains at any moment."""
    seen = (ours, beside, known)
    usual = sum(each.errors for each in seen) / sum(each.requests for each in seen)
    margin = limits.errors + _CERTAIN * _deviation(usual, ours, beside)
    return _share(ours.errors, ours) > _share(beside.errors, beside) + margin


def _deviation(share: float, ours: Counts, beside: Counts) -> float:
    """Return by how much two shares of the same kind differ by chance: the standard deviation of the difference.

    Only where the monolith fails as well: some routes always do, and how many of those requests come to which side is
    chance. A monolith without an error leaves nothing to chance.
    """
    if not ours.requests or not beside.requests:
        return 0.0
    return sqrt(share * (1 - share) * (1 / ours.requests + 1 / beside.requests))


def _slow(ours: Counts, beside: Counts | None, limits: Limits) -> list[str]:
    """Slower only if the buckets prove it: the least that the p99 can be against the most that the other's can be.

    Of fewer than a hundred answers the p99 is the slowest one, and one alone proves nothing.
    """
    if beside is None:
        return []
    least, most = bounds_of_p99(ours, spared=1)[0], bounds_of_p99(beside)[1]
    if least >= FLOOR and least > limits.slower * most:
        return [f"its p99 is over {_ms(least)}, the monolith's is at most {_ms(most)}"]
    return []


def _told(ours: Counts, beside: Counts | None) -> str:
    text = f"{ours.requests} requests, {ours.errors} errors, p99 at most {_ms(bounds_of_p99(ours)[1])}"
    if beside is None:
        return f"{text}; there were no requests to the monolith to compare with"
    other = f"{beside.requests} requests, {beside.errors} errors, p99 at most {_ms(bounds_of_p99(beside)[1])}"
    return f"{text}; the monolith: {other}"


def _share(part: int, counts: Counts | None) -> float:
    return part / counts.requests if counts is not None and counts.requests else 0.0


def _ms(seconds: float) -> str:
    return "30 s and more" if seconds == INFINITY else f"{seconds * 1000:.0f} ms"
