"""``woosh-split report``: the split as a page that people can look at."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli.console import complain
from woosh_split.cli.output import check_destination, goes_to_file, write_result
from woosh_split.cli.progress import StageProgress
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, open_workspace

PAGE = Path("woosh-split-report.html")
"""Where the page goes when nobody says: nobody wants half a megabyte of HTML on a terminal."""

EXAMPLES = """\b
Examples:
  woosh-split report
  woosh-split report examples/woosh --output report.html
  woosh-split report --split cut-in-five.yaml --output - > five.html
  woosh-split report --format mermaid >> "$GITHUB_STEP_SUMMARY"
  woosh-split report --format dot | dot -Tsvg > split.svg
"""


class ReportFormat(StrEnum):
    """How the report is written down."""

    HTML = "html"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"


@reads_monolith()
def report(
    reading: Reading,
    format_: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How to write the report.")
    ] = ReportFormat.HTML,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file, complete or not at all; - for stdout. "
            f"Default: {PAGE} for html, stdout for the others.",
        ),
    ] = None,
    others: Annotated[
        int,
        typer.Option(
            "--alternatives", min=0, metavar="N", help="Show at most so many other ways to cut; 0 for none."
        ),
    ] = 3,
) -> int:
    """Show the split on one page: map, tables, crossings, alternatives, phases.

    The page is one file that loads nothing from anywhere; it works from a disk, an artefact store or an e-mail.
    Without a split file it shows the monolith as it is.
    """
    from woosh_split.pipeline.report import report as report_of
    from woosh_split.reports.report_page.registry import REPORT_FORMATS
    from woosh_split.sources.repository import own_place

    if output is None and format_ is ReportFormat.HTML:
        output = own_place(Path(), PAGE, "name another file with --output")
    check_destination(output)
    workspace = open_workspace(reading)
    facts = facts_for(workspace, reading)
    if workspace.split is not None:
        from woosh_split.split.validate import validate_against

        validate_against(workspace.split, facts, workspace.split_path)
    with StageProgress(quiet=reading.quiet, verbose=reading.verbose) as progress:
        data = report_of(facts, workspace.split, others, progress)
    write_result(REPORT_FORMATS[format_.value](data), output)
    if goes_to_file(output) and not reading.quiet:
        complain(f"Wrote {output}.{' Open it in a browser.' if format_ is ReportFormat.HTML else ''}")
    return 0
