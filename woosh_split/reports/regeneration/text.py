"""A regeneration for a screen: counts, then a line for each file that is not simply unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.regeneration import ACTIONS, UNCHANGED, FileOutcome, RegenerationPlan
from woosh_split.reports.layout import Layout
from woosh_split.reports.section import clean, count

_WIDTH = max(map(len, ACTIONS))
_BOLD, _OFF = "\x1b[1m", "\x1b[0m"


def to_text(plan: RegenerationPlan, layout: Layout) -> str:
    """Return the counts, the files and what is left to a person; paths are never folded, so that they can be clicked."""
    head = f"{clean(plan.target.as_posix())}: {counts_line(plan)}"
    lines = [f"{_BOLD}{head}{_OFF}" if layout.colour else head]
    lines.extend(f"  {_file(file)}" for file in plan.files if file.action != UNCHANGED)
    lines.extend(f"! {warning}" for warning in plan.warnings)
    lines.extend(_advice(plan))
    return "\n".join(lines)


def counts_line(plan: RegenerationPlan) -> str:
    """Return ``3 created, 1 conflict, 106 unchanged``."""
    return ", ".join(f"{number:,} {action}" for action, number in plan.counts.items()) or "no files"


def _file(file: FileOutcome) -> str:
    places = count(file.conflicts, "place") if file.conflicts else ""
    more = ", ".join(filter(None, (places, file.note)))
    return f"{file.action:<{_WIDTH}}  {clean(file.path)}" + (f"  ({more})" if more else "")


def _advice(plan: RegenerationPlan) -> Iterator[str]:
    if plan.conflicts:
        yield (
            "Resolve the conflicts between <<<<<<< yours and >>>>>>> generated; the next run keeps what you "
            "write there."
        )
    if plan.foreign:
        yield "Nothing is written while something that was never generated is in the way."
