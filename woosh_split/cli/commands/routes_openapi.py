"""``woosh-split routes openapi``: everything that the gateway answers, for clients of any kind."""

from __future__ import annotations

import typer

from woosh_split.cli import options
from woosh_split.cli.commands.routes import TableOption, current_table
from woosh_split.cli.output import check_destination, deliver
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, open_workspace
from woosh_split.errors import EXIT_DONE

EXAMPLES = """\b
Examples:
  woosh-split routes openapi --output openapi.json
"""


@reads_monolith()
def openapi(
    reading: Reading,
    table: TableOption = None,
    output: options.Output = None,
) -> int:
    """Print the gateway's whole surface as an OpenAPI 3.1 document: every route with what it takes and gives.

    `x-service` names the owner of an operation, `x-route` its id in the routing table.
    """
    from woosh_split.pipeline.surface import surface_of

    check_destination(output)
    workspace = open_workspace(reading)
    text = surface_of(workspace.root, facts_for(workspace, reading), current_table(reading, table))
    deliver(text, output, quiet=reading.quiet)
    return EXIT_DONE


def register(group: typer.Typer) -> None:
    """Add the command to the group of ``woosh-split routes``."""
    group.command("openapi", epilog=EXAMPLES)(openapi)
