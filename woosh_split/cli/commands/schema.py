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
    ROUTES = "routes"


def schema(
    kind: Annotated[
        Kind,
        typer.Argument(metavar="KIND", help="Which file: facts, split, check or routes.", show_default=False),
    ],
    output: options.Output = None,
    debug: options.Debug = False,
) -> int:
    """Print the JSON Schema of a file that woosh-split writes."""
    check_destination(output)
    write_result(_schema_of(kind), output)
    return 0


def _schema_of(kind: Kind) -> str:
    """Return the schema's text; imported one by one, since that of the split file needs a YAML reader."""
    if kind is Kind.SPLIT:
        from woosh_split.split.schema import split_schema

        return split_schema()
    if kind is Kind.CHECK:
        from woosh_split.reports.check.schema import check_schema

        return check_schema()
    if kind is Kind.ROUTES:
        from woosh_split.artefacts.routes.schema import table_schema

        return table_schema()
    from woosh_split.reports.schema import facts_schema

    return facts_schema()
