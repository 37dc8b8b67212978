"""The one line that every check ends with, whatever the format."""

from __future__ import annotations

from woosh_split.model.violation import WARNING, CheckResult


def summary_line(result: CheckResult) -> str:
    """Return, for example, ``3 new, 41 known (+2 −5 since main), 1 stale, 7 statements not understood``."""
    warnings = sum(each.severity == WARNING for each in result.new)
    new = f"{len(result.new)} new"
    if warnings:
        new += f" ({warnings} {'warning' if warnings == 1 else 'warnings'})"
    known = f"{len(result.known)} known"
    if result.change is not None:
        known += f" (+{result.change.added} −{result.change.removed} since {result.change.since})"
    places = "statement" if result.unresolved == 1 else "statements"
    return f"{new}, {known}, {len(result.stale)} stale, {result.unresolved} {places} not understood"
