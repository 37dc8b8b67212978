"""Traffic that moves to a service step by step: the steps, what was seen of it, and what is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from woosh_split.model.routing import TO_SERVICE, TO_SHADOW, TO_SPLIT, Target

PERCENTS = (1, 10, 50)
"""The shares of users that a service gets on the way to all of them, where nobody says otherwise."""
PASSED, FAILED, INCONCLUSIVE = "passed", "failed", "inconclusive"


@dataclass(frozen=True, slots=True)
class TrafficStep:
    """One step: a shadow of ``percent`` of the requests, or the service for ``percent`` of the users; 100 is all of it."""

    kind: str  # shadow | split
    percent: int

    @property
    def target(self) -> Target:
        """Where the routes lead in this step."""
        if self.kind == TO_SHADOW:
            return Target(TO_SHADOW, self.percent)
        return Target(TO_SERVICE) if self.percent == 100 else Target(TO_SPLIT, self.percent)

    @property
    def told(self) -> str:
        """The step in words."""
        return f"shadow {self.percent} %" if self.kind == TO_SHADOW else f"{self.percent} %"


@dataclass(frozen=True, slots=True)
class Counts:
    """What one side answered. ``below`` maps the upper bound of a bucket, in seconds, to how many took no longer.

    ``errors`` are 5xx and what fell back to the monolith, ``refused`` 4xx without 499, which is a client that went away.
    """

    requests: int = 0
    errors: int = 0
    refused: int = 0
    below: Mapping[float, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """What was seen of one service's routes while a step was watched. ``shadow``: comparisons by outcome."""

    service: str
    ours: Counts
    monolith: Counts
    shadow: Mapping[str, int] = field(default_factory=dict)
    breaker_open: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """By how much a service may be worse than the monolith in the same window.

    ``errors`` and ``refused`` are shares of all requests, ``slower`` a factor between the two p99. ``least`` is the
    number of requests (or comparisons) below which nothing is concluded.
    """

    least: int = 100
    errors: float = 0.01
    refused: float = 0.05
    slower: float = 1.5
    differences: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate says, and why."""

    state: str
    why: str
