"""``woosh-split analyse``: what the monolith is made of."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli import options
from woosh_split.cli.console import complain, has_colour, report_width
from woosh_split.cli.output import STDOUT, check_destination, write_result
from woosh_split.cli.progress import StageProgress

if TYPE_CHECKING:
    from woosh_split.reports.layout import Layout

EXAMPLES = """\b
Examples:
  woosh-split analyse .
  woosh-split analyse . --format json --output facts.json
  woosh-split analyse . --only tables,transactions
  woosh-split analyse . --project shop-api --dump database/schema.sql
  woosh-split analyse --facts facts.json --format markdown
"""

CACHE_FOLDER = ".woosh_split_cache"


def analyse(
    path: options.Root = Path(),
    facts_file: options.FactsFile = None,
    project: options.Project = None,
    dumps: options.Dumps = None,
    clients: options.Clients = None,
    database: options.Database = None,
    format_: options.FormatOption = options.Format.TEXT,
    output: options.Output = None,
    only: options.Only = None,
    no_cache: options.NoCache = False,
    cache_dir: options.CacheDir = None,
    jobs: options.Jobs = 0,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,
) -> int:
    """Read a NestJS monolith and say what it is made of.

    Modules, routes, tables, who reads and writes what, transactions, jobs, events, and the requests of its
    Flutter app; from the code, SQL dumps and, if asked, a running database. Nothing is changed.
    """
    from woosh_split.reports.registry import FORMATS, parts_of

    render = FORMATS[format_.value]
    parts = parts_of(format_.value, only or [])
    check_destination(output)
    if facts_file is not None:
        from woosh_split.pipeline.facts_file import read_facts

        facts = read_facts(facts_file)
    else:
        from woosh_split.pipeline.analyse import analyse as read_monolith
        from woosh_split.pipeline.request import AnalyseRequest, no_note

        # Readings are millions of small tuples without circles: looking for garbage among them costs a third.
        gc.disable()
        with StageProgress(quiet=quiet, verbose=verbose) as progress:
            facts = read_monolith(
                AnalyseRequest(
                    root=path,
                    project=project,
                    dumps=tuple(dumps or ()),
                    clients=tuple(clients or ()),
                    database=database,
                    cache_dir=None if no_cache else cache_dir or path / CACHE_FOLDER,
                    jobs=jobs,
                    progress=progress,
                    note=no_note if quiet else complain,
                )
            )
    write_result(render(facts, _layout(output, parts)), output)
    if output is not None and output != STDOUT and not quiet:
        complain(f"Wrote {output}.")
    return 0


def _layout(output: Path | None, parts: tuple[str, ...]) -> Layout:
    """How wide and colourful the result may be: a file gets neither a terminal's width nor its colours."""
    from woosh_split.reports.layout import Layout

    if output is not None and output != STDOUT:
        return Layout(parts=parts)
    return Layout(width=report_width(sys.stdout), colour=has_colour(sys.stdout), parts=parts)
