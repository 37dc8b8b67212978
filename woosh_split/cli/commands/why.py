"""``woosh-split why``: what ties two things together, or one to its place."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, open_workspace
from woosh_split.errors import EXIT_DONE, EXIT_NO

EXAMPLES = """\b
Examples:
  woosh-split why orders module:products
  woosh-split why sales_orders
  woosh-split why module:tasks table:tasks
  woosh-split why orders --path examples/woosh --format json
"""


class WhyFormat(StrEnum):
    """How the answer is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@reads_monolith(options.FolderOption)
def why(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [NAME]",
            help="Modules or tables; module:x or table:x where a name is both.",
            show_default=False,
        ),
    ],
    reading: Reading,
    format_: Annotated[
        WhyFormat, typer.Option("--format", "-f", help="How to write the answer.")
    ] = WhyFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Say why two modules or tables hang together, with every place.

    Two names: the shortest path and what separating them costs; exit code 1 where nothing ties them. One table:
    who owns it by the evidence. One module: what ties it to each service.
    """
    from woosh_split.model.why import Between
    from woosh_split.pipeline.why import why as answer_of
    from woosh_split.reports.why.registry import WHY_FORMATS
    from woosh_split.split.validate import validate_against

    check_destination(output)
    workspace = open_workspace(reading)
    facts = facts_for(workspace, reading)
    if workspace.split is not None:
        validate_against(workspace.split, facts, workspace.split_path)
    answer = answer_of(facts, workspace.split, names)
    deliver(WHY_FORMATS[format_.value](answer, layout_for(output)), output, quiet=reading.quiet)
    return EXIT_NO if isinstance(answer, Between) and not answer.connected else EXIT_DONE
