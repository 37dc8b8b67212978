"""``woosh-split analyse``: what the monolith is made of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli import options
from woosh_split.cli.console import complain, has_colour, report_width
from woosh_split.cli.output import STDOUT, check_destination, write_result
from woosh_split.cli.reading import facts_of, facts_text_of

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
    if format_ is options.Format.JSON and not only and facts_file is None:
        text = facts_text_of(
            path,
            project=project,
            dumps=dumps or (),
            clients=clients or (),
            database=database,
            no_cache=no_cache,
            cache_dir=cache_dir,
            jobs=jobs,
            quiet=quiet,
            verbose=verbose,
        )
    else:
        facts = facts_of(
            path,
            facts_file=facts_file,
            project=project,
            dumps=dumps or (),
            clients=clients or (),
            database=database,
            no_cache=no_cache,
            cache_dir=cache_dir,
            jobs=jobs,
            quiet=quiet,
            verbose=verbose,
        )
        text = render(facts, _layout(output, parts))
    write_result(text, output)
    if output is not None and output != STDOUT and not quiet:
        complain(f"Wrote {output}.")
    return 0


def _layout(output: Path | None, parts: tuple[str, ...]) -> Layout:
    """How wide and colourful the result may be: a file gets neither a terminal's width nor its colours."""
    from woosh_split.reports.layout import Layout

    if output is not None and output != STDOUT:
        return Layout(parts=parts)
    return Layout(width=report_width(sys.stdout), colour=has_colour(sys.stdout), parts=parts)
