"""A proposal: services and table ownership with their reasons, their stability and their price."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.model.crossing import Crossing
from woosh_split.model.placement import Placement


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that speaks for a decision."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Bid:
    """How strongly one service claims a table: its weighted writing functions, and where they are."""

    service: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns a table and why. ``margin`` is (first - second) / total, 1.0 when only one bids.

    ``role`` is ``owned``, ``contested`` (margin under 0.2), ``reference``, ``read-only`` (nobody writes it, its
    readers decide) or ``unused`` (no code touches it).
    """

    table: str
    owner: str
    role: str
    margin: float
    bids: tuple[Bid, ...]  # the strongest first
    pinned_by: tuple[str, ...] = ()  # an unused table: foreign keys, procedures, views, triggers that hold it


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one module or table was put, how sure that is, and why in one sentence.

    ``stability`` is the share of the seeds that agree with it (1.0 for what a pin or a name decided);
    ``decided_by`` is ``pin``, ``split file``, ``name``, ``writes``, ``reads``, ``cluster``, ``library`` or
    ``reference``.
    """

    item: str
    kind: str  # module | table
    service: str
    stability: float
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a split costs in work: sites, not weights. ``service`` is a service's name, or ``*`` for all."""

    service: str
    spanning_transactions: int
    foreign_writes: int
    joins: int
    reads: int
    calls: int
    relations: int
    events: int
    routes: int
    client_calls: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """The published metrics, under their exact names; see ``proposal/metrics.py`` for formulas and papers."""

    coverage: float
    sm: float
    icp: float
    ifn: float
    ned: float
    turbo_mq: float
    entity_purity: float
    modularity: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to cut the monolith."""

    placement: Placement
    placed: tuple[Placed, ...]
    ownership: tuple[Ownership, ...]
    crossings: tuple[Crossing, ...]
    prices: tuple[Price, ...]  # ``*`` first, then the services in alphabetical order
    metrics: Metrics
    seeds: int
    notes: tuple[str, ...] = ()  # questions and remarks for the architect
