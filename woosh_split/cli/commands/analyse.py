"""``woosh-split analyse``: what the monolith is made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from woosh_split.cli import options
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading import facts_of, facts_text_of
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading

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
    from woosh_split.reports.registry import FORMATS, parts_of

    render = FORMATS[format_.value]
    parts = parts_of(format_.value, only or [])
    check_destination(output)
    reading = replace(reading, database=database)
    root = reading.path or Path()
    if format_ is options.Format.JSON and not only and reading.facts_file is None:
        text = facts_text_of(root, reading)
    else:
        text = render(facts_of(root, reading), replace(layout_for(output), parts=parts))
    deliver(text, output, quiet=reading.quiet)
    return 0
