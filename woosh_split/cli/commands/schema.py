"""``woosh-split schema``: the JSON Schema of a file that woosh-split writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.output import check_destination, write_result

EXAMPLES = """\b
Examples:
  woosh-split schema facts
  woosh-split schema facts --output facts.schema.json
  woosh-split schema split --output woosh-split.schema.json
"""


class Kind(StrEnum):
    """The files that have a schema."""

    FACTS = "facts"
    SPLIT = "split"
    CHECK = "check"


def schema(
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help="Which file: facts, split or check.", show_default=False)
    ],
    output: options.Output = None,
    debug: options.Debug = False,
) -> int:
    """Print the JSON Schema of a file that woosh-split writes."""
    from woosh_split.reports.check.schema import check_schema
    from woosh_split.reports.schema import facts_schema
    from woosh_split.split.schema import split_schema

    check_destination(output)
    write_result(
        {Kind.FACTS: facts_schema, Kind.SPLIT: split_schema, Kind.CHECK: check_schema}[kind](), output
    )
    return 0
