"""``woosh-split plan``: the phases of the migration, with steps, risks and days."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace

EXAMPLES = """\b
Examples:
  woosh-split plan
  woosh-split plan --start 2027-01-11 --format markdown --output plan.md
  woosh-split plan --format mermaid
  woosh-split plan examples/woosh --facts facts.json --format json
"""


class PlanFormat(StrEnum):
    """How the plan is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    MERMAID = "mermaid"


@reads_monolith()
def plan(
    reading: Reading,
    start: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="The first day, as 2027-01-11; the phases then get dates, weekends left out.",
        ),
    ] = None,
    format_: Annotated[
        PlanFormat, typer.Option("--format", "-f", help="How to write the plan.")
    ] = PlanFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Plan the migration: phases with steps, risks and days.

    The phases and their order are those of the split file. Each step says how it is undone, each risk where it
    stands in the code, each estimate how it was counted. Nothing is changed.
    """
    from woosh_split.pipeline.plan import plan as plan_of
    from woosh_split.reports.plan.registry import PLAN_FORMATS

    check_destination(output)
    workspace = open_workspace(reading)
    split = needed_split(workspace)
    facts = facts_for(workspace, reading)
    result = plan_of(facts, split, workspace.split_path, start.date() if start else None)
    deliver(PLAN_FORMATS[format_.value](result, layout_for(output)), output, quiet=reading.quiet)
    return 0
