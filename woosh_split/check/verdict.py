"""What was observed, against a baseline and a selection: which violations are new, known, and no longer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from operator import attrgetter

from woosh_split.check.baseline import ended
from woosh_split.check.moved_files import moved_entries
from woosh_split.check.observed import Observed
from woosh_split.model.violation import (
    ERROR,
    KNOWN,
    BaselineEntry,
    CheckResult,
    Growth,
    RuleText,
    Violation,
)
from woosh_split.records import dataclass

UNRESOLVED = "WS8"
UNUSED_SUPPRESSION = "WS901"

_FIELDS = [field.name for field in fields(Violation)]
_VALUES = attrgetter(*_FIELDS)
_STATE = _FIELDS.index("state")


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the observed is judged.

    ``paths`` and ``services`` of None mean all; a service is judged for what leaves it. ``strict`` services may
    have no known violations.
    """

    rules: tuple[RuleText, ...]
    paths: frozenset[str] | None = None
    services: frozenset[str] | None = None
    strict: frozenset[str] = frozenset()
    fail_on_unresolved: bool = False


def judge(
    observed: Observed, baseline: Sequence[BaselineEntry], selection: Selection, today: date
) -> CheckResult:
    """Return the result of one check.

    An entry whose ``until`` has passed, or that belongs to a strict service, knows nothing any more. Entries
    outside of the selection are not judged, so they cannot be stale; nor are those of a file that was moved.
    """
    judged = _holds(selection)
    day = today.isoformat()
    valid = {
        entry.fingerprint
        for entry in baseline
        if not ended(entry, day) and entry.from_service not in selection.strict
    }
    moved = moved_entries(observed.violations, baseline, observed.files)
    valid.update(now for now, entry in moved.items() if entry.fingerprint in valid)
    codes = {rule.code for rule in selection.rules}
    violations = tuple(
        _graver(_known(each) if each.fingerprint in valid else each, selection)
        for each in observed.violations
        if judged(each.code, each.from_service, each.path)
        and not (each.code == UNUSED_SUPPRESSION and each.target not in codes)
    )
    there = {each.fingerprint for each in observed.violations} | {e.fingerprint for e in moved.values()}
    stale = tuple(
        entry
        for entry in baseline
        if judged(entry.code, entry.from_service, entry.path) and entry.fingerprint not in there
    )
    return CheckResult(
        violations,
        stale,
        selection.rules,
        observed.services,
        _count(observed.files, selection),
        observed.unresolved,
        _growth(violations, [each for each in baseline if judged(each.code, each.from_service, each.path)]),
    )


def _known(each: Violation) -> Violation:
    """Return a violation that the baseline knows; ``replace`` takes several times as long, and there may be thousands."""
    values = list(_VALUES(each))
    values[_STATE] = KNOWN
    return Violation(*values)


def failed(result: CheckResult, *, allow_stale: bool) -> bool:
    """Whether the answer is no: a new error, or an entry that stands for nothing."""
    return any(each.severity == ERROR for each in result.new) or (bool(result.stale) and not allow_stale)


def _holds(selection: Selection) -> Callable[[str, str, str], bool]:
    codes = {rule.code for rule in selection.rules}

    def judged(code: str, service: str, path: str) -> bool:
        return (
            code in codes
            and (selection.paths is None or path in selection.paths)
            and (selection.services is None or service in selection.services)
        )

    return judged


def _graver(each: Violation, selection: Selection) -> Violation:
    if selection.fail_on_unresolved and each.code.startswith(UNRESOLVED):
        return replace(each, severity=ERROR)
    return each


def _count(files: tuple[str, ...], selection: Selection) -> int:
    if selection.paths is None:
        return len(files)
    return sum(path in selection.paths for path in files)


def _growth(violations: Sequence[Violation], baseline: Sequence[BaselineEntry]) -> tuple[Growth, ...]:
    now = Counter((each.from_service, each.code) for each in violations)
    before = Counter((each.from_service, each.code) for each in baseline)
    return tuple(
        Growth(service, code, now[service, code], before[service, code])
        for service, code in sorted({*now, *before})
    )
