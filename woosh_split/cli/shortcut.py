"""``woosh-split check`` and ``woosh-split analyse --format json`` in their usual forms, without typer.

Building the command line costs more than looking at five thousand files that did not change. So the few options that
CI and hooks use are read here; whatever else is asked, and every mistake, is left to typer, which knows all of it.
A test asks both of them the same questions.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.records import dataclass

if TYPE_CHECKING:
    from woosh_split.cli.check_once import Wanted
    from woosh_split.cli.workspace import Reading

_READING = {"--quiet": "quiet", "-q": "quiet", "--no-cache": "no_cache"}
_FLAGS = {
    **_READING,
    "--no-baseline": "no_baseline",
    "--show-known": "show_known",
    "--statistics": "statistics",
    "--allow-stale": "allow_stale",
    "--exit-zero": "exit_zero",
    "--fail-on-unresolved": "fail_on_unresolved",
}
_FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "checkstyle")
_FORMAT = {"--format": "format", "-f": "format"}
_OUTPUT = {"--output": "output", "-o": "output"}
_PROJECT = {"--project": "project"}
_TYPERS = ("WOOSH_SPLIT_CACHE_DIR", "WOOSH_SPLIT_DEBUG", "_WOOSH_SPLIT_COMPLETE")
"""Variables by which typer takes an option's value, or completes for a shell."""
_TYPERS_TO_ANALYSE = (*_TYPERS, "WOOSH_SPLIT_DATABASE")


@dataclass(frozen=True, slots=True)
class _Words:
    """Arguments by what they are; of an option that was given twice the last counts."""

    path: Path | None
    flags: frozenset[str]
    values: Mapping[str, str]


def shortcut(arguments: list[str]) -> int | None:
    """Run what ``arguments`` ask for and return its exit code; None where typer has to read them.

    Raises:
        InputError: it could not be done.
    """
    if arguments[:1] == ["check"] and not _is_set(_TYPERS):
        to_check = read(arguments[1:])
        if to_check is not None:
            from woosh_split.cli.check_once import run

            return run(*to_check)
    elif arguments[:1] in (["analyse"], ["analyze"]) and not _is_set(_TYPERS_TO_ANALYSE):
        to_analyse = read_analyse(arguments[1:])
        if to_analyse is not None:
            from woosh_split.cli.analyse_once import run as run_analyse

            return run_analyse(*to_analyse)
    return None


def read(arguments: list[str]) -> tuple[Reading, Wanted] | None:
    """Return what ``check`` is asked, None where an argument is not one of the few that are known here."""
    words = _words(arguments, _FLAGS, _FORMAT | _PROJECT)
    if words is None or words.values.get("format", "text") not in _FORMATS:
        return None
    from woosh_split.cli.check_once import Wanted, usual_format

    flags = {name: name in words.flags for name in _FLAGS.values() if name not in _READING.values()}
    return _reading(words), Wanted(
        baseline=None,
        select=[],
        ignore=[],
        changed=None,
        services=[],
        format_name=words.values.get("format") or usual_format(None),
        output=None,
        **flags,
    )


def read_analyse(arguments: list[str]) -> tuple[Reading, Path | None] | None:
    """Return what ``analyse`` is asked and where to write it; None as :func:`read`, and for any format but JSON."""
    words = _words(arguments, _READING, _FORMAT | _PROJECT | _OUTPUT)
    if words is None or words.values.get("format") != "json":
        return None
    output = words.values.get("output")
    return _reading(words, Path()), Path(output) if output is not None else None


def _reading(words: _Words, folder: Path | None = None) -> Reading:
    from woosh_split.cli.workspace import Reading

    return Reading(
        words.path or folder,
        project=words.values.get("project"),
        quiet="quiet" in words.flags,
        no_cache="no_cache" in words.flags,
    )


def _is_set(names: Collection[str]) -> bool:
    return any(os.environ.get(name) for name in names)


def _words(arguments: list[str], flags: Mapping[str, str], options: Mapping[str, str]) -> _Words | None:
    """Tell the arguments apart by the ``flags`` and ``options`` (which have a value), by their names."""
    path: str | None = None
    given: set[str] = set()
    values: dict[str, str] = {}
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument in flags:
            given.add(flags[argument])
        elif name in options and (not equals or name.startswith("--")):
            value = value if equals else next(waiting, "")
            if not value or (value.startswith("-") and value != "-"):
                return None
            values[options[name]] = value
        elif argument.startswith("-") or not argument or path is not None:
            return None
        else:
            path = argument
    return _Words(Path(path) if path is not None else None, frozenset(given), values)
