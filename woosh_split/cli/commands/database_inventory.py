"""``woosh-split database inventory``: what the server really has, and what stands in the way of the split."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, Workspace, facts_for, open_workspace
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

if TYPE_CHECKING:
    from woosh_split.model.facts import Facts
    from woosh_split.model.organisation import Organisation
    from woosh_split.model.server import Server

EXAMPLES = """\b
Examples:
  woosh-split database inventory --database mysql://admin@localhost/shop
  woosh-split database inventory --fail-on-obstacles --format markdown --output inventory.md
  woosh-split database inventory --no-facts --format json
"""


class InventoryFormat(StrEnum):
    """How the inventory is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@reads_monolith()
def inventory(
    reading: Reading,
    database: options.Database = None,
    fail_on_obstacles: Annotated[
        bool,
        typer.Option(
            "--fail-on-obstacles", help="Exit code 1 where something blocks the split; warnings do not."
        ),
    ] = False,
    no_facts: Annotated[
        bool, typer.Option("--no-facts", help="Read no code and no split file: report on the server alone.")
    ] = False,
    format_: Annotated[
        InventoryFormat, typer.Option("--format", "-f", help="How to write the inventory.")
    ] = InventoryFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Tell what the server really has, where code and dump differ from it, and what stands in the way of a move.

    The server is only read. An account that may not see everything is told what it does not see.
    """
    from woosh_split.pipeline.inventory import inventory as inventory_of
    from woosh_split.pipeline.inventory import read_server
    from woosh_split.reports.inventory.registry import INVENTORY_FORMATS

    check_destination(output)
    if database is None:
        raise InputError("There is no server to look at. Give --database URL, or set WOOSH_SPLIT_DATABASE.")
    server = read_server(database)
    if reading.facts_file is None:
        reading = replace(reading, database=database)
    facts, split, organisation = None, None, None
    if not no_facts:
        workspace = open_workspace(reading)
        facts, split = facts_for(workspace, reading), workspace.split
        if split is not None:
            organisation = _organisation(workspace, reading, facts, server)
    report = inventory_of(
        server, facts, split, organisation, None if reading.facts_file is None else database
    )
    deliver(INVENTORY_FORMATS[format_.value](report, layout_for(output)), output, quiet=reading.quiet)
    return EXIT_NO if fail_on_obstacles and report.blocked else EXIT_DONE


def _organisation(workspace: Workspace, reading: Reading, facts: Facts, server: Server) -> Organisation:
    from woosh_split.cli.reaching import database_request
    from woosh_split.pipeline.database import organisation_of

    if workspace.split is None:
        raise AssertionError("there is a split file where this is called")
    return organisation_of(
        database_request(workspace, reading, facts, workspace.split, server.schema, server.family)
    )
