"""``woosh-split init``: everything that a first green check needs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.asking import Asking, Compiler
from woosh_split.cli.console import complain, is_terminal
from woosh_split.cli.output import write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from woosh_split.apply.change_set import FileChange
    from woosh_split.cli.workspace import Workspace
    from woosh_split.model.split import SplitFile
    from woosh_split.pipeline.init import InitPlan, Step
    from woosh_split.pipeline.start import Start

EXAMPLES = """\b
Examples:
  woosh-split init
  woosh-split init --ci github --ci pre-commit
  woosh-split init apps/shop --ci gitlab --dry-run
  woosh-split init --yes --format json
  woosh-split init --ci github --requirement ./woosh_split-0.1.0-py3-none-any.whl
  woosh-split init --no-propose
"""


class Ci(StrEnum):
    """Where the check is to run."""

    GITHUB = "github"
    GITLAB = "gitlab"
    PRE_COMMIT = "pre-commit"


Systems = Annotated[
    list[Ci] | None,
    typer.Option("--ci", help="Write what runs the check there, too; may be repeated.", show_default=False),
]
Requirement = Annotated[
    str | None,
    typer.Option(
        metavar="WHAT",
        help="What pip installs there: a wheel, an address, or a name with a version. Default: this version.",
        show_default=False,
    ),
]
NoPropose = Annotated[
    bool, typer.Option("--no-propose", help="Begin with an empty split file instead of a proposal.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would be written, and write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Replace files that differ, without asking.")]


@reads_monolith(without=("split_file", "facts_file"))
def init(
    reading: Reading,
    ci: Systems = None,
    requirement: Requirement = None,
    no_propose: NoPropose = False,
    compiler: Compiler = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    format_: options.DoneFormat = options.ShortFormat.TEXT,
) -> int:
    """Set up the check: split file, baseline, .gitignore and, if asked, CI; the check is clean afterwards.

    Only what is missing is written, all of it or nothing. A file that is there and differs is replaced only with
    your consent, and a file that other tools share with us never: you are told what to add to it. Exit codes: 0
    the check is clean, 1 it is not yet, 2 it could not be set up.
    """
    from woosh_split.cli.workspace import open_workspace
    from woosh_split.pipeline.init import plan_init

    if requirement is not None and (not requirement.strip() or requirement.startswith("-")):
        raise InputError(
            f"--requirement {requirement} names nothing that pip can install. Give a wheel, an address, or a name with a version."
        )
    workspace = open_workspace(reading)
    owned: list[FileChange] = []
    split = _split(workspace, reading, owned, propose=not no_propose, compiler=compiler)
    started = _baseline(workspace, reading, split, owned) if split.services else None
    if started is not None and started.baseline is not None and not dry_run:
        _refuse_in_ci(workspace)
    plan = plan_init(workspace.root, owned, [each.value for each in ci or ()], requirement)
    json = format_ is options.ShortFormat.JSON
    done: Sequence[Step] = ()
    if not dry_run:
        done = _carry_out(plan, yes=yes, quiet=reading.quiet)
    elif not json:
        write_result(_shown(plan), None)
    if json:
        write_result(_document(plan, done, started, dry_run=dry_run), None)
    return _verdict(plan, started, quiet=reading.quiet)


def _document(plan: InitPlan, done: Sequence[Step], started: Start | None, *, dry_run: bool) -> str:
    from woosh_split.reports.done import setup_json

    files = [
        (_name(step), step.action if step in done or (dry_run and not step.needs_consent) else "keep")
        for step in plan.steps
    ]
    result = None if started is None else started.result
    clean = started is not None and not started.failed
    return setup_json(files, plan.notes, result, clean=clean, written=bool(done))


def _split(
    workspace: Workspace, reading: Reading, owned: list[FileChange], *, propose: bool, compiler: bool | None
) -> SplitFile:
    """Return the split file, and add it to what is to be written where there is none."""
    if workspace.split is not None:
        return workspace.split
    from woosh_split.apply.change_set import FileChange
    from woosh_split.cli.progress import StageProgress
    from woosh_split.cli.workspace import facts_for
    from woosh_split.model.split import Location
    from woosh_split.pipeline.start import first_split
    from woosh_split.split.load import parse_split

    facts = facts_for(workspace, reading)
    location = Location(".", reading.project, reading.dumps, reading.clients)
    with StageProgress(quiet=reading.quiet, verbose=reading.verbose) as progress:
        asking = Asking(workspace, reading, facts, progress, wanted=compiler)
        bound = asking.bound if propose else None
        text = first_split(facts, workspace.split_path, location, progress, bound)
    if asking.refused and not reading.quiet:
        complain(asking.refused)
    owned.append(FileChange(workspace.split_path, text.encode("utf-8")))
    return parse_split(text, str(workspace.split_path))


def _baseline(workspace: Workspace, reading: Reading, split: SplitFile, owned: list[FileChange]) -> Start:
    """Return what the check will say, and add the baseline to what is to be written where there is none."""
    from woosh_split.apply.change_set import FileChange
    from woosh_split.cli.checking import judging_day, observed_in
    from woosh_split.pipeline.start import start
    from woosh_split.sources.repository import own_place
    from woosh_split.split.place import BASELINE_FILE

    text = owned[0].data.decode("utf-8") if owned else None
    baseline = own_place(workspace.split_path.parent, BASELINE_FILE)
    observed = observed_in(workspace, split, reading, text=text)
    started = start(observed, split, baseline, judging_day())
    if started.baseline is not None:
        owned.append(FileChange(baseline, started.baseline.encode("utf-8")))
    return started


def _refuse_in_ci(workspace: Workspace) -> None:
    from woosh_split.cli.checking import in_ci

    if in_ci():
        raise InputError(
            f"`init` would write a baseline for {workspace.split_path}, which is not done in CI (the variable CI is "
            "set), where nobody would see what it adds. Run it on your machine and commit the files."
        )


def _carry_out(plan: InitPlan, *, yes: bool, quiet: bool) -> Sequence[Step]:
    """Write what is missing, and what somebody agreed to, and return it."""
    from woosh_split.apply.change_set import write_all

    steps = [step for step in plan.steps if not step.needs_consent or yes or _consent(step)]
    try:
        write_all([step.change for step in steps])
    except OSError as error:
        raise InputError(
            f"{error.filename} cannot be written: {error.strerror}. Everything is as it was."
        ) from error
    for step in () if quiet else plan.steps:
        verb = _DONE[step.action] if step in steps else "Kept"
        more = "" if step in steps else ", which differs from what init writes; --yes replaces it"
        complain(f"{verb} {_name(step)}{more}.")
    return steps


_DONE = {"create": "Wrote", "extend": "Extended", "replace": "Replaced"}


def _consent(step: Step) -> bool:
    """Ask on a terminal; where nobody can answer, the answer is no."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    return typer.confirm(f"{_name(step)} is there and differs. Replace it?", default=False, err=True)


def _shown(plan: InitPlan) -> str:
    """Return every file as it would be written."""
    parts = []
    for step in plan.steps:
        text = step.change.data.decode("utf-8", "replace")
        asked = " (if you agree)" if step.needs_consent else ""
        parts.append(f"# would {step.action} {_name(step)}{asked}\n{text}")
    return "\n".join(parts) or "Nothing to do."


def _verdict(plan: InitPlan, started: Start | None, *, quiet: bool) -> int:
    from woosh_split.reports.check.summary import summary_line

    if not quiet:
        for note in plan.notes:
            complain(note)
        if not plan.steps and not plan.notes:
            complain("Nothing to do.")
        if started is None:
            complain("The split file names no service yet. Add services, then run `woosh-split init` again.")
        else:
            complain(summary_line(started.result))
    if started is None or not started.failed:
        return EXIT_DONE
    complain("The check is not clean: see `woosh-split check`.")
    return EXIT_NO


def _name(step: Step) -> str:
    """Return the file's path from the working directory where it is below it."""
    path = step.change.path.resolve()
    here = Path.cwd().resolve()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
