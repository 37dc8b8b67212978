"""The first split file and the first baseline, as texts: what `init` has to have before it can write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.check.baseline import load_baseline, render_baseline, written
from woosh_split.check.verdict import Selection, failed, judge
from woosh_split.model.progress import Progress
from woosh_split.model.split import Location, SplitFile
from woosh_split.model.violation import CheckResult

if TYPE_CHECKING:
    from woosh_split.check.observed import Observed
    from woosh_split.model.facts import Facts
    from woosh_split.pipeline.propose import Bound


@dataclass(frozen=True, slots=True)
class Start:
    """What the check will say once the files stand; ``baseline`` is None where none is to be written."""

    result: CheckResult
    failed: bool
    baseline: str | None


def first_split(facts: Facts, path: Path, location: Location, progress: Progress, bound: Bound | None) -> str:
    """Return the text of a split file: a proposal, for which ``bound`` is asked, or without it one that names no service yet.

    Raises:
        InputError: the facts hold nothing to split.
    """
    from woosh_split.split.skeleton import SKELETON

    if bound is None:
        return SKELETON
    from woosh_split.pipeline.propose import ProposeRequest, propose_split
    from woosh_split.proposal.as_split import Terms
    from woosh_split.proposal.propose import Options

    terms = Terms(location=location)
    request = ProposeRequest(path, None, None, Options(), terms, progress=progress, bound=bound)
    return propose_split(facts, request).merged.text


def start(observed: Observed, split: SplitFile, baseline_path: Path, today: date) -> Start:
    """Return the first baseline, and what the check will say with it; a baseline that is there stays.

    What may not be known (a strict service's violations, those about suppressions) stays new, so the check may
    still fail.

    Raises:
        BaselineError: the baseline that is there cannot be read.
    """
    strict = frozenset(service.name for service in split.services if service.strict)
    text = None
    if baseline_path.exists():
        entries = load_baseline(baseline_path)
    else:
        found = written(observed.violations, ())
        entries = tuple(entry for entry in found if entry.from_service not in strict)
        text = render_baseline(entries) if entries else None
    result = judge(observed, entries, Selection(observed.rules, strict=strict), today)
    return Start(result, failed(result, allow_stale=False), text)
