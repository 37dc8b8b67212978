"""``woosh-split analyse``: what the monolith is made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from woosh_split.cli import options
from woosh_split.cli.analyse_once import run
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading import facts_of
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE

EXAMPLES = """\b
Examples:
  woosh-split analyse .
  woosh-split analyse . --format json --output facts.json
  woosh-split analyse . --only tables,transactions
  woosh-split analyse . --project shop-api --dump database/schema.sql
  woosh-split analyse --facts facts.json --format markdown
"""


@reads_monolith(options.Root, without=("split_file",))
def analyse(
    reading: Reading,
    database: options.Database = None,
    format_: options.FormatOption = options.Format.TEXT,
    output: options.Output = None,
    only: options.Only = None,
) -> int:
    """Read a NestJS monolith and say what it is made of.

    Modules, routes, tables, who reads and writes what, transactions, jobs, events, and the requests of its
    Flutter app; from the code, SQL dumps and, if asked, a running database. Nothing is changed.
    """
    reading = replace(reading, database=database)
    if format_ is options.Format.JSON and not only and reading.facts_file is None:
        return run(reading, output)
    from woosh_split.reports.registry import FORMATS, parts_of

    render = FORMATS[format_.value]
    parts = parts_of(format_.value, only or [])
    check_destination(output)
    text = render(facts_of(reading.path or Path(), reading), replace(layout_for(output), parts=parts))
    deliver(text, output, quiet=reading.quiet)
    return EXIT_DONE
