"""The options by which a command finds and reads the monolith, declared once for all commands."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Any

from woosh_split.cli import options
from woosh_split.cli.workspace import Reading

_NAME = "reading"
_LAST: dict[str, tuple[Any, Any]] = {
    "facts_file": (options.FactsFile, None),
    "project": (options.Project, None),
    "dumps": (options.Dumps, None),
    "clients": (options.Clients, None),
    "no_cache": (options.NoCache, False),
    "cache_dir": (options.CacheDir, None),
    "jobs": (options.Jobs, 0),
    "quiet": (options.Quiet, False),
    "verbose": (options.Verbose, False),
    "debug": (options.Debug, False),
}
"""What stands at the end of a command's help: each with its type and default."""

Command = Callable[..., int]


def reads_monolith(
    place: Any = options.Folder, *, without: Collection[str] = ()
) -> Callable[[Command], Command]:
    """Give a command the options of :class:`Reading`, which it takes as one parameter ``reading``.

    ``place`` says how the folder of the monolith is named: as an argument, or by ``--path`` where the arguments are
    something else. It and ``--split`` stand where ``reading`` stands, the others after the command's own. ``without``
    names those that mean nothing to the command.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def run(**values: Any) -> int:
            taken = {name: values.pop(name) for name in shared if name in values}
            taken.pop("debug")  # the command line looks at it before any command does
            for name in ("dumps", "clients"):
                taken[name] = tuple(taken.get(name) or ())
            reading = Reading(**taken)
            _tell_idle(reading)
            return command(reading=reading, **values)

        first = {
            "path": (place, Path() if place is options.Root else None),
            "split_file": (options.SplitOption, None),
        }
        shared = {name: each for name, each in (first | _LAST).items() if name not in without}
        parameters: list[inspect.Parameter] = []
        for parameter in inspect.signature(command, eval_str=True).parameters.values():
            if parameter.name == _NAME:
                parameters += [_option(name, *shared[name]) for name in first if name in shared]
            else:
                parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
        parameters += [_option(name, *shared[name]) for name in _LAST if name in shared]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return decorate


def _tell_idle(reading: Reading) -> None:
    """Say which options change nothing in the facts, since a file says what these are; a command may use them besides."""
    if reading.facts_file is None or reading.quiet:
        return
    given = {"--project": reading.project, "--dump": reading.dumps, "--client": reading.clients}
    idle = [name for name, value in given.items() if value]
    if idle:
        from woosh_split.cli.console import complain

        verb = "has" if len(idle) == 1 else "have"
        complain(f"{' and '.join(idle)} {verb} no effect on the facts: --facts says what there is.")


def _option(name: str, type_: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=type_)
