"""``woosh-split check`` in its usual forms, without typer.

Building the command line costs more than looking at five thousand files that did not change. So the few options that
CI and hooks use are read here; whatever else is asked, and every mistake, is left to typer, which knows all of it.
A test asks both of them the same questions.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from woosh_split.cli.check_once import Wanted
    from woosh_split.cli.workspace import Reading

_FLAGS = {
    "--quiet": "quiet",
    "-q": "quiet",
    "--no-baseline": "no_baseline",
    "--show-known": "show_known",
    "--statistics": "statistics",
    "--allow-stale": "allow_stale",
    "--exit-zero": "exit_zero",
    "--fail-on-unresolved": "fail_on_unresolved",
}
_FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "checkstyle")
_TYPERS = ("WOOSH_SPLIT_CACHE_DIR", "WOOSH_SPLIT_DEBUG", "_WOOSH_SPLIT_COMPLETE")
"""Variables by which typer takes an option's value, or completes for a shell."""


def shortcut(arguments: list[str]) -> int | None:
    """Run the check that ``arguments`` ask for and return its exit code; None where typer has to read them.

    Raises:
        InputError: it could not be checked.
    """
    if arguments[:1] != ["check"] or any(os.environ.get(name) for name in _TYPERS):
        return None
    asked = read(arguments[1:])
    if asked is None:
        return None
    from woosh_split.cli.check_once import run

    return run(*asked)


def read(arguments: list[str]) -> tuple[Reading, Wanted] | None:
    """Return the question, None where an argument is not one of the few that are known here."""
    flags: set[str] = set()
    path: str | None = None
    format_name: str | None = None
    waiting = iter(arguments)
    for argument in waiting:
        if argument in _FLAGS:
            flags.add(_FLAGS[argument])
        elif argument in ("--format", "-f") or argument.startswith("--format="):
            value = argument.partition("=")[2] if "=" in argument else next(waiting, "")
            if value not in _FORMATS:
                return None
            format_name = value
        elif argument.startswith("-") or not argument or path is not None:
            return None
        else:
            path = argument
    from woosh_split.cli.check_once import Wanted, usual_format
    from woosh_split.cli.workspace import Reading

    quiet = "quiet" in flags
    known = {name: name in flags for name in _FLAGS.values() if name != "quiet"}
    return Reading(Path(path) if path is not None else None, quiet=quiet), Wanted(
        baseline=None,
        select=[],
        ignore=[],
        changed=None,
        services=[],
        format_name=format_name or usual_format(None),
        output=None,
        **known,
    )
