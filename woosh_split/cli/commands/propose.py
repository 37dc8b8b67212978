"""``woosh-split propose``: services, owners and phases, written into the split file."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.asking import Asking, Compiler
from woosh_split.cli.console import complain
from woosh_split.cli.output import check_destination, layout_for, write_result
from woosh_split.cli.progress import StageProgress
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, open_workspace
from woosh_split.errors import InputError

if TYPE_CHECKING:
    from woosh_split.model.facts import Facts
    from woosh_split.pipeline.propose import Proposed
    from woosh_split.reports.proposal.report import Sheet

EXAMPLES = """\b
Examples:
  woosh-split propose
  woosh-split propose examples/woosh --domain field-sales
  woosh-split propose --services 8 --alternatives 3
  woosh-split propose --what-if 'move products->order-management'
  woosh-split propose --diff
  woosh-split propose --accept
  woosh-split propose --accept-only orders
"""


class ProposeFormat(StrEnum):
    """How the report is written down."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Isolation(StrEnum):
    """How the database holds the services apart."""

    SCHEMA = "schema"
    GRANTS = "grants"


@reads_monolith()
def propose(
    reading: Reading,
    services: Annotated[
        int | None,
        typer.Option("--services", "-n", min=1, metavar="N", help="Exactly this number of services."),
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE", help="The words of a line of business: field-sales, or a file of your own."
        ),
    ] = None,
    others: Annotated[
        int,
        typer.Option("--alternatives", min=0, metavar="N", help="Show at most N ways to cut, side by side."),
    ] = 0,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MOVE",
            help="What a move costs, such as 'move products->order-management'; writes nothing.",
        ),
    ] = None,
    details: Annotated[
        bool, typer.Option("--details", help="List every place that crosses, with file and line.")
    ] = False,
    seeds: Annotated[int, typer.Option(min=1, metavar="N", help="Clusterings to agree on.")] = 30,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer seeds: faster, for a first look at a large monolith.")
    ] = False,
    history: Annotated[
        bool,
        typer.Option(
            "--history/--no-history", help="Let modules that are committed together attract each other."
        ),
    ] = True,
    isolation: Annotated[
        Isolation, typer.Option(help="For a new file: tables move to schemas, or stay under grants.")
    ] = Isolation.SCHEMA,
    debt_issue: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where new debts are tracked. Default: unfiled.", show_default=False
        ),
    ] = None,
    debt_until: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="When new debts end. Default: unscheduled.",
            show_default=False,
        ),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept", help="Replace the file's placements by the proposal's, and take out what is gone."
        ),
    ] = False,
    accept_only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Do that for this module, table or crossing alone; may be repeated.",
            show_default=False,
        ),
    ] = None,
    compiler: Compiler = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print how the split file would change; write nothing.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the report; write no split file.")
    ] = False,
    format_: Annotated[
        ProposeFormat, typer.Option("--format", "-f", help="How to write the report.")
    ] = ProposeFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Propose services, table owners, crossings and phases, and write them into the split file.

    What stands in the split file stands: a second run adds what is missing and says what it would do otherwise.
    """
    from woosh_split.model.split import Location
    from woosh_split.pipeline.propose import ProposeRequest, propose_split
    from woosh_split.proposal.as_split import Terms
    from woosh_split.proposal.domain import load_domain
    from woosh_split.proposal.propose import Options

    check_destination(output)
    until = debt_until.date() if debt_until is not None else None
    if until is not None and until < date.today():
        raise InputError(
            f"--debt-until {until}: that day is over, so every new debt would fail the next check."
        )
    known = load_domain(domain) if domain is not None else None
    workspace = open_workspace(reading, new=True)
    facts = facts_for(workspace, reading)
    text = _text(workspace.split_path)
    with StageProgress(quiet=reading.quiet, verbose=reading.verbose) as progress:
        asking = Asking(workspace, reading, facts, progress, wanted=compiler)
        done = propose_split(
            facts,
            ProposeRequest(
                workspace.split_path,
                text,
                workspace.split,
                Options(
                    services, known, seeds, quick, co_changes=_history(facts, workspace.root, wanted=history)
                ),
                Terms(
                    isolation.value,
                    debt_issue,
                    until,
                    Location(".", reading.project, reading.dumps, reading.clients),
                ),
                accept,
                tuple(accept_only or ()),
                others,
                tuple(what_if or ()),
                progress,
                None if what_if else asking.bound,
            ),
        )
    if diff:
        write_result(_diff(text, done.merged.text, workspace.split_path), output)
    else:
        _tell(done, facts, format_, details, output)
        if not (dry_run or what_if):
            _write(workspace.split_path, text, done, quiet=reading.quiet)
    if asking.refused and not reading.quiet:
        complain(asking.refused)
    return 0


def _text(path: Path) -> str | None:
    """Return the file as it is, its line ends and its byte-order mark included: they are a person's too."""
    return path.read_bytes().decode() if path.is_file() else None


def _history(facts: Facts, root: Path, *, wanted: bool) -> dict[tuple[str, str], int]:
    if not wanted:
        return {}
    from woosh_split.sources.history.git import co_changes

    return co_changes(root, {file: module.name for module in facts.modules for file in module.files})


def _diff(before: str | None, after: str, path: Path) -> str:
    from difflib import unified_diff

    old = (before or "").splitlines(keepends=True)
    names = (path.name if before is not None else "/dev/null", path.name)
    return (
        "".join(unified_diff(old, after.splitlines(keepends=True), *names))
        or "The split file would not change."
    )


def _tell(done: Proposed, facts: Facts, format_: ProposeFormat, details: bool, output: Path | None) -> None:
    from woosh_split.reports.proposal.report import FORMATS

    write_result(FORMATS[format_.value](_sheet(done, facts, details), layout_for(output)), output)


def _sheet(done: Proposed, facts: Facts, details: bool) -> Sheet:
    from woosh_split.reports.proposal.report import Sheet

    moved = done.what_if
    return Sheet(
        facts.monolith.name,
        done.proposal,
        done.merged.added,
        done.merged.removed,
        tuple((each.item, each.kind, each.here, each.proposed) for each in done.differences),
        done.gone_crossings,
        done.alternatives,
        tuple((str(item), here, there) for item, here, there in moved.moves) if moved else (),
        moved.before if moved else None,
        moved.after if moved else None,
        moved.gained if moved else (),
        moved.lost if moved else (),
        details,
        done.bound,
    )


def _write(path: Path, before: str | None, done: Proposed, *, quiet: bool) -> None:
    from woosh_split.apply.files import replace_file
    from woosh_split.reports.section import count

    after = done.merged.text
    if after == before:
        message = f"{path} is up to date."
    else:
        try:
            replace_file(path, after.encode())
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error
        verb = "Wrote" if before is None else "Updated"
        added = count(len(done.merged.added), "entry", "entries")
        message = f"{verb} {path}: {added} added, {len(done.merged.removed)} taken out."
    if not quiet:
        complain(message)
