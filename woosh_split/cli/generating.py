"""Generated folders as every command that makes one writes them: what people changed in them is merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from woosh_split.cli.console import complain
from woosh_split.cli.output import write_result
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

ANOTHER_FOLDER = "name another folder with --output"


def to_stdout(text: str) -> None:
    """Tell what would be written where that is the command's whole result."""
    write_result(text, None)


def write_generated(
    folder: Path,
    files: Mapping[str, bytes],
    generator: str,
    *,
    force: bool,
    check: bool,
    dry_run: bool = False,
    quiet: bool,
    tell: Callable[[str], None] = to_stdout,
    json: bool = False,
    more: Mapping[str, object] | None = None,
) -> int:
    """Write files below a folder and return the exit code: 1 where they are not current, or left conflicts to settle.

    With ``check`` or ``dry_run`` nothing is written, and ``tell`` is given what would be. With ``json`` it is given what
    was or would be written, with ``more`` keys of the command.

    Raises:
        InputError: the folder is a file, holds what nobody knows the maker of, or cannot be written.
    """
    from woosh_split.apply.regeneration import carry_out
    from woosh_split.pipeline.regenerate import plan_regeneration
    from woosh_split.reports.layout import Layout
    from woosh_split.reports.regeneration.json import to_json
    from woosh_split.reports.regeneration.text import counts_line, to_text

    if folder.exists() and not folder.is_dir():
        raise InputError(f"--output {folder} is a file. Give the name of a folder.")
    change = plan_regeneration(folder, files, generator, force)
    keeps = dry_run or check
    if not keeps:
        carry_out(change)
    if json:
        tell(to_json(change, Layout(), written=not (keeps or change.is_current), more=more))
    elif keeps:
        tell(to_text(change, Layout()))
    elif change.conflicts:
        complain(to_text(change, Layout()))
    if keeps:
        return EXIT_NO if check and not change.is_current else EXIT_DONE
    if change.conflicts:
        return EXIT_NO
    if not quiet:
        complain(f"{folder}: {counts_line(change)}.")
    return EXIT_DONE
