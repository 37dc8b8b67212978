"""``woosh-split check``: does the code keep to the split file?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.console import complain, has_colour
from woosh_split.cli.output import STDOUT, check_destination, write_result
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE, EXIT_NO

if TYPE_CHECKING:
    from woosh_split.check.verdict import Selection
    from woosh_split.cli.checking import Seen
    from woosh_split.model.violation import BaselineChange, BaselineEntry
    from woosh_split.pipeline.kept_answer import Answer
    from woosh_split.reports.check.layout import CheckLayout
    from woosh_split.sources.tree import SourceTree

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for besides where the monolith is."""

    baseline: Path | None
    no_baseline: bool
    select: list[str]
    ignore: list[str]
    changed: str | None
    services: list[str]
    show_known: bool
    statistics: bool
    allow_stale: bool
    exit_zero: bool
    fail_on_unresolved: bool
    format_name: str
    output: Path | None


def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            help="The folder of the monolith. Default: that of the split file, found upwards.",
            show_default=False,
        ),
    ] = None,
    split_file: Annotated[
        Path | None,
        typer.Option("--split", metavar="FILE", help="The split file. Default: woosh-split.yaml in PATH."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Known violations. Default: woosh-split.baseline.json beside the split file."
        ),
    ] = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="Take no violation for known.")] = False,
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
        typer.Option(metavar="NAME", help="Only what leaves this service; may be repeated."),
    ] = None,
    show_known: Annotated[
        bool, typer.Option("--show-known", help="List what the baseline knows, too.")
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Growth per service and rule.")] = False,
    allow_stale: Annotated[
        bool,
        typer.Option("--allow-stale", help="Do not fail on entries of the baseline that stand for nothing."),
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Report violations and exit with 0.")
    ] = False,
    fail_on_unresolved: Annotated[
        bool,
        typer.Option("--fail-on-unresolved", help="What could not be told (WS8) is an error, not a warning."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again when a file changes; Ctrl-C ends it.")
    ] = False,
    facts_file: options.FactsFile = None,
    project: options.Project = None,
    dumps: options.Dumps = None,
    clients: options.Clients = None,
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
    no_cache: options.NoCache = False,
    cache_dir: options.CacheDir = None,
    jobs: options.Jobs = 0,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,
) -> int:
    """Find where the code crosses a boundary that the split file does not open.

    Imports, injected providers, statements of SQL, relations, foreign keys and transactions that reach into
    another service. What the baseline knows does not fail; what is new does, and so do entries that stand for
    nothing any more. Exit codes: 0 clean, 1 violations, 2 could not check.
    """
    check_destination(output)
    reading = Reading(
        path, split_file, facts_file, project, tuple(dumps or ()), tuple(clients or ()),
        no_cache, cache_dir, jobs, quiet, verbose,
    )  # fmt: skip
    wanted = Wanted(
        baseline, no_baseline, select or [], ignore or [], changed, service or [], show_known, statistics,
        allow_stale, exit_zero, fail_on_unresolved, (format_ or _usual_format(output)).value, output,
    )  # fmt: skip
    if watch:
        from woosh_split.cli.watching import watch as watch_for_changes

        watch_for_changes(reading, lambda: run(reading, wanted), output)
    return run(reading, wanted)


def run(reading: Reading, wanted: Wanted) -> int:
    """Check once, write the result, and return the exit code.

    Raises:
        InputError: it could not be checked.
    """
    from woosh_split.cli.answering import answer_of

    def compute(tree: SourceTree | None) -> tuple[Answer, Path]:
        return _computed(reading, wanted, tree)

    if wanted.changed is not None:  # what git says may change while no file does
        answer, _ = compute(None)
    else:
        answer = answer_of(reading, _words(reading, wanted), wanted.baseline, compute)
    write_result(answer.text, wanted.output)
    if not reading.quiet:
        for note in answer.notes:
            complain(note)
    return answer.code


def _words(reading: Reading, wanted: Wanted) -> tuple[object, ...]:
    """Return all that shapes the answer and stands in no file of the monolith."""
    from woosh_split.cli.checking import judging_day
    from woosh_split.pipeline.repository import way_into

    folder = reading.path or Path()
    return (
        repr(replace(wanted, output=None)),
        wanted.output in (None, STDOUT),
        has_colour(sys.stdout),
        judging_day().isoformat(),
        way_into(folder),
        _branch_point(folder),
    )


def _branch_point(folder: Path) -> tuple[str, str] | None:
    """Return the main branch and the commit at which this one left it, None outside of git or without either."""
    from woosh_split.sources import git

    if not git.in_repository(folder):
        return None
    from woosh_split.errors import InputError

    try:
        main = git.main_branch(folder)
        base = git.merge_base(folder, main) if main is not None else None
    except InputError:  # no git
        return None
    return (main, base) if main is not None and base is not None else None


def _computed(reading: Reading, wanted: Wanted, tree: SourceTree | None) -> tuple[Answer, Path]:
    """Return the answer, and the root of the monolith that it is about."""
    from woosh_split.check.baseline import load_baseline
    from woosh_split.check.verdict import failed, judge
    from woosh_split.cli.checking import look_at
    from woosh_split.pipeline.kept_answer import Answer
    from woosh_split.reports.check.registry import FORMATS
    from woosh_split.reports.check.summary import summary_line

    seen = look_at(reading, wanted.baseline, tree)
    entries = () if wanted.no_baseline else load_baseline(seen.baseline_path)
    result = judge(seen.observed, entries, _selection(seen, wanted), seen.today)
    result = replace(result, change=_change(seen, entries))
    no = failed(result, allow_stale=wanted.allow_stale)
    text = FORMATS[wanted.format_name](result, _layout(seen, wanted, no))
    apart = wanted.format_name not in ("text", "github") or wanted.output not in (None, STDOUT)
    return Answer(
        EXIT_NO if no and not wanted.exit_zero else EXIT_DONE,
        text,
        (summary_line(result),) if apart else (),
    ), seen.workspace.root


def _usual_format(output: Path | None) -> CheckFormat:
    """Annotate on GitHub, where the log is read by a machine; a file gets what a person reads."""
    to_log = output is None or output == STDOUT
    return CheckFormat.GITHUB if to_log and os.environ.get("GITHUB_ACTIONS") == "true" else CheckFormat.TEXT


def _selection(seen: Seen, wanted: Wanted) -> Selection:
    from woosh_split.check.catalogue import selected
    from woosh_split.check.verdict import Selection
    from woosh_split.cli.checking import services_named

    return Selection(
        selected(seen.observed.rules, wanted.select, wanted.ignore),
        _changed_paths(seen, wanted.changed),
        services_named(seen, wanted.services),
        frozenset(service.name for service in seen.split.services if service.strict),
        wanted.fail_on_unresolved,
    )


def _changed_paths(seen: Seen, revision: str | None) -> frozenset[str] | None:
    """Return the files that changed; a changed split file concerns every file."""
    if revision is None:
        return None
    from woosh_split.sources.git import changed_files

    taken, paths = changed_files(seen.workspace.root, revision)
    if any(seen.workspace.split_path.resolve() == (seen.workspace.root / each).resolve() for each in paths):
        complain(f"The split file differs from {taken}: every file is checked.")
        return None
    if not paths:
        complain(f"Nothing in {seen.workspace.root} differs from {taken}.")
    return frozenset(paths)


def _change(seen: Seen, entries: tuple[BaselineEntry, ...]) -> BaselineChange | None:
    """Return how the baseline differs from the main branch's; None on that branch, and outside of git."""
    path = seen.baseline_path
    left = _branch_point(path.parent) if entries else None
    if left is None:
        return None
    from woosh_split.check.baseline import parse_baseline
    from woosh_split.errors import InputError
    from woosh_split.model.violation import BaselineChange
    from woosh_split.sources.git import file_at

    main, base = left
    old = file_at(path.parent, path.name, base)
    try:
        before = {each.fingerprint for each in parse_baseline(old, path)} if old is not None else set()
    except InputError:  # an old baseline that nobody needs to mend
        return None
    now = {each.fingerprint for each in entries}
    if now == before:
        return None
    return BaselineChange(main.removeprefix("origin/"), len(now - before), len(before - now))


def _layout(seen: Seen, wanted: Wanted, no: bool) -> CheckLayout:
    from woosh_split import __version__
    from woosh_split.pipeline.repository import way_into
    from woosh_split.reports.check.layout import CheckLayout

    to_screen = wanted.output is None or wanted.output == STDOUT
    return CheckLayout(
        colour=to_screen and has_colour(sys.stdout),
        folder=way_into(seen.workspace.root),
        show_known=wanted.show_known,
        statistics=wanted.statistics,
        version=__version__,
        failed=no,
        source_line=_source_lines(seen.workspace.root),
    )


def _source_lines(root: Path) -> Callable[[str, int], str | None]:
    """Return what gives a line of a file below the root; each file is read once."""
    known: dict[str, list[str] | None] = {}

    def line_of(path: str, line: int) -> str | None:
        if path not in known:
            try:
                known[path] = (root / path).read_bytes().decode("utf-8", "replace").split("\n")
            except OSError:
                known[path] = None
        lines = known[path]
        return lines[line - 1].rstrip("\r") if lines is not None and 0 < line <= len(lines) else None

    return line_of
