"""One check from a question to an exit code; nothing here knows typer, which takes longer to load than a check."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli.console import complain, has_colour
from woosh_split.cli.output import STDOUT, write_result
from woosh_split.errors import EXIT_DONE, EXIT_NO, ReaderGoneError
from woosh_split.records import dataclass

if TYPE_CHECKING:
    from woosh_split.check.verdict import Selection
    from woosh_split.cli.checking import Seen
    from woosh_split.cli.workspace import Reading
    from woosh_split.model.violation import BaselineChange, BaselineEntry, CheckResult, Violation
    from woosh_split.pipeline.kept_answer import Answer
    from woosh_split.reports.check.layout import CheckLayout
    from woosh_split.sources.tree import SourceTree


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


def run(reading: Reading, wanted: Wanted) -> int:
    """Check once, write the result, and return the exit code.

    Raises:
        InputError: it could not be checked.
        ReaderGoneError: whoever reads stdout has left.
    """
    from woosh_split.cli.answering import answer_of

    def compute(tree: SourceTree | None) -> tuple[Answer, Path]:
        return _computed(reading, wanted, tree)

    if wanted.changed is not None:  # what git says may change while no file does
        answer, _ = compute(None)
    else:
        answer = answer_of(reading, _words(reading, wanted), wanted.baseline, compute)
    try:
        write_result(answer.text, wanted.output)
    except BrokenPipeError as error:  # `check | head` with pipefail must not pass where the answer is no
        raise ReaderGoneError(answer.code) from error
    if not reading.quiet:
        for note in answer.notes:
            complain(note)
    return answer.code


def _words(reading: Reading, wanted: Wanted) -> tuple[object, ...]:
    """Return all that shapes the answer and stands in no file of the monolith."""
    from woosh_split.cli.checking import judging_day
    from woosh_split.sources.repository import way_into

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
    from woosh_split.sources.repository import repository_of

    if not (repository_of(folder) / ".git").exists():
        return None
    from woosh_split.errors import InputError
    from woosh_split.sources import git

    try:
        main = git.main_branch(folder)
        base = git.merge_base(folder, main) if main is not None else None
    except InputError:  # no git
        return None
    return (main, base) if main is not None and base is not None else None


def _computed(reading: Reading, wanted: Wanted, tree: SourceTree | None) -> tuple[Answer, Path]:
    """Return the answer, and the root of the monolith that it is about."""
    from woosh_split.check.verdict import failed, judge
    from woosh_split.cli.checking import look_at
    from woosh_split.pipeline.kept_answer import Answer
    from woosh_split.pipeline.kept_baseline import kept_baseline
    from woosh_split.reports.check.registry import FORMATS, TELL_KNOWN
    from woosh_split.reports.check.summary import summary_line

    seen = look_at(reading, wanted.baseline, tree)
    entries = () if wanted.no_baseline else kept_baseline(seen.baseline_path, tree)
    result = judge(seen.observed, entries, _selection(seen, wanted), seen.today)
    files = _Files(seen.workspace.root)
    shown = _shown(result, seen, files, known=wanted.show_known or wanted.format_name in TELL_KNOWN)
    result = replace(result, violations=shown, change=_change(seen, entries))
    no = failed(result, allow_stale=wanted.allow_stale)
    text = FORMATS[wanted.format_name](result, _layout(seen, wanted, files, no))
    apart = wanted.format_name not in ("text", "github") or wanted.output not in (None, STDOUT)
    return Answer(
        EXIT_NO if no and not wanted.exit_zero else EXIT_DONE,
        text,
        (summary_line(result),) if apart else (),
    ), seen.workspace.root


def usual_format(output: Path | None) -> str:
    """Annotate on GitHub, where the log is read by a machine; a file gets what a person reads."""
    to_log = output is None or output == STDOUT
    return "github" if to_log and os.environ.get("GITHUB_ACTIONS") == "true" else "text"


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
    """Return the files that changed; a changed split file or baseline concerns every file."""
    if revision is None:
        return None
    from woosh_split.sources.git import changed_files, differs

    taken, paths = changed_files(seen.workspace.root, revision)
    for path, name in ((seen.workspace.split_path, "split file"), (seen.baseline_path, "baseline")):
        if differs(path, taken):
            complain(f"The {name} differs from {taken}: every file is checked.")
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


def _shown(result: CheckResult, seen: Seen, files: _Files, *, known: bool) -> tuple[Violation, ...]:
    """Return the violations, those that are to be shown where their words stand; the others are only counted."""
    from woosh_split.check.placing import placed_to_show
    from woosh_split.model.violation import NEW

    shown = placed_to_show(
        [each for each in result.violations if known or each.state == NEW],
        seen.observed.places,
        files.content,
    )
    return shown if known else (*shown, *result.known)


def _layout(seen: Seen, wanted: Wanted, files: _Files, no: bool) -> CheckLayout:
    from woosh_split import __version__
    from woosh_split.reports.check.layout import CheckLayout
    from woosh_split.sources.repository import way_into

    to_screen = wanted.output is None or wanted.output == STDOUT
    return CheckLayout(
        colour=to_screen and has_colour(sys.stdout),
        folder=way_into(seen.workspace.root),
        baseline=Path(os.path.relpath(seen.baseline_path, seen.workspace.root)).as_posix(),
        show_known=wanted.show_known,
        statistics=wanted.statistics,
        version=__version__,
        failed=no,
        allow_stale=wanted.allow_stale,
        source_line=files.line,
    )


class _Files:
    """The files below a root of which something is shown, each read once; none that leads out of the repository."""

    def __init__(self, root: Path) -> None:
        from woosh_split.sources.repository import repository_of

        self._root = root
        self._repository = repository_of(root)
        self._known: dict[str, bytes | None] = {}
        self._lines: dict[str, list[str]] = {}

    def content(self, path: str) -> bytes | None:
        """Return a file's bytes, None where it cannot be read or is none of the repository's."""
        from woosh_split.sources.repository import is_beyond

        if path not in self._known:
            try:
                beyond = is_beyond(self._root / path, self._repository)  # a facts file may say anything
                self._known[path] = None if beyond else (self._root / path).read_bytes()
            except (OSError, ValueError):
                self._known[path] = None
        return self._known[path]

    def line(self, path: str, line: int) -> str | None:
        """Return a line of a file, without secrets: the log of a CI run has more readers than the code."""
        from woosh_split.model.secrets import without_secrets

        if path not in self._lines:
            self._lines[path] = (self.content(path) or b"").decode("utf-8", "replace").split("\n")
        lines = self._lines[path]
        return without_secrets(lines[line - 1].rstrip("\r")) if 0 < line <= len(lines) else None
