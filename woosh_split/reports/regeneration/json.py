"""A regeneration as JSON: counts and the outcome of every file, without its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from woosh_split.model.regeneration import FileOutcome, RegenerationPlan
from woosh_split.reports.layout import Layout

VERSION = 1


def to_json(
    plan: RegenerationPlan, layout: Layout, *, written: bool = False, more: Mapping[str, object] | None = None
) -> str:
    """Return the outcome, and whether it was ``written``; ``version`` changes when a key changes its meaning.

    ``more`` are keys of the command that generates.
    """
    told = {"version": VERSION} | document(plan) | {"written": written} | dict(more or {})
    return json.dumps(told, ensure_ascii=False, indent=2)


def document(plan: RegenerationPlan) -> dict[str, object]:
    """Return a plan as it stands in JSON, for a report on several."""
    return {
        "target": plan.target.as_posix(),
        "generated_by": plan.generated_by,
        "current": plan.is_current,
        "counts": dict(plan.counts),
        "files": [_file(file) for file in plan.files],
        "warnings": list(plan.warnings),
    }


def _file(file: FileOutcome) -> dict[str, object]:
    return {"path": file.path, "action": file.action, "conflicts": file.conflicts, "note": file.note}
