"""What `check` finds: violations of the split file, each with its place, against a baseline of known ones."""

from __future__ import annotations

from dataclasses import field

from woosh_split.records import dataclass

ERROR, WARNING = "error", "warning"
NEW, KNOWN = "new", "known"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says of itself; ``docs`` is the page below the documentation's root."""

    code: str  # WS303
    name: str  # foreign-table-write
    summary: str  # one sentence: what it finds
    why: str
    fix: str
    docs: str
    severity: str = ERROR  # error | warning


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a violation, such as where the owner declares the table."""

    path: str
    line: int | None  # None: the file as a whole
    text: str


@dataclass(frozen=True, slots=True)
class Violation:
    """One place that breaks one rule.

    ``target`` is what is reached for: a table, ``Provider.method``, a file, a route. ``column`` and ``end_column``
    start at 1, the end is exclusive; ``crossing`` is the id of the split file's crossing, where it is one.
    ``fingerprint`` (see ``check.fingerprint``) does not change when lines move.
    """

    code: str
    name: str
    severity: str  # error | warning
    from_service: str = field(metadata={"key": "from"})
    to_service: str = field(metadata={"key": "to"})
    target: str
    path: str
    line: int
    column: int
    end_line: int = field(metadata={"key": "endLine"})
    end_column: int = field(metadata={"key": "endColumn"})
    symbol: str  # the enclosing Class.method, empty at the level of the file
    message: str
    fix: str
    docs: str
    fingerprint: str
    state: str = NEW  # new | known
    crossing: str | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """A known violation as the baseline keeps it: no line, no wording."""

    fingerprint: str
    code: str
    from_service: str = field(metadata={"key": "from"})
    to_service: str = field(metadata={"key": "to"})
    path: str
    symbol: str
    target: str
    reason: str | None = None
    until: str | None = None  # an ISO date


@dataclass(frozen=True, slots=True)
class Growth:
    """How many violations of one rule leave one service: now, and in the baseline."""

    service: str
    code: str
    current: int
    baseline: int


@dataclass(frozen=True, slots=True)
class BaselineChange:
    """How many entries the baseline gained and lost since a branch."""

    since: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that one check found; what is known stays in ``violations`` with the state ``known``.

    ``rules`` are those that ran, ``services`` those that were looked at; ``unresolved`` counts the places that the
    analysis could not tell.
    """

    violations: tuple[Violation, ...]
    stale: tuple[BaselineEntry, ...]
    rules: tuple[RuleText, ...]
    services: tuple[str, ...]
    files: int
    unresolved: int
    growth: tuple[Growth, ...] = ()
    change: BaselineChange | None = None

    @property
    def new(self) -> tuple[Violation, ...]:
        """The violations that no baseline knows."""
        return tuple(each for each in self.violations if each.state == NEW)

    @property
    def known(self) -> tuple[Violation, ...]:
        """The violations that the baseline knows."""
        return tuple(each for each in self.violations if each.state == KNOWN)
