"""``woosh-split check``: does the code keep to the split file?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.check_once import Wanted, run, usual_format
from woosh_split.cli.completing import service_names
from woosh_split.cli.output import check_destination
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading

EXAMPLES = """\b
Examples:
  woosh-split check
  woosh-split check --changed
  woosh-split check --changed=origin/main --format json
  woosh-split check --select WS3 --service order-management
  woosh-split check --show-known --statistics --exit-zero
  woosh-split check --watch
  woosh-split check --format sarif --output woosh-split.sarif
"""


class CheckFormat(StrEnum):
    """How the result is written down."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    CHECKSTYLE = "checkstyle"


@reads_monolith()
def check(
    reading: Reading,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Known violations. Default: woosh-split.baseline.json beside the split file."
        ),
    ] = None,
    no_baseline: Annotated[
        bool, typer.Option("--no-baseline", help="Ignore the baseline: every violation is new.")
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES", help="Only these rules: WS303, or WS3 for all of a group; may be repeated."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Not these rules; may be repeated.")
    ] = None,
    changed: Annotated[
        str | None,
        typer.Option(
            metavar="[REV]",
            help="Only files that differ from where the branch left REV (default: the main branch), and what is not "
            "committed. Write --changed=REV.",
            show_default=False,
        ),
    ] = None,
    service: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only what leaves this service; may be repeated.",
            autocompletion=service_names,
        ),
    ] = None,
    show_known: Annotated[
        bool, typer.Option("--show-known", help="List what the baseline knows, too.")
    ] = False,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="Count violations by service and rule, now and in the baseline."),
    ] = False,
    allow_stale: Annotated[
        bool,
        typer.Option(
            "--allow-stale",
            help="Do not fail on stale entries of the baseline: those whose violation is gone.",
        ),
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Report violations and exit with 0.")
    ] = False,
    fail_on_unresolved: Annotated[
        bool,
        typer.Option(
            "--fail-on-unresolved", help="What could not be resolved (WS8) is an error, not a warning."
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again when a file changes; Ctrl-C ends it.")
    ] = False,
    format_: Annotated[
        CheckFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="How to write the result. Default: text, and github where GITHUB_ACTIONS is set.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
) -> int:
    """Find where the code crosses a boundary and the split file has no contract for it.

    Imports, injected providers, statements of SQL, relations, foreign keys and transactions that reach into
    another service. Violations that the baseline knows do not fail the check. New ones do, and so do stale
    entries of the baseline, whose violation is gone. Exit codes: 0 clean, 1 violations, 2 could not check.
    """
    check_destination(output)
    wanted = Wanted(
        baseline, no_baseline, select or [], ignore or [], changed, service or [], show_known, statistics,
        allow_stale, exit_zero, fail_on_unresolved, format_.value if format_ else usual_format(output), output,
    )  # fmt: skip
    if watch:
        from woosh_split.cli.watching import watch as watch_for_changes

        watch_for_changes(reading, lambda: run(reading, wanted), output, baseline)
    return run(reading, wanted)
