"""``woosh-split baseline write|prune|show``: the violations that are known, and may only become fewer."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.console import complain
from woosh_split.cli.output import write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE, InputError

if TYPE_CHECKING:
    from woosh_split.cli.checking import Seen
    from woosh_split.model.violation import BaselineEntry

EXAMPLES = """\b
Examples:
  woosh-split baseline write
  woosh-split baseline prune
  woosh-split baseline prune --format json
  woosh-split baseline show
"""


class Action(StrEnum):
    """What to do with the baseline."""

    WRITE = "write"
    PRUNE = "prune"
    SHOW = "show"


@reads_monolith()
def baseline(
    action: Annotated[
        Action, typer.Argument(metavar="ACTION", help="write, prune or show.", show_default=False)
    ],
    reading: Reading,
    file: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="The baseline. Default: woosh-split.baseline.json beside the split file.",
        ),
    ] = None,
    format_: options.DoneFormat = options.ShortFormat.TEXT,
) -> int:
    """Write down the violations of today, take out those that are repaid, or show what is written down.

    `write` takes in every violation, `prune` never adds one; both keep `reason` and `until` of the entries that
    stay, look at the whole monolith, and remove the file when nothing is left in it. Neither runs in CI.
    `show` reads the baseline and nothing of the monolith.
    """
    from woosh_split.cli.checking import in_ci, look_at

    if action is not Action.SHOW and in_ci():
        raise InputError(
            f"`baseline {action.value}` does not run in CI (the variable CI is set), where nobody would see what "
            "it adds. Run it on your machine and commit the file."
        )
    if action is Action.SHOW:
        return _show(reading, file, format_)
    seen = look_at(reading, file)
    todo = _write if action is Action.WRITE else _prune
    return todo(seen, format_, quiet=reading.quiet)


def _write(seen: Seen, format_: options.ShortFormat, *, quiet: bool) -> int:
    from woosh_split.check.baseline import load_baseline, written

    old = load_baseline(seen.baseline_path)
    entries = written(seen.observed.violations, _of_new_files(seen, old))
    strict = {service.name for service in seen.split.services if service.strict}
    refused = Counter(entry.from_service for entry in entries if entry.from_service in strict)
    if refused:
        named = ", ".join(f"{name} has {count}" for name, count in sorted(refused.items()))
        raise InputError(
            f"The split file says `strict: true`, which allows no entries in the baseline: {named}. Resolve them "
            "first (`woosh-split check --service NAME`); nothing was written."
        )
    return _replace(seen, old, entries, format_, quiet=quiet)


def _prune(seen: Seen, format_: options.ShortFormat, *, quiet: bool) -> int:
    from woosh_split.check.baseline import load_baseline, pruned

    old = load_baseline(seen.baseline_path)
    entries = pruned(seen.observed.violations, _of_new_files(seen, old))
    return _replace(seen, old, entries, format_, quiet=quiet)


def _of_new_files(seen: Seen, old: tuple[BaselineEntry, ...]) -> tuple[BaselineEntry, ...]:
    from woosh_split.check.moved_files import of_new_files

    return of_new_files(seen.observed.violations, old, seen.observed.files)


def _replace(
    seen: Seen,
    old: tuple[BaselineEntry, ...],
    entries: tuple[BaselineEntry, ...],
    format_: options.ShortFormat,
    *,
    quiet: bool,
) -> int:
    from woosh_split.check.baseline import render_baseline

    path = seen.baseline_path
    written = _written(path, render_baseline(entries) if entries else None)
    if format_ is options.ShortFormat.JSON:
        from woosh_split.reports.done import baseline_json

        over = _ended(seen, entries)
        told = baseline_json(path, entries, exists=bool(entries), ended=over, old=old, written=written)
        write_result(told, None)
    if not quiet:
        before, now = ({entry.fingerprint for entry in each} for each in (old, entries))
        what = f"{len(entries)} known" if entries else "nothing is known, so there is no file"
        complain(f"{path}: {what} (+{len(now - before)} −{len(before - now)}).")
        _tell_ended(seen, entries)
    return EXIT_DONE


def _written(path: Path, text: str | None) -> bool:
    """Write the baseline, or take it away (None), and say whether it is other than it was."""
    from woosh_split.apply.files import replace_file

    try:
        held = path.read_bytes() if path.exists() else None
        data = None if text is None else text.encode("utf-8")
        if held == data:
            return False
        if data is None:
            path.unlink()
        else:
            replace_file(path, data)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error
    return True


def _ended(seen: Seen, entries: tuple[BaselineEntry, ...]) -> list[BaselineEntry]:
    from woosh_split.check.baseline import ended

    return [entry for entry in entries if ended(entry, seen.today.isoformat())]


def _tell_ended(seen: Seen, entries: tuple[BaselineEntry, ...]) -> None:
    """Say that entries are there which know nothing any more, since `check` goes on failing for what they are about."""
    over = _ended(seen, entries)
    if over:
        first = over[0]
        complain(
            f"The time of {len(over)} of them is over (the first is {first.code} in {first.path}, until {first.until}): "
            "`check` tells what they are about. Resolve it, or agree on a new `until`."
        )


def _show(reading: Reading, file: Path | None, format_: options.ShortFormat) -> int:
    from woosh_split.check.baseline import BASELINE_FILE, ended, load_baseline
    from woosh_split.cli.checking import ANOTHER_BASELINE, judging_day
    from woosh_split.cli.workspace import open_workspace
    from woosh_split.model.plain_text import plain
    from woosh_split.sources.repository import own_place

    path = file or own_place(open_workspace(reading).split_path.parent, BASELINE_FILE, ANOTHER_BASELINE)
    entries = load_baseline(path)
    if format_ is options.ShortFormat.JSON:
        from woosh_split.reports.done import baseline_json

        over = [entry for entry in entries if ended(entry, judging_day().isoformat())]
        write_result(baseline_json(path, entries, exists=path.exists(), ended=over), None)
        return EXIT_DONE
    lines = []
    for entry in entries:
        until = f" until {entry.until}" if entry.until else ""
        reason = f" ({entry.reason})" if entry.reason else ""
        inside = f" in {entry.symbol}" if entry.symbol else ""
        lines.append(
            f"{entry.path}: {entry.code} {entry.from_service} -> {entry.to_service or 'nobody'}: "
            f"{entry.target}{inside}{until}{reason}"
        )
    counts = Counter((entry.from_service, entry.code) for entry in entries)
    lines.extend(["", *(f"{service}  {code}  {count}" for (service, code), count in sorted(counts.items()))])
    absent = "" if path.exists() else f": there is no {path} (`woosh-split baseline write` writes it)"
    lines.append(f"{len(entries)} known{absent}")
    write_result("\n".join(map(plain, lines)).lstrip("\n"), None)
    return EXIT_DONE
