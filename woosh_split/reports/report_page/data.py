"""What the report shows, as data: its JSON form, the page and the pictures are all made of this."""

from __future__ import annotations

from dataclasses import dataclass, field

from woosh_split.model.plan import Factor, Risk, Step
from woosh_split.model.proposal import Bid, Metrics, Price

REPORT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A service, or another group of the map: its box in map units, and its colour on light and on dark paper.

    ``kind`` is ``service``, ``monolith``, ``shared`` (reference tables), ``libraries`` or ``unused`` (tables that
    no code uses).
    """

    name: str
    title: str
    kind: str
    light: str
    dark: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file."""

    file: str
    line: int
    function: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A module or a table: its card, its owner, its place on the map, and why it is there where that is known.

    ``margin`` is the lead of a table's owner, ``bids`` who else writes it; ``stability`` is the share of the
    seeds that agree with the split, ``elsewhere`` the service that the analysis alone would choose where it does
    not. All are empty where no proposal was computed.
    """

    key: str
    name: str
    kind: str  # module | table | view
    card: str
    owner: str
    role: str  # module | owned | reference | library | unused | contested | read-only
    file: str
    line: int
    x: int
    y: int
    width: int
    routes: int = 0
    files: int = 0
    stability: float | None = None
    decided_by: str = ""
    reason: str = ""
    elsewhere: str = ""
    margin: float | None = None
    bids: tuple[Bid, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Everything of one kind between two items; ``crosses`` where it leaves its service."""

    key: str
    source: str
    target: str
    kind: str  # write | read | call | relation | import
    crosses: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """A crossing with the policy of the split file (empty: not decided), and the items that it concerns."""

    id: str
    from_service: str = field(metadata={"key": "from"})
    to_service: str = field(metadata={"key": "to"})
    kind: str
    what: str
    policy: str
    issue: str | None
    until: str | None
    items: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many places of one service read and write one table."""

    reads: int
    writes: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One table: its owner, and a cell for each service of ``Matrix.services``."""

    table: str
    key: str
    owner: str
    role: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who reads and writes which table; tables that no code uses are not in it."""

    services: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to cut: how many services, and what it costs in all."""

    name: str
    services: tuple[str, ...]
    price: Price | None
    metrics: Metrics
    crossings: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase on the time line; ``begin`` and ``days`` are in working days, ``days`` is 0 without an estimate."""

    id: str
    title: str
    services: tuple[str, ...]
    depends_on: tuple[str, ...]
    begin: float
    days: float
    start: str | None = None
    end: str | None = None
    why: str = ""
    rollback: str = ""
    steps: tuple[Step, ...] = ()
    risks: tuple[Risk, ...] = ()
    effort: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportData:
    """The whole report. Lists are in the order in which the page shows them."""

    monolith: str
    has_split: bool
    isolation: str
    coverage: tuple[int, int]  # database call sites that were resolved, and all
    cards: tuple[Card, ...]
    items: tuple[Item, ...]
    ties: tuple[Tie, ...]
    crossings: tuple[CrossingRow, ...]
    matrix: Matrix
    prices: tuple[Price, ...] = ()
    metrics: Metrics | None = None
    alternatives: tuple[Alternative, ...] = ()
    phases: tuple[PhaseRow, ...] = ()
    plan_notes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
