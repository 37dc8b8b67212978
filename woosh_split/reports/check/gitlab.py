"""GitLab's Code Quality report, which its merge requests show beside the changed lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from woosh_split.model.violation import ERROR, KNOWN, BaselineEntry, CheckResult, Violation
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.place import Place

STALE = "stale-baseline-entry"


def to_gitlab(result: CheckResult, layout: CheckLayout) -> str:
    """Return a list of findings; GitLab drops all but one of those that share a fingerprint, so none do."""
    place = layout.place
    shown = result.violations if layout.show_known else result.new
    findings = [_finding(each, place) for each in shown]
    findings += [_stale(each, layout) for each in result.stale]
    return json.dumps(list(_unique(findings)), indent=2, ensure_ascii=False)


def _finding(violation: Violation, place: Place) -> dict[str, Any]:
    return {
        "description": f"{violation.code} {violation.message}",
        "check_name": violation.code,
        "fingerprint": violation.fingerprint,
        "severity": _severity(violation),
        "location": {
            "path": place.path(violation.path),
            "lines": {"begin": violation.line, "end": violation.end_line},
        },
    }


def _severity(violation: Violation) -> str:
    if violation.state == KNOWN:
        return "info"
    return "major" if violation.severity == "error" else "minor"


def _stale(entry: BaselineEntry, layout: CheckLayout) -> dict[str, Any]:
    return {
        "description": (
            f"The baseline knows {entry.code} in {entry.path} ({entry.target}), which is gone. "
            "Run `woosh-split baseline prune`."
        ),
        "check_name": STALE,
        "fingerprint": f"{STALE}:{entry.fingerprint}",
        "severity": "major" if layout.of_stale == ERROR else "minor",
        "location": {"path": layout.place.of_baseline(), "lines": {"begin": 1}},
    }


def _unique(findings: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for finding in findings:
        wanted, number = finding["fingerprint"], 1
        while finding["fingerprint"] in seen:
            number += 1
            finding["fingerprint"] = f"{wanted}:{number}"
        seen.add(finding["fingerprint"])
        yield finding
